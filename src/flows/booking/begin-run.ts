import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import { queueBigLook } from '../../looks/look-queue-store';
import { isPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { endOf } from '../../pipelines/schedule';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { type Asked, firstRevision, type PeriodHas, periodOf, type Sharing } from '../../runs/period-store';
import { loadSettings } from '../../settings/settings-store';
import { type AskingCode, isShort, unfinishedAs } from '../../submissions/decisions/period-has';
import type { EventOf, Happened } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { create } from '../../submissions/record-store';
import type { RunAbout } from '../../submissions/run';
import type { Cause, Submission } from '../../submissions/submission';

/** The world of beginning runs; its tests let an invocation end at every place of it (ADR 0029). */
export type BeginRunPorts = {
  now(): string;
  /** One run per pipeline, period and revision. */
  runIdFor(pipeline: string, period: string, revision: number): string;
  periodOf(of: Asked): Promise<PeriodHas>;
  /** Makes the run; nothing happens where it is already. */
  create(id: string, event: EventOf<'run-begun'>, happened: Happened): Promise<unknown>;
  queueLook(id: string): Promise<void>;
};

/** The real world. */
export const REAL_RUNS: BeginRunPorts = {
  now,
  runIdFor: idsBy(sha256).run,
  periodOf,
  create: async (id, event, happened) =>
    create(id, { ...event, environment: (await loadSettings()).data.environment }, happened),
  queueLook: queueBigLook,
};

type RunRequest = {
  readonly period: string;
  readonly by: RunAbout['by'];
  /** When it was wanted; absent: now. */
  readonly dueAt?: string;
  readonly isDry?: true;
  /** A further run although one was delivered: a person decided that. */
  readonly anew?: true;
  readonly actor: Happened['actor'];
};

/** `asks`: it begins as a question, and somebody decides by its issue whether it is executed. */
export type BegunRun = { readonly id: string; readonly is: 'begun' | 'asks' | 'already' };

/**
 * Begins a run for a period, or finds the one there is. Whoever asks twice – a doubled hook, a second tick – gets the same
 * run. A further one only comes about when a person wants it and the newest has ended. Where nobody was asked and what there is of the
 * period may make it book twice, or lacks something, it begins as a question (ADR 0074).
 */
export async function beginRun(
  pipeline: Pipeline,
  wish: RunRequest,
  ports: BeginRunPorts = REAL_RUNS,
): Promise<BegunRun> {
  const { period, isDry } = wish;
  const { id: of, mandant } = pipeline;
  const has = await ports.periodOf({ pipeline: of, period, mandant, ...present({ isDry }) });
  const there = has.runs.find((one) => !makesRoom(one, wish));
  const stopped = isUnasked(wish) ? await whyAsk(has, { pipeline, period, at: ports.now() }) : undefined;
  const { nextRevision: revision } = has;
  if (revision === undefined || (there !== undefined && stopped === undefined))
    return { id: there?.id ?? ports.runIdFor(of, period, firstRevision(wish)), is: 'already' };
  return make(ports, { pipeline, wish, revision, ...present({ stopped }) });
}

/** Whether a further one may begin beside this one. */
function makesRoom({ end, attempts }: Submission, { isDry, anew }: RunRequest): boolean {
  if (isDry === true) return end !== undefined || attempts.at(-1)?.state === 'refused';
  return anew === true && end !== undefined;
}

/** A person is asked before they begin one, and a dry run sends nothing. */
function isUnasked({ by, isDry }: RunRequest): boolean {
  return by !== 'person' && isDry !== true;
}

type Wanted = { readonly pipeline: Pipeline; readonly period: string; readonly at: string };

/**
 * Why somebody has to decide whether the period goes: days of it may have gone already, or it has ended since its newest run read it:
 * passed over, what came after would never reach DATEV, and nobody would know.
 */
async function whyAsk(has: PeriodHas, wanted: Wanted): Promise<Cause | undefined> {
  const newest = has.runs.at(-1);
  if (newest === undefined) return coveredBy(await has.beside());
  if (!isShortBy(newest, wanted)) return undefined;
  const code = unfinishedAs(await has.further(newest));
  const own = code === 'run.unfinished-unsent' ? [] : [wanted.period];
  return coveredBy(await has.beside(), own) ?? asking(code);
}

function isShortBy(newest: Submission, { pipeline, period, at }: Wanted): boolean {
  const endsAt = isPeriod(period) ? endOf(period, pipeline.timezone) : undefined;
  return endsAt !== undefined && at >= endsAt && isShort(newest, endsAt);
}

/** `own`: the period itself, where a run of it counts as well; it is named first. */
function coveredBy(beside: readonly Sharing[], own: readonly string[] = []): Cause | undefined {
  if (beside.length === 0) return undefined;
  const periods = beside.flatMap(({ run }) => run.run?.period ?? []);
  const named = [...new Set([...own, ...periods.toSorted()])];
  const more = named.length > MAX_NAMED ? ' …' : '';
  return asking('run.covered', { periods: `${named.slice(0, MAX_NAMED).join(', ')}${more}` });
}
/** A quarter has so many months; of ninety days nobody reads each. */
const MAX_NAMED = 3;

function asking(code: AskingCode, values?: Cause['values']): Cause {
  return { source: 'run', code, faults: [], ...present({ values }) };
}

type Making = {
  readonly pipeline: Pipeline;
  readonly wish: RunRequest;
  readonly revision: number;
  readonly stopped?: Cause;
};

async function make(ports: BeginRunPorts, of: Making): Promise<BegunRun> {
  const { pipeline, wish, revision, stopped } = of;
  const id = ports.runIdFor(pipeline.id, wish.period, revision);
  const at = ports.now();
  const run: RunAbout = {
    pipeline: pipeline.id,
    name: pipeline.name,
    period: wish.period,
    revision,
    by: wish.by,
    expectedBy: plusSeconds(wish.dueAt ?? at, pipeline.deliverWithinHours * 3600),
    ...(wish.isDry === true ? { isDry: true } : {}),
  };
  const { mandant } = pipeline;
  const event = {
    what: 'run-begun',
    mandant,
    program: 'DATEV for Jira',
    run,
    ...present({ stopped }),
  } as const;
  await ports.create(id, event, { at, actor: wish.actor });
  await ports.queueLook(id);
  return { id, is: stopped === undefined ? 'begun' : 'asks' };
}
