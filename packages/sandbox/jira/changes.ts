import { type Answer, refuse } from './answers';
import type { Call } from './call';
import { wordsOf } from './field-values';
import { issueJson } from './issue-json';
import type { ChangeItem, SiteField, State, StoredIssue } from './model';
import { statusJson, statusOf } from './render';

const EVENT_FIELDS = [
  'summary',
  'issuetype',
  'creator',
  'created',
  'updated',
  'project',
  'reporter',
  'assignee',
  'status',
  'priority',
];

/** What changed in one field, in the changelog's words; nothing when it is the same. */
function changeOf(
  call: Call,
  field: SiteField,
  values: { readonly before: unknown; readonly after: unknown },
): readonly ChangeItem[] {
  if (JSON.stringify(values.before ?? null) === JSON.stringify(values.after ?? null)) return [];
  const [before, after] = [wordsOf(call.site, field, values.before), wordsOf(call.site, field, values.after)];
  const fieldtype = field.custom === undefined ? 'jira' : 'custom';
  return [
    {
      field: field.custom === undefined ? field.id : field.name,
      fieldId: field.id,
      fieldtype,
      from: before.id,
      fromString: before.words,
      to: after.id,
      toString: after.words,
    },
  ];
}

/** Stores a changed issue, queues it for the search index, and tells the world with `type` unless nothing was visible. */
export function save(
  call: Call,
  next: StoredIssue,
  told: {
    readonly items: readonly ChangeItem[];
    readonly type?: string;
    readonly extra?: Readonly<Record<string, unknown>>;
  },
): StoredIssue {
  const now = call.world.clock.now();
  const history =
    told.items.length === 0
      ? []
      : [
          {
            id: takeId(call.state, 'history', 1 + Math.floor(call.world.random.next() * 3)),
            authorId: call.me.accountId,
            at: now,
            items: told.items,
          },
        ];
  const stored: StoredIssue = {
    ...next,
    updated: now,
    version: next.version + 1,
    histories: [...next.histories, ...history],
  };
  put(call, stored);
  if (told.type !== undefined)
    emit(call, stored, { type: told.type, items: told.items, ...(told.extra ? { extra: told.extra } : {}) });
  return stored;
}

/** Stores without touching `updated`: entity properties are no change of the issue to people. */
export function put(call: Call, stored: StoredIssue): void {
  call.state.issues[stored.id] = stored;
  queueForIndex(call, stored.id, stored);
}

function queueForIndex(call: Call, id: string, doc: StoredIssue | null): void {
  const lag = call.state.lagMs ?? 3_000 + Math.floor(call.world.random.next() * 17_000);
  const version = doc?.version ?? Number.MAX_SAFE_INTEGER;
  call.state.pending.push({ at: call.world.clock.now() + lag, id, version, doc });
}

export function remove(call: Call, issue: StoredIssue): void {
  delete call.state.issues[issue.id];
  delete call.state.writes[issue.id];
  for (const one of issue.attachments) delete call.state.files[one.id];
  call.state.links = call.state.links.filter((link) => link.inward !== issue.id && link.outward !== issue.id);
  queueForIndex(call, issue.id, null);
}

export function takeId(state: State, kind: keyof State['next'], step = 1): string {
  const id = state.next[kind];
  state.next[kind] = id + step;
  return String(id);
}

/** Product events as documented for Forge; the history's id is not in them. */
export function emit(
  call: Call,
  issue: StoredIssue,
  told: {
    readonly type: string;
    readonly items?: readonly ChangeItem[];
    readonly extra?: Readonly<Record<string, unknown>>;
  },
): void {
  const statuses = (told.items ?? [])
    .filter((item) => item.fieldId === 'status')
    .flatMap((item) => [item.from, item.to]);
  const shown = issueJson(call, issue, { fields: EVENT_FIELDS, expand: [], properties: [] });
  call.world.emit({
    type: told.type,
    accountId: call.me.accountId,
    payload: {
      eventType: told.type,
      issue: { id: issue.id, key: issue.key, fields: shown.fields },
      atlassianId: call.me.accountId,
      selfGenerated: call.byApp,
      ...(told.type === 'avi:jira:updated:issue' ? { changelog: { items: told.items ?? [] } } : {}),
      ...(statuses.length > 0 ? { associatedStatuses: statuses.map((id) => statusOfEvent(call, id)) } : {}),
      ...told.extra,
    },
  });
}
function statusOfEvent(call: Call, id: string | null) {
  const shown = statusJson(call.site, statusOf(call.site, id ?? ''));
  return { id: shown.id, name: shown.name, statusCategory: shown.statusCategory };
}

/** Takes one prepared conflict of the issue (a control of the tests), as another writer would cause it. */
export function conflict(call: Call, issue: StoredIssue): Answer | undefined {
  const left = call.state.conflicts[issue.id] ?? 0;
  if (left === 0) return undefined;
  call.state.conflicts[issue.id] = left - 1;
  return refuse(409, 'The issue could not be updated due to a conflicting update. Try again.');
}

/** Stores changed values with their history entry; nothing at all when they are what was there. */
export function changeValues(
  call: Call,
  issue: StoredIssue,
  values: Readonly<Record<string, unknown>>,
): { readonly next: StoredIssue; readonly items: readonly ChangeItem[] } {
  const items = Object.entries(values).flatMap(([id, after]) => {
    const field = call.site.fields.find((one) => one.id === id);
    return field ? changeOf(call, field, { before: issue.values[id], after }) : [];
  });
  return { next: { ...issue, values: { ...issue.values, ...values } }, items };
}
