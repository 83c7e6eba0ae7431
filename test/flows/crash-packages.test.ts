import { describe, expect, it } from 'vitest';
import { packageFile } from '../../packages/sandbox/package-files';
import { expectClean } from '../support/audit';
import { sendAtDesk, theIssue } from '../support/desk';
import { callsOf, FAULTS, reallyKilled } from '../support/effects';
import { SIMULATES } from '../support/simulate';
import {
  commentsOf,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  type TestWorld,
  testWorld,
  until,
  upload,
  viewOf,
} from '../support/world';

const MANDANT = '455148-1';
type View = { readonly state: string };

/** A life in which every effect of a package happens: not taken, refused while it is filled, corrected, delivered. */
async function wholeLife(w: TestWorld): Promise<Issue> {
  w.datev.endDxsoNext({ status: 3 });
  await sendAtDesk(w, packageFile({ numbers: [1, 2] }), { mandant: MANDANT });
  await until(w, 3 * HOUR, () => issuesOf(w).length > 0);
  const issue = theIssue(w);
  w.datev.refuseNext({ operation: 'finishDxsoJob', code: '#DCO01002', status: 400 });
  await corrected(w, issue, [1, 2, 3]);
  await corrected(w, issue, [1, 2, 3, 4]);
  return issue;
}

async function corrected(w: TestWorld, issue: Issue, numbers: readonly number[]): Promise<void> {
  const state = await upload(w, packageFile({ numbers }), { issue });
  if (state.state !== 'accepted') return;
  moveTo(w, issue.key, 'Done');
  const isOver = async () => /^(?:delivered|rejected|unknown)$/.test((await viewOf<View>(w, issue)).state);
  // On its way after the first quarter of an hour at the latest.
  await w.forge.advance(15 * MINUTE);
  await until(w, 3 * HOUR, isOver);
}

describe.each(callsOf('package'))('a fault at %s (%s %s)', (_, service, operation) => {
  it.each(FAULTS)('%s loses nothing and doubles nothing', (what) =>
    survives('b', { service, operation, what }),
  );
});

describe.each(reallyKilled(callsOf('package'), ([, service]) => service))(
  'a worker killed at %s (%s %s)',
  (_, service, operation) => {
    it.each(SIMULATES ? (['crash-before', 'crash-after'] as const) : (['crash-after'] as const))(
      'for good (%s) loses nothing and doubles nothing',
      (what) => survives('a', { service, operation, what }),
    );
  },
);

async function survives(
  host: 'a' | 'b',
  at: { readonly service: string; readonly operation: string; readonly what: (typeof FAULTS)[number] },
): Promise<void> {
  const w = await testWorld({ host });
  const { service, operation } = at;
  fault(w, { service, operation, fault: at.what, times: 1, match: { functionKey: 'work-fn' } });
  const issue = await wholeLife(w);
  // What the fault delayed comes as well, and whatever would come twice.
  await w.forge.advance(2 * HOUR);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  expect(issuesOf(w)).toHaveLength(1);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
  const taken = w.datev.dxsoTaken().map((t) => t.datafile);
  expect(new Set(taken).size, 'no document twice').toBe(taken.length);
  expectNoOrphans(w, at.operation === 'createDxsoJob' ? 1 : 0);
  const comments = commentsOf(w, issue.key);
  expect(new Set(comments).size, 'no comment twice').toBe(comments.length);
  await expectClean(w);
  await w.forge.close();
}

/**
 * DATEV has no list of jobs: one whose creation was never answered stays, empty and never finished, so that it is never
 * processed (KNOWN_ISSUES A14). Anything else left lying about would be ours to throw away.
 */
function expectNoOrphans(w: TestWorld, most: number): void {
  const unfinished = w.datev.dxsoJobs().filter((j) => j.status === 0);
  expect(unfinished.length).toBeLessThanOrEqual(most);
  expect(unfinished.flatMap((j) => j.files)).toEqual([]);
  const others = w.datev.dxsoBreaches().filter((b) => !unfinished.some(({ id }) => b.includes(id)));
  expect(others).toEqual([]);
}
