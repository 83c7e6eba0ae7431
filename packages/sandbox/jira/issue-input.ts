import { type Bag, bag, type Call, list, text } from './call';
import { offScreen, parseValue } from './field-values';
import type { SiteField, SiteProject, StoredIssue } from './model';

export type Input = {
  /** Values to store, by field id; `null` empties. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
  /** Documents of `update.comment[{add}]`. */
  readonly comments: readonly unknown[];
};
type Rules = {
  readonly call: Call;
  readonly project: SiteProject;
  readonly issue?: StoredIssue;
  /** Which fields the screen (or the edit) takes. */
  readonly takes: (field: SiteField) => boolean;
  /** Fields of the body that are handled elsewhere. */
  readonly apart: readonly string[];
};

/** Reads `fields` and `update` of a create, edit or transition and checks every value. */
export function readInput(body: Bag, rules: Rules): Input {
  const errors: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const comments: unknown[] = [];
  const fields = bag(body['fields']) ?? {};
  const update = bag(body['update']) ?? {};
  const store = (id: string, raw: unknown) => {
    const read = readOne(id, raw, rules);
    if ('message' in read) errors[id] = read.message;
    else values[id] = read.value;
  };
  for (const [id, raw] of Object.entries(fields)) {
    if (rules.apart.includes(id)) continue;
    if (update[id] !== undefined) errors[id] = `Field '${id}' cannot appear in both 'fields' and 'update'`;
    else store(id, raw);
  }
  for (const [id, operations] of Object.entries(update)) {
    if (errors[id] !== undefined) continue;
    if (id === 'comment')
      comments.push(...(list(operations) ?? []).map((one) => bag(bag(one)?.['add'])?.['body']));
    else store(id, applied(rules.issue?.values[id], list(operations) ?? []));
  }
  return { values, errors, comments };
}

function readOne(id: string, raw: unknown, rules: Rules) {
  const field = rules.call.site.fields.find((one) => one.id === id);
  const foreign = field?.projectId !== undefined && field.projectId !== rules.project.id;
  if (!field || foreign || field.kind === 'fixed' || field.kind === 'forge' || !rules.takes(field))
    return { message: offScreen(id) };
  const required = rules.project.types.some(
    (type) => type.typeId === rules.issue?.typeId && type.required.includes(id),
  );
  if (rules.issue && required && (raw === null || raw === ''))
    return { message: `${field.name} is required.` };
  return parseValue(raw, { call: rules.call, field, project: rules.project });
}

/** `set` replaces, `add` and `remove` work on labels. */
function applied(before: unknown, operations: readonly unknown[]): unknown {
  let value = before;
  for (const operation of operations) {
    const one = bag(operation) ?? {};
    if ('set' in one) value = one['set'];
    if ('add' in one) value = [...(list(value) ?? []), one['add']];
    if ('remove' in one) value = (list(value) ?? []).filter((item) => item !== one['remove']);
  }
  return value;
}

/** `properties` of a create or edit: `[{key, value}]`; the message Jira gives when one does not fit. */
export function readProperties(
  body: Bag,
): { readonly properties: Readonly<Record<string, unknown>> } | { readonly message: string } {
  const raw = body['properties'];
  if (raw === undefined) return { properties: {} };
  const entries = list(raw)?.map((one) => bag(one));
  if (!entries) return { message: 'properties must be a list' };
  const properties: Record<string, unknown> = {};
  for (const entry of entries) {
    const key = text(entry?.['key']);
    if (!entry || key === undefined || Object.keys(entry).some((name) => name !== 'key' && name !== 'value'))
      return { message: 'Invalid request payload. Refer to the REST API documentation and try again.' };
    const problem = propertyProblem(key, entry['value']);
    if (problem !== undefined) return { message: problem };
    properties[key] = entry['value'];
  }
  return { properties };
}

/** Key ≤ 255 characters, value JSON of at most 32,768 (Jira's entity property rules). */
export function propertyProblem(key: string, value: unknown): string | undefined {
  if (key === '' || key.length > 255)
    return 'The property key is too long. The maximum length is 255 characters.';
  if (value === undefined || value === null) return 'The property value cannot be empty.';
  if (JSON.stringify(value).length > 32_768)
    return 'The property value is too long. The maximum length is 32768 characters.';
  return undefined;
}
