import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Settings } from '../settings/settings';

export type TestIssuePorts = {
  settings(): Promise<Settings>;
  /** Test issues of this installation that our own account created, as far as Jira's index knows them. */
  find(): Promise<Result<readonly { readonly id: string; readonly key: string }[], Problem>>;
  create(settings: Settings): Promise<Result<{ readonly id: string; readonly key: string }, Problem>>;
  /** Whether this issue is a test issue of this installation; the browser only says which one it showed. */
  isTest(id: string): Promise<Result<boolean, Problem>>;
  /** As the person who clicked; `jira.issue-gone` when it is not there. */
  remove(id: string): Promise<Result<void, Problem>>;
};

/** Creates a test issue as a real one would be; one that is there already is shown instead of a second one. */
export async function makeTestIssue(
  ports: TestIssuePorts,
): Promise<Result<{ readonly id: string; readonly key: string }, Problem>> {
  const settings = await ports.settings();
  if (settings.project === undefined || settings.project.issueTypeId === '')
    return fail({ code: 'settings.not-configured', retry: 'after-fix' });
  const found = await ports.find();
  if (!found.ok) return found;
  const [there] = found.value;
  return there === undefined ? ports.create(settings) : ok({ id: there.id, key: there.key });
}

/** Removes the test issue that was shown, and any other that a lost answer left. */
export async function removeTestIssues(ports: TestIssuePorts, shown: string): Promise<Result<null, Problem>> {
  const found = await ports.find();
  if (!found.ok) return found;
  // Jira's index may not know yet what was created a moment ago, so the one that was shown is named.
  for (const id of new Set([...found.value.map((issue) => issue.id), shown])) {
    const removed = await removeOne(ports, id);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

async function removeOne(ports: TestIssuePorts, id: string): Promise<Result<null, Problem>> {
  const isTest = await ports.isTest(id);
  if (!isTest.ok) return isTest.problem.code === 'jira.issue-gone' ? ok(null) : isTest;
  if (!isTest.value) return fail({ code: 'access.not-allowed', retry: 'after-fix' });
  const removed = await ports.remove(id);
  return removed.ok || removed.problem.code === 'jira.issue-gone' ? ok(null) : removed;
}
