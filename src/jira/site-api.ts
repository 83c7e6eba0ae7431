import { route } from '@forge/api';
import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { askJira } from './jira-http-api';

/** The address people open this site under, e.g. `https://kanzlei.atlassian.net`. */
export async function siteAddress(): Promise<Result<string, Problem>> {
  const path = route`/rest/api/3/serverInfo`;
  const found = await askJira(
    { as: 'app', method: 'GET', path, unsure: 'later' },
    v.object({ baseUrl: v.optional(v.string(), '') }),
  );
  return found.ok ? ok(found.value.baseUrl) : found;
}

/** The site's address without `https://`, for people; empty when Jira does not say. */
export async function siteName(): Promise<string> {
  const found = await siteAddress();
  return found.ok ? found.value.replace(/^https?:\/\//, '') : '';
}
