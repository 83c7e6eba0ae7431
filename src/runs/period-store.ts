import { awaitAll } from '../kernel/await-all';
import { isPeriod, type Period, sharing, unitOf } from '../pipelines/period';
import { unitsOf } from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { loadSettings } from '../settings/settings-store';
import { type Further, furtherRun } from '../submissions/decisions/further-run';
import { asksFirst } from '../submissions/decisions/period-has';
import { type Environment, isElsewhere } from '../submissions/environment';
import { idsBy } from '../submissions/ids';
import type { RunAbout } from '../submissions/run';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';

/** What there is of a period already (ADR 0074). */

export type Asked = Pick<RunAbout, 'pipeline' | 'period'> & Pick<Submission, 'mandant'>;

/** The real runs of a pipeline for a period, oldest first. What it made while it was another Mandant's is none of them. */
export async function runsOf(of: Asked, after = 0): Promise<readonly Submission[]> {
  const runs: Submission[] = [];
  for (let revision = after + 1; ; revision++) {
    const there = await loadSubmission(idsBy(sha256).run(of.pipeline, of.period, revision));
    if (there === undefined) return runs;
    if (there.state.mandant === of.mandant) runs.push(there.state);
  }
}

/** What runs made for the environment that is chosen: what went to the other one is not booked twice here. */
export async function filesHere(runs: readonly Submission[]): Promise<readonly Submission[]> {
  return filesIn((await loadSettings()).data.environment, runs);
}

async function filesIn(
  environment: Environment,
  runs: readonly Submission[],
): Promise<readonly Submission[]> {
  const files = await awaitAll(runs.flatMap((one) => one.run?.children ?? []).map(loadSubmission));
  return files.flatMap((file) =>
    file === undefined || isElsewhere(file.state, environment) ? [] : [file.state],
  );
}

/** A run of another unit that has days of the period, and whether it may still send some of them or may have. */
export type Sharing = { readonly run: Submission; readonly further: Exclude<Further, 'nothing-sent'> };

/**
 * Runs of the units that the pipeline had before, oldest first, by whose files days of this period may be booked. Read by their names:
 * what an index does not show yet counts, too. `since`: of those that began after it only; what the others made is not read.
 */
export async function runsSharing(of: Asked, since?: string): Promise<readonly Sharing[]> {
  const { period } = of;
  if (!isPeriod(period)) return [];
  const runs = (await awaitAll((await periodsSharing(of.pipeline, period)).map(ofPeriod(of)))).flat();
  // A question has read nothing, and is answered by a person who is told what there is.
  const real = runs
    .filter(({ startedAt }) => since === undefined || startedAt > since)
    .filter((run) => run.end !== undefined || !asksFirst(run));
  if (real.length === 0) return [];
  const { environment } = (await loadSettings()).data;
  const standing = await awaitAll(
    real.map(async (run) => ({ run, further: furtherRun(run, await filesIn(environment, [run])) })),
  );
  return standing
    .flatMap(({ run, further }) => (further === 'nothing-sent' ? [] : [{ run, further }]))
    .toSorted((a, b) => a.run.startedAt.localeCompare(b.run.startedAt));
}

async function periodsSharing(pipeline: string, period: Period): Promise<readonly Period[]> {
  const units = (await unitsOf(pipeline)).filter((unit) => unit !== unitOf(period));
  return units.flatMap((unit) => sharing(period, unit));
}

function ofPeriod({ pipeline, mandant }: Asked) {
  return (period: Period) => runsOf({ pipeline, mandant, period });
}

/**
 * The newest run that took the place of this one: what this one still sent would be booked twice. A later one of another unit did where
 * it may have sent, or is about to: looked for only where this one may still send. The same holds of any for what waits for approval: it is
 * made, and need not be executed again. A dry run sends nothing.
 */
export async function newerRun(state: Submission): Promise<Submission | undefined> {
  const { run, mandant, startedAt } = state;
  if (run === undefined || run.isDry === true) return undefined;
  const { pipeline, period, revision } = run;
  const later = await runsOf({ pipeline, period, mandant }, revision);
  const newest = (state.asks?.what === 'approve-run' ? await thatSend(later) : later).at(-1);
  if (newest !== undefined || isOver(state)) return newest;
  const beside = await runsSharing({ pipeline, period, mandant }, startedAt);
  return beside.findLast(
    ({ run: other, further }) => further === 'sent' || other.attempts.at(-1)?.state !== 'refused',
  )?.run;
}

/** Those that may have sent, or may still: all but what was closed with nothing of it at DATEV. */
async function thatSend(runs: readonly Submission[]): Promise<readonly Submission[]> {
  const further = await awaitAll(runs.map(async (run) => furtherRun(run, await filesHere([run]))));
  return runs.filter((_, at) => further[at] !== 'nothing-sent');
}

/**
 * Of a run that only asks: the oldest one of its period, or one of another unit with days of it, that has not ended. It goes on by itself,
 * so whoever executes the question meanwhile sends twice. Another question has read nothing.
 */
export async function unendedBeside(state: Submission): Promise<Submission | undefined> {
  const { run, mandant } = state;
  if (run === undefined || !asksFirst(state)) return undefined;
  const of = { pipeline: run.pipeline, period: run.period, mandant };
  const open = (await runsOf(of)).find(
    (one) => one.id !== state.id && one.end === undefined && !asksFirst(one),
  );
  return open ?? (await runsSharing(of)).find(({ further }) => further === 'not-yet')?.run;
}

/** Neither a click nor a move executes it again; one that was closed, a move does. */
function isOver({ end, attempts }: Submission): boolean {
  return end?.as === 'delivered' && attempts.at(-1)?.state !== 'refused';
}
