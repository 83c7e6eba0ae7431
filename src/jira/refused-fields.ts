import type { Problem } from '../kernel/problem';
import type { ProblemCode } from '../texts/problem-code';

/**
 * What Jira's refusal of a new issue asks for, told by which fields it names and not by its translated messages: a field
 * that we sent was refused, one that we did not send is demanded by the project.
 */
export function requestedFields(
  refusal: { readonly status: number; readonly fields: readonly string[] },
  sent: readonly string[],
): Problem | undefined {
  const { status, fields } = refusal;
  if (status === 404) return { code: 'jira.project-gone', retry: 'after-fix', status };
  if (status !== 400 && status !== 422) return undefined;
  if (fields.includes('project') || fields.includes('pid')) {
    return { code: 'jira.project-gone', retry: 'after-fix', status };
  }
  if (fields.includes('issuetype')) return { code: 'jira.issue-type-gone', retry: 'after-fix', status };
  const missing = fields.filter((field) => !sent.includes(field));
  if (missing.length > 0) return named('jira.required-fields', missing, status);
  return fields.length > 0 ? named('jira.field-refused', fields, status) : undefined;
}

/** Jira says no to this place, which created nothing: another one may take it. “Later” and doubt are no such answer. */
export function isClearNo({ code, retry }: Problem): boolean {
  return code.startsWith('jira.') && retry === 'after-fix';
}

function named(code: ProblemCode, fields: readonly string[], status: number): Problem {
  return { code, retry: 'after-fix', status, values: { fields: fields.join(', ') } };
}
