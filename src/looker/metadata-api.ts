import * as v from 'valibot';
import { ok, type Result } from '../kernel/result';
import { type HttpAnswer, jsonOf } from '../platform/http';
import { type Explore, exploreOf } from './explore';
import type { LookerFailure } from './failure';
import { definitionOf } from './held-query';
import type { LookerConnection } from './login/connection';
import { askLooker } from './looker-http-api';
import type { HeldPicture, QueryDefinition } from './query';
import { unreadableAnswer } from './wire-api';

type Answered<T> = Promise<Result<T, LookerFailure>>;
type Ask = {
  readonly operation: string;
  readonly activity?: 'db_query';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly mostBytes?: number;
};
/** An explore tells much about each of its columns, and has up to thousands of them. */
const MAX_EXPLORE_BYTES = 24 * 1024 * 1024;

/** One GET whose JSON is read by `read`; what that cannot read is `looker.unreadable`. */
async function read<T>(
  connection: LookerConnection,
  ask: Ask,
  parse: (wire: unknown) => T | undefined,
): Answered<T> {
  const answer = await askLooker({ activity: 'non_query', ...ask, connection, method: 'GET' });
  if (!answer.ok) return answer;
  return parsedAnswer(answer.value, parse);
}

function parsedAnswer<T>(
  answer: HttpAnswer,
  parse: (wire: unknown) => T | undefined,
): Result<T, LookerFailure> {
  const value = parse(jsonOf(answer));
  return value === undefined ? unreadableAnswer(answer) : ok(value);
}

/** A parser for a list: elements that do not fit are passed over, anything but a list is unreadable. */
function listOf<S, T>(schema: v.GenericSchema<unknown, S>, take: (one: S) => T) {
  return (wire: unknown): readonly T[] | undefined => {
    if (!Array.isArray(wire)) return undefined;
    return wire.flatMap((one) => {
      const parsed = v.safeParse(schema, one);
      return parsed.success ? [take(parsed.output)] : [];
    });
  };
}

/** The API user behind the key. */
type LookerUser = { readonly id: string; readonly name: string };
const Id = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty());
const Words = v.fallback(v.nullish(v.string(), ''), '');
const WireUser = v.object({ id: Id, display_name: Words });

/** Who the connection is at Looker; with what rights everything else is seen. */
export function me(connection: LookerConnection): Answered<LookerUser> {
  const query = { fields: 'id,display_name' };
  return read(connection, { operation: 'me', path: '/user', query }, (wire) => {
    const parsed = v.safeParse(WireUser, wire);
    return parsed.success ? { id: parsed.output.id, name: parsed.output.display_name ?? '' } : undefined;
  });
}

type LookerModel = {
  readonly name: string;
  readonly label: string;
  readonly explores: readonly { readonly name: string; readonly label: string; readonly isHidden: boolean }[];
};
const Name = v.pipe(v.string(), v.nonEmpty());
const WireNavExplore = v.object({
  name: Name,
  label: Words,
  hidden: v.fallback(v.optional(v.boolean(), false), false),
});
const WireModel = v.object({
  name: Name,
  label: Words,
  explores: v.fallback(v.nullish(v.array(v.unknown()), []), []),
});

/** The models that the API user sees, with their explores. */
export function models(connection: LookerConnection): Answered<readonly LookerModel[]> {
  const query = { fields: 'name,label,explores(name,label,hidden)' };
  const explores = listOf(WireNavExplore, ({ name, label, hidden }) => ({
    name,
    label: label === '' ? name : (label ?? name),
    isHidden: hidden,
  }));
  return read(
    connection,
    { operation: 'all_lookml_models', path: '/lookml_models', query },
    listOf(WireModel, (model) => ({
      name: model.name,
      label: model.label === '' ? model.name : (model.label ?? model.name),
      explores: explores(model.explores) ?? [],
    })),
  );
}

