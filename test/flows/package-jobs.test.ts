import { describe, expect, it } from 'vitest';
import { packageFile, packageParts, zipped } from '../../packages/sandbox/package-files';
import { expectClean } from '../support/audit';
import { atDesk, sendAtDesk, theIssue } from '../support/desk';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const MANDANT = '455148-1';
type View = {
  readonly state: string;
  readonly stuck: readonly { readonly key: string; readonly title: string }[];
};

const unfinished = (w: TestWorld) => w.datev.dxsoJobs().filter((j) => j.status === 0);
const made = (w: TestWorld) => w.forge.log.requests.filter((r) => r.operation === 'createDxsoJob').length;

describe('a package of many files', () => {
  it('goes in slices into one job', async () => {
    const w = await testWorld();
    const id = await sendAtDesk(w, packageFile({ documents: 25 }), { mandant: MANDANT });
    await w.forge.advance(20 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
    const [job, ...more] = w.datev.dxsoJobs();
    expect(more).toEqual([]);
    expect(job?.files).toHaveLength(51);
  });

  it('keeps what DATEV has when it wants no more for a while, and sends the rest then', async () => {
    const w = await testWorld();
    const waits = { service: 'datev', operation: 'uploadDxsoFile', fault: '429', times: 1 } as const;
    for (const after of [7, 12, 20, 40]) fault(w, { ...waits, after });
    fault(w, { service: 'datev', operation: 'finishDxsoJob', fault: '429', times: 1 });
    const id = await sendAtDesk(w, packageFile({ documents: 25 }), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect(w.forge.faults.list(), 'the faults struck').toEqual([]);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
    expect(made(w)).toBe(1);
    const [job] = w.datev.dxsoJobs();
    expect(new Set(job?.files.map(({ name }) => name)).size).toBe(51);
    expect(job?.files).toHaveLength(51);
  });

  it('goes some files at a time, the first of a slice alone, and never more than a browser would', async () => {
    const took = 600;
    const w = await testWorld({ tuning: { outsideLatency: [took, took], callLatency: [1, 1] } });
    await sendAtDesk(w, packageFile({ documents: 60 }), { mandant: MANDANT });
    await w.forge.advance(20 * MINUTE);
    const begun = w.forge
      .trace()
      .filter(({ operation }) => operation === 'uploadDxsoFile')
      .map(({ at }) => at);
    expect(begun).toHaveLength(121);
    const together = begun.map((at) => begun.filter((other) => other <= at && other > at - took).length);
    expect(together.slice(0, 2)).toEqual([1, 6]);
    expect(Math.max(...together)).toBe(6);
    const first = begun[0] ?? 0;
    expect(
      (begun.at(-1) ?? 0) - first,
      'a quarter of the time that they would take one after the other',
    ).toBeLessThan((121 * took) / 4 + MINUTE);
  });

  it('of which DATEV takes some while it refuses others for now: they go later, and nothing twice', async () => {
    const w = await testWorld({ tuning: { outsideLatency: [600, 600], callLatency: [1, 1] } });
    for (const after of [3, 4, 9])
      fault(w, { service: 'datev', operation: 'uploadDxsoFile', fault: '429', times: 1, after });
    const id = await sendAtDesk(w, packageFile({ documents: 25 }), { mandant: MANDANT });
    await w.forge.advance(MINUTE / 6);
    const pending = () =>
      (
        w.forge.storage.getEntity('submission', id) as {
          data: { state: { pendingEffects: { effect: { left?: number[] } }[] } };
        }
      ).data.state.pendingEffects[0]?.effect;
    expect(pending()?.left).toHaveLength(2);
    await w.forge.advance(HOUR);
    expect(w.forge.faults.list(), 'the faults struck').toEqual([]);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
    expect(made(w)).toBe(1);
    const [job] = w.datev.dxsoJobs();
    expect(job?.files).toHaveLength(51);
    expect(new Set(job?.files.map(({ name }) => name)).size).toBe(51);
    expect(w.datev.dxsoTaken()).toHaveLength(25);
    await expectClean(w);
  });

  it('of which one answer is in doubt while DATEV wants a pause: nothing of it is asked or sent before that is over', async () => {
    const w = await testWorld({ tuning: { outsideLatency: [600, 600], callLatency: [1, 1] } });
    const { datev } = w;
    const answer = datev.handle.bind(datev);
    let [seen, told] = [0, 0];
    datev.handle = (request) => {
      if (datev.operation(request) !== 'uploadDxsoFile' || ++seen !== 4) return answer(request);
      told = w.forge.clock.now();
      return { status: 429, headers: { 'retry-after': '900' }, body: '' };
    };
    fault(w, { service: 'datev', operation: 'uploadDxsoFile', fault: '500', times: 1, after: 5 });
    const id = await sendAtDesk(w, packageFile({ documents: 25 }), { mandant: MANDANT });
    await w.forge.advance(3 * HOUR);
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    // What was answered in the same moment may have let another one begin.
    const begun = w.forge
      .trace()
      .filter(({ operation, at }) => /DxsoJob|DxsoFile/.test(operation) && at > told + 1000)
      .map(({ at }) => at - told);
    expect(Math.min(...begun)).toBeGreaterThanOrEqual(900_000);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(w.datev.dxsoTaken()).toHaveLength(25);
    expect(unfinished(w)).toEqual([]);
  });

  it('of hundreds stays below the calls and lines that an invocation may have', async () => {
    const w = await testWorld();
    const id = await sendAtDesk(w, packageFile({ documents: 300 }), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(made(w)).toBe(1);
    const calls = new Map<string, number>();
    for (const { service, invocation } of w.forge.trace())
      if (service === 'datev') calls.set(invocation, (calls.get(invocation) ?? 0) + 1);
    expect(Math.max(...calls.values())).toBeLessThanOrEqual(100);
    await expectClean(w);
  });

  it('goes also where DATEV takes its time with each file: no invocation comes to its end', async () => {
    const w = await testWorld({ tuning: { outsideLatency: [8000, 9000] } });
    const id = await sendAtDesk(w, packageFile({ documents: 40 }), { mandant: MANDANT });
    await w.forge.advance(3 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(made(w)).toBe(1);
  });

  it.each(['crash-before', 'crash-after', 'lost-response', '503', 'html'] as const)(
    'that is interrupted by %s between two slices or in one goes again as a whole, in one piece',
    async (what) => {
      for (const after of [20, 33, 50]) {
        const w = await testWorld();
        fault(w, { service: 'datev', operation: 'uploadDxsoFile', fault: what, times: 1, after });
        const id = await sendAtDesk(w, packageFile({ documents: 25 }), { mandant: MANDANT });
        await w.forge.advance(HOUR);
        expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
        expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
        expect(w.datev.dxsoTaken()).toHaveLength(25);
        expect(unfinished(w)).toEqual([]);
        await expectClean(w);
      }
    },
  );
});

describe('a job', () => {
  it('that DATEV never finds is made ever less often, until a person has to look; then it goes on', async () => {
    const w = await testWorld();
    w.datev.refuseNext({ operation: 'uploadDxsoFile', code: '#DCO01003', status: 400, times: 8 });
    const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect(made(w)).toBeLessThanOrEqual(7);
    await w.forge.advance(DAY);
    expect(made(w)).toBe(8);
    const { state, stuck } = await atDesk<View>(w, id);
    expect(state).toBe('stuck');
    expect(stuck[0]?.title).toContain('DATEV does not find the job');
    const payload = { submissionId: id, key: stuck[0]?.key };
    await must(call(w, 'datev-desk', 'submission.replay', { payload }));
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
  });

  it('that DATEV has forgotten is a person’s to decide, in words that say so', async () => {
    const w = await testWorld();
    w.datev.answerNext(404, { operation: 'getDxsoJob', times: 400 });
    const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'lost' });
    const payload = { submissionId: id, decision: 'delivered' };
    await must(call(w, 'datev-desk', 'submission.decide', { payload }));
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
    expect(made(w)).toBe(1);
  });

  it('whose result comes after all ends the next one that was begun meanwhile', async () => {
    const w = await testWorld();
    w.datev.setPending(HOUR);
    w.datev.answerNext(404, { operation: 'getDxsoJob' });
    const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
    await w.forge.advance(10 * MINUTE);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'lost' });
    w.datev.answerNext(503, { operation: 'uploadDxsoFile', times: 400 });
    await must(
      call(w, 'datev-desk', 'submission.decide', { payload: { submissionId: id, decision: 'send-again' } }),
    );
    await w.forge.advance(12 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(unfinished(w)).toEqual([]);
    expect(w.datev.dxsoTaken()).toHaveLength(2);
  });
});

describe('while an admin has stopped all sending', () => {
  const stop = (w: TestWorld, stopped: boolean) =>
    must(
      call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload: { stopped, reason: 'Abschluss' } }),
    );

  it.each([
    [
      'putDocument',
      { name: 'Rechnung.pdf', bytes: new TextEncoder().encode('%PDF-1.7') },
      'Rechnungseingang',
    ],
    ['createDxsoJob', packageFile(), undefined],
    ['uploadDxsoFile', packageFile(), undefined],
  ] as const)(
    'nothing leaves that was interrupted at %s before; after it, it goes',
    async (operation, file, type) => {
      const w = await testWorld();
      fault(w, { service: 'datev', operation, fault: 'crash-before', times: 1 });
      const id = await sendAtDesk(w, file, {
        mandant: MANDANT,
        ...(type === undefined ? {} : { document: { type } }),
      });
      await w.forge.advance(MINUTE);
      await stop(w, true);
      const before = w.forge.log.requests.length;
      await w.forge.advance(2 * HOUR);
      const written = w.forge.log.requests
        .slice(before)
        .filter((r) => r.path.startsWith('/platform') && (r.method === 'POST' || r.method === 'PUT'));
      expect(written).toEqual([]);
      await stop(w, false);
      await w.forge.advance(HOUR);
      expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    },
  );
});

