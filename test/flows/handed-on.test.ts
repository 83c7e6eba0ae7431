import { expect, it } from 'vitest';
import { correctFile, largeFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { atDesk, sendAtDesk } from '../support/desk';
import { ours } from '../support/story';
import { fault, HOUR, testWorld, upload } from '../support/world';

/** More than an invocation with little memory takes: it hands the look on (ADR 0056). */
const FILE = largeFile(30_000);
type View = { readonly state: string; readonly auditIntact: boolean; readonly stuck: readonly unknown[] };

it.each([
  ['dies before it hands on', { operation: 'push', fault: 'crash-before', times: 1 }],
  ['dies after it has handed on', { operation: 'push', fault: 'crash-after', times: 1 }],
  ['comes twice, each time', { operation: 'deliver', fault: 'duplicate', times: 4 }],
] as const)('a big file is sent once, by a function with enough memory, when its look %s', async (_, how) => {
  const w = await testWorld({ host: 'b', unwatched: true });
  const id = await sendAtDesk(w, FILE, { mandant: '455148-1' });
  const match = how.operation === 'push' ? { match: { functionKey: 'work-fn' } } : {};
  fault(w, { service: 'queue', ...how, ...match });
  await w.forge.advance(HOUR);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
  expect(ours(w)).toHaveLength(1);
  const sent = w.forge.trace().filter(({ operation }) => operation === 'importExtfFile');
  expect(sent.map(({ functionKey }) => functionKey)).toEqual(['big-fn']);
  await expectClean(w);
  await w.forge.close();
});

it('a small file is compared with a big one that DATEV refused by a function with enough memory', async () => {
  const w = await testWorld({ host: 'b', unwatched: true });
  w.datev.failNext('1008836', { mandant: '455148-1' });
  const id = await sendAtDesk(w, FILE, { mandant: '455148-1' });
  await w.forge.advance(HOUR);
  expect((await atDesk<View>(w, id)).state).toBe('rejected');
  const before = w.forge.trace().length;
  expect(await upload(w, correctFile(), { submissionId: id })).toMatchObject({ state: 'accepted' });
  const pieces = w.forge
    .trace()
    .slice(before)
    .filter(
      ({ service, operation, key = '' }) => service === 'kvs' && /get/i.test(operation) && /^file:/.test(key),
    );
  expect(new Set(pieces.map(({ functionKey }) => functionKey))).toEqual(new Set(['big-fn']));
  await w.forge.close();
});
