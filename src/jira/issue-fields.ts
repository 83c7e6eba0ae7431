import { datevsCode } from '../datev/cause-words';
import type { Submission } from '../submissions/submission';

/** The four values an issue carries so that people and JQL find it. */
export const ISSUE_FIELDS = ['externalId', 'jobId', 'mandant', 'errorCode'] as const;
export type IssueField = (typeof ISSUE_FIELDS)[number];

/** These values of a submission, as text. Empty where DATEV gave none. */
export function issueValues(s: Submission): Readonly<Record<IssueField, string>> {
  const last = s.attempts.at(-1);
  return {
    externalId: s.id,
    jobId: last?.jobId ?? '',
    mandant: s.mandant,
    errorCode: datevsCode(last?.cause?.code ?? '') ?? '',
  };
}
