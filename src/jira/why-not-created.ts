import type { Problem } from '../kernel/problem';
import type { ProblemCode } from '../texts/problem-code';
import type { CreateField, CreateScreen } from './project';

/**
 * What Jira's refusal of a new issue asks for, told by which fields it names and not by its translated messages: a field
 * that we sent was refused, one that we did not send is demanded by the project.
 */
export function whyNotCreated(
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

function named(code: ProblemCode, fields: readonly string[], status: number): Problem {
  return { code, retry: 'after-fix', status, values: { fields: fields.join(', ') } };
}

/** Jira fills these itself, or we always give them. */
const GIVEN = new Set(['project', 'issuetype', 'summary', 'description', 'reporter']);

type Draft = { readonly fields: Readonly<Record<string, unknown>>; readonly assignee?: string | undefined };

/** The same before Jira is asked: what its screen demands, by its name, and nobody has given a value. */
export function demanded(screen: CreateScreen, { fields, assignee }: Draft): Problem | undefined {
  const isGiven = (id: string) =>
    GIVEN.has(id) || id in fields || (id === 'assignee' && assignee !== undefined);
  const open = [...screen.values()].filter((f) => f.required && !f.hasDefault && !isGiven(f.id));
  const values = { fields: open.map(({ name }) => name).join(', ') };
  return open.length === 0 ? undefined : { code: 'jira.required-fields', retry: 'after-fix', values };
}

/** Jira says no to this place, which created nothing: another one may take it. “Later” and doubt are no such answer. */
export function isClearNo({ code, retry }: Problem): boolean {
  return code.startsWith('jira.') && retry === 'after-fix';
}

/** What counts of a field here: `required` ones go with every try. */
export type Wanted = Pick<CreateField, 'name' | 'required'>;

/** So often fields that Jira names are left out one after the other, before only what is required goes. */
const MAX_DROPS = 3;

/** Which fields the next try gives, after so many; `undefined`: fewer fields do not help. A field that can be left out must not cost the issue. */
export function fewerFields<Field extends Wanted>(
  gave: ReadonlyMap<string, Field>,
  { code, values }: Problem,
  drops: number,
): ReadonlyMap<string, Field> | undefined {
  const required = new Map([...gave].filter(([, field]) => field.required));
  if (code !== 'jira.field-refused' || gave.size === required.size) return undefined;
  const refused = String(values?.['fields'] ?? '').split(', ');
  const fewer = new Map([...gave].filter(([id, field]) => field.required || !refused.includes(id)));
  return drops < MAX_DROPS && fewer.size < gave.size ? fewer : required;
}
