import { route } from '@forge/api';
import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { type Notices, stepsOf } from '../settings/notices';
import { askJira } from './jira-http-api';

const User = v.object({
  accountId: v.string(),
  displayName: v.optional(v.string(), ''),
  active: v.optional(v.boolean(), true),
});
type Person = { readonly accountId: string; readonly name: string; readonly active: boolean };

function personOf(wire: v.InferOutput<typeof User>): Person {
  return { accountId: wire.accountId, name: wire.displayName, active: wire.active };
}

const MAX_USERS = 100;

/** Names of accounts, in no particular order; accounts that are gone are missing. */
export async function people(accountIds: readonly string[]): Promise<Result<readonly Person[], Problem>> {
  const all: Person[] = [];
  const ids = [...new Set(accountIds)];
  for (let at = 0; at < ids.length; at += MAX_USERS) {
    const some = ids.slice(at, at + MAX_USERS).map((id): [string, string] => ['accountId', id]);
    const params = new URLSearchParams([['maxResults', String(MAX_USERS)], ...some]);
    const path = route`/rest/api/3/user/bulk?${params}`;
    const found = await askJira(
      { as: 'app', method: 'GET', path, unsure: 'later' },
      v.object({ values: v.array(User) }),
    );
    if (!found.ok) return found;
    all.push(...found.value.values.map(personOf));
  }
  return ok(all);
}

/** Up to 20 active people who can be assigned in this project and whose name or address begins with `query`. */
export async function assignable(
  projectId: string,
  query: string,
): Promise<Result<readonly Person[], Problem>> {
  const params = new URLSearchParams({ project: projectId, query, maxResults: '20' });
  const path = route`/rest/api/3/user/assignable/search?${params}`;
  const found = await askJira({ as: 'app', method: 'GET', path, unsure: 'later' }, v.array(User));
  return found.ok ? ok(found.value.map(personOf).filter((person) => person.active)) : found;
}

type Group = { readonly id: string; readonly name: string };
const Groups = v.object({ groups: v.array(v.object({ groupId: v.nullish(v.string()), name: v.string() })) });

/** Up to 20 groups whose name contains `query`. */
export async function searchGroups(query: string): Promise<Result<readonly Group[], Problem>> {
  const params = new URLSearchParams({ query, maxResults: '20', caseInsensitive: 'true' });
  const path = route`/rest/api/3/groups/picker?${params}`;
  const found = await askJira({ as: 'app', method: 'GET', path, unsure: 'later' }, Groups);
  if (!found.ok) return found;
  return ok(
    found.value.groups.flatMap(({ groupId, name }) =>
      typeof groupId === 'string' ? [{ id: groupId, name }] : [],
    ),
  );
}

const UserGroups = v.array(v.object({ groupId: v.nullish(v.string()) }));

/** Ids of the groups of an account, asked as the app: for a person who moved an issue and is not here to be asked. */
export async function groupIdsOf(accountId: string): Promise<Result<readonly string[], Problem>> {
  const path = route`/rest/api/3/user/groups?accountId=${accountId}`;
  const found = await askJira({ as: 'app', method: 'GET', path, unsure: 'later' }, UserGroups);
  return found.ok
    ? ok(found.value.flatMap(({ groupId }) => (typeof groupId === 'string' ? [groupId] : [])))
    : found;
}

/** The account under which the app acts on this site: the creator of our issues, the author of our changes. */
export async function appAccountId(): Promise<Result<string, Problem>> {
  const path = route`/rest/api/3/myself`;
  const found = await askJira(
    { as: 'app', method: 'GET', path, unsure: 'later' },
    v.object({ accountId: v.string() }),
  );
  return found.ok ? ok(found.value.accountId) : found;
}

/** Names of people as Jira gives them now; empty for accounts it no longer knows. Nothing when it could not be asked. */
export async function namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = accountIds.filter((id) => id !== '');
  if (known.length === 0) return new Map();
  const found = await people(known);
  if (!found.ok) return new Map();
  const names = new Map(found.value.map((p) => [p.accountId, p.name]));
  return new Map(known.map((id) => [id, names.get(id) ?? '']));
}

/** Those whom the settings name for a step of escalation now, with their names; a closed account is told nothing. */
export async function toldAt(
  step: number,
  notices: Notices | undefined,
): Promise<readonly { readonly accountId: string; readonly name: string }[]> {
  const people = notices === undefined ? [] : (stepsOf(notices)[step - 1]?.people ?? []);
  const names = await namesOf(people);
  return people
    .map((accountId) => ({ accountId, name: names.get(accountId) ?? '' }))
    .filter(({ name }) => name !== '');
}
