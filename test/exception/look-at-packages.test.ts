import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadProtocol } from '../../src/datev/dxso-jobs/protocol-store';
import { pack } from '../../src/dxso/archive/zip';
import { writePackage } from '../../src/dxso/package-write';
import { lookAtMandant } from '../../src/flows/exception/look-at-mandant';
import { lookAtPackages, packagesDue } from '../../src/flows/exception/look-at-packages';
import { loadSetAside } from '../../src/health/set-aside-store';
import { plusSeconds, secondsBetween } from '../../src/kernel/instant';
import { beginLooking } from '../../src/mandanten/looking-store';
import { newWatch, type OpenAttempt } from '../../src/mandanten/watch';
import { changeWatch, loadWatch } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import * as kv from '../../src/platform/kv';
import { append, byApp } from '../../src/submissions/record-store';
import { loadSubmission } from '../../src/submissions/submission-store';
import { packageOf, row } from '../dxso/packages';
import { MANDANT, onRecord, stored } from '../effects/datev';
import { JOB, STATUS, uploaded } from '../effects/dxso';
import { CREATE } from '../effects/new-issue';
import { called, no, ok, type Says } from '../effects/stage';
import { order } from '../submissions/life';
import { empty, meanwhile, writes } from '../support/forge-globals';
import { ago, job, LIST, listed, watched, watching, watchOf } from './list';

type Table = Readonly<Record<string, Says>>;
const PROTOCOL = `${STATUS}/protocol-entries`;
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
const attemptOf = async (id = 's1') => (await stateOf(id))?.attempts[0];
const entry = (type: string, filename?: string) => ({
  ...{ time: '2026-11-30T08:00:00', text: 'x', context: 'y', type },
  ...(filename === undefined ? {} : { filename }),
});
const open = (id = 's1', over: Partial<OpenAttempt> = {}): OpenAttempt => ({
  ...{ submissionId: id, revision: 1, referenceId: `DFJ-installation-${id}-r1`, since: ago(600), jobId: JOB },
  ...over,
});
const later = { discovery: { nextAt: '2099-01-01T00:00:00.000Z', seen: [], pending: [] } };
const polled = (...attempts: readonly OpenAttempt[]) => ({
  ...{ open: attempts, poll: { at: ago(1), step: 1 } },
  ...later,
});

/** DATEV works on a package of ours that has two documents. */
async function taken(id = 's1'): Promise<void> {
  const two = writePackage(packageOf([row()]));
  const given = await stored(pack(two), {
    ...{ kind: 'dxso', package: { ledger: 'accountsPayableLedger', month: '2024-02', parts: two.length } },
  });
  await onRecord(id, uploaded(given), order(1));
  for (let n = 0; n < 9; n++) {
    const on = await loadSubmission(id);
    const [pending] = on?.state.pendingEffects ?? [];
    if (on === undefined || pending === undefined) break;
    await append(on, { what: 'done', key: pending.key, jobId: JOB }, byApp());
  }
  expect(await attemptOf(id)).toMatchObject({ state: 'pending', jobId: JOB });
}

async function looked(says: Readonly<Record<string, Says>>): Promise<void> {
  await watching(says, polled(open()));
  await taken();
  // The submission's own words have changed it meanwhile.
  await watched(polled(open()));
  await lookAtMandant(MANDANT, { big: true });
}

