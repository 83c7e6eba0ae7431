import { type Answer, invalidPayload, ok, refuse, refuseFields } from './answers';
import { bag, type Call, idText, list, text } from './call';
import { compile } from './jql/evaluate';
import { parseJql } from './jql/parser';
import type { StoredFilter } from './model';
import { findProject, mayGlobally } from './permissions';
import { api, projectRef, userJson } from './render';

/** POST /filter: the caller's own, under a name they have not used yet; sharing it takes a global permission. */
export function createFilter(call: Call): Answer {
  const body = bag(call.body);
  if (!body) return invalidPayload();
  const [name, jql] = [text(body['name'])?.trim() ?? '', text(body['jql']) ?? ''];
  if (name === '' || name.length > 255)
    return refuseFields({ filterName: 'You must specify a name to save this filter as.' });
  if (mine(call).some((one) => one.name.toLowerCase() === name.toLowerCase()))
    return refuseFields({ filterName: 'Filter with same name already exists.' });
  const wrong = jqlErrors(call, jql);
  if (wrong.length > 0) return refuse(400, ...wrong);
  const shares = sharesOf(call, body['sharePermissions'] ?? []);
  if ('kind' in shares) return shares;
  const filters = call.state.filters ?? [];
  const filter: StoredFilter = {
    id: String(10_000 + filters.length),
    ownerId: call.me.accountId,
    name,
    jql,
    description: text(body['description']) ?? '',
    shares,
  };
  call.state.filters = [...filters, filter];
  return ok(filterJson(call, filter));
}

/** GET /filter/my. */
export function myFilters(call: Call): Answer {
  const own = mine(call);
  return ok(
    own.map((filter) => filterJson(call, filter)),
    own.length,
  );
}

function mine(call: Call): readonly StoredFilter[] {
  return (call.state.filters ?? []).filter(({ ownerId }) => ownerId === call.me.accountId);
}

/** An empty query is allowed in a filter; everything in it has to be known. */
function jqlErrors(call: Call, jql: string): readonly string[] {
  const parsed = parseJql(jql);
  if ('error' in parsed) return [parsed.error];
  const errors: string[] = [];
  if (parsed.where !== undefined) compile(call, parsed.where, errors);
  return errors;
}

function sharesOf(call: Call, raw: unknown): Answer | StoredFilter['shares'] {
  const asked = list(raw)?.map(bag);
  if (!asked?.every((one) => one !== undefined)) return invalidPayload();
  if (asked.length > 0 && !mayGlobally(call.me, call.site, 'CREATE_SHARED_OBJECTS'))
    return refuse(400, 'You do not have permission to share. All shares are invalid.');
  const shares: StoredFilter['shares'][number][] = [];
  for (const one of asked) {
    const project = findProject(call, idText(bag(one?.['project'])?.['id']));
    if (one?.['type'] === 'authenticated') shares.push({ type: 'loggedin' });
    else if (one?.['type'] === 'project' && project) shares.push({ type: 'project', projectId: project.id });
    else return refuse(400, 'The share type or what it names is invalid.');
  }
  return shares;
}

function filterJson({ site }: Call, filter: StoredFilter) {
  const { id, name, jql, description } = filter;
  const shown = (projectId: string | undefined) => {
    const project = site.projects.find((one) => one.id === projectId);
    return project === undefined ? {} : { project: projectRef(site, project) };
  };
  return {
    ...{ self: api(site, `/filter/${id}`), id, name, description, jql },
    owner: userJson(site, filter.ownerId),
    viewUrl: `${site.baseUrl}/issues/?filter=${id}`,
    favourite: false,
    sharePermissions: filter.shares.map((share, at) => ({
      id: at + 1,
      type: share.type,
      ...shown(share.projectId),
    })),
    editPermissions: [],
  };
}
