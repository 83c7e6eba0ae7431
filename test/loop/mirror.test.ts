import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { mirror } from '../../src/flows/mirror';
import { loadHealth } from '../../src/health/health-store';
import { propertyOf } from '../../src/jira/mirror';
import { type Budget, budgetOf } from '../../src/kernel/budget';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import type { Stored } from '../../src/submissions/stored';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecord } from '../effects/datev';
import { called, carried, loginPage, lost, no, nothing, type Says, SETTINGS, stage } from '../effects/stage';
import { DISCOVERED, ISSUE, WITH_ISSUE } from '../submissions/life';
import { empty } from '../support/forge-globals';

const WRITE = `PUT /issue/${ISSUE.id}/properties/datev`;
const read = async (): Promise<Stored> => {
  const on = await loadSubmission('s1');
  if (on === undefined) throw new Error('it is gone');
  return on;
};
const happens = async (event: SubmissionEvent) => append(await read(), event, byApp());
/** It has its issue, to which nothing is owed, and which does not say so yet. */
async function staged(says: Says | readonly Says[]): Promise<Stored> {
  stage({ [WRITE]: says });
  await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
  const on = await read();
  return { ...on, state: { ...on.state, pendingEffects: [] } };
}
const write = (stored: Stored, calls: Budget = budgetOf(9)) => mirror(stored, { calls, settings: SETTINGS });
const pause = (told: Awaited<ReturnType<typeof write>>) =>
  told.is === 'noted' && told.on.mirror?.again !== undefined
    ? Math.round((Date.parse(told.on.mirror.again) - Date.now()) / 100) / 10
    : undefined;

describe('what an issue says of its submission', () => {
  it('is written as it is, and noted, and then left alone', async () => {
    const stored = await staged(nothing);
    const told = await write(stored);
    expect(told).toMatchObject({ is: 'noted', on: { mirror: { issue: ISSUE.id } } });
    expect(carried(WRITE)).toEqual([propertyOf(stored.state)]);
    expect(await write(await read())).toEqual({ is: 'quiet' });
    expect(called()).toHaveLength(1);
  });

  it('waits for its time, and for calls of the invocation', async () => {
    const stored = await staged(nothing);
    const again = plusSeconds(now(), 60);
    const waits = { ...stored, mirror: { issue: ISSUE.id, again } };
    expect(await write(waits)).toEqual({ is: 'later', at: again });
    expect(await write(stored, budgetOf(0))).toMatchObject({ is: 'later' });
    expect(called()).toEqual([]);
  });

  it('is left until Jira wants to be asked again, by whatever call that is known; its own refusal is one', async () => {
    const stored = await staged(() => empty(429, { 'retry-after': '900' }));
    expect(pause(await write(stored))).toBe(900);
    const { quiet } = await loadHealth();
    expect((quiet?.until ?? '') > plusSeconds(now(), 890)).toBe(true);
    expect(await write(stored)).toMatchObject({ is: 'noted', on: { mirror: { again: quiet?.until } } });
    expect(called()).toHaveLength(1);
  });

  it('is written once more where somebody wrote the record meanwhile: nobody knows which call Jira saw last', async () => {
    const stored = await staged([
      async () => {
        await happens({ what: 'closed', history: '5' });
        return empty(204);
      },
      nothing,
    ]);
    await write(stored);
    expect(carried(WRITE)).toMatchObject([{ state: 'needs-you' }, { state: 'closed' }]);
    expect((await read()).mirror?.wrote).toMatchObject({ state: 'closed' });
  });

  it('is not written where the issue was given up meanwhile', async () => {
    const stored = await staged(async () => {
      await happens({ what: 'issue-deleted' });
      await happens({ what: 'issue-wanted' });
      return empty(204);
    });
    expect(await write(stored)).toMatchObject({
      is: 'noted',
      on: { state: { pendingEffects: expect.anything() } },
    });
    expect(carried(WRITE)).toHaveLength(1);
  });

  it('of an issue that is not there for us makes us look for it', async () => {
    const told = await write(await staged(no(404)));
    expect(told).toMatchObject({ is: 'noted', on: { state: { issue: { hidden: expect.anything() } } } });
  });

  it.each([
    ['soon after trouble', no(503), 900],
    ['soon after a lost answer', lost, 900],
    ['soon after a page', loginPage, 900],
    ['soon where Jira wants a little patience', () => empty(429, { 'retry-after': '60' }), 900],
    ['later where Jira wants more', () => empty(429, { 'retry-after': '1800' }), 1800],
    ['after a day where the app has no right', no(403), 86_400],
    ['after a day where Jira refuses it', no(400), 86_400],
  ])('is tried again %s', async (_when, says, seconds) => {
    const told = await write(await staged(says));
    expect(pause(told)).toBeGreaterThan(seconds - 5);
    expect(pause(told)).toBeLessThanOrEqual(seconds + 1);
    expect((await read()).mirror).not.toHaveProperty('wrote');
  });
});
