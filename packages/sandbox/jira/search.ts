import { type Answer, invalidPayload, isAnswer, ok, refuse } from './answers';
import { bag, type Call, list, queryInt, queryList, text, texts } from './call';
import { issueJson } from './issue-json';
import { comparator, compile } from './jql/evaluate';
import { type Jql, parseJql } from './jql/parser';
import type { State, StoredIssue } from './model';
import { seesIssue } from './permissions';

const MAX_IDS = 5_000;
const MAX_WITH_FIELDS = 100;
const MAX_RECONCILED = 50;
const MAX_PROPERTIES = 5;
const TOKEN_LIFE = 7 * 86_400_000;

type Ask = {
  readonly jql: string;
  readonly token: string | undefined;
  readonly maxResults: number;
  readonly fields: readonly string[];
  readonly expand: readonly string[];
  readonly properties: readonly string[];
  readonly reconcile: readonly number[];
};

/** Moves what has become visible by now into the index; an older version never replaces a newer one. */
function refreshIndex(state: State, now: number): void {
  const due = state.pending.filter((one) => one.at <= now);
  if (due.length === 0) return;
  state.pending = state.pending.filter((one) => one.at > now);
  for (const one of due) {
    const known = state.index[one.id];
    if (!known || known.version < one.version) state.index[one.id] = { version: one.version, doc: one.doc };
  }
}
/** What a search sees: the index, but the named issues as they are. */
function corpus(call: Call, reconcile: readonly number[]): readonly StoredIssue[] {
  refreshIndex(call.state, call.world.clock.now());
  const docs = new Map<string, StoredIssue>();
  for (const [id, { doc }] of Object.entries(call.state.index)) if (doc) docs.set(id, doc);
  for (const id of reconcile.map(String)) {
    const issue = call.state.issues[id];
    if (issue) docs.set(id, issue);
    else docs.delete(id);
  }
  // A deleted issue may still match, but Jira has nothing left to show; permissions are those of now.
  return [...docs.values()].filter((doc) => {
    const now = call.state.issues[doc.id];
    return now !== undefined && seesIssue(call.site, call.me, now) && seesIssue(call.site, call.me, doc);
  });
}

function found(call: Call, jql: string, reconcile: readonly number[]): Answer | readonly StoredIssue[] {
  const parsed = parseJql(jql);
  if ('error' in parsed) return refuse(400, parsed.error);
  return matching(call, parsed, reconcile);
}
function matching(call: Call, jql: Jql, reconcile: readonly number[]): Answer | readonly StoredIssue[] {
  if (!jql.where)
    return refuse(
      400,
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    );
  const errors: string[] = [];
  const test = compile(call, jql.where, errors);
  const compare = comparator(call, jql, errors);
  if (errors.length > 0) return refuse(400, ...new Set(errors));
  return corpus(call, reconcile).filter(test).sort(compare);
}

/** GET /search/jql. */
export function searchGet(call: Call): Answer {
  const reconcile = call.query
    .getAll('reconcileIssues')
    .flatMap((part) => part.split(','))
    .map(Number);
  return search(call, {
    jql: call.query.get('jql') ?? '',
    token: call.query.get('nextPageToken') ?? undefined,
    maxResults: queryInt(call.query, 'maxResults', 50),
    fields: queryList(call.query, 'fields'),
    expand: queryList(call.query, 'expand'),
    properties: queryList(call.query, 'properties'),
    reconcile,
  });
}
/** POST /search/jql. */
export function searchPost(call: Call): Answer {
  const body = bag(call.body);
  const max = body?.['maxResults'] ?? 50;
  const reconcile = list(body?.['reconcileIssues'] ?? []);
  if (!body || typeof max !== 'number' || !reconcile?.every((id) => typeof id === 'number'))
    return invalidPayload();
  return search(call, {
    jql: text(body['jql']) ?? '',
    token: text(body['nextPageToken']),
    maxResults: max,
    fields: texts(body['fields']) ?? [],
    expand: (text(body['expand']) ?? '').split(','),
    properties: texts(body['properties']) ?? [],
    reconcile,
  });
}

function search(call: Call, ask: Ask): Answer {
  if (ask.maxResults < 1) return refuse(400, "The 'maxResults' parameter must be greater than 0.");
  if (ask.reconcile.length > MAX_RECONCILED)
    return refuse(400, `No more than ${MAX_RECONCILED} issues can be reconciled.`);
  if (ask.reconcile.some((id) => !Number.isSafeInteger(id)))
    return refuse(400, "The 'reconcileIssues' parameter takes issue ids.");
  if (ask.properties.length > MAX_PROPERTIES)
    return refuse(400, `No more than ${MAX_PROPERTIES} properties can be requested.`);
  const all = found(call, ask.jql, ask.reconcile);
  if (isAnswer(all)) return all;
  const start = startOf(call, ask, all);
  if (start === undefined) return refuse(400, 'The provided next page token is invalid or expired.');
  const bare = ask.fields.every((name) => name === 'id' || name === 'key') && ask.properties.length === 0;
  const part = all.slice(start, start + Math.min(ask.maxResults, bare ? MAX_IDS : MAX_WITH_FIELDS));
  const isLast = start + part.length >= all.length;
  const last = part.at(-1);
  const next =
    isLast || !last
      ? {}
      : { nextPageToken: token(call, ask.jql, { last: last.id, offset: start + part.length }) };
  return ok({ issues: part.map((issue) => shown(call, issue, ask)), isLast, ...next }, part.length);
}
/** Nothing but the id unless fields are asked for. */
function shown(call: Call, issue: StoredIssue, ask: Ask): unknown {
  if (ask.fields.length === 0 && ask.properties.length === 0) return { id: issue.id };
  return issueJson(call, issue, { fields: ask.fields, expand: ask.expand, properties: ask.properties });
}

type Cursor = { readonly jql: string; readonly last: string; readonly offset: number; readonly at: number };
function token(call: Call, jql: string, cursor: { readonly last: string; readonly offset: number }): string {
  return Buffer.from(
    JSON.stringify({ jql, ...cursor, at: call.world.clock.now() } satisfies Cursor),
  ).toString('base64url');
}
function startOf(call: Call, ask: Ask, all: readonly StoredIssue[]): number | undefined {
  if (ask.token === undefined) return 0;
  const cursor = readCursor(ask.token);
  if (!cursor || cursor.jql !== ask.jql || call.world.clock.now() - cursor.at > TOKEN_LIFE) return undefined;
  const position = all.findIndex((issue) => issue.id === cursor.last);
  return position < 0 ? Math.min(cursor.offset, all.length) : position + 1;
}
function readCursor(raw: string): Cursor | undefined {
  try {
    const cursor: unknown = JSON.parse(Buffer.from(raw, 'base64url').toString('utf8'));
    return bag(cursor) ? (cursor as Cursor) : undefined;
  } catch {
    return undefined;
  }
}

/** POST /search/approximate-count. */
export function approximateCount(call: Call): Answer {
  const all = found(call, text(bag(call.body)?.['jql']) ?? '', []);
  return isAnswer(all) ? all : ok({ count: all.length });
}
/** The old search is gone (CHANGE-2046). */
export function searchGone(_call: Call): Answer {
  return refuse(
    410,
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
  );
}
