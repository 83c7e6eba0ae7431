import * as v from 'valibot';

/**
 * What of a submission DATEV's list, our record and Jira's issue may not agree on, the worst first, and what a person can have done
 * about it with one click; `none`: nobody but people can put it right, at DATEV or in Jira.
 */
export const REPAIR_OF = {
  /** It counts as delivered, and DATEV says that the job failed: its bookings are missing there. */
  'delivered-failed': 'take-failure',
  /** DATEV took two transmissions of one submission. */
  'sent-twice': 'none',
  /** A job failed, and nobody here knows of it. */
  'job-unknown': 'take-up',
  /** DATEV's job has ended, and we still wait, or ask. */
  'result-missed': 'take-result',
  /** It counts as delivered, and DATEV's list, which goes back further and would have it, does not. */
  'delivered-unlisted': 'none',
  /** It waits for DATEV, and nobody asks DATEV any more. */
  'nobody-asks': 'ask-again',
  /** It needs somebody, and there is no issue that says so. */
  'no-issue': 'new-issue',
  /** Jira does not show us its issue. */
  'issue-unseen': 'look-again',
  /** The same, and it is on record: an administrator knows whether it was deleted. */
  'issue-hidden': 'record-deleted',
  /** Its issue is in a project where no status means anything. */
  'issue-moved': 'none',
  /** An issue of ours is there that the submission does not have (any more). */
  'issue-back': 'take-back',
  /** Two issues of ours for one submission. */
  'second-issue': 'join',
  /** The issue is closed, and nothing was sent. */
  'done-unsent': 'move-back',
  'delivered-open': 'move-on',
  'closed-open': 'move-closed',
  /** Summary or property of the issue do not say what is so. */
  'marks-differ': 'write-marks',
  /** An issue of ours names a submission that is not stored here. */
  'issue-orphaned': 'take-mark-off',
  /** Somebody else's issue carries our mark. */
  'mark-copied': 'take-mark-off',
} as const;
export type DiscrepancyKind = keyof typeof REPAIR_OF;
export type Repair = Exclude<(typeof REPAIR_OF)[DiscrepancyKind], 'none'>;

export const DISCREPANCY_KINDS = Object.keys(REPAIR_OF) as [DiscrepancyKind, ...DiscrepancyKind[]];

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));

/** One discrepancy: its kind, and the evidence by which people find the thing. No ledger value, nothing of DATEV's own words. */
export const Discrepancy = v.object({
  kind: v.picklist(DISCREPANCY_KINDS),
  /** Absent where only an issue is known. */
  mandant: v.exactOptional(Id),
  submission: v.exactOptional(Id),
  fileName: v.exactOptional(v.string()),
  job: v.exactOptional(Id),
  issue: v.exactOptional(v.object({ id: Id, key: v.string() })),
  /** The issue that the submission has instead. */
  kept: v.exactOptional(v.string()),
});
export type Discrepancy = v.InferOutput<typeof Discrepancy>;

/** By what a discrepancy is the same one when it is found again. */
export function nameOf({ kind, mandant, submission, job, issue }: Named): string {
  return [kind, submission ?? mandant ?? '', job ?? '', issue?.id ?? ''].join('|');
}
export type Named = Pick<Discrepancy, 'kind' | 'mandant' | 'submission' | 'job'> & {
  readonly issue?: { readonly id: string };
};
