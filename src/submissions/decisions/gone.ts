import type { SubmissionEvent } from '../events';
import type { Submission } from '../submission';

/** The issue lies in another project than we noted, whose statuses count from here on; or its project's key was changed. Its key is the one to name. */
export function onMoved(
  { issue }: Submission,
  seen: { readonly id: string; readonly key: string; readonly projectId: string },
): SubmissionEvent | undefined {
  if (issue?.id !== seen.id || issue.deletedAt !== undefined) return undefined;
  const { key, projectId } = seen;
  if (issue.projectId !== projectId) return { what: 'issue-moved', key, projectId };
  return issue.key === key ? undefined : { what: 'issue-moved', key };
}

/**
 * What it means that Jira does not show us the submission's issue any more. "Not there" may mean hidden: by a security level, by a permission
 * that the app lost. Only Jira's own event says deleted, and together with the answer it proves it (ADR 0021).
 */
export function onGone(
  { issue }: Submission,
  { issueId, isToldDeleted }: { readonly issueId: string; readonly isToldDeleted: boolean },
): SubmissionEvent | undefined {
  if (issue?.id !== issueId || issue.deletedAt !== undefined) return undefined;
  return { what: isToldDeleted ? 'issue-deleted' : 'issue-hidden' };
}

/** An issue that was hidden is there again. */
export function onSeen({ issue }: Submission, issueId: string): SubmissionEvent | undefined {
  return issue?.id === issueId && issue.hidden !== undefined ? { what: 'issue-seen' } : undefined;
}
