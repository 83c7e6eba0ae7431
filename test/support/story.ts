import { expect } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { HOUR, type Issue, issuesOf, MINUTE, postElsewhere, type TestWorld } from './world';

/** Another program sends a file that DATEV fails; answers the one issue that it becomes. */
export async function rejected(w: TestWorld, file = failingFile()): Promise<Issue> {
  postElsewhere(w, file);
  await w.forge.advance(HOUR + 5 * MINUTE);
  const [issue, ...more] = issuesOf(w);
  expect(more).toEqual([]);
  if (issue === undefined) throw new Error('There is no issue.');
  return issue;
}

/** What DATEV took over from us. */
export function ours(w: TestWorld) {
  return w.datev.accepted().filter((a) => a.program === 'DATEV for Jira');
}
