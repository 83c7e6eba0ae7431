import { type Answer, ok, refuse } from './answers';
import { type Call, slice } from './call';
import { schemaOf } from './field-values';
import type { ProjectType, SiteField, SiteProject } from './model';
import { findProject, may } from './permissions';
import { api, levelJson, priorityJson, projectRef, typeJson, typeOf } from './render';

export function fieldIsEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function projectToCreateIn(
  call: Call,
): Answer | { readonly project: SiteProject; readonly types: readonly ProjectType[] } {
  const project = findProject(call, call.params['projectIdOrKey']);
  if (!project)
    return refuse(400, `No project could be found with key '${call.params['projectIdOrKey'] ?? ''}'.`);
  return { project, types: may(call.me, project, 'CREATE_ISSUES') ? project.types : [] };
}

/** GET /issue/createmeta/{project}/issuetypes. Without the permission to create, the list is empty. */
export function createMetaTypes(call: Call): Answer {
  const target = projectToCreateIn(call);
  if ('kind' in target) return target;
  const { startAt, maxResults, total, values } = slice(call, target.types, { standard: 50, most: 200 });
  const issueTypes = values.map((one) => ({ ...typeJson(call.site, typeOf(call.site, one.typeId)) }));
  return ok({ maxResults, startAt, total, issueTypes }, issueTypes.length);
}

/** GET /issue/createmeta/{project}/issuetypes/{type}: exactly the fields of the create screen. */
export function createMetaFields(call: Call): Answer {
  const target = projectToCreateIn(call);
  if ('kind' in target) return target;
  const type = target.types.find((one) => one.typeId === call.params['issueTypeId']);
  if (!type)
    return refuse(
      400,
      `No issue type could be found with id '${call.params['issueTypeId'] ?? ''}' in this project.`,
    );
  const shown = type.createScreen.flatMap((id) => {
    const field = call.site.fields.find((one) => one.id === id);
    if (!field || (id === 'security' && target.project.levelIds.length === 0)) return [];
    return id === 'reporter' && !may(call.me, target.project, 'MODIFY_REPORTER') ? [] : [field];
  });
  const part = slice(call, shown, { standard: 50, most: 200 });
  const fields = part.values.map((field) => ({
    ...fieldMeta(call, target.project, { field, required: type.required.includes(field.id) }),
    fieldId: field.id,
  }));
  return ok({ maxResults: part.maxResults, startAt: part.startAt, total: part.total, fields }, fields.length);
}

/** One field as createmeta and transition screens describe it. */
export function fieldMeta(
  call: Call,
  project: SiteProject,
  of: { readonly field: SiteField; readonly required: boolean },
) {
  const { field, required } = of;
  const allowed = allowedValues(call, project, field);
  const standard =
    field.id === 'priority'
      ? { hasDefaultValue: true, defaultValue: priorityJson(call.site, '3') }
      : { hasDefaultValue: false };
  return {
    required,
    schema: schemaOf(field),
    name: field.name,
    key: field.key,
    ...standard,
    operations: field.kind === 'labels' ? ['add', 'set', 'remove'] : ['set'],
    ...(allowed ? { allowedValues: allowed } : {}),
    ...(field.kind === 'user'
      ? { autoCompleteUrl: api(call.site, `/user/assignable/search?project=${project.key}&query=`) }
      : {}),
  };
}

function allowedValues(call: Call, project: SiteProject, field: SiteField): readonly unknown[] | undefined {
  if (field.kind === 'option')
    return (field.options ?? []).map((one) => ({
      self: api(call.site, `/customFieldOption/${one.id}`),
      ...one,
    }));
  if (field.kind === 'priority') return call.site.priorities.map((one) => priorityJson(call.site, one.id));
  if (field.kind === 'security') return project.levelIds.map((id) => levelJson(call.site, id));
  if (field.id === 'project') return [projectRef(call.site, project)];
  if (field.id === 'issuetype')
    return project.types.map((one) => typeJson(call.site, typeOf(call.site, one.typeId)));
  return undefined;
}
