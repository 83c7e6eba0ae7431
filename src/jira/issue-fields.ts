import { datevsCode } from '../datev/cause';
import type { IssueField, Submission } from '../submissions/submission';

/** The four values an issue carries, as text. Empty where DATEV gave none. */
export function issueValues(s: Submission): Readonly<Record<IssueField, string>> {
  const last = s.attempts.at(-1);
  return {
    externalId: s.id,
    jobId: last?.jobId ?? '',
    mandant: s.mandant,
    errorCode: datevsCode(last?.cause?.code ?? '') ?? '',
  };
}
