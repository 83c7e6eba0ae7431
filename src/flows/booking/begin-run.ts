import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import { queueBigLook } from '../../looks/look-queue-store';
import { isPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { endOf } from '../../pipelines/schedule';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { type Asked, filesHere, runsSharing } from '../../runs/period-store';
import { loadSettings } from '../../settings/settings-store';
import { furtherRun } from '../../submissions/decisions/further-run';
import { type AskingCode, isShort, unfinishedAs } from '../../submissions/decisions/period-has';
import type { EventOf, Happened } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { create } from '../../submissions/record-store';
import type { RunAbout } from '../../submissions/run';
import type { Stored } from '../../submissions/stored';
import type { Cause, Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

/** The world of beginning runs; its tests let an invocation end at every place of it (ADR 0029). */
export type BeginRunPorts = {
  now(): string;
  /** One run per pipeline, period and revision. */
  runIdFor(pipeline: string, period: string, revision: number): string;
  load(id: string): Promise<Stored | undefined>;
  /** The periods of runs of other units by whose files days of this period may be booked. */
  sharing(of: Asked): Promise<readonly string[]>;
  /** What these runs made for the environment that is chosen. */
  files(runs: readonly Submission[]): Promise<readonly Submission[]>;
  /** Makes the run; nothing happens where it is already. */
  create(id: string, event: EventOf<'run-begun'>, happened: Happened): Promise<unknown>;
  queueLook(id: string): Promise<void>;
};

/** The real world. */
export const REAL_RUNS: BeginRunPorts = {
  now,
  runIdFor: idsBy(sha256).run,
  load: loadSubmission,
  sharing: async (of) => (await runsSharing(of)).flatMap(({ run }) => run.run?.period ?? []),
  files: filesHere,
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

/** More than this nobody runs for one period. */
const MAX_REVISIONS = 50;
/** Dry runs count by themselves: they never stand in the way of the real one. */
const DRY = 1000;

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
  const first = wish.isDry === true ? DRY : 1;
  for (let revision = first; revision < first + MAX_REVISIONS; revision++) {
    const id = ports.runIdFor(pipeline.id, wish.period, revision);
    const there = (await ports.load(id))?.state;
    if (there === undefined) {
      const stopped = await coveredBy(ports, pipeline, wish);
      return make(ports, { id, pipeline, wish, revision, ...present({ stopped }) });
    }
    const isOver = there.end !== undefined || there.attempts.at(-1)?.state === 'refused';
    const goOn = wish.isDry === true ? isOver : wish.anew === true && there.end !== undefined;
    // What the pipeline made while it was another Mandant's is not in the books of this one.
    if (!goOn && there.mandant === pipeline.mandant)
      return (await askWhereShort(ports, { pipeline, wish, there, revision })) ?? { id, is: 'already' };
  }
  return { id: ports.runIdFor(pipeline.id, wish.period, first), is: 'already' };
}

/** A person is asked before they begin one, and a dry run sends nothing. */
function isUnasked({ by, isDry }: RunRequest): boolean {
  return by !== 'person' && isDry !== true;
}

/** Why somebody has to decide whether the period goes: days of it may have gone already. */
async function coveredBy(
  ports: BeginRunPorts,
  { id, mandant }: Pipeline,
  wish: RunRequest,
): Promise<Cause | undefined> {
  if (!isUnasked(wish)) return undefined;
  const periods = await ports.sharing({ pipeline: id, period: wish.period, mandant });
  if (periods.length === 0) return undefined;
  const named = [...new Set(periods)].toSorted();
  const more = named.length > MAX_NAMED ? ' …' : '';
  return asking('run.covered', { periods: `${named.slice(0, MAX_NAMED).join(', ')}${more}` });
}
/** A quarter has so many months; of ninety days nobody reads each. */
const MAX_NAMED = 3;

function asking(code: AskingCode, values?: Cause['values']): Cause {
  return { source: 'run', code, faults: [], ...present({ values }) };
}

/** The run that was found, and the place where a further one may be. */
type Found = {
  readonly pipeline: Pipeline;
  readonly wish: RunRequest;
  readonly there: Submission;
  readonly revision: number;
};

/** The period has ended since its newest run read it: passed over, what came after would never reach DATEV, and nobody would know. */
async function askWhereShort(
  ports: BeginRunPorts,
  { pipeline, wish, there, revision: found }: Found,
): Promise<BegunRun | undefined> {
  const endsAt = isPeriod(wish.period) ? endOf(wish.period, pipeline.timezone) : undefined;
  if (!isUnasked(wish) || endsAt === undefined || ports.now() < endsAt) return undefined;
  const runs = [there];
  for (let revision = found + 1; revision <= MAX_REVISIONS; revision++) {
    const id = ports.runIdFor(pipeline.id, wish.period, revision);
    const next = (await ports.load(id))?.state;
    if (next?.mandant === pipeline.mandant) runs.push(next);
    if (next !== undefined) continue;
    const newest = runs.at(-1) ?? there;
    if (!isShort(newest, endsAt)) return undefined;
    const code = unfinishedAs(furtherRun(newest, await ports.files(runs)));
    return make(ports, { id, pipeline, wish, revision, stopped: asking(code) });
  }
  return undefined;
}

type Making = {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly wish: RunRequest;
  readonly revision: number;
  readonly stopped?: Cause;
};

async function make(ports: BeginRunPorts, of: Making): Promise<BegunRun> {
  const { id, pipeline, wish, revision, stopped } = of;
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
