import { route } from '@forge/api';
import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { askJira, sendToJira } from './jira-http-api';

const Own = v.array(v.object({ id: v.string(), name: v.string() }));

/** The filters that the person in front owns. */
export function ownFilters(): Promise<Result<v.InferOutput<typeof Own>, Problem>> {
  return askJira({ as: 'user', method: 'GET', path: route`/rest/api/3/filter/my`, unsure: 'later' }, Own);
}

type NewFilter = {
  /** At most 255 characters, one of its owner's once only. */
  readonly name: string;
  readonly description: string;
  readonly jql: string;
  /** Absent: with nobody. Sharing takes Jira's permission "Share dashboards and filters". */
  readonly shared?: { readonly with: 'everybody' } | { readonly with: 'project'; readonly id: string };
};

/**
 * Saves a search as a filter of the person who clicked (scope `write:jira-work`, as everything we write in Jira): the app itself owns
 * none. `jira.filter-refused` when Jira takes neither name nor sharing.
 */
export function createFilter({ shared, ...filter }: NewFilter): Promise<Result<void, Problem>> {
  const body = { ...filter, sharePermissions: shared === undefined ? [] : [sharing(shared)] };
  return sendToJira({
    as: 'user',
    method: 'POST',
    path: route`/rest/api/3/filter`,
    body,
    // The name finds it again: a second one of the same name is refused.
    unsure: 'later',
    refusal: ({ status }) =>
      status === 400 ? { code: 'jira.filter-refused', retry: 'after-fix', status } : undefined,
  });
}

function sharing(shared: NonNullable<NewFilter['shared']>) {
  return shared.with === 'everybody'
    ? { type: 'authenticated' }
    : { type: 'project', project: { id: shared.id } };
}
