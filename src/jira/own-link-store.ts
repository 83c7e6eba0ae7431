import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/**
 * An issue stands for no submission, but for a storm or the end of an approval: by its mark it is known whose it is when Jira says that
 * somebody deleted it.
 */
export async function linkOwn(issueId: string, mark: string): Promise<void> {
  await unwrap(kv.set(`issue:${issueId}`, { own: mark }));
}

/** What an issue of the app stands for, from our own storage: a submission, or the mark of an issue about none. */
export async function standsFor(
  issueId: string,
): Promise<{ readonly submissionId?: string; readonly own?: string }> {
  return (await unwrap(kv.get<{ submissionId?: string; own?: string }>(`issue:${issueId}`))) ?? {};
}
