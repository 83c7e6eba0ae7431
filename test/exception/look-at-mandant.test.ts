import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadVerbatim } from '../../src/datev/verbatim-store';
import { beginLook, lookAt, lookAtMandant } from '../../src/flows/exception/look-at-mandant';
import { budgetOf } from '../../src/kernel/budget';
import { plusSeconds, secondsBetween } from '../../src/kernel/instant';
import { beginLooking } from '../../src/mandanten/looking-store';
import type { OpenAttempt } from '../../src/mandanten/watch';
import { changeWatch } from '../../src/mandanten/watch-store';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import { readHint } from '../../src/platform/due-store';
import { loadStorms } from '../../src/storms/storm-store';
import { idsBy } from '../../src/submissions/ids';
import { loadSubmission } from '../../src/submissions/submission-store';
import { loggedOut, MANDANT, onRecord } from '../effects/datev';
import { JOB, STATUS } from '../effects/dxso';
import { CREATE } from '../effects/new-issue';
import { called, no, ok, queued, type Says } from '../effects/stage';
import { DISCOVERED, file, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { empty, meanwhile, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import { ago, job, LIST, listed, oursOf, skips, watched, watching, watchOf } from './list';

const idOf = (jobId: string) => idsBy(sha256).job(MANDANT, jobId);
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
const created = () => called().filter((call) => call === CREATE).length;
const bigLook = { v: 1, look: 'mandant', id: MANDANT, big: true };

const open = (id: string, over: Partial<OpenAttempt> = {}): OpenAttempt => ({
  ...{ submissionId: id, revision: 1, referenceId: `DFJ-installation-${id}-r1`, since: ago(600) },
  ...over,
});
/** A batch of ours that DATEV took ten minutes ago. */
async function taken(id: string): Promise<void> {
  await onRecord(
    id,
    UPLOADED,
    { what: 'ordered', mode: 'file', fileName: `EXTF_${id}.csv`, referenceId: `DFJ-installation-${id}-r1` },
    { what: 'trying', key: 'send:r1', leaseUntil: now() },
    { what: 'done', key: 'send:r1', jobId: `job-${id}` },
  );
}
const polled = (...attempts: readonly OpenAttempt[]) => ({ open: attempts, poll: { at: ago(1), step: 1 } });

describe('a job of another program', () => {
  it('that failed is put on record once, with DATEV’s words and an issue', async () => {
    const validation_details = {
      type: 'http://www.datev.de/hilfe/1008834',
      title: 'Kopf',
      detail: 'Feld 14',
    };
    await watching({ [LIST]: listed([job('j1', { validation_details, label: 'Januar' })]) });
    await lookAtMandant(MANDANT);
    expect(await stateOf(idOf('j1'))).toMatchObject({
      ...{ origin: 'discovered', program: 'Kanzlei-Export', mandant: MANDANT, label: 'Januar' },
      attempts: [{ jobId: 'j1', state: 'failed', cause: { code: '1008834' } }],
      issue: { id: '10001' },
    });
    expect(await loadVerbatim(idOf('j1'), 1)).toMatchObject({ title: 'Kopf', detail: 'Feld 14' });
    expect(created()).toBe(1);
    expect((await watchOf()).discovery).toMatchObject({ seen: ['j1'], pending: [], total: 1 });
    await watched({ ...(await watchOf()), discovery: { ...(await watchOf()).discovery, nextAt: now() } });
    await lookAtMandant(MANDANT);
    expect(created()).toBe(1);
  });

  it('that has not ended, or that DATEV took, needs nobody', async () => {
    await watching({
      [LIST]: listed([job('j1', { result: 'pending' }), job('j2', { result: 'succeeded' })]),
    });
    await lookAtMandant(MANDANT);
    expect(await stateOf(idOf('j1'))).toBeUndefined();
    expect(await stateOf(idOf('j2'))).toBeUndefined();
    expect((await watchOf()).discovery).toMatchObject({ seen: ['j2'], pending: ['j1'] });
    expect(created()).toBe(0);
  });

  it.each<[string, object, object, boolean]>([
    ['of that program and name ends the one that failed before', {}, {}, true],
    ['of another program does not', { client_application_display_name: 'Anderes' }, {}, false],
    ['that came before it does not', { timestamp: '2026-01-01T00:00:00.000Z' }, {}, false],
    ['of another name does not', { filename: 'EXTF_anders.csv' }, {}, false],
  ])('and good %s', async (_, good, since, ends) => {
    await watching(
      { [LIST]: listed([job('j2', { result: 'succeeded', filename: 'EXTF_Januar.csv', ...good })]) },
      { watchedSince: '2025-12-01T00:00:00.000Z', ...since },
    );
    const sentAt = ago(3600);
    await onRecord('s1', { ...DISCOVERED, attempt: { ...DISCOVERED.attempt, sentAt } }, ...WITH_ISSUE);
    await lookAtMandant(MANDANT);
    const { asks, end } = (await stateOf('s1')) ?? {};
    expect(asks?.what === 'close-superseded' || end !== undefined).toBe(ends);
  });

  it('and good does nothing to what it does not end', async () => {
    const good = {
      result: 'succeeded',
      filename: 'EXTF_Januar.csv',
      client_application_display_name: 'Anderes',
    };
    await watching({ [LIST]: listed([job('j2', good)]) });
    await onRecord('s1', DISCOVERED);
    await lookAtMandant(MANDANT);
    expect(created()).toBe(0);
  });

  it('is not asked for on its own any more once DATEV wants to be left alone', async () => {
    const pending = ['p1', 'p2', 'p3'];
    const rest: Says = () => empty(429, { 'retry-after': '3600' });
    await watching(
      { [LIST]: listed([]), [`${LIST}/p1`]: no(500), [`${LIST}/p2`]: rest },
      { discovery: { seen: [], pending } },
    );
    await lookAtMandant(MANDANT);
    expect(called()).toEqual([LIST, `${LIST}/p1`, `${LIST}/p2`]);
    const { notBefore, discovery } = await watchOf();
    expect(secondsBetween(now(), notBefore ?? now())).toBeGreaterThan(3590);
    expect(discovery.pending).toEqual(pending);
  });

  it('has its turn to be asked for on its own, also behind one for which DATEV wants to be left alone each time', async () => {
    const rest: Says = () => empty(429, { 'retry-after': '3600' });
    await watching(
      { [LIST]: listed([]), [`${LIST}/p1`]: rest, [`${LIST}/p2`]: ok(job('p2')) },
      { discovery: { seen: [], pending: ['p1', 'p2'] } },
    );
    for (let n = 0; n < 3; n++) {
      const { notBefore: _, discovery, ...before } = await watchOf();
      await changeWatch(MANDANT, () => ({ ...before, discovery: { ...discovery, nextAt: now() } }));
      await lookAtMandant(MANDANT);
    }
    expect(created()).toBe(1);
    expect((await watchOf()).discovery).toMatchObject({ pending: ['p1'], seen: ['p2'] });
  });

  it('is told in one storm where twenty fail for one cause at once', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => job(`j${n}`));
    await watching({ [LIST]: listed(many(20)) });
    await lookAtMandant(MANDANT);
    const [storm, ...more] = (await loadStorms()).data.storms;
    expect(more).toEqual([]);
    expect(await stateOf(idOf('j0'))).toMatchObject({ storm: storm?.id, pendingEffects: [{ turn: true }] });
    expect(created()).toBe(0);
    expect(queued()).toContainEqual({ v: 1, look: 'storms', id: 'all' });
    await watching({ [LIST]: listed(many(19)) });
    await lookAtMandant(MANDANT);
    expect((await loadStorms()).data.storms).toEqual([]);
    expect(queued()).not.toContainEqual({ v: 1, look: 'storms', id: 'all' });
    expect(created()).toBe(19);
  });

  it('counts for a storm over all Mandanten of one invocation', async () => {
    await watching({ [LIST]: listed([job('j1')]) });
    const looking = await beginLooking([MANDANT]);
    looking.rejected.set('unknown', 19);
    const due = await beginLook(MANDANT, looking);
    if (due === undefined) throw new Error('nothing is due');
    expect(await lookAt(due, looking)).toBe('done');
    expect((await loadStorms()).data.storms).toHaveLength(1);
  });

  it('does not count where it is ours and known to have ended, nor where it did not fail', async () => {
    const ended = Array.from({ length: 20 }, (_, n) => oursOf(`s${n}`));
    const good = Array.from({ length: 20 }, (_, n) => job(`j${n}`, { result: 'succeeded' }));
    const ours = Array.from({ length: 20 }, (_, n) => oursOf(`t${n}`, { result: 'succeeded' }));
    const waiting = Array.from({ length: 20 }, (_, n) => open(`t${n}`));
    await watching({ [LIST]: listed([...ended, ...good, ...ours]) }, polled(...waiting));
    await lookAtMandant(MANDANT);
    expect((await loadStorms()).data.storms).toEqual([]);
  });

  it('of more than one look puts on record the rest comes a minute later, with more memory', async () => {
    const many = Array.from({ length: 201 }, (_, n) => job(`j${n}`, { result: 'succeeded' }));
    await watching({ [LIST]: [listed(many.slice(0, 100), 201), listed(many.slice(100), 201)] });
    await lookAtMandant(MANDANT);
    const { discovery } = await watchOf();
    expect(discovery.more).toBe(true);
    expect(discovery.seen).toHaveLength(200);
    expect(Date.parse(discovery.nextAt ?? '') - Date.now()).toBeGreaterThan(50_000);
    expect(Date.parse(discovery.nextAt ?? '') - Date.now()).toBeLessThanOrEqual(60_000);
    expect(queued()).toContainEqual(bigLook);
  });
});

