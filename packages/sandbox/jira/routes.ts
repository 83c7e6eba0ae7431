import type { Method } from '../world/types';
import type { Route } from './route';
import { COMMENTS } from './routes-comments';
import { ISSUES } from './routes-issues';
import { SEARCH, SITE } from './routes-site';

const ROOT = '/rest/api/3';
/** Fixed segments win over parameters: `/issue/bulkfetch` is no issue. */
export const ROUTES: readonly (Route & { readonly pattern: RegExp; readonly names: readonly string[] })[] = [
  ...ISSUES,
  ...COMMENTS,
  ...SEARCH,
  ...SITE,
]
  .map((route) => ({
    ...route,
    names: [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    pattern: new RegExp(`^${ROOT}${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`),
  }))
  .sort((a, b) => a.names.length - b.names.length);

export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

type Asked = { readonly method: Method; readonly path: string };

/** By method and number of segments: only those may match. */
const LIKELY = new Map<string, (typeof ROUTES)[number][]>();
for (const route of ROUTES) {
  const key = likely({ method: route.method, path: ROOT + route.path });
  LIKELY.set(key, [...(LIKELY.get(key) ?? []), route]);
}

function likely({ method, path }: Asked): string {
  return `${method} ${path.split('/').length}`;
}

export function match(request: Asked): Match | undefined {
  for (const route of LIKELY.get(likely(request)) ?? []) {
    const groups = route.pattern.exec(request.path);
    if (groups)
      return {
        route,
        params: Object.fromEntries(route.names.map((name, i) => [name, decoded(groups[i + 1] ?? '')])),
      };
  }
  return undefined;
}
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
