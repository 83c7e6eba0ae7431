import * as v from 'valibot';
import { AccountPlan, checkPlan } from '../accounts/plan';
import { MAX_CONFIGURATION_BYTES } from '../contract/upload-limits';
import { canonical } from '../kernel/canonical';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { ProblemCode } from '../texts/problem-code';
import { ConnectionId, type Pipeline, PipelineDraft, PipelineId, SourceField } from './pipeline';

/**
 * The configuration as a file, to carry it from a test site to production. It has what people decided and nothing of the
 * site: no secret, no version, no person. A connection is its name and address; whoever imports it signs in anew.
 */

const FORMAT = 'datev-for-jira/configuration';

/** Where a Looker is; without user, password, query or fragment, so that no secret can hide in it. */
const Address = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => addressOf(text) === text),
);

const ExchangeConnection = v.object({
  id: ConnectionId,
  name: v.pipe(v.string(), v.maxLength(100)),
  url: Address,
});
type ExchangeConnection = Readonly<v.InferOutput<typeof ExchangeConnection>>;

/** A pipeline as it travels: what people decided, and which columns its source had then. */
const ExchangePipeline = v.object({
  ...PipelineDraft.entries,
  id: PipelineId,
  fields: v.pipe(v.array(SourceField), v.maxLength(500)),
});
type ExchangePipeline = v.InferOutput<typeof ExchangePipeline>;

const ExchangePlan = v.omit(AccountPlan, ['version', 'changedAt', 'changedBy']);
type ExchangePlan = v.InferOutput<typeof ExchangePlan>;

const Configuration = v.object({
  format: v.literal(FORMAT),
  v: v.literal(1),
  /** When it was exported, ISO 8601. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  connections: v.pipe(v.array(ExchangeConnection), v.maxLength(100)),
  pipelines: v.pipe(v.array(ExchangePipeline), v.maxLength(1000)),
  plans: v.pipe(v.array(ExchangePlan), v.maxLength(1000)),
});
export type Configuration = v.InferOutput<typeof Configuration>;

/** What a site has, as far as it can travel. */
export type Holdings = {
  readonly pipelines: readonly Pipeline[];
  readonly plans: readonly AccountPlan[];
  readonly connections: readonly ExchangeConnection[];
};

/**
 * The configuration of a site as a JSON value. Whatever else the records carry – versions, people, a secret by mistake – is
 * left behind, because only what the schema names is taken.
 */
export function exportOf({
  pipelines,
  plans,
  connections,
  at,
}: Holdings & { readonly at: string }): Configuration {
  return v.parse(Configuration, {
    format: FORMAT,
    v: 1,
    at,
    connections: connections.map((one) => ({ ...one, url: addressOf(one.url) ?? '' })),
    pipelines,
    plans,
  });
}

/** Reads an exported file, all of it or nothing. A problem names the place in the file, never what stands there. */
export function readExchange(text: string): Result<Configuration, Problem> {
  if (new TextEncoder().encode(text).length > MAX_CONFIGURATION_BYTES)
    return refuse('exchange.too-big', { megabytes: MAX_CONFIGURATION_BYTES / 1_000_000 });
  const envelope = v.safeParse(v.object({ format: v.literal(FORMAT), v: v.number() }), jsonOf(text));
  if (!envelope.success) return refuse('exchange.other-file');
  if (envelope.output.v !== 1) return refuse('exchange.version', { version: String(envelope.output.v) });
  const read = v.safeParse(Configuration, jsonOf(text));
  if (!read.success)
    return refuse('exchange.unreadable', { place: (v.getDotPath(read.issues[0]) ?? '').slice(0, 100) });
  if (hasDoubles(read.output)) return refuse('exchange.doubled');
  // What nobody may save here comes in with no file either.
  const wrong = read.output.plans.findIndex((plan) => checkPlan(plan).length > 0);
  return wrong < 0 ? ok(read.output) : refuse('exchange.unreadable', { place: `plans.${wrong}.accounts` });
}

/** Whether something of the file is here already. */
type Standing = 'new' | 'changed' | 'same';

type ImportPlan = {
  /** Lookers of the file that this site does not know: to be connected first. */
  readonly toBeConnected: readonly { readonly name: string; readonly url: string }[];
  readonly pipelines: readonly {
    readonly is: Standing;
    /** As it would be stored: on this site's connection, inactive where that is missing. */
    readonly pipeline: ExchangePipeline;
    /** Which pipeline of this site it changes; a new one gets an id of this site. */
    readonly changes?: string;
    readonly lacksConnection: boolean;
  }[];
  readonly plans: readonly { readonly is: Standing; readonly plan: ExchangePlan }[];
};

/**
 * What an import would do, for people to see before it is done. Connections are the same when their addresses are;
 * pipelines by their id here or on the site they came from, so that a second import changes the pipelines of the first;
 * account plans by their Mandant.
 */
export function planImport(exchange: Configuration, existing: Holdings): ImportPlan {
  const here = new Map(existing.connections.map(({ url, id }) => [addressOf(url) ?? url, id]));
  const moved = new Map(exchange.connections.map(({ id, url }) => [id, here.get(url)]));
  return {
    toBeConnected: exchange.connections
      .filter(({ url }) => !here.has(url))
      .map(({ name, url }) => ({ name, url })),
    pipelines: exchange.pipelines.map((given) => {
      const pipeline = onThisSite(given, moved.get(given.connection));
      const before =
        existing.pipelines.find(({ id }) => id === given.id) ??
        existing.pipelines.find(({ importedFrom }) => importedFrom === given.id);
      const lacksConnection = moved.get(given.connection) === undefined;
      return {
        is: standing(pipeline, before && comparable(before, pipeline, lacksConnection)),
        pipeline,
        ...present({ changes: before?.id }),
        lacksConnection,
      };
    }),
    plans: exchange.plans.map((plan) => {
      const before = existing.plans.find(({ mandant }) => mandant === plan.mandant);
      return { is: standing(plan, before && v.parse(ExchangePlan, before)), plan };
    }),
  };
}

function onThisSite(given: ExchangePipeline, connection: string | undefined): ExchangePipeline {
  return connection === undefined ? { ...given, isActive: false } : { ...given, connection };
}

/**
 * What is here, to be held against the file. Whether it is switched on is decided here and comes with no file, unless its Looker is missing:
 * then it cannot stay on.
 */
function comparable(
  before: Pipeline,
  { id, isActive }: ExchangePipeline,
  lacksConnection: boolean,
): ExchangePipeline {
  const here = v.parse(ExchangePipeline, before);
  return { ...here, id, isActive: lacksConnection ? here.isActive : isActive };
}

function standing(given: unknown, before: unknown): Standing {
  if (before === undefined) return 'new';
  return canonical(given) === canonical(before) ? 'same' : 'changed';
}

/** An address in one spelling: `https://host:port/path` without a slash at its end; `undefined` for any other. */
function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === 'https:' ? `${origin}${pathname}`.replace(/\/+$/, '') : undefined;
}

function hasDoubles({ connections, pipelines, plans }: Configuration): boolean {
  const keys = [
    ...[...connections, ...pipelines].map(({ id }) => id),
    ...plans.map(({ mandant }) => mandant),
    ...connections.map(({ url }) => url),
  ];
  return new Set(keys).size < keys.length;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function refuse(code: ProblemCode, values: Readonly<Record<string, string | number>> = {}) {
  return fail<Problem>({ code, retry: 'after-fix', values });
}
