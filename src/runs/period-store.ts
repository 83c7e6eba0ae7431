import { awaitAll } from '../kernel/await-all';
import { type Present, present } from '../kernel/present';
import { isPeriod, sharing, unitOf } from '../pipelines/period';
import { unitsOf } from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { loadSettings } from '../settings/settings-store';
import { type Further, furtherRun } from '../submissions/decisions/further-run';
import { busy } from '../submissions/decisions/may';
import { asksFirst, executedAt, mayGoOn } from '../submissions/decisions/period-has';
import { isElsewhere } from '../submissions/environment';
import { idsBy } from '../submissions/ids';
import type { RunAbout } from '../submissions/run';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';

/** What there is of a period already (ADR 0074). Here only the runs of a period are walked, and those beside it. */

export type Asked = Pick<RunAbout, 'pipeline' | 'period' | 'isDry'> & Pick<Submission, 'mandant'>;

/** More than this nobody runs for one period. */
const MAX_REVISIONS = 50;
/** Dry runs count by themselves: they never stand in the way of the real one. */
const DRY = 1000;

export function firstRevision({ isDry }: Pick<Asked, 'isDry'>): number {
  return isDry === true ? DRY : 1;
}

type Walked = {
  /** Oldest first. What the pipeline made while it was another Mandant's is none of them. */
  readonly runs: readonly Submission[];
  /** Of a further one; absent where there are as many as there may be. */
  readonly nextRevision?: number;
};

/** What a period has; what costs more is read when it is asked for. */
export type PeriodHas = Walked & {
  /** What another one beside this run of it means, by what all of them made. */
  further(run: Submission): Promise<Further>;
  /** Runs of the units that the pipeline had before, by whose files days of the period may be booked; the one executed last is the last. */
  beside(): Promise<readonly Sharing[]>;
};

/** A run of another unit that has days of the period, and whether it may still send some of them or may have. */
export type Sharing = { readonly run: Submission; readonly further: Exclude<Further, 'nothing-sent'> };

export async function periodOf(of: Asked): Promise<PeriodHas> {
  const walked = await walk(of, firstRevision(of));
  return {
    ...walked,
    further: async (run) => furtherRun(run, run.end === undefined ? [] : await filesHere(walked.runs)),
    beside: async () => thatCount(await runsBeside(of)),
  };
}

async function walk(of: Asked, from: number): Promise<Walked> {
  const runs: Submission[] = [];
  for (let revision = from; revision < firstRevision(of) + MAX_REVISIONS; revision++) {
    const there = await loadSubmission(idsBy(sha256).run(of.pipeline, of.period, revision));
    if (there === undefined) return { runs, nextRevision: revision };
    if (there.state.mandant === of.mandant) runs.push(there.state);
  }
  return { runs };
}

/** Read by their names: what an index does not show yet counts, too. An open question has read nothing, and is answered by a person. */
async function runsBeside({ pipeline, period, mandant }: Asked): Promise<readonly Submission[]> {
  if (!isPeriod(period)) return [];
  const units = (await unitsOf(pipeline)).filter((unit) => unit !== unitOf(period));
  const periods = units.flatMap((unit) => sharing(period, unit));
  const walked = await awaitAll(periods.map((other) => walk({ pipeline, mandant, period: other }, 1)));
  return walked
    .flatMap(({ runs }) => runs)
    .filter((run) => run.end !== undefined || !asksFirst(run))
    .toSorted((a, b) => executedAt(a).localeCompare(executedAt(b)));
}

/** What has not ended counts whatever it made: its files are not read. */
async function thatCount(runs: readonly Submission[]): Promise<readonly Sharing[]> {
  const files = await filesHere(runs.filter(({ end }) => end !== undefined));
  return runs.flatMap((run) => {
    const { children = [] } = run.run ?? {};
    const further = furtherRun(
      run,
      files.filter(({ id }) => children.includes(id)),
    );
    return further === 'nothing-sent' ? [] : [{ run, further }];
  });
}