describe('a package at DATEV', () => {
  it.each([0, 1])('is waited for while DATEV is at it (%d)', async (status) => {
    await looked({ [STATUS]: ok({ status }) });
    expect(await attemptOf()).toMatchObject({ state: 'pending' });
    expect(called()).toEqual([STATUS]);
    expect((await watchOf()).open).toHaveLength(1);
    expect(await loadProtocol('s1', 1)).toBeUndefined();
  });

  it.each<[number, string, readonly object[], object]>([
    [2, 'is delivered', [entry('information')], { state: 'succeeded' }],
    [3, 'failed', [entry('error')], { state: 'failed', cause: { code: 'dxso-3' } }],
    [5, 'was cancelled', [], { state: 'failed', cause: { code: 'dxso-5' } }],
    [
      4,
      'arrived in part',
      [entry('error', 'Rechnungsdaten 1.xml')],
      { state: 'failed', cause: { code: 'dxso-4', arrived: 0, missing: 1 } },
    ],
    [6, 'arrived before it was cancelled', [], { state: 'succeeded' }],
    [
      6,
      'arrived in part before it was cancelled',
      [entry('error')],
      { state: 'failed', cause: { code: 'dxso-4' } },
    ],
  ])('that ended (%d) %s, and DATEV’s protocol is kept', async (status, _, entries, attempt) => {
    await looked({ [STATUS]: ok({ status }), [PROTOCOL]: ok(entries) });
    expect(await attemptOf()).toMatchObject(attempt);
    expect((await loadProtocol('s1', 1))?.entries).toHaveLength(entries.length);
    expect(await watchOf()).toMatchObject({ open: [] });
    expect(called().includes(CREATE)).toBe('cause' in attempt);
  });

  it('has no protocol any more where DATEV dropped it', async () => {
    await looked({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: no(404) });
    expect(await attemptOf()).toMatchObject({ state: 'succeeded' });
    expect((await loadProtocol('s1', 1))?.entries).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, Says>>]>([
    ['its state', { [STATUS]: no(503) }],
    ['its protocol', { [STATUS]: ok({ status: 2 }), [PROTOCOL]: no(503) }],
  ])('is waited for while DATEV does not tell %s, and the Mandant says so', async (_, says) => {
    await looked(says);
    expect(await attemptOf()).toMatchObject({ state: 'pending' });
    expect(await watchOf()).toMatchObject({ open: [{ jobId: JOB }], trouble: { times: 1 } });
    expect(await loadProtocol('s1', 1)).toBeUndefined();
  });

  /** Open for more than a day, and the look before had trouble: this one begins with the list. */
  const oldAndListFirst = (since = ago(25 * 3600)) => ({
    ...{ open: [open('s1', { since })], poll: { at: ago(1), step: 5 } },
    trouble: { problem: { code: 'datev.later', retry: 'later' }, since: ago(60), times: 1 } as const,
  });

  it('has its end where DATEV does not give its list, also in a look that begins with that', async () => {
    await watching({ [LIST]: no(500), [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) });
    await taken();
    await watched(oldAndListFirst());
    await lookAtMandant(MANDANT, { big: true });
    expect(await attemptOf()).toMatchObject({ state: 'succeeded' });
    expect(called().slice(0, 3)).toEqual([LIST, STATUS, PROTOCOL]);
    expect((await watchOf()).trouble).toMatchObject({ times: 2 });
  });

  it.each<[string, Table, object]>([
    ['for the list', { [LIST]: () => empty(503, { 'retry-after': '3600' }) }, oldAndListFirst()],
    [
      'for another package',
      { [STATUS.replace(JOB, 'job-2')]: () => empty(503, { 'retry-after': '3600' }) },
      polled(open('s2', { jobId: 'job-2' }), open('s1', { since: ago(25 * 3600) })),
    ],
  ])(
    'is not said to be without a word where it was not asked for: DATEV wanted to be left alone %s',
    async (_, says, over) => {
      await watching(says);
      await taken();
      await watched(over);
      await lookAtMandant(MANDANT, { big: true });
      expect(await attemptOf()).toMatchObject({ state: 'pending' });
      expect(called()).toEqual(Object.keys(says));
    },
  );

  it('that says nothing for a day is told as that also where DATEV does not give its list', async () => {
    await watching({ [STATUS]: ok({ status: 1 }), [LIST]: no(503) }, polled(open()));
    await taken();
    await watched({ open: [open('s1', { since: ago(2e5) })], poll: { at: ago(1), step: 1 } });
    await lookAtMandant(MANDANT, { big: true });
    expect(called().slice(0, 2)).toEqual([STATUS, LIST]);
    expect(await attemptOf()).toMatchObject({ state: 'unknown' });
  });

  it('whose record cannot be read keeps no other from its end, and stays open until it can', async () => {
    const both = [open('s0'), open()];
    await watching({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) }, polled(...both));
    await taken();
    const value = { version: 1, data: { state: { v: 99 } } };
    await kv.transact([{ do: 'set', entity: 'submission', key: 's0', value }]);
    await watched(polled(...both));
    await lookAtMandant(MANDANT, { big: true });
    expect(await attemptOf()).toMatchObject({ state: 'succeeded' });
    const { open: left, poll } = await watchOf();
    expect(left).toMatchObject([{ submissionId: 's0' }]);
    expect(secondsBetween(now(), poll?.at ?? now())).toBeGreaterThan(5 * 3600);
    expect(Object.keys((await loadSetAside()).of)).toEqual(['submission:s0']);
  });

  it('that DATEV forgot is a question for a person, asked once; a late answer still counts', async () => {
    await looked({ [STATUS]: no(404) });
    expect(await attemptOf()).toMatchObject({ state: 'unknown', isLost: true });
    expect((await watchOf()).open).toHaveLength(1);
    const before = await stateOf('s1');
    await watched(polled(open()));
    await lookAtMandant(MANDANT, { big: true });
    expect((await stateOf('s1'))?.attempts).toEqual(before?.attempts);
    expect((await watchOf()).open).toHaveLength(1);
  });

  it('whose end was noted before is not asked for any more, and nothing changes', async () => {
    await looked({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) });
    const before = await stateOf('s1');
    await watched(polled(open()));
    await lookAtMandant(MANDANT, { big: true });
    expect(await stateOf('s1')).toEqual(before);
    expect((await watchOf()).open).toEqual([]);
  });

  it('of which there is no record is not asked for any more', async () => {
    await watching({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) }, polled(open('s9')));
    await lookAtMandant(MANDANT, { big: true });
    expect((await watchOf()).open).toEqual([]);
  });

  it('of a revision that never was is not asked for any more', async () => {
    await watching({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) });
    await taken();
    await watched(polled(open('s1', { revision: 7 })));
    await lookAtMandant(MANDANT, { big: true });
    expect(await attemptOf()).toMatchObject({ state: 'pending' });
    expect((await watchOf()).open).toEqual([]);
  });

  it('whose end two looks find at once ends once', async () => {
    await watching({ [STATUS]: ok({ status: 2 }), [PROTOCOL]: ok([]) });
    await taken();
    await watched(polled(open()));
    meanwhile(writes('submission'), () => lookAtMandant(MANDANT, { big: true }));
    await lookAtMandant(MANDANT, { big: true });
    expect(await attemptOf()).toMatchObject({ state: 'succeeded' });
    expect((await watchOf()).open).toEqual([]);
  });
});