describe('the pages of a list', () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      job(`j${from + n}`, { result: 'succeeded', timestamp: ago(60 + from + n) }),
    );

  it('are read until nothing new is on them', async () => {
    await watching({ [LIST]: [listed(page(0, 100), 150), listed(page(100, 50), 150)] });
    await lookAtMandant(MANDANT);
    expect(skips()).toEqual([0, 100]);
    await watching({ [LIST]: listed([]) });
    await lookAtMandant(MANDANT);
    expect(skips()).toEqual([0]);
  });

  it.each<[string, OpenAttempt, readonly number[]]>([
    ['further for a batch of ours that is not on the first', open('s1'), [0, 100]],
    ['no further for a package, which no list shows', open('s1', { jobId: JOB }), [0]],
  ])('are read %s', async (_, attempt, asked) => {
    await watching(
      { [LIST]: [listed(page(0, 100), 150), listed(page(100, 50), 150)] },
      { open: [attempt], poll: { at: plusSeconds(now(), 600), step: 1 }, watchedSince: now() },
    );
    await lookAtMandant(MANDANT);
    expect(skips()).toEqual(asked);
  });

  it('end with one that is empty, whatever DATEV says how many there are', async () => {
    await watching({ [LIST]: [listed(page(0, 100), 500), listed([], 500)] });
    await lookAtMandant(MANDANT);
    expect(skips()).toEqual([0, 100]);
    expect((await watchOf()).discovery.total).toBe(500);
  });

  it('are twenty at most', async () => {
    const pages = Array.from({ length: 25 }, (_, n) => listed(page(n, 1), 900));
    await watching({ [LIST]: pages });
    await lookAtMandant(MANDANT);
    expect(skips()).toHaveLength(20);
  });

  it('beyond the share of a look are left to an invocation of its own', async () => {
    await watching({ [LIST]: [listed(page(0, 100), 150), listed(page(100, 50), 150)] });
    const looking = await beginLooking([MANDANT]);
    const due = await beginLook(MANDANT, looking);
    if (due === undefined) throw new Error('nothing is due');
    expect(await lookAt(due, { ...looking, share: budgetOf(1) })).toBe('alone');
    expect((await watchOf()).lastLookAt).toBeUndefined();
  });

  it.each([
    [1, 'alone'],
    [2, 'done'],
  ] as const)('with a share of %d and one job to be asked for alone: %s', async (share, told) => {
    await watching(
      { [LIST]: listed([]), [`${LIST}/j9`]: ok(job('j9')) },
      { discovery: { seen: [], pending: ['j9'] } },
    );
    const looking = await beginLooking([MANDANT]);
    const due = await beginLook(MANDANT, looking);
    if (due === undefined) throw new Error('nothing is due');
    expect(await lookAt(due, { ...looking, share: budgetOf(share) })).toBe(told);
  });

  it('of which one is not answered are no look: the Mandant says why, and comes again soon', async () => {
    await watching({ [LIST]: no(503) });
    await lookAtMandant(MANDANT);
    const { trouble, discovery, lastLookAt } = await watchOf();
    expect(trouble).toMatchObject({ times: 1, problem: { code: 'datev.later' } });
    expect(lastLookAt).toBeUndefined();
    expect(Date.parse(discovery.nextAt ?? '') - Date.now()).toBeLessThanOrEqual(30_000);
  });
});

