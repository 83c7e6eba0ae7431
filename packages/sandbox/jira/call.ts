import type { ServiceRequest, World } from '../world/types';
import type { Site, SiteUser, State } from './model';

/** One request on its way through the fake, after routing and authentication. */
export type Call = {
  readonly world: World;
  readonly state: State;
  readonly site: Site;
  readonly me: SiteUser;
  /** The app calls: as itself or for a user. Its own events carry `selfGenerated`. */
  readonly byApp: boolean;
  /** The app calls as itself; only then it may write its own fields. */
  readonly asApp: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
  readonly request: ServiceRequest;
};

export type Bag = Readonly<Record<string, unknown>>;

export function bag(value: unknown): Bag | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;
}
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
/** Ids come as strings; Jira takes numbers too where it says int64. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value);
}
export function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
export function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
/** A list parameter: repeated or comma separated. */
export function queryList(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((part) => part.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
export function queryInt(query: URLSearchParams, name: string, fallback: number): number {
  const raw = query.get(name);
  return raw === null || !/^-?\d+$/.test(raw) ? fallback : Number(raw);
}

/** `startAt`/`maxResults` of a paged list. */
export function slice<T>(
  call: Pick<Call, 'query'>,
  all: readonly T[],
  limits: { readonly standard: number; readonly most: number },
) {
  const startAt = Math.max(0, queryInt(call.query, 'startAt', 0));
  const asked = queryInt(call.query, 'maxResults', limits.standard);
  const maxResults = Math.min(Math.max(0, asked), limits.most);
  const values = all.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: all.length, isLast: startAt + values.length >= all.length, values };
}
/** The page shape most v3 lists share, with `self` and `nextPage`. */
export function page<T>(
  call: Call,
  all: readonly T[],
  limits: { readonly standard: number; readonly most: number },
) {
  const part = slice(call, all, limits);
  const url = (startAt: number) => {
    const query = new URLSearchParams(call.query);
    query.set('startAt', String(startAt));
    query.set('maxResults', String(part.maxResults));
    return `${call.site.baseUrl}${call.request.path}?${query}`;
  };
  const next = part.isLast ? {} : { nextPage: url(part.startAt + part.values.length) };
  return { self: url(part.startAt), ...next, ...part };
}
