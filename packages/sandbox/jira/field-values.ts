import { isAdf, TEXT_LIMIT } from './adf';
import { bag, type Call, idText, text, texts } from './call';
import type { Site, SiteField, SiteProject } from './model';
import { mayHere } from './permissions';
import { levelJson, priorityJson, userJson } from './render';

/** A value as stored, or what Jira says about it. `null` empties the field. */
export type Parsed = { readonly value: unknown } | { readonly message: string };

type Parser = (
  raw: unknown,
  at: { readonly call: Call; readonly field: SiteField; readonly project: SiteProject },
) => Parsed;

function textOfAtMost(raw: unknown, most: number): Parsed {
  const value = text(raw);
  if (value === undefined) return { message: 'Operation value must be a string' };
  const limit = most.toLocaleString('en-US');
  if (value.length > most)
    return { message: `The entered text is too long. It exceeds the allowed limit of ${limit} characters.` };
  return { value: value === '' ? null : value };
}

const summary: Parser = (raw) => {
  const value = text(raw);
  if (value === undefined) return { message: 'Operation value must be a string' };
  if (/[\r\n]/.test(value))
    return { message: 'The summary is invalid because it contains newline characters.' };
  // At 255 sources disagree, so the fake refuses it: "must be less than 255".
  if (value.length >= 255) return { message: 'Summary must be less than 255 characters.' };
  return value.trim() === '' ? { message: 'You must specify a summary of the issue.' } : { value };
};

