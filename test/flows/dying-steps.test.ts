import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { bookingDraft, connectLooker, givePlan, savePipeline } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { again, type Booked, start } from '../support/booking';
import { atDesk, sendAtDesk } from '../support/desk';
import { ours } from '../support/story';
import {
  call,
  fault,
  HOUR,
  issuesOf,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
} from '../support/world';

/** Whatever kills the invocation each time: the step ends with a person, and a click loses and doubles nothing. */
const MANDANT = '455148-1';
type View = {
  readonly state: string;
  readonly auditIntact: boolean;
  readonly stuck: readonly { readonly key: string; readonly title: string; readonly may: boolean }[];
};
const DIES = 'The step broke off three times in a row without reporting an error.';

async function replay(w: TestWorld, submissionId: string): Promise<void> {
  const { stuck } = await atDesk<View>(w, submissionId);
  expect(stuck).toMatchObject([{ title: DIES, may: true }]);
  const payload = { submissionId, key: stuck[0]?.key };
  await must(call(w, 'datev-desk', 'submission.replay', { payload }));
}

/** Calls of one operation by the worker so far. */
function callsTo(w: TestWorld, operation: string): number {
  return w.forge.trace().filter((c) => c.operation === operation && c.functionKey === 'work-fn').length;
}

function dies(w: TestWorld, at: { service: string; operation: string; after: boolean }): void {
  const { service, operation } = at;
  // Runs have the memory that many rows take.
  const match = { functionKey: service === 'looker' ? 'big-fn' : 'work-fn' };
  fault(w, { service, operation, fault: at.after ? 'crash-after' : 'crash-before', times: 1000, match });
}

it('a step that dies each time is held after three deaths, and is done exactly once after the click', async () => {
  const w = await testWorld({ host: 'b', unwatched: true });
  dies(w, { service: 'datev', operation: 'createDxsoJob', after: false });
  const id = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
  await w.forge.advance(HOUR);
  expect((await atDesk<View>(w, id)).state).toBe('stuck');
  expect(callsTo(w, 'createDxsoJob')).toBe(3);
  await w.forge.advance(HOUR / 2);
  expect(callsTo(w, 'createDxsoJob')).toBe(3);
  w.forge.faults.clear();
  await replay(w, id);
  await w.forge.advance(HOUR);
  expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
  expect(callsTo(w, 'createDxsoJob')).toBe(4);
  await expectClean(w);
});

it('an execution that dies each time is told by an issue, and can be executed again', async () => {
  const w = await testWorld({ unwatched: true });
  const connection = await connectLooker(w.forge);
  await givePlan(w.forge, MANDANT);
  const draft = { ...bookingDraft(connection, MANDANT), schedule: { on: 'manual' }, reading: { by: 'task' } };
  const pipeline = await savePipeline(w.forge, { version: 0, draft });
  dies(w, { service: 'looker', operation: 'create_query', after: false });
  const b = { w, pipeline } as unknown as Booked;
  const run = await start(b);
  await w.forge.advance(HOUR);
  expect(issuesOf(w).map(({ fields }) => fields.summary)).toEqual([expect.stringContaining('dreimal')]);
  expect((await atDesk<View>(w, run)).state).toBe('rejected');
  w.forge.faults.clear();
  await again(b, run);
  await w.forge.advance(HOUR);
  expect((await atDesk<View>(w, run)).state).toBe('run-delivered');
  expect(ours(w)).toHaveLength(1);
  await expectClean(w);
});

it('the issue that tells people is never given up: three tries, then one an hour, and exactly one in the end', async () => {
  const w = await testWorld({ unwatched: true });
  const match = { functionKey: 'work-fn' };
  fault(w, { service: 'jira', operation: 'createIssue', fault: 'crash-before', times: 5, match });
  postElsewhere(w, failingFile());
  await w.forge.advance(2 * HOUR);
  expect(issuesOf(w)).toEqual([]);
  expect(callsTo(w, 'createIssue')).toBeLessThanOrEqual(5);
  await w.forge.advance(6 * HOUR);
  expect(issuesOf(w)).toHaveLength(1);
  await expectClean(w);
});
