import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { beginRecount, recount } from '../../src/flows/exception/recount';
import { releaseHeld } from '../../src/flows/exception/release-held';
import { loadHealth } from '../../src/health/health-store';
import type { Going } from '../../src/health/recount';
import { loadRecount, saveRecount } from '../../src/health/recount-store';
import { now } from '../../src/platform/clock';
import { listRows } from '../../src/submissions/lists/list-store';
import { correctTally, loadTally } from '../../src/submissions/lists/tally-store';
import { enlist, loadSubmission } from '../../src/submissions/submission-store';
import { MANDANT, onRecord, onRecordAt } from '../effects/datev';
import { queued, stage } from '../effects/stage';
import { DISCOVERED, ISSUE, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { meanwhile, runsFor, seen, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import { ago } from './list';

const LOOK = { v: 1, look: 'recount', id: 'lists' };
const look = (id: string) => ({ v: 1, look: 'submission', id });
const round = async () => (await loadRecount()).data;
const delays = () =>
  seen()
    .filter(({ to }) => to === 'stargate')
    .flatMap(({ body }) => (body as { payload: { delayInSeconds?: number }[] }).payload)
    .map(({ delayInSeconds }) => delayInSeconds);
const rows = async () => (await listRows({ mandant: MANDANT, phase: 'needs-you' }, { limit: 99 })).rows;
const tally = async () => (await loadTally(MANDANT))?.tally.phases['needs-you'] ?? 0;
const listed = (id: string) => enlist(id, { now: now(), retentionDays: 30 });
async function staged(ms = 300_000): Promise<void> {
  stage();
  runsFor(ms);
  await savedSettings();
}
async function going(change: Partial<Going>): Promise<void> {
  const before = await loadRecount();
  const data = before.data.going;
  if (data === undefined) throw new Error('none is going');
  await saveRecount(before, { ...before.data, going: { ...data, ...change } });
}
/** Until it has come to its end, whenever it may go on. */
async function toItsEnd(): Promise<void> {
  await recount();
  if ((await round()).going?.place !== 'doubts') return;
  await going({ doubtedAt: ago(121) });
  await recount();
}

describe('the daily look at lists and counts', () => {
  it('is begun once', async () => {
    await staged();
    await beginRecount();
    const first = await round();
    expect(first.going).toMatchObject({ place: 'mandanten', wrong: 0 });
    await beginRecount();
    expect(await round()).toEqual(first);
    expect(queued()).toEqual([LOOK, LOOK]);
  });

  it('that somebody else begins is theirs', async () => {
    await staged();
    meanwhile(writes('record', 'recount'), () => beginRecount());
    await beginRecount();
    expect(queued()).toEqual([LOOK]);
  });

  it('that nobody began does nothing', async () => {
    await staged();
    await recount();
    expect((await loadRecount()).version).toBe(0);
    expect(queued()).toEqual([]);
  });

  it('puts on the lists and counts what is on none, and tells that of nobody', async () => {
    await staged();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await onRecord('s2', DISCOVERED);
    await beginRecount();
    await toItsEnd();
    expect((await rows()).map(({ id }) => id).sort()).toEqual(['s1', 's2']);
    expect(await tally()).toBe(2);
    expect(await round()).toEqual({ v: 1, doneAt: expect.any(String) });
    expect(await loadHealth()).not.toHaveProperty('recounted');
  });

  it('corrects a count that differs twice, and tells that', async () => {
    await staged();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await listed('s1');
    await wrongCount();
    await beginRecount();
    await recount();
    expect((await round()).going).toMatchObject({
      place: 'doubts',
      doubts: [{ rows: { mandant: MANDANT } }],
    });
    expect(await tally()).toBe(7);
    expect(delays().at(-1)).toBeGreaterThan(110);
    await recount();
    expect(await tally()).toBe(7);
    await toItsEnd();
    expect(await tally()).toBe(1);
    expect((await loadHealth()).recounted).toMatchObject({ wrong: 1 });
    expect(await round()).not.toHaveProperty('going');
  });

  it('believes no difference behind which somebody wrote', async () => {
    await staged();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await listed('s1');
    await wrongCount();
    await beginRecount();
    await recount();
    const stored = await loadTally(MANDANT);
    if (stored === undefined) throw new Error('not counted');
    await correctTally(stored, { ...stored.tally, phases: { 'needs-you': 8 } });
    await toItsEnd();
    expect(await tally()).toBe(8);
    expect(await loadHealth()).not.toHaveProperty('recounted');
  });

  it('leaves alone what somebody counts while it is corrected', async () => {
    await staged();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await listed('s1');
    await wrongCount();
    await beginRecount();
    await recount();
    await going({ doubtedAt: ago(121) });
    meanwhile(writes('tally'), async () => {
      const stored = await loadTally(MANDANT);
      if (stored !== undefined) await correctTally(stored, { ...stored.tally, phases: { 'needs-you': 9 } });
    });
    await recount();
    expect(await tally()).toBe(9);
    expect(await loadHealth()).not.toHaveProperty('recounted');
  });

  it('is done by one: who was overtaken stops', async () => {
    await staged();
    await beginRecount();
    meanwhile(writes('record', 'recount'), () => going({ place: 'delivered' }));
    await recount();
    expect((await round()).going?.place).toBe('delivered');
  });

  it.each([
    ['begins no further page in the last seconds of its invocation', 14_000, 'needs-you'],
    ['goes on as long as there is time', 15_000, undefined],
  ])('%s', async (_, ms, place) => {
    await staged(ms);
    await beginRecount();
    await recount();
    expect((await round()).going?.place).toBe(place);
    expect(delays()).toEqual(place === undefined ? [undefined] : [undefined, 60]);
  });

  it('has issues that do not say what they should looked at, a hundred in a round', async () => {
    await staged();
    for (const id of ['s1', 's2']) {
      await onRecordAt(ago(60), id, [
        DISCOVERED,
        { what: 'done', key: 'issue', issue: { ...ISSUE, id } },
        { what: 'done', key: `fields:${id}:1` },
      ]);
      await listed(id);
    }
    await beginRecount();
    await going({ place: 'needs-you', mirrored: 99 });
    await toItsEnd();
    expect(queued()).toEqual([LOOK, look('s1')]);
  });

  it('has looked at whose bytes are kept no longer', async () => {
    await staged();
    await onRecordAt('2026-01-01T08:00:00.000Z', 's1', [
      UPLOADED,
      order(1),
      { what: 'job-succeeded', revision: 1, jobId: 'j1' },
    ]);
    await listed('s1');
    await beginRecount();
    await toItsEnd();
    expect(queued()).toEqual([LOOK, look('s1')]);
  });

  it('tries the issue of what has ended meanwhile again, ten with a page', async () => {
    await staged();
    const problem = { code: 'jira.forbidden', retry: 'after-fix' } as const;
    for (let n = 0; n < 11; n++) {
      const attempt = { ...DISCOVERED.attempt, fileName: `EXTF_${n}.csv` };
      await onRecord(
        `s${n}`,
        { ...DISCOVERED, attempt },
        { what: 'trying', key: 'issue', leaseUntil: now() },
        { what: 'held', key: 'issue', problem },
        { what: 'closed', reason: 'x' },
      );
      await listed(`s${n}`);
    }
    await beginRecount();
    await toItsEnd();
    const released = await Promise.all(
      Array.from({ length: 11 }, async (_, n) => {
        const state = (await loadSubmission(`s${n}`))?.state;
        return state?.pendingEffects.some(
          (one) => one.state === 'held' && one.effect.kind === 'create-issue',
        );
      }),
    );
    expect(released.filter((isHeld) => isHeld === true)).toHaveLength(1);
    expect(queued().length).toBe(11);
  });

  async function wrongCount(): Promise<void> {
    const stored = await loadTally(MANDANT);
    if (stored === undefined) throw new Error('nothing is counted');
    await correctTally(stored, { ...stored.tally, phases: { ...stored.tally.phases, 'needs-you': 7 } });
  }
});

describe('what waits for a setting', () => {
  const problem = { code: 'settings.stopped', retry: 'after-fix' } as const;
  const held = (id: string) =>
    onRecord(
      id,
      UPLOADED,
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: now() },
      { what: 'held', key: 'send:r1', problem },
    );
  const isHeld = async (id: string) =>
    (await loadSubmission(id))?.state.pendingEffects.some(({ state }) => state === 'held');

  it('is released and looked at; what waits for nothing is left alone', async () => {
    await staged();
    await held('s1');
    await onRecord('s2', DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'x' });
    expect(await isHeld('s1')).toBe(true);
    await releaseHeld({ v: 1, look: 'held', phase: 'needs-you' });
    expect(await isHeld('s1')).toBe(false);
    expect(queued()).toEqual([look('s1')]);
  });

  it('is released a page of twenty-five at a time', async () => {
    await staged();
    for (let n = 0; n < 26; n++) await held(`s${n}`);
    await releaseHeld({ v: 1, look: 'held', phase: 'needs-you' });
    const next = queued().at(-1) as { look: string; cursor: string };
    expect(queued()).toHaveLength(26);
    expect(next).toMatchObject({ look: 'held', phase: 'needs-you', cursor: expect.any(String) });
    await releaseHeld({ v: 1, look: 'held', phase: 'needs-you', cursor: next.cursor });
    const all = await Promise.all(Array.from({ length: 26 }, (_, n) => isHeld(`s${n}`)));
    expect(all).not.toContain(true);
  });

  it('and is not held is looked at, too, as it is', async () => {
    await staged();
    await onRecord('s1', UPLOADED, order(1));
    const before = await loadSubmission('s1');
    await releaseHeld({ v: 1, look: 'held', phase: 'moving' });
    expect(await loadSubmission('s1')).toMatchObject({ version: before?.version });
    expect(queued()).toEqual([look('s1')]);
  });
});
