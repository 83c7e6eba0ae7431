import { type Answer, ok } from './answers';
import { type Call, page, queryList } from './call';
import { schemaOf } from './field-values';
import type { SiteField } from './model';
import { sees } from './permissions';
import { api, scopeJson } from './render';

/** A team-managed project's field is only listed for people who see the project. */
function visible(call: Call): readonly SiteField[] {
  const seen = new Set(
    call.site.projects.filter((project) => sees(call.me, project)).map((project) => project.id),
  );
  return call.site.fields.filter((field) => field.projectId === undefined || seen.has(field.projectId));
}
/** JQL names of a field: `cf[10040]` and its name for custom ones. */
export function clauseNames(field: SiteField): readonly string[] {
  if (field.custom === undefined) return [field.id];
  return [`cf[${field.id.slice('customfield_'.length)}]`, field.name];
}

/** GET /field. Fields of Forge apps carry the module's ARI as `key` and `schema.custom`. */
export function allFields(call: Call): Answer {
  const shown = visible(call).map((field) => ({
    id: field.id,
    key: field.key,
    name: field.name,
    custom: field.custom !== undefined,
    orderable: field.kind !== 'fixed',
    navigable: !['comment', 'attachment'].includes(field.id),
    searchable: true,
    clauseNames: clauseNames(field),
    ...scopeJson(field.projectId),
    schema: schemaOf(field),
  }));
  return ok(shown, shown.length);
}

/** GET /field/search: fields of company-managed projects, paged. */
export function searchFields(call: Call): Answer {
  const [ids, types] = [queryList(call.query, 'id'), queryList(call.query, 'type')];
  const query = (call.query.get('query') ?? '').toLowerCase();
  const found = visible(call).filter((field) => {
    if (field.projectId !== undefined || !field.name.toLowerCase().includes(query)) return false;
    const type = field.custom === undefined ? 'system' : 'custom';
    return (ids.length === 0 || ids.includes(field.id)) && (types.length === 0 || types.includes(type));
  });
  const part = page(call, found, { standard: 50, most: 100 });
  const screens = (field: SiteField) =>
    call.site.projects.filter((project) => project.types.some((type) => type.createScreen.includes(field.id)))
      .length;
  const values = part.values.map((field) => ({
    id: field.id,
    key: field.key,
    name: field.name,
    schema: schemaOf(field),
    description: '',
    isLocked: field.kind === 'forge',
    screensCount: screens(field),
  }));
  return ok({ ...part, values }, values.length);
}

/** GET /priority/search. */
export function searchPriorities(call: Call): Answer {
  const ids = queryList(call.query, 'id');
  const found = call.site.priorities.filter((one) => ids.length === 0 || ids.includes(one.id));
  const part = page(call, found, { standard: 50, most: 50 });
  const values = part.values.map((one) => ({
    ...one,
    self: api(call.site, `/priority/${one.id}`),
    description: '',
    iconUrl: `${call.site.baseUrl}/images/icons/priorities/${one.name.toLowerCase()}.svg`,
    isDefault: one.id === '3',
  }));
  return ok({ ...part, values }, values.length);
}
