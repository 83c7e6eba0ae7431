import { type Answer, invalidPayload, noContent, refuse } from './answers';
import { bag, type Call, list, text } from './call';
import { changeValues, save } from './changes';
import type { SiteField, StoredIssue } from './model';
import { findIssue } from './permissions';

type Update = {
  readonly field: SiteField;
  readonly issues: readonly StoredIssue[];
  readonly value: string | null;
};

/** PUT /app/field/{idOrKey}/value: one field on several issues, by the app that owns it. */
export function updateAppField(call: Call): Answer {
  const updates = list(bag(call.body)?.['updates']);
  if (!updates || updates.length === 0) return invalidPayload();
  return applyAll(
    call,
    updates.map((one) => ({
      name: call.params['fieldIdOrKey'] ?? '',
      raw: bag(one),
      keys: ['issueIds', 'value'],
    })),
  );
}
/** POST /app/field/value: several fields. */
export function updateAppFields(call: Call): Answer {
  const updates = list(bag(call.body)?.['updates']);
  if (!updates || updates.length === 0) return invalidPayload();
  return applyAll(
    call,
    updates.map((one) => ({
      name: text(bag(one)?.['customField']) ?? '',
      raw: bag(one),
      keys: ['customField', 'issueIds', 'value'],
    })),
  );
}

type Wish = {
  readonly name: string;
  readonly raw: Readonly<Record<string, unknown>> | undefined;
  readonly keys: readonly string[];
};

function applyAll(call: Call, wishes: readonly Wish[]): Answer {
  const read = wishes.map((wish) => readWish(call, wish));
  const refused = read.find((one) => 'kind' in one);
  if (refused && 'kind' in refused) return refused;
  for (const update of read) if (!('kind' in update)) apply(call, update);
  return noContent();
}
function readWish(call: Call, wish: Wish): Answer | Update {
  const field = call.site.fields.find((one) => one.id === wish.name || one.key === wish.name);
  if (!field) return refuse(404, `The custom field '${wish.name}' was not found.`);
  const owned = field.kind === 'forge' && field.key.includes(`/${call.site.app.appId}/`);
  if (!call.asApp || !owned)
    return refuse(403, 'The request is not authenticated as the app that provided the field.');
  const { raw } = wish;
  const ids = list(raw?.['issueIds']);
  if (!raw || !ids || Object.keys(raw).some((key) => !wish.keys.includes(key)) || !('value' in raw))
    return invalidPayload();
  const value = raw['value'];
  if (value !== null && typeof value !== 'string')
    return refuse(400, `The value of the field '${field.name}' must be a string.`);
  const issues = ids.map((id) => (typeof id === 'number' ? findIssue(call, String(id)) : undefined));
  const there = issues.filter((issue) => issue !== undefined);
  if (there.length !== issues.length || there.length === 0)
    return refuse(400, 'Issues with the given ids do not exist or are not visible.');
  return { field, issues: there, value };
}
function apply(call: Call, update: Update): void {
  for (const { id } of update.issues) {
    const issue = call.state.issues[id];
    if (!issue) continue;
    const { next, items } = changeValues(call, issue, { [update.field.id]: update.value });
    if (items.length === 0) continue;
    const told = call.query.get('generateAppEvents') === 'false' ? {} : { type: 'avi:jira:updated:issue' };
    save(call, next, { items: call.query.get('generateChangelog') === 'false' ? [] : items, ...told });
  }
}
/** Which issues a body of these operations writes to, for the limit per issue. */
export function issuesOfUpdate(body: unknown): readonly string[] {
  return (list(bag(body)?.['updates']) ?? []).flatMap((one) =>
    (list(bag(one)?.['issueIds']) ?? []).map(String),
  );
}
