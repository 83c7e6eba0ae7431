import { MAX_FILE_BYTES } from '../dxso/datev-limits';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { wallDay, wallOf } from '../kernel/wall-time';
import { movesWithToday } from '../looker/by-today';
import type { ExploreField, FilterField } from '../looker/explore';
import type { LookerFailure } from '../looker/failure';
import type { LookerConnection } from '../looker/login/connection';
import { loadConnection } from '../looker/login/connection-store';
import { lookPicture } from '../looker/metadata-api';
import type { LookerPorts } from '../looker/ports';
import { lookerPorts } from '../looker/ports-api';
import { periodFilter, pictureQuery, type QueryDefinition } from '../looker/query';
import { createQuery } from '../looker/query-api';
import { extract } from '../looker/reading/extract';
import {
  readRendered,
  readRenderStatus,
  startDashboardPdf,
  startLookPicture,
  startQueryPicture,
} from '../looker/render-api';
import { usedColumns } from '../mapping/columns';
import type { Row } from '../mapping/source';
import { daysOf, type Period, periodBefore } from '../pipelines/period';
import type { Pipeline, Source } from '../pipelines/pipeline';
import { now } from '../platform/clock';
import type { RunProgress } from '../submissions/run';

/** Something did not come about at Looker; its own words are for our panels. */
export type Fault = { readonly is: 'fault'; readonly problem: Problem; readonly verbatim?: string };

/** A source as Looker describes it now. Looker is asked once for each thing, also by a reading. */
export type SourceNow = {
  readonly ports: LookerPorts;
  readonly definition: QueryDefinition;
  readonly fields: readonly ExploreField[];
  readonly filterOnly: readonly FilterField[];
};
/** What tells whether a query of its explore goes by today. */
type Described = Pick<SourceNow, 'definition' | 'fields' | 'filterOnly'>;

const NO_CONNECTION: Problem = { code: 'run.no-connection', retry: 'after-fix' };

/** What Looker says of a source now. */
export async function sourceNow(
  connection: string,
  source: Source,
): Promise<Result<SourceNow, LookerFailure>> {
  const found = await loadConnection(connection);
  if (found === undefined) return fail({ problem: NO_CONNECTION });
  const ports = remembering(lookerPorts(found));
  const definition = await ports.definition(source);
  if (!definition.ok) return definition;
  const { model, explore } = definition.value;
  const described = await ports.explore(model, explore);
  if (!described.ok) return described;
  const { columns: fields, filterOnly } = described.value;
  return ok({ ports, definition: definition.value, fields, filterOnly });
}

type Rows =
  | { readonly is: 'all' }
  | {
      readonly is: 'running';
      readonly task: NonNullable<RunProgress['task']>;
      readonly afterSeconds: number;
    }
  | Fault;

/** The rows of a period, each handed on as it is read. `running`: Looker is at it, come back with the task. */
export async function readRows(
  ports: LookerPorts,
  { pipeline, period, task }: RowsOf,
  take: (row: Row) => void,
): Promise<Rows> {
  const wish = {
    source: pipeline.source,
    reading: pipeline.reading,
    fields: usedColumns(pipeline),
    period: { field: pipeline.periodField, days: daysOf(period) },
    timezone: pipeline.timezone,
    ...present({ state: task && { task } }),
  };
  const read = await extract(ports, wish, take);
  if (!read.ok) return faultOf(read.problem);
  const { value } = read;
  if (value.is === 'done' || value.state.task === undefined) return { is: 'all' };
  return { is: 'running', task: value.state.task, afterSeconds: value.retryAfterSeconds ?? 20 };
}

type RowsOf = {
  readonly pipeline: Pipeline;
  readonly period: Period;
  readonly task: RunProgress['task'];
};

/** A refusal of Looker's as a fault of a run. */
function faultOf({ problem, verbatim }: LookerFailure): Fault {
  return { is: 'fault', problem, ...present({ verbatim }) };
}

/** Description and reading of one execution see the same definition, and Looker is not asked twice for it. */
function remembering(ports: LookerPorts): LookerPorts {
  const definitions = new Map<string, ReturnType<LookerPorts['definition']>>();
  const explores = new Map<string, ReturnType<LookerPorts['explore']>>();
  return {
    ...ports,
    definition: (source) => remembered(definitions, JSON.stringify(source), () => ports.definition(source)),
    explore: (model, name) => remembered(explores, `${model} ${name}`, () => ports.explore(model, name)),
  };
}