/** The columns of an explore, and what else can be filtered by. */
export function explore(connection: LookerConnection, model: string, name: string): Answered<Explore> {
  const path = `/lookml_models/${encodeURIComponent(model)}/explores/${encodeURIComponent(name)}`;
  return read(
    connection,
    { operation: 'lookml_model_explore', path, query: { fields: 'fields' }, mostBytes: MAX_EXPLORE_BYTES },
    exploreOf,
  );
}

/** Something to choose from a list. */
type Found = { readonly id: string; readonly title: string };
const WireFound = v.object({ id: Id, title: Words });
const found = listOf(WireFound, ({ id, title }) => ({ id, title: (title ?? '').slice(0, 200) }));
const MAX_FOUND = 50;

/** Looks whose title contains the text, at most 50. */
export function searchLooks(connection: LookerConnection, text: string): Answered<readonly Found[]> {
  return search(connection, { operation: 'search_looks', path: '/looks/search' }, text);
}

/** Dashboards whose title contains the text, at most 50. */
export function searchDashboards(connection: LookerConnection, text: string): Answered<readonly Found[]> {
  return search(connection, { operation: 'search_dashboards', path: '/dashboards/search' }, text);
}

function search(connection: LookerConnection, ask: Ask, text: string): Answered<readonly Found[]> {
  const title = text.trim() === '' ? {} : { title: `%${text.trim().slice(0, 100)}%` };
  const query = { ...title, deleted: false, fields: 'id,title', limit: MAX_FOUND, sorts: 'title' };
  return read(connection, { ...ask, query }, found);
}

const QUERY_FIELDS = 'model,view,fields,pivots,filters,filter_expression,sorts,dynamic_fields';
type HeldLook = { readonly id: string; readonly title: string; readonly definition: QueryDefinition };
const WireLook = v.object({ id: Id, title: Words, query: v.unknown() });

/** A Look with the query it holds. */
export function look(connection: LookerConnection, id: string): Answered<HeldLook> {
  const query = { fields: `id,title,query(${QUERY_FIELDS})` };
  const path = `/looks/${encodeURIComponent(id)}`;
  return read(connection, { operation: 'look', path, query }, (wire) => {
    const parsed = v.safeParse(WireLook, wire);
    const definition = parsed.success ? definitionOf(parsed.output.query) : undefined;
    if (!parsed.success || definition === undefined) return undefined;
    return { id: parsed.output.id, title: parsed.output.title ?? '', definition };
  });
}

/** Beside what a definition has: how the picture of a Look is drawn. What Looker says of a query but does not take is not asked for. */
const PICTURE_FIELDS = 'fill_fields,limit,column_limit,total,row_total,subtotals,vis_config,query_timezone';
const WirePicture = v.object({ query: v.record(v.string(), v.unknown()) });

/** What a Look holds, to be rendered with another filter. */
export function lookPicture(connection: LookerConnection, id: string): Answered<HeldPicture> {
  const names = `${QUERY_FIELDS},${PICTURE_FIELDS}`;
  const path = `/looks/${encodeURIComponent(id)}`;
  return read(connection, { operation: 'look', path, query: { fields: `query(${names})` } }, (wire) => {
    const parsed = v.safeParse(WirePicture, wire);
    const definition = parsed.success ? definitionOf(parsed.output.query) : undefined;
    if (!parsed.success || definition === undefined) return undefined;
    const taken = names.split(',');
    const held = Object.entries(parsed.output.query).filter(
      ([name, value]) => taken.includes(name) && value !== null,
    );
    return { definition, body: Object.fromEntries(held) };
  });
}

/** A saved query, by the slug of a share address (`qid=…`) or by its number. */
export function savedQuery(connection: LookerConnection, slug: string): Answered<QueryDefinition> {
  const isNumber = /^\d+$/.test(slug);
  const path = `/queries/${isNumber ? '' : 'slug/'}${encodeURIComponent(slug)}`;
  const operation = isNumber ? 'query' : 'query_for_slug';
  const query = { fields: QUERY_FIELDS };
  return read(connection, { operation, activity: 'db_query', path, query }, definitionOf);
}
