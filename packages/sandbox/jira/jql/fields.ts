import { adfText } from '../adf';
import type { Call } from '../call';
import { clauseNames } from '../fields';
import type { SiteField, StoredIssue } from '../model';
import { lookUp, sees, seesIssue } from '../permissions';
import { categoryName, statusOf } from '../render';
import type { FieldName } from './parser';

/** How JQL sees one field. */
export type Searchable =
  /** Compared for equality; `resolve` gives what an operand may mean, nothing when no such thing exists. */
  | {
      readonly kind: 'set';
      readonly label: string;
      readonly values: (issue: StoredIssue) => readonly string[];
      readonly resolve: (text: string) => readonly string[];
      readonly words?: boolean;
    }
  | { readonly kind: 'text'; readonly label: string; readonly text: (issue: StoredIssue) => string }
  | { readonly kind: 'date'; readonly label: string; readonly at: (issue: StoredIssue) => number | null }
  | {
      readonly kind: 'number';
      readonly label: string;
      readonly number: (issue: StoredIssue) => number | null;
    };

const lower = (text: string) => text.toLowerCase();
const one = (value: unknown): readonly string[] =>
  value === undefined || value === null ? [] : [lower(String(value))];
const same = (text: string) => [lower(text)];

/** The field a clause names, as far as this caller may know it. */
export function searchable(call: Call, field: FieldName): Searchable | undefined {
  if ('property' in field) return property(call, field);
  const alias = call.site.app.properties.find((known) => lower(known.alias ?? '') === lower(field.name));
  return (
    system(call, lower(field.name)) ??
    custom(call, field.name) ??
    (alias ? property(call, { property: alias.propertyKey, path: alias.path }) : undefined)
  );
}

/** Only declared `jira:entityProperty` paths are indexed. */
function property(
  call: Call,
  of: { readonly property: string; readonly path: string },
): Searchable | undefined {
  const declared = call.site.app.properties.find(
    (known) => known.propertyKey === of.property && known.path === of.path,
  );
  if (!declared) return undefined;
  const read = (issue: StoredIssue): unknown =>
    of.path
      .split('.')
      .reduce<unknown>(
        (value, name) =>
          typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
        issue.properties[of.property],
      );
  const label = `issue.property[${of.property}].${of.path}`;
  switch (declared.type) {
    case 'date':
      return { kind: 'date', label, at: (issue) => instantOf(read(issue)) };
    case 'number':
      return { kind: 'number', label, number: (issue) => numberOf(read(issue)) };
    case 'text':
      return { kind: 'text', label, text: (issue) => textIn(read(issue)) };
    default:
      return { kind: 'set', label, resolve: same, values: (issue) => one(plain(read(issue))) };
  }
}

/** What does not have the declared type is not indexed: the issue is one where the member is EMPTY. */
function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || !ISO.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
function plain(value: unknown): unknown {
  return typeof value === 'object' ? undefined : value;
}

function named(items: readonly { readonly id: string; readonly name: string }[]) {
  return (text: string) =>
    items
      .filter((item) => item.id === text || lower(item.name) === lower(text))
      .map((item) => lower(item.id));
}
function people(call: Call) {
  return (text: string) =>
    call.site.users.filter((user) => user.accountId === text).map((user) => lower(user.accountId));
}

function system(call: Call, name: string): Searchable | undefined {
  return setField(call, name) ?? textField(name) ?? dateField(name);
}

type Values = (issue: StoredIssue) => readonly string[];
type Resolve = (text: string) => readonly string[];
function set(label: string, values: Values, resolve: Resolve): Searchable {
  return { kind: 'set', label, values, resolve };
}

