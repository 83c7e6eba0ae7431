import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { admitIssues } from '../../src/flows/exception/admit-issues';
import { noteQuiet } from '../../src/health/health-store';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import { readHint } from '../../src/platform/due-store';
import { AT_A_TIME, PACE_SECONDS, type Storm } from '../../src/storms/storm';
import { changeStorms, joinStorms, loadStorms } from '../../src/storms/storm-store';
import { beginTally } from '../../src/submissions/lists/tally-store';
import { append, byApp } from '../../src/submissions/record-store';
import { enlist, loadSubmission } from '../../src/submissions/submission-store';
import { MANDANT, onRecord } from '../effects/datev';
import { CREATE } from '../effects/new-issue';
import { called, carried, lost, no, nothing, ok, queued, type Says, stage } from '../effects/stage';
import { DISCOVERED, ISSUE } from '../submissions/life';
import { empty, json, meanwhile, runsFor, seen, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import { AT_JIRA } from './list';

const CAUSE = '1008834:extf.header.14';
const PARENT = { ...ISSUE, id: '20001', key: 'BUCH-20' };
const SEARCH = 'POST /search/jql';
const PARENT_READ = `GET /issue/${PARENT.id}`;
const TELL = `PUT /issue/${PARENT.id}`;
const LOOK = { v: 1, look: 'storms', id: 'all' };
const later = (seconds: number) => plusSeconds(now(), seconds);
const storms = async () => (await loadStorms()).data;
const theStorm = async () => (await storms()).storms[0];
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
const waits = async (id: string) => (await stateOf(id))?.pendingEffects.some(({ turn }) => turn === true);
const made = () => called().filter((call) => call === CREATE).length;
const readAs = (status: string): Says =>
  ok({
    ...{ id: PARENT.id, key: PARENT.key },
    fields: {
      ...{ summary: 'Sturm', updated: now(), project: { id: PARENT.projectId }, issuetype: { id: '10002' } },
      status: { id: '1', statusCategory: { key: status } },
    },
  });

/** What is written into an issue. */
const writesOf = (id: string) => ({
  [`PUT /issue/${id}`]: nothing,
  [`PUT /issue/${id}/properties/datev`]: nothing,
  [`POST /issue/${id}/comment`]: ok({ id: '7' }),
  [`GET /issue/${id}`]: ok({ fields: { assignee: null } }),
});

/** A storm of so many files, of which this is known. */
async function storm(
  count: number,
  { of = {}, says = {}, settings = {} }: { of?: Partial<Storm>; says?: object; settings?: object } = {},
): Promise<string> {
  let next = of.issue === undefined ? 0 : 1;
  const newIssue = () => {
    const id = String(20_001 + next++);
    return json({ id, key: `BUCH-${id}` });
  };
  const children = Array.from({ length: AT_A_TIME + 3 }, (_, n) => writesOf(String(20_001 + n)));
  stage({
    ...Object.assign({ ...AT_JIRA }, ...children),
    ...{ [CREATE]: newIssue, [TELL]: nothing, [PARENT_READ]: readAs('new'), 'POST /issueLink': nothing },
    ...says,
  });
  runsFor(300_000);
  await savedSettings(settings);
  await beginTally(MANDANT);
  const { storms: all } = await joinStorms(new Map([[CAUSE, { begins: true }]]));
  const id = all[0]?.id ?? '';
  for (let n = 0; n < count; n++) {
    const attempt = { ...DISCOVERED.attempt, jobId: `job-${n}`, fileName: `EXTF_${n}.csv` };
    await onRecord(`s${n}`, { ...DISCOVERED, attempt, storm: id });
    await enlist(`s${n}`, { now: now(), retentionDays: 30 });
  }
  await changeStorms((before) => ({
    ...before,
    nextAt: now(),
    storms: before.storms.map((one) => ({ ...one, ...of })),
  }));
  return id;
}
const isMade = { issue: PARENT, told: { open: 9, waiting: 9, at: '2026-01-01T00:00:00.000Z' } };

describe('a round of storms', () => {
  it('is none where there is no storm', async () => {
    stage();
    await admitIssues();
    expect(called()).toEqual([]);
    expect(queued()).toEqual([]);
    expect((await loadStorms()).version).toBe(0);
  });

  it('before its time only makes sure of itself', async () => {
    await storm(1);
    const nextAt = later(100);
    await changeStorms((before) => ({ ...before, nextAt }));
    await admitIssues();
    expect(called()).toEqual([]);
    expect(queued()).toEqual([LOOK]);
    expect(await storms()).toMatchObject({ nextAt });
    expect((await readHint()).at <= nextAt).toBe(true);
  });

  it('makes the issue for the whole first, then those that wait, each as an issue like any other', async () => {
    const id = await storm(2);
    await admitIssues();
    expect(await theStorm()).toMatchObject({ issue: { id: PARENT.id }, most: 2 });
    expect(made()).toBe(3);
    const [first] = carried(CREATE) as [{ properties: [{ value: { externalId: string } }] }];
    expect(first.properties[0].value.externalId).toBe(`storm-${id}`);
    for (const n of [0, 1]) {
      expect(await waits(`s${n}`)).toBe(false);
      expect(await stateOf(`s${n}`)).toMatchObject({ issue: { id: String(20_002 + n) } });
    }
    const { nextAt = '', pacedUntil } = await storms();
    expect(nextAt).toBe(pacedUntil);
    expect(Math.round((Date.parse(nextAt) - Date.now()) / 1000)).toBeLessThanOrEqual(PACE_SECONDS);
    expect(queued().at(-1)).toEqual(LOOK);
  });

  it('admits fifteen at a time', async () => {
    await storm(AT_A_TIME + 1, { of: isMade });
    await admitIssues();
    const waiting = await Promise.all(Array.from({ length: AT_A_TIME + 1 }, (_, n) => waits(`s${n}`)));
    expect(waiting.filter(Boolean)).toHaveLength(1);
  });

  it('is looked at again after a quarter of an hour once nobody waits and nobody joins any more', async () => {
    const transitions = { [`${PARENT_READ}/transitions`]: ok({ transitions: [] }) };
    await storm(1, { of: { ...isMade, joinedAt: later(-1000) }, says: transitions });
    await admitIssues();
    await changeStorms((before) => ({ ...before, nextAt: now() }));
    await admitIssues();
    const { nextAt = '' } = await storms();
    expect(Math.round((Date.parse(nextAt) - Date.now()) / 100) / 10).toBeGreaterThan(890);
  });

  it('is done by whoever writes first', async () => {
    await storm(1);
    meanwhile(writes('record', 'storms'), () =>
      changeStorms((before) => ({ ...before, nextAt: later(50), pacedUntil: later(50) })),
    );
    await admitIssues();
    expect(called()).toEqual([]);
    expect(await waits('s0')).toBe(true);
    expect(queued()).toEqual([]);
  });

  it('while somebody lets issues wait says how it stands, and makes none', async () => {
    const paused = { at: now(), by: 'admin', reason: '' };
    await storm(2, { of: isMade, settings: { paused } });
    await admitIssues();
    expect(called()).toEqual([TELL]);
    expect(await waits('s0')).toBe(true);
    expect(await theStorm()).toMatchObject({ told: { open: 2, waiting: 2 } });
  });

  it('while somebody lets issues wait makes none for the whole either', async () => {
    await storm(2, { settings: { paused: { at: now(), by: 'admin', reason: '' } } });
    await admitIssues();
    expect(called()).toEqual([]);
    expect(await theStorm()).not.toHaveProperty('wantedSince');
  });

  it('while Jira wants quiet asks nothing, and goes on then', async () => {
    await storm(2, { of: isMade });
    const until = later(500);
    await noteQuiet(until);
    await admitIssues();
    expect(called()).toEqual([]);
    expect(await storms()).toMatchObject({ nextAt: until, pacedUntil: until });
    expect(queued().at(-1)).toEqual(LOOK);
  });

  it('ends where Jira begins to want quiet', async () => {
    await storm(3, {
      of: { ...isMade, told: { open: 3, waiting: 3, at: now() } },
      says: { [CREATE]: quiet },
    });
    await admitIssues();
    expect(made()).toBe(1);
    expect((await Promise.all([0, 1, 2].map((n) => waits(`s${n}`)))).filter(Boolean)).toHaveLength(2);
  });

  it('admits nobody while the issue for the whole is in doubt', async () => {
    await storm(2, { of: { wantedSince: now(), notBefore: later(60) } });
    await admitIssues();
    expect(called()).toEqual([]);
    expect(await waits('s0')).toBe(true);
  });

  it('lets go without it where Jira does not take it', async () => {
    await storm(2, { of: { isRefused: true, notBefore: later(600) } });
    await admitIssues();
    expect(made()).toBe(2);
    expect(await waits('s0')).toBe(false);
  });

  it('lets go who waits for a storm that is over by now', async () => {
    await storm(1, { of: { ...isMade, id: 'other' } });
    await admitIssues();
    expect(await waits('s0')).toBe(false);
  });

  it('leaves alone who does not wait any more', async () => {
    await storm(1, { of: isMade });
    meanwhile(writes('submission'), async () => {
      const on = await loadSubmission('s0');
      if (on !== undefined) await append(on, { what: 'admitted', key: 'issue' }, byApp());
    });
    await admitIssues();
    expect(await waits('s0')).toBe(false);
  });
});

const quiet = () => empty(429, { 'retry-after': '600' });

describe('the issue for the whole', () => {
  it('says how it stands, with whom it waits for', async () => {
    await storm(2, { of: isMade, settings: { paused: { at: now(), by: 'admin', reason: '' } } });
    await admitIssues();
    expect(carried(TELL)).toHaveLength(1);
    const [before] = [await theStorm()];
    await changeStorms((all) => ({ ...all, nextAt: now() }));
    await admitIssues();
    // Nothing new: it is not written again.
    expect(carried(TELL)).toHaveLength(1);
    expect((await theStorm())?.told).toEqual(before?.told);
  });

  it.each<[string, Says, object]>([
    ['that is not there, which may mean hidden, is looked for again', no(404), { hidden: { looks: 1 } }],
    ['that Jira does not take now is written with the next round', no(503), { told: isMade.told }],
  ])('%s', async (_, answer, then) => {
    const paused = { at: now(), by: 'admin', reason: '' };
    await storm(3, { of: isMade, says: { [TELL]: answer }, settings: { paused } });
    await admitIssues();
    expect(await theStorm()).toMatchObject({ issue: PARENT, ...then });
  });

  it.each<[string, Says, object]>([
    ['is looked for where the answer was lost', lost, { wantedSince: expect.any(String) }],
    ['is not tried for an hour where Jira refuses it', no(400), { isRefused: true }],
    ['is tried again where Jira was only busy', quiet, { notBefore: expect.any(String) }],
  ])('%s', async (_, answer, then) => {
    await storm(2, { says: { [CREATE]: answer } });
    await admitIssues();
    const after = await theStorm();
    expect(after).toMatchObject(then);
    expect(after).not.toHaveProperty('issue');
    expect((after?.wantedSince ?? '') !== '').toBe('wantedSince' in then);
  });

  it('that is found after a lost answer is taken, and not made again', async () => {
    const hit = { id: PARENT.id, key: PARENT.key, fields: { creator: { accountId: 'app' } } };
    await storm(2, {
      of: { wantedSince: later(-300), notBefore: later(-1) },
      says: { [SEARCH]: ok({ issues: [hit] }), 'GET /myself': ok({ accountId: 'app' }) },
      settings: {},
    });
    await admitIssues();
    expect(await theStorm()).toMatchObject({ issue: { id: PARENT.id } });
    // Only the two that wait for their turn.
    expect(made()).toBe(2);
  });

  it('that is not found is looked for again later', async () => {
    await storm(2, {
      of: { wantedSince: later(-70), notBefore: later(-1) },
      says: { [SEARCH]: ok({ issues: [] }), 'GET /myself': ok({ accountId: 'app' }) },
    });
    await admitIssues();
    expect(await theStorm()).toMatchObject({ looks: 1 });
    expect(made()).toBe(0);
  });

  it('is not made where somebody else has come to it meanwhile', async () => {
    await storm(2);
    const asks = seen().length;
    meanwhile(
      ({ path, body }) =>
        seen().length > asks + 3 && path.endsWith('/get') && JSON.stringify(body).includes('storms'),
      () =>
        changeStorms((all) => ({
          ...all,
          storms: all.storms.map((one) => ({ ...one, wantedSince: now(), notBefore: later(100) })),
        })),
    );
    await admitIssues();
    expect(made()).toBe(0);
  });

  it('that is on record only by storage’s word is not made', async () => {
    await storm(2);
    const before = await theStorm();
    meanwhile(writes('record', 'storms'), async () => {
      meanwhile(writes('record', 'storms'), async () => {
        meanwhile(
          ({ path, body }) => path.endsWith('/get') && JSON.stringify(body).includes('storms'),
          async () => {
            const undone = { notBefore: later(999), wantedSince: later(-1) };
            await changeStorms((all) => ({
              ...all,
              storms: all.storms.map((one) => ({ ...one, ...undone })),
            }));
          },
        );
      });
    });
    await admitIssues();
    expect(before).toBeDefined();
    expect(made()).toBe(0);
  });

  describe('of a storm of which nothing is open any more', () => {
    const over = { ...isMade, joinedAt: later(-1000), most: 2 };
    const DONE = { [`GET /issue/${PARENT.id}/transitions`]: ok({ transitions: [] }) };

    it('says so, and the storm is forgotten', async () => {
      await storm(0, { of: over, says: DONE });
      await admitIssues();
      expect(carried(TELL)).toHaveLength(1);
      expect(await storms()).toMatchObject({ storms: [] });
      expect(await storms()).not.toHaveProperty('nextAt');
      expect(queued()).toEqual([]);
    });

    it.each<[string, Says, number]>([
      ['comes again while Jira does not take it', no(503), 1],
      ['comes again where its issue is not there, which may mean hidden', no(404), 1],
      ['is forgotten where Jira refuses it', no(403), 0],
    ])('%s', async (_, answer, left) => {
      await storm(0, { of: over, says: { ...DONE, [TELL]: answer } });
      await admitIssues();
      expect((await storms()).storms).toHaveLength(left);
    });

    it('is forgotten where its issue was not there for a month, or a person deleted it', async () => {
      const hidden = { since: later(-31 * 24 * 3600), looks: 40, at: later(-1) };
      for (const change of [{ hidden }, { goneAt: later(-60) }]) {
        await storm(0, { of: { ...over, ...change }, says: { ...DONE, [TELL]: no(404) } });
        await admitIssues();
        expect((await storms()).storms).toEqual([]);
      }
    });

    it('is none where it never had one', async () => {
      await storm(0, { of: { joinedAt: later(-1000) } });
      await admitIssues();
      expect(called()).toEqual([]);
      expect((await storms()).storms).toEqual([]);
    });

    it('is not over within the quarter of an hour in which the index may be late', async () => {
      await storm(0, { of: { joinedAt: later(-800) } });
      await admitIssues();
      expect((await storms()).storms).toHaveLength(1);
    });

    it('stays where another file joined it meanwhile', async () => {
      await storm(0, { of: over, says: DONE });
      meanwhile(
        ({ path }) => path.includes(PARENT.id),
        () => joinStorms(new Map([[CAUSE, { begins: false }]])),
      );
      await admitIssues();
      expect((await storms()).storms).toHaveLength(1);
    });
  });
});
