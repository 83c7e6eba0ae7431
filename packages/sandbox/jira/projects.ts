import { type Answer, ok, refuse } from './answers';
import { type Call, page, queryList } from './call';
import type { CategoryKey, SiteProject } from './model';
import { findProject, may, sees } from './permissions';
import { api, categoryJson, projectRef, statusJson, statusOf, typeJson, typeOf, userJson } from './render';

const ACTIONS: Readonly<Record<string, string>> = {
  view: 'BROWSE_PROJECTS',
  browse: 'BROWSE_PROJECTS',
  edit: 'ADMINISTER_PROJECTS',
  create: 'CREATE_ISSUES',
};

function listedJson(call: Call, project: SiteProject) {
  return {
    ...projectRef(call.site, project),
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    style: project.style,
    isPrivate: false,
  };
}

/** GET /project/search: by key, pages of at most 100, only what the caller sees. */
export function searchProjects(call: Call): Answer {
  const [keys, ids] = [queryList(call.query, 'keys'), queryList(call.query, 'id')];
  const query = (call.query.get('query') ?? '').toLowerCase();
  const permission = ACTIONS[call.query.get('action') ?? 'view'];
  if (permission === undefined)
    return refuse(400, `The action '${call.query.get('action') ?? ''}' is not valid.`);
  const order = call.query.get('orderBy') ?? 'key';
  if (!/^[+-]?(key|name)$/.test(order)) return refuse(400, `The orderBy '${order}' is not supported here.`);
  const found = call.site.projects.filter((one) => {
    const named = (keys.length === 0 || keys.includes(one.key)) && (ids.length === 0 || ids.includes(one.id));
    const queried =
      query === '' || one.key.toLowerCase().includes(query) || one.name.toLowerCase().includes(query);
    return named && queried && sees(call.me, one) && may(call.me, one, permission);
  });
  const part = page(call, ordered(found, order), { standard: 50, most: 100 });
  return ok({ ...part, values: part.values.map((one) => listedJson(call, one)) }, part.values.length);
}
function ordered(projects: readonly SiteProject[], order: string): readonly SiteProject[] {
  const by = order.endsWith('name') ? 'name' : 'key';
  const sign = order.startsWith('-') ? -1 : 1;
  return [...projects].sort((a, b) => sign * a[by].localeCompare(b[by], 'en'));
}
/** GET /project/{id}, with its issue types and lead. */
export function getProject(call: Call): Answer {
  const project = findProject(call, call.params['projectIdOrKey']);
  if (!project) return noProject(call);
  const issueTypes = project.types.map((one) => typeJson(call.site, typeOf(call.site, one.typeId)));
  const lead = userJson(call.site, project.leadId) ?? {};
  const rest = {
    description: '',
    components: [],
    versions: [],
    roles: {},
    properties: {},
    assigneeType: 'UNASSIGNED',
  };
  return ok({ ...listedJson(call, project), ...rest, lead, issueTypes });
}
function noProject(call: Call): Answer {
  return refuse(404, `No project could be found with key '${call.params['projectIdOrKey'] ?? ''}'.`);
}
/** GET /project/{id}/statuses: what each issue type's workflow holds, reachable or not. */
export function projectStatuses(call: Call): Answer {
  const project = findProject(call, call.params['projectIdOrKey']);
  if (!project) return noProject(call);
  const types = project.types.map((one) => {
    const type = typeOf(call.site, one.typeId);
    const ids = call.site.workflows.find((workflow) => workflow.id === one.workflowId)?.statusIds ?? [];
    const statuses = ids.map((id) => statusJson(call.site, statusOf(call.site, id)));
    return {
      self: api(call.site, `/issuetype/${type.id}`),
      id: type.id,
      name: type.name,
      subtask: false,
      statuses,
    };
  });
  return ok(types, types.length);
}
/** GET /status: statuses of workflows the caller can see; team-managed ones carry their project as scope. */
export function allStatuses(call: Call): Answer {
  const used = new Set(
    call.site.projects
      .filter((project) => sees(call.me, project))
      .flatMap((project) => project.types)
      .flatMap(
        (type) => call.site.workflows.find((workflow) => workflow.id === type.workflowId)?.statusIds ?? [],
      ),
  );
  const shown = call.site.statuses.filter((one) => used.has(one.id)).map((one) => statusJson(call.site, one));
  return ok(shown, shown.length);
}
export function statusCategories(call: Call): Answer {
  const keys: readonly CategoryKey[] = ['new', 'indeterminate', 'done'];
  return ok(
    keys.map((key) => categoryJson(call.site, key)),
    keys.length,
  );
}
export function allTypes(call: Call): Answer {
  const used = new Set(
    call.site.projects
      .filter((project) => sees(call.me, project))
      .flatMap((project) => project.types.map((type) => type.typeId)),
  );
  const shown = call.site.types.filter((one) => used.has(one.id)).map((one) => typeJson(call.site, one));
  return ok(shown, shown.length);
}
/** GET /issuetype/project?projectId=. */
export function typesOfProject(call: Call): Answer {
  const project = findProject(call, call.query.get('projectId') ?? '');
  if (!project) return refuse(404, 'No project could be found.');
  return ok(
    project.types.map((one) => typeJson(call.site, typeOf(call.site, one.typeId))),
    project.types.length,
  );
}
