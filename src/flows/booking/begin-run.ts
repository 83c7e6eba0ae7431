import { plusSeconds } from '../../kernel/instant';
import { queueBigLook } from '../../looks/look-queue-store';
import type { Pipeline } from '../../pipelines/pipeline';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { loadSettings } from '../../settings/settings-store';
import type { EventOf, Happened } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { create } from '../../submissions/record-store';
import type { RunAbout } from '../../submissions/run';
import type { Stored } from '../../submissions/stored';
import { loadSubmission } from '../../submissions/submission-store';

/** The world of beginning runs; its tests let an invocation end at every place of it (ADR 0029). */
export type BeginRunPorts = {
  now(): string;
  /** One run per pipeline, period and revision. */
  runIdFor(pipeline: string, period: string, revision: number): string;
  load(id: string): Promise<Stored | undefined>;
  /** Makes the run; nothing happens where it is already. */
  create(id: string, event: EventOf<'run-begun'>, happened: Happened): Promise<unknown>;
  queueLook(id: string): Promise<void>;
};

/** The real world. */
export const REAL_RUNS: BeginRunPorts = {
  now,
  runIdFor: idsBy(sha256).run,
  load: loadSubmission,
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

export type BegunRun = { readonly id: string; readonly is: 'begun' | 'already' };

/** More than this nobody runs for one period. */
const MAX_REVISIONS = 50;
/** Dry runs count by themselves: they never stand in the way of the real one. */
const DRY = 1000;

/**
 * Begins a run for a period, or finds the one there is. Whoever asks twice – a doubled hook, a second tick – gets the same
 * run. A further one only comes about when a person wants it and the newest has ended.
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
      await make(ports, { id, pipeline, wish, revision });
      return { id, is: 'begun' };
    }
    const isOver = there.end !== undefined || there.attempts.at(-1)?.state === 'refused';
    const goOn = wish.isDry === true ? isOver : wish.anew === true && there.end !== undefined;
    // What the pipeline made while it was another Mandant's is not in the books of this one.
    if (!goOn && there.mandant === pipeline.mandant) return { id, is: 'already' };
  }
  return { id: ports.runIdFor(pipeline.id, wish.period, first), is: 'already' };
}

async function make(
  ports: BeginRunPorts,
  of: { id: string; pipeline: Pipeline; wish: RunRequest; revision: number },
): Promise<void> {
  const { id, pipeline, wish, revision } = of;
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
  const program = 'DATEV for Jira';
  await ports.create(
    id,
    { what: 'run-begun', mandant: pipeline.mandant, program, run },
    { at, actor: wish.actor },
  );
  await ports.queueLook(id);
}