describe('of several packages', () => {
  const SECOND = STATUS.replace(JOB, 'job-2');
  const wantsRest: Says = () => empty(503, { 'retry-after': '3600' });

  it('what ends leaves the others, and the first trouble is told', async () => {
    const third = STATUS.replace(JOB, 'job-3');
    await watching(
      {
        [STATUS]: no(503),
        [SECOND]: ok({ status: 2 }),
        [`${SECOND}/protocol-entries`]: ok([]),
        [third]: no(500),
      },
      polled(open('s1'), open('s2', { jobId: 'job-2' }), open('s3', { jobId: 'job-3' })),
    );
    const looking = await beginLooking([MANDANT]);
    const before = await loadWatch(MANDANT);
    const place = { ok: true, value: { environment: 'sandbox', mandant: MANDANT, token: 'T' } } as never;
    const { isDue, stored: left, trouble } = await lookAtPackages(before, place, looking);
    expect(isDue).toBe(true);
    expect(left.watch.open.map(({ submissionId }) => submissionId)).toEqual(['s1', 's3']);
    expect(trouble).toMatchObject({ status: 503 });
    expect(left.version).toBe(before.version + 1);
  });

  it.each([
    ['at once', [wantsRest], [STATUS]],
    ['also behind another trouble', [no(500), wantsRest], [STATUS, SECOND]],
  ])('no more is asked, nor the list, when DATEV wants to be left alone: %s', async (_, says, asked) => {
    const third = open('s3', { jobId: 'job-3' });
    const [first, second = wantsRest] = says;
    const due = { open: [open('s1'), open('s2', { jobId: 'job-2' }), third], poll: { at: ago(1), step: 1 } };
    await watching({ [STATUS]: first as Says, [SECOND]: second }, due);
    await lookAtMandant(MANDANT, { big: true });
    expect(called()).toEqual(asked);
    const { notBefore, open: left, trouble } = await watchOf();
    expect(secondsBetween(now(), notBefore ?? now())).toBeGreaterThan(3590);
    expect([left.length, trouble?.problem.retryAfterSeconds]).toEqual([3, 3600]);
  });

  /** The time that the Mandant waits for has come. */
  async function nextLook(): Promise<void> {
    const { notBefore: _, poll, discovery, ...rest } = await watchOf();
    const at = ago(1);
    const due = poll === undefined ? {} : { poll: { ...poll, at } };
    await changeWatch(MANDANT, () => ({ ...rest, ...due, discovery: { ...discovery, nextAt: at } }));
    await lookAtMandant(MANDANT, { big: true });
  }
  const calls = (call: string) => called().filter((one) => one === call).length;

  it('one that DATEV puts off each time keeps neither the list from being read nor the others from their end', async () => {
    await watching(
      {
        [STATUS]: wantsRest,
        [SECOND]: ok({ status: 2 }),
        [`${SECOND}/protocol-entries`]: ok([]),
        [LIST]: listed([job('j1')]),
      },
      { open: [open(), open('s2', { jobId: 'job-2' })], poll: { at: ago(1), step: 1 } },
    );
    for (let n = 0; n < 3; n++) await nextLook();
    expect([calls(LIST), calls(CREATE)]).toEqual([1, 1]);
    expect((await watchOf()).open.map(({ submissionId }) => submissionId)).toEqual(['s1']);
    expect(calls(STATUS)).toBe(3);
  });

  it('each has its turn, also where the list is put off each time and one of them', async () => {
    await watching(
      {
        [STATUS]: wantsRest,
        [SECOND]: ok({ status: 2 }),
        [`${SECOND}/protocol-entries`]: ok([]),
        [LIST]: wantsRest,
      },
      { open: [open(), open('s2', { jobId: 'job-2' })], poll: { at: ago(1), step: 1 } },
    );
    for (let n = 0; n < 3; n++) await nextLook();
    expect(called()).toEqual([STATUS, LIST, SECOND, `${SECOND}/protocol-entries`, STATUS]);
    expect((await watchOf()).open.map(({ submissionId }) => submissionId)).toEqual(['s1']);
  });

  it('none is asked for after one of the list’s jobs for which DATEV wanted to be left alone', async () => {
    await watching(
      { [LIST]: listed([]), [`${LIST}/p1`]: wantsRest },
      {
        ...{ open: [open()], poll: { at: ago(1), step: 1 }, discovery: { seen: [], pending: ['p1'] } },
        trouble: { problem: { code: 'datev.later', retry: 'later' }, since: ago(60), times: 1 },
      },
    );
    await lookAtMandant(MANDANT, { big: true });
    expect(called()).toEqual([LIST, `${LIST}/p1`]);
    expect((await watchOf()).trouble).toMatchObject({ times: 2 });
  });

  it('nothing is asked where nobody is logged in, and that is told', async () => {
    await watching({}, polled(open()));
    const looking = await beginLooking([MANDANT]);
    const before = await loadWatch(MANDANT);
    const problem = { code: 'datev.reconnect', retry: 'after-fix' } as const;
    const seen = await lookAtPackages(before, { ok: false, problem }, looking);
    expect(seen).toEqual({ stored: before, isDue: true, asked: new Set(), trouble: problem });
    expect(called()).toEqual([]);
  });

  it.each<[string, object, number]>([
    ['those whose time has come', { open: [open()], poll: { at: ago(0), step: 1 } }, 1],
    ['none before their time', { open: [open()], poll: { at: plusSeconds(now(), 60), step: 1 } }, 0],
    ['none where no poll is set', { open: [open()] }, 0],
    [
      'none while DATEV wants to be left alone',
      { open: [open()], poll: { at: ago(0), step: 1 }, notBefore: plusSeconds(now(), 60) },
      0,
    ],
    [
      'no batch, which the list shows',
      { open: [{ ...open(), jobId: undefined }], poll: { at: ago(1), step: 1 } },
      0,
    ],
  ])('%s are asked for', async (_, over, count) => {
    const watch = { ...newWatch(MANDANT), ...over } as ReturnType<typeof newWatch>;
    expect(packagesDue(watch)).toHaveLength(count);
    await watching({});
    const looking = await beginLooking([MANDANT]);
    const before = { watch, version: 1 };
    if (count === 0)
      expect(await lookAtPackages(before, { ok: true, value: {} as never }, looking)).toEqual({
        ...{ stored: before, isDue: false, asked: new Set() },
      });
  });
});