function remembered<T>(memory: Map<string, T>, key: string, ask: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const asked = ask();
  memory.set(key, asked);
  return asked;
}

type Picture =
  | { readonly is: 'asked'; readonly id: string }
  | { readonly is: 'image'; readonly ending: 'pdf' | 'jpg'; readonly bytes: Uint8Array }
  /** Looker failed or forgot it: it may be asked for once more. */
  | { readonly is: 'lost' }
  | Fault;

/** Begins the image of a Look or a dashboard, or asks how far it is. */
export async function pictureOf(
  pipeline: Pipeline,
  which: number,
  {
    period,
    of,
    asked,
  }: {
    readonly period: Period;
    readonly of: Described;
    readonly asked?: string;
  },
): Promise<Picture> {
  const connection = await loadConnection(pipeline.connection);
  const source = pipeline.documents?.sources[which];
  if (connection === undefined || source === undefined) return { is: 'fault', problem: NO_CONNECTION };
  if (asked === undefined) {
    const begun =
      source.from === 'look'
        ? await startLook(connection, pipeline, { look: source.look, which, period, of })
        : await startDashboardPdf(connection, source.dashboard, filtersFor(source.periodFilter, period));
    return begun.ok ? { is: 'asked', id: begun.value } : faultOf(begun.problem);
  }
  const status = await readRenderStatus(connection, asked);
  if (!status.ok) return lostOr(status.problem);
  if (status.value === 'running') return { is: 'asked', id: asked };
  if (status.value === 'failed') return { is: 'lost' };
  const rendered = await readRendered(connection, asked, MAX_FILE_BYTES);
  if (!rendered.ok) return lostOr(rendered.problem);
  const { value } = rendered;
  return value.is === 'running' ? { is: 'asked', id: asked } : { ...value, is: 'image', ending: value.is };
}

type LookOf = {
  readonly look: string;
  readonly which: number;
  readonly period: Period;
  /** What the rows are asked of. */
  readonly of: Described;
};

/**
 * The picture of a Look shows the period of the run, whatever the Look filters itself. One that does not know the date, or goes by
 * today at another one, shows what it shows: that may go with the period that has just ended, and with no other one.
 */
async function startLook(
  connection: LookerConnection,
  pipeline: Pipeline,
  { look, which, period, of: { definition: of, fields, filterOnly } }: LookOf,
): Promise<Result<string, LookerFailure>> {
  const { periodField: field, timezone } = pipeline;
  const held = await lookPicture(connection, look);
  if (!held.ok) return held;
  const { definition } = held.value;
  const isSame = definition.model === of.model && definition.explore === of.explore;
  const moves = movesWithToday(definition, field, isSame ? [...fields, ...filterOnly] : []);
  const query = pictureQuery(held.value, { of, timezone, period: { field, days: daysOf(period) } });
  if (query !== undefined && moves === undefined) {
    const created = await createQuery(connection, query);
    return created.ok ? startQueryPicture(connection, created.value.id) : created;
  }
  if (hasJustEnded(pipeline, period)) return startLookPicture(connection, look);
  return fail({ problem: { code: 'run.look-period', retry: 'after-fix', values: { part: which + 1 } } });
}

/**
 * Why the rows of this period cannot be read whole: the source goes by today at another date, so that of any period but the one that
 * has just ended only what lies in both would be booked.
 */
export function unreadable(
  pipeline: Pipeline,
  { definition, fields, filterOnly }: Described,
  period: Period,
): Problem | undefined {
  const field = movesWithToday(definition, pipeline.periodField, [...fields, ...filterOnly]);
  if (field === undefined || hasJustEnded(pipeline, period)) return undefined;
  return { code: 'run.query-by-today', retry: 'after-fix', values: { field } };
}

function hasJustEnded({ timezone, unit }: Pipeline, period: Period): boolean {
  return period === periodBefore(wallDay(wallOf(Date.parse(now()), timezone)), unit);
}

function filtersFor(name: string | undefined, period: Period): Readonly<Record<string, string>> {
  return name === undefined ? {} : { [name]: periodFilter(daysOf(period)) };
}

/** Looker forgets what it rendered after a while. */
function lostOr(failure: LookerFailure): Fault | { is: 'lost' } {
  return failure.problem.code === 'looker.not-found' ? { is: 'lost' } : faultOf(failure);
}