const richtext: Parser = (raw) => {
  if (typeof raw !== 'object')
    return { message: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' };
  if (!isAdf(raw)) return { message: 'INVALID_INPUT' };
  if (JSON.stringify(raw).length > TEXT_LIMIT)
    return { message: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.' };
  return { value: raw };
};

const option: Parser = (raw, { field }) => {
  const asked = bag(raw);
  if (!asked) return { message: "Specify a valid 'id' or 'value' in an option object" };
  const found = (field.options ?? []).find((one) =>
    asked['id'] !== undefined ? one.id === idText(asked['id']) : one.value === asked['value'],
  );
  if (found) return { value: found.id };
  if (asked['id'] !== undefined) return { message: `Option id '${String(asked['id'])}' is not valid` };
  return { message: `Option value '${String(asked['value'])}' is not valid` };
};

const labels: Parser = (raw) => {
  const value = texts(raw);
  if (!value) return { message: 'Operation value must be an array of strings' };
  const bad = value.find((label) => /\s/.test(label) || label === '');
  if (bad !== undefined) return { message: `The label '${bad}' contains spaces which is invalid.` };
  const long = value.find((label) => label.length > 255);
  if (long !== undefined) return { message: 'The label exceeds the maximum length of 255 characters.' };
  return { value: value.length === 0 ? null : [...new Set(value)] };
};

const date: Parser = (raw) => {
  const value = text(raw) ?? '';
  const real =
    /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) === value;
  return real ? { value } : { message: `Error parsing date string: ${value}` };
};

const user: Parser = (raw, { call, field, project }) => {
  const accountId = text(bag(raw)?.['accountId']) ?? text(bag(raw)?.['id']);
  const found = call.site.users.find((one) => one.accountId === accountId);
  if (!found) return { message: `Specify a valid value for ${field.id}` };
  if (field.id === 'assignee' && !mayHere(call.me, project, 'ASSIGN_ISSUES'))
    return { message: 'You do not have permission to assign issues.' };
  if (field.id === 'assignee' && !mayHere(found, project, 'ASSIGNABLE_USER'))
    return { message: `User '${found.accountId}' cannot be assigned issues.` };
  return { value: found.accountId };
};

const priority: Parser = (raw, { call }) => {
  const asked = bag(raw);
  const found = call.site.priorities.find((one) =>
    asked?.['id'] !== undefined ? one.id === asked['id'] : one.name === asked?.['name'],
  );
  return found ? { value: found.id } : { message: 'Specify the Priority (id or name) in the string format' };
};

const security: Parser = (raw, { call, project }) => {
  const asked = bag(raw);
  const found = call.site.levels.find((one) =>
    asked?.['id'] !== undefined ? one.id === asked['id'] : one.name === asked?.['name'],
  );
  if (!found || !project.levelIds.includes(found.id))
    return { message: 'Could not find valid Security Level' };
  return mayHere(call.me, project, 'SET_ISSUE_SECURITY')
    ? { value: found.id }
    : { message: 'You do not have permission to set the Security Level.' };
};

const PARSERS: Partial<Record<SiteField['kind'], Parser>> = {
  summary,
  richtext,
  option,
  labels,
  date,
  user,
  priority,
  security,
  string: (raw) => textOfAtMost(raw, 255),
  number: (raw) =>
    typeof raw === 'number' && Number.isFinite(raw)
      ? { value: raw }
      : { message: 'Operation value must be a number' },
};

/** Checks one value of a create, edit or transition as Jira does and gives what is stored. */
export function parseValue(
  raw: unknown,
  at: { readonly call: Call; readonly field: SiteField; readonly project: SiteProject },
): Parsed {
  if (at.field.id === 'reporter' && !mayHere(at.call.me, at.project, 'MODIFY_REPORTER'))
    return { message: offScreen(at.field.id) };
  if (raw === null && at.field.kind !== 'summary') return { value: null };
  const parser = PARSERS[at.field.kind];
  return parser ? parser(raw, at) : { message: offScreen(at.field.id) };
}
export function offScreen(fieldId: string): string {
  return `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`;
}

/** A stored value as the API shows it. */
export function renderValue(site: Site, field: SiteField, value: unknown): unknown {
  if (value === undefined || value === null) return field.id === 'labels' ? [] : null;
  if (field.kind === 'user') return userJson(site, text(value));
  if (field.kind === 'priority') return priorityJson(site, value);
  if (field.kind === 'security') return levelJson(site, value);
  if (field.kind !== 'option') return value;
  const found = (field.options ?? []).find((one) => one.id === value);
  return found
    ? { self: `${site.baseUrl}/rest/api/3/customFieldOption/${found.id}`, value: found.value, id: found.id }
    : null;
}

/** What the changelog says about a value: id where there is one, and words. */
export function wordsOf(
  site: Site,
  field: SiteField,
  value: unknown,
): { readonly id: string | null; readonly words: string | null } {
  if (value === undefined || value === null) return { id: null, words: null };
  const shown = bag(renderValue(site, field, value));
  if (field.kind === 'user') return { id: text(value) ?? null, words: text(shown?.['displayName']) ?? null };
  if (field.kind === 'richtext') return { id: null, words: 'changed' };
  if (shown) return { id: text(value) ?? null, words: text(shown['value']) ?? text(shown['name']) ?? null };
  return { id: null, words: Array.isArray(value) ? value.join(' ') : String(value) };
}

/** `schema` of a field in field lists, createmeta and issues. */
export function schemaOf(field: SiteField) {
  const types: Readonly<Record<string, string>> = {
    summary: 'string',
    richtext: 'string',
    labels: 'array',
    security: 'securitylevel',
    forge: 'string',
    fixed: 'string',
  };
  const fixed: Readonly<Record<string, string>> = {
    project: 'project',
    issuetype: 'issuetype',
    status: 'status',
    comment: 'comments-page',
    attachment: 'array',
    issuelinks: 'array',
    resolution: 'resolution',
    created: 'datetime',
    updated: 'datetime',
    resolutiondate: 'datetime',
    creator: 'user',
  };
  const type = (field.kind === 'fixed' ? fixed[field.id] : undefined) ?? types[field.kind] ?? field.kind;
  const items = field.kind === 'labels' ? { items: 'string' } : {};
  if (field.custom === undefined) return { type, ...items, system: field.id };
  return { type, ...items, custom: field.custom, customId: Number(field.id.slice('customfield_'.length)) };
}
