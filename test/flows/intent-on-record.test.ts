import { afterEach, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { ours } from '../support/story';
import {
  call,
  commentsOf,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  until,
  upload,
  viewOf,
} from '../support/world';

/*
 * A page of some proxy with 200 reads like a success: storage says that the intent is on record, and it is not. Whoever dies right after
 * the call then leaves nothing behind by which anybody would look before doing it again.
 */
let world: TestWorld | undefined;
afterEach(async () => {
  if (world !== undefined) await expectClean(world);
  await world?.forge.close();
  world = undefined;
});

type View = {
  readonly state: string;
  readonly actions: { readonly resubmit: { readonly goes?: { readonly sha256: string } } };
};

/** One file fails, is corrected, sent and delivered: one issue, and a comment for each of what happened. */
async function life(w: TestWorld): Promise<Issue> {
  postElsewhere(w, failingFile());
  await until(w, 3 * HOUR, () => issuesOf(w).length > 0);
  await w.forge.advance(HOUR);
  const issue = issuesOf(w).at(-1);
  if (issue === undefined) throw new Error('There is no issue.');
  await upload(w, correctFile(), { issue });
  const { actions } = await viewOf<View>(w, issue);
  const payload = { mode: 'file', sha256: actions.resubmit.goes?.sha256 };
  await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload }));
  await w.forge.advance(2 * HOUR);
  return issue;
}

/** Of a life without faults: how many records are written before the last one that comes before this call, which has its intent. */
async function writesBefore(operation: string): Promise<number> {
  const w = await testWorld();
  const from = w.forge.trace().length;
  await life(w);
  const calls = w.forge.trace().slice(from);
  const first = calls.findIndex((one) => one.operation === operation);
  await w.forge.close();
  const isWrite = (one: (typeof calls)[number]) =>
    one.operation === 'transact' && one.key?.includes('submission/') === true;
  return calls.slice(0, first).filter(isWrite).length - 1;
}

it.each(['createIssue', 'addComment'])(
  'what %s makes is there once, although its intent was not',
  async (operation) => {
    const after = await writesBefore(operation);
    const w = await testWorld();
    world = w;
    fault(w, {
      service: 'kvs',
      operation: 'transact',
      fault: 'html',
      times: 1,
      after,
      match: { key: 'submission/' },
    });
    fault(w, { service: 'jira', operation, fault: 'crash-after', times: 1 });
    const issue = await life(w);
    expect(w.forge.faults.list(), 'both faults struck').toEqual([]);
    expect(issuesOf(w)).toHaveLength(1);
    const said = commentsOf(w, issue.key).map((comment) => JSON.stringify(comment));
    expect(new Set(said).size).toBe(said.length);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
    expect(ours(w)).toHaveLength(1);
  },
);