type Row = { readonly version: number; readonly data: Readonly<Record<string, unknown>> };
type Edits = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** As another invocation would write these records. */
function decide(w: TestWorld, edits: Edits): void {
  for (const [key, edit] of Object.entries(edits)) {
    const { version, data } = w.forge.storage.getEntity('record', key) as Row;
    const value = { version: version + 1, data: { ...data, ...edit } };
    w.forge.storage.put({ store: 'entity', entity: 'record', key, value });
  }
}

/** The same while DATEV answers the n-th call of this kind. */
function decideDuring(
  w: TestWorld,
  { operation, nth }: { readonly operation: string; readonly nth: number },
  edits: Edits,
): void {
  const { datev } = w;
  const answer = datev.handle.bind(datev);
  let seen = 0;
  datev.handle = (request) => {
    if (datev.operation(request) === operation && ++seen === nth) decide(w, edits);
    return answer(request);
  };
}

describe('what is decided while an invocation is at a package', () => {
  const stopped = { at: '2026-12-01T00:00:00.000Z', by: 'a', reason: 'Abschluss' };
  const inBooks = (environment: string): Edits => ({
    settings: { environment },
    [`connection:${MANDANT}`]: { environment },
  });

  it.each([
    ['sending is stopped', { settings: { stopped } }, { settings: { stopped: undefined } }],
    ['an app that is no production gets real books', inBooks('production'), inBooks('sandbox')],
  ])('counts before its files go: %s', async (_, edits, back) => {
    const w = await testWorld();
    decideDuring(w, { operation: 'createDxsoJob', nth: 1 }, edits);
    const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    const written = () =>
      w.forge.log.requests.filter(({ operation = '' }) => /uploadDxsoFile|finishDxsoJob/.test(operation));
    expect(written()).toEqual([]);
    decide(w, back);
    await w.forge.advance(3 * HOUR);
    expect(written()).not.toEqual([]);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(w.datev.dxsoTaken()).toHaveLength(2);
  });

  it('counts before its job is finished: sending is stopped', async () => {
    const w = await testWorld();
    decideDuring(w, { operation: 'uploadDxsoFile', nth: 4 }, { settings: { stopped } });
    const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect(w.forge.log.requests.filter(({ operation }) => operation === 'finishDxsoJob')).toEqual([]);
    expect(w.datev.dxsoTaken()).toEqual([]);
    decide(w, { settings: { stopped: undefined } });
    await w.forge.advance(3 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', stuck: [] });
    expect(made(w)).toBe(1);
    expect(w.datev.dxsoTaken()).toHaveLength(2);
  });
});

it('two receipts that are alike are two: the one that failed goes again', async () => {
  const w = await testWorld();
  w.datev.endDxsoNext({
    status: 4,
    entries: [{ text: 'Fehler', type: 'error', filename: 'Beleg_2.xml' }],
  });
  const parts = packageParts({ documents: 2 });
  const [same] = parts.filter(({ name }) => name === 'Beleg_1.xml');
  const alike = zipped(
    parts.map((part) =>
      part.name === 'Beleg_2.xml' && same !== undefined ? { ...part, bytes: same.bytes } : part,
    ),
  );
  await sendAtDesk(w, alike, { mandant: MANDANT });
  await w.forge.advance(2 * HOUR);
  const issue = theIssue(w);
  expect(await upload(w, alike, { issue })).toMatchObject({ state: 'accepted' });
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(2 * HOUR);
  expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered' });
  expect(w.datev.dxsoTaken().map(({ datafile }) => datafile)).toEqual(['Beleg_1.xml', 'Beleg_2.xml']);
});