describe('a job that left the page while it was pending', () => {
  const pending = { discovery: { seen: [], pending: ['j8', 'j9'] } };

  it.each<[string, () => Response, object]>([
    ['failed and needs somebody', () => ok(job('j9'))() as Response, { seen: ['j9'], pending: ['j8'] }],
    ['is over where DATEV forgot it', () => no(404)() as Response, { seen: ['j9'], pending: ['j8'] }],
    [
      'is asked for again where DATEV does not answer',
      () => no(503)() as Response,
      { seen: [], pending: ['j8', 'j9'] },
    ],
  ])('%s', async (what, answer, discovery) => {
    const still = ok(job('j8', { result: 'pending' }));
    await watching({ [LIST]: listed([]), [`${LIST}/j8`]: still, [`${LIST}/j9`]: answer }, pending);
    await lookAtMandant(MANDANT);
    expect((await watchOf()).discovery).toMatchObject(discovery);
    expect((await stateOf(idOf('j9'))) !== undefined).toBe(what.startsWith('failed'));
    expect((await watchOf()).trouble !== undefined).toBe(what.startsWith('is asked'));
  });
});

describe('a transmission of ours', () => {
  it('is delivered when DATEV says so', async () => {
    await watching({ [LIST]: listed([oursOf('s1', { result: 'succeeded' })]) }, polled(open('s1')));
    await taken('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({ end: { as: 'delivered' } });
    expect((await watchOf()).open).toEqual([]);
  });

  it('that failed needs somebody, with DATEV’s words, told once', async () => {
    const validation_details = { type: 'http://www.datev.de/hilfe/1008834', title: 'Kopf', detail: '' };
    await watching({ [LIST]: listed([oursOf('s1', { validation_details })]) }, polled(open('s1')));
    await taken('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({
      attempts: [{ state: 'failed', cause: { code: '1008834' } }],
    });
    expect(await loadVerbatim('s1', 1)).toMatchObject({ title: 'Kopf' });
    expect(created()).toBe(1);
  });

  it('joins a storm with those of other programs', async () => {
    const many = Array.from({ length: 19 }, (_, n) => job(`j${n}`));
    await watching({ [LIST]: listed([...many, oursOf('s1')]) }, polled(open('s1')));
    await taken('s1');
    await lookAtMandant(MANDANT);
    const [storm] = (await loadStorms()).data.storms;
    expect(storm).toBeDefined();
    expect(await stateOf('s1')).toMatchObject({ storm: storm?.id });
  });

  it.each<[string, object]>([
    ['on which DATEV still works', { result: 'pending' }],
    ['of another installation', { reference_id: 'DFJ-other-s1-r1' }],
    ['of a revision that never was', { reference_id: 'DFJ-installation-s1-r2' }],
  ])('%s is left as it is', async (_, over) => {
    await watching({ [LIST]: listed([oursOf('s1', { ...over, timestamp: ago(1e6) })]) }, polled(open('s1')));
    await taken('s1');
    const before = await stateOf('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toEqual(before);
    expect((await watchOf()).open).toHaveLength(1);
  });

  it('of another Mandant is left as it is, and DATEV’s words are not kept for it', async () => {
    const validation_details = { type: 'http://www.datev.de/hilfe/1008834', title: 'Kopf', detail: '' };
    await watching({ [LIST]: listed([oursOf('s1', { validation_details })]) });
    await onRecord('s1', { ...UPLOADED, mandant: '455148-3' as typeof MANDANT }, order(1));
    const before = await stateOf('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toEqual(before);
    expect(await loadVerbatim('s1', 1)).toBeUndefined();
  });

  it.each<[string, number, 'unknown' | 'pending']>([
    ['that is open for a day and not found is a question for a person', 24 * 3600 + 5, 'unknown'],
    ['that is open for less than a day is waited for', 24 * 3600 - 60, 'pending'],
  ])('%s', async (_, since, state) => {
    await watching({ [LIST]: listed([]) }, polled(open('s1', { since: ago(since) })));
    await taken('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({ attempts: [{ state }] });
    expect((await watchOf()).open).toHaveLength(1);
  });

  it('that is open for a day and found finished has its end and no question', async () => {
    await watching(
      { [LIST]: listed([oursOf('s1', { result: 'succeeded' })]) },
      polled(open('s1', { since: ago(2e5) })),
    );
    await taken('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({ end: { as: 'delivered' } });
    expect((await stateOf('s1'))?.asks).toBeUndefined();
  });

  it('of a Mandant that nobody watches is looked for, and nothing else', async () => {
    await watching(
      { [LIST]: listed([oursOf('s1', { result: 'succeeded' }), job('j1')]) },
      { ...polled(open('s1')), watched: false },
    );
    await taken('s1');
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({ end: { as: 'delivered' } });
    expect(await stateOf(idOf('j1'))).toBeUndefined();
  });

  it('whose end somebody else noted meanwhile is noted once', async () => {
    await watching({ [LIST]: listed([oursOf('s1', { result: 'succeeded' })]) }, polled(open('s1')));
    await taken('s1');
    meanwhile(writes('submission'), () => lookAtMandant(MANDANT));
    await lookAtMandant(MANDANT);
    expect(await stateOf('s1')).toMatchObject({ end: { as: 'delivered' } });
    expect((await watchOf()).open).toEqual([]);
  });
});

describe('what is due of a Mandant', () => {
  it('is nothing before its time, and costs DATEV nothing', async () => {
    await watching({}, { discovery: { nextAt: plusSeconds(now(), 600), seen: [], pending: [] } });
    const before = await watchOf();
    await lookAtMandant(MANDANT);
    expect(called()).toEqual([]);
    expect(await watchOf()).toEqual(before);
  });

  it('waits for the hours of discovery where nothing is open', async () => {
    await watching({});
    const closed = (new Date().getUTCDay() + 3) % 7;
    await savedSettings({
      discovery: { everyMinutes: 60, fromHour: 6, toHour: 7, days: [closed === 0 ? 7 : closed], zone: 'UTC' },
    });
    await lookAtMandant(MANDANT);
    expect(called()).toEqual([]);
    const { discovery, lastLookAt } = await watchOf();
    expect(lastLookAt).toBeUndefined();
    expect(discovery.nextAt?.slice(11, 13)).toBe('06');
  });

  it('comes with the next slot after a look', async () => {
    await watching({ [LIST]: listed([]) });
    await lookAtMandant(MANDANT);
    const { discovery, lastLookAt } = await watchOf();
    const minutes = (Date.parse(discovery.nextAt ?? '') - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(75);
    expect((await readHint()).at).toBe(discovery.nextAt);
    expect(lastLookAt).toBeDefined();
    expect(queued()).toEqual([]);
  });

  it('waits for its slot where nobody is logged in', async () => {
    await watching({});
    await loggedOut();
    await lookAtMandant(MANDANT);
    expect(await watchOf()).toMatchObject({ trouble: { problem: { code: 'datev.reconnect' } } });
    expect(called()).toEqual([]);
  });

  it('is asked for soon again after DATEV took something', async () => {
    await watching({ [LIST]: listed([oursOf('s1', { result: 'pending' })]) }, polled(open('s1')));
    await lookAtMandant(MANDANT);
    const { poll } = await watchOf();
    expect(poll?.step).toBe(2);
    expect(queued()).toEqual([{ v: 1, look: 'mandant', id: MANDANT }]);
  });
});

describe('packages, which are in no list', () => {
  const packageOf = (id: string, over: Partial<OpenAttempt> = {}) => open(id, { jobId: JOB, ...over });
  const later = { discovery: { nextAt: '2099-01-01T00:00:00.000Z', seen: [], pending: [] } };

  it('are asked for by an invocation with more memory', async () => {
    await watching({}, { ...polled(packageOf('s1')), ...later });
    await lookAtMandant(MANDANT);
    expect(called()).toEqual([]);
    expect(queued()).toEqual([bigLook]);
  });

  it('are asked for alone where no list is due, and the next look is set', async () => {
    await watching({ [STATUS]: ok({ status: 1 }) }, { ...polled(packageOf('s1')), ...later });
    await lookAtMandant(MANDANT, { big: true });
    expect(called()).toEqual([STATUS]);
    const { poll, open: left, trouble, lastLookAt } = await watchOf();
    expect([poll?.step, left.length, trouble, lastLookAt !== undefined]).toEqual([2, 1, undefined, true]);
    expect(queued()).toEqual([bigLook]);
  });

  it('of which DATEV does not answer make a trouble, and their day goes on', async () => {
    await watching({ [STATUS]: no(503) }, { ...polled(packageOf('s1', { since: ago(2e5) })), ...later });
    const given = file({ kind: 'dxso', package: { ledger: 'cashLedger', month: '2026-11', parts: 3 } });
    await onRecord(
      's1',
      { ...UPLOADED, file: given as never },
      order(1),
      { what: 'done', key: 'open:r1:1', jobId: JOB },
      { what: 'done', key: `fill:r1:${JOB}:0` },
      { what: 'done', key: `finish:r1:${JOB}`, jobId: JOB },
    );
    await lookAtMandant(MANDANT, { big: true });
    expect(await watchOf()).toMatchObject({ trouble: { times: 1 }, open: [{ submissionId: 's1' }] });
  });

  it('and the list are looked at together', async () => {
    await watching(
      { [STATUS]: no(503), [LIST]: listed([oursOf('s2', { result: 'succeeded' })]) },
      polled(packageOf('s1'), open('s2')),
    );
    await taken('s2');
    await lookAtMandant(MANDANT, { big: true });
    expect(await stateOf('s2')).toMatchObject({ end: { as: 'delivered' } });
    expect(await watchOf()).toMatchObject({ trouble: { times: 1 }, open: [{ submissionId: 's1' }] });
  });
});