function setField(call: Call, name: string): Searchable | undefined {
  const { site } = call;
  switch (name) {
    case 'project':
      return set(name, (issue) => [issue.projectId], projectsNamed(call));
    case 'issuetype':
    case 'type':
      return set('issuetype', (issue) => [issue.typeId], named(site.types));
    case 'status':
      return set(name, (issue) => [issue.statusId], named(site.statuses));
    case 'statuscategory':
      return set('statusCategory', (issue) => [statusOf(site, issue.statusId).category], categories);
    case 'key':
    case 'issuekey':
    case 'issue':
    case 'id':
      return set(name, (issue) => [issue.id], issueNamed(call));
    case 'priority':
      return set(name, (issue) => one(issue.values['priority']), named(site.priorities));
    case 'resolution':
      return set(
        name,
        (issue) => (issue.resolvedAt === null ? [] : ['10000']),
        named([{ id: '10000', name: 'Done' }]),
      );
    case 'level':
      return set(name, (issue) => one(issue.values['security']), named(site.levels));
    case 'assignee':
    case 'reporter':
      return set(name, (issue) => one(issue.values[name]), people(call));
    case 'creator':
      return set(name, (issue) => [lower(issue.creatorId)], people(call));
    case 'labels':
      return set(name, (issue) => labelsOf(issue, 'labels'), same);
    default:
      return undefined;
  }
}
function projectsNamed(call: Call): Resolve {
  const seen = call.site.projects.filter((project) => sees(call.me, project));
  const byKey = (text: string) => seen.filter((project) => lower(project.key) === lower(text));
  return (text) => [...named(seen)(text), ...byKey(text).map((project) => project.id)];
}
function issueNamed(call: Call): Resolve {
  return (text) => {
    const issue = lookUp(call.state, text);
    return issue && seesIssue(call.site, call.me, issue) ? [issue.id] : [];
  };
}

function textField(name: string): Searchable | undefined {
  if (name === 'text') return { kind: 'text', label: name, text: everyText };
  if (name !== 'summary' && name !== 'description') return undefined;
  return { kind: 'text', label: name, text: (issue) => adfText(issue.values[name]) };
}
const DATES: Readonly<Record<string, readonly [string, (issue: StoredIssue) => number | null]>> = {
  created: ['created', (issue) => issue.created],
  createddate: ['created', (issue) => issue.created],
  updated: ['updated', (issue) => issue.updated],
  updateddate: ['updated', (issue) => issue.updated],
  resolved: ['resolved', (issue) => issue.resolvedAt],
  resolutiondate: ['resolved', (issue) => issue.resolvedAt],
  statuscategorychangeddate: ['statusCategoryChangedDate', (issue) => issue.categoryChanged],
  due: ['due', (issue) => dayOf(issue.values['duedate'])],
  duedate: ['due', (issue) => dayOf(issue.values['duedate'])],
};
function dateField(name: string): Searchable | undefined {
  const [label, at] = DATES[name] ?? [];
  return label === undefined || at === undefined ? undefined : { kind: 'date', label, at };
}
function everyText(issue: StoredIssue): string {
  return [
    issue.values['summary'],
    issue.values['description'],
    ...issue.comments.map((comment) => comment.body),
  ]
    .map(adfText)
    .join(' ');
}
function categories(text: string): readonly string[] {
  return (['new', 'indeterminate', 'done'] as const).filter(
    (key) => key === lower(text) || lower(categoryName(key)) === lower(text),
  );
}
function labelsOf(issue: StoredIssue, id: string): readonly string[] {
  const value = issue.values[id];
  return Array.isArray(value) ? value.map((label) => lower(String(label))) : [];
}
function dayOf(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : null;
}

function custom(call: Call, name: string): Searchable | undefined {
  const seen = new Set(
    call.site.projects.filter((project) => sees(call.me, project)).map((project) => project.id),
  );
  const field = call.site.fields.find((candidate) => {
    const visible = candidate.projectId === undefined || seen.has(candidate.projectId);
    return (
      candidate.custom !== undefined &&
      visible &&
      clauseNames(candidate).some((clause) => lower(clause) === lower(name))
    );
  });
  return field ? customField(field) : undefined;
}
function customField(field: SiteField): Searchable {
  const label = field.name;
  const value = (issue: StoredIssue) => issue.values[field.id];
  switch (field.kind) {
    case 'option': {
      const options = field.options ?? [];
      return {
        kind: 'set',
        label,
        values: (issue) => one(value(issue)),
        resolve: (text) =>
          options
            .filter((option) => option.id === text || lower(option.value) === lower(text))
            .map((option) => option.id),
      };
    }
    case 'labels':
      return { kind: 'set', label, values: (issue) => labelsOf(issue, field.id), resolve: same };
    case 'forge':
      return { kind: 'set', label, values: (issue) => one(value(issue)), resolve: same, words: true };
    case 'number':
      return {
        kind: 'number',
        label,
        number: (issue) => (typeof value(issue) === 'number' ? Number(value(issue)) : null),
      };
    case 'date':
      return { kind: 'date', label, at: (issue) => dayOf(value(issue)) };
    default:
      return { kind: 'text', label, text: (issue) => adfText(value(issue)) };
  }
}
