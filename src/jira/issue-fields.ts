import type { IssueField, Submission } from '../submissions/submission';

/** The four values an issue carries, as text. Empty where DATEV gave none. */
export function issueValues(s: Submission): Readonly<Record<IssueField, string>> {
  const last = s.attempts.at(-1);
  return {
    externalId: s.id,
    jobId: last?.jobId ?? '',
    mandant: s.mandant,
    errorCode: last?.cause?.code ?? '',
  };
}

/** Value of the issue property `datev`: searchable by JQL through the manifest's `jira:entityProperty`. Anybody who sees
 * the issue can read it: no secret, no ledger value. */
export type PropertyValue = { readonly v: 1 } & Readonly<Record<IssueField, string>>;

export function propertyOf(s: Submission): PropertyValue {
  return { v: 1, ...issueValues(s) };
}