/** What runs made for the environment that is chosen: what went to the other one is not booked twice here. */
async function filesHere(runs: readonly Submission[]): Promise<readonly Submission[]> {
  const ids = runs.flatMap(({ run }) => run?.children ?? []);
  if (ids.length === 0) return [];
  const { environment } = (await loadSettings()).data;
  const files = await awaitAll(ids.map(loadSubmission));
  return files.flatMap((file) =>
    file === undefined || isElsewhere(file.state, environment) ? [] : [file.state],
  );
}

/** Other runs that keep one from being executed. */
type Others = Present<{
  /** Took its place: what this one still sent would be booked twice. */
  newer: Submission | undefined;
  /** Of a run that only asks: one for days of its period that may still send, so that whoever executed the question meanwhile sent twice. */
  unended: Submission | undefined;
  /** Of a run that only asks: whether days of its period may be at DATEV by now. */
  hasGone: boolean | undefined;
}>;

/**
 * The newest run of its period took the place of a run; of another unit one that was executed after it and may have sent, or may still:
 * looked for only where this one may send. What waits for approval is made, and a question beside it has read nothing. A dry run sends nothing.
 */
export async function othersOf(state: Submission): Promise<Others> {
  const { run } = state;
  if (run === undefined || run.isDry === true) return {};
  const asks = asksFirst(state);
  const of = askedBy(run, state);
  // Of what came before only a question asks.
  const { runs } = await walk(of, asks ? 1 : run.revision + 1);
  const waits = state.asks?.what === 'approve-run';
  const newest = runs.findLast((one) => isAfter(one, run.revision) && !(waits && asksFirst(one)));
  if (isOver(state) || (newest !== undefined && !asks)) return present({ newer: newest });
  const beside = await runsBeside(of);
  const newer = newest ?? (await lastThatSends(after(state, beside)));
  return { ...present({ newer }), ...(asks ? await askedAbout([...runs, ...beside]) : {}) };
}

/**
 * What took the place of the run that made a file, so that its lines would be booked twice: a later one that has sent something, or may
 * still. A question has read nothing. What is under way, or delivered, takes no order anyway.
 */
export async function newerOfFile(
  file: Submission,
  { run: made }: { readonly run: Submission | undefined },
): Promise<Submission | undefined> {
  if (made?.run === undefined || file.kind === 'document' || busy(file) !== undefined) return undefined;
  const of = askedBy(made.run, made);
  const { runs } = await walk(of, made.run.revision + 1);
  const own = await thatCount(runs.filter((one) => !asksFirst(one)));
  return own.at(-1)?.run ?? lastThatSends(after(made, await runsBeside(of)));
}

function askedBy({ pipeline, period }: RunAbout, { mandant }: Submission): Asked {
  return { pipeline, period, mandant };
}

function after(state: Submission, runs: readonly Submission[]): readonly Submission[] {
  return runs.filter((one) => executedAt(one) > executedAt(state));
}

async function askedAbout(runs: readonly Submission[]): Promise<Omit<Others, 'newer'>> {
  const counted = await thatCount(runs);
  const goesOn = ({ run, further }: Sharing) =>
    run.end === undefined ? mayGoOn(run) : further === 'not-yet';
  return present({
    unended: counted.find(goesOn)?.run,
    hasGone: counted.some(({ further }) => further === 'sent'),
  });
}

async function lastThatSends(runs: readonly Submission[]): Promise<Submission | undefined> {
  const sends = ({ run, further }: Sharing) => further === 'sent' || run.end !== undefined || mayGoOn(run);
  return (await thatCount(runs)).findLast(sends)?.run;
}

function isAfter({ run }: Submission, revision: number): boolean {
  return (run?.revision ?? 0) > revision;
}

/** Neither a click nor a move executes it again; one that was closed, a move does. */
function isOver({ end, attempts }: Submission): boolean {
  return end?.as === 'delivered' && attempts.at(-1)?.state !== 'refused';
}
