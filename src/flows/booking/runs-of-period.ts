import type { RunBegun } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { readPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { loadPipeline } from '../../pipelines/pipeline-store';
import { filesHere, runsOf, runsSharing, type Sharing } from '../../runs/period-store';
import { type Further, furtherRun } from '../../submissions/decisions/further-run';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { runRow } from '../../views/pipeline/pipeline-view';
import { type BegunRun, beginRun } from './begin-run';

type ByHand = {
  readonly period: string;
  readonly isDry: boolean;
  readonly anew: boolean;
  readonly by: string;
  readonly lang: Lang;
};

const GONE: Problem = { code: 'run.no-pipeline', retry: 'after-fix' };

/** A person begins a run at the desk, or learns which one there is and what another one would mean. */
export async function beginByHand(id: string, wish: ByHand): Promise<Result<RunBegun, Problem>> {
  const { isDry, anew, by } = wish;
  const pipeline = (await loadPipeline(id))?.pipeline;
  if (pipeline === undefined) return fail(GONE);
  const period = readPeriod(wish.period, pipeline.unit);
  if (period === undefined) return fail({ code: 'pipeline.period', retry: 'after-fix' });
  const about = { pipeline: id, period, mandant: pipeline.mandant };
  const beside = isDry ? undefined : shown(await runsSharing(about), anew);
  if (beside !== undefined) {
    const { sentence } = runRow(beside.run, wish.lang);
    const { further, run } = beside;
    return ok({ is: 'already', submissionId: run.id, sentence, further, shares: true });
  }
  const begun = await beginRun(pipeline, {
    period,
    by: 'person',
    actor: { kind: 'person', id: by },
    ...(isDry ? { isDry } : {}),
    ...(anew ? { anew } : {}),
  });
  if (begun.is === 'begun') return ok({ is: 'begun', submissionId: begun.id });
  const there = await runThere(pipeline, { period, isDry, begun });
  if (there === undefined) return fail(GONE);
  const { run, further } = there;
  return ok({ is: 'already', submissionId: run.id, sentence: runRow(run, wish.lang).sentence, further });
}

/** Of the runs with days of the period the one to ask about: it may still send, or may have and nobody confirmed yet that more is to go. */
function shown(beside: readonly Sharing[], anew: boolean): Sharing | undefined {
  const open = beside.find(({ further }) => further === 'not-yet');
  return open ?? (anew ? undefined : beside.at(-1));
}

/** The run that stands where a person wanted another one, and what another one would mean. */
type RunThere = { readonly run: Submission; readonly further: Further };

/** What there is of a period already: the run that has not ended and keeps others from beginning, else the newest, judged by what all of them sent. */
async function runThere(
  pipeline: Pipeline,
  asked: { readonly period: string; readonly isDry: boolean; readonly begun: BegunRun },
): Promise<RunThere | undefined> {
  const first = await loadSubmission(asked.begun.id);
  if (first === undefined) return undefined;
  if (first.state.end === undefined) return { run: first.state, further: furtherRun(first.state, []) };
  const about = { pipeline: pipeline.id, period: asked.period, mandant: pipeline.mandant };
  const runs = asked.isDry ? [first.state] : await runsOf(about);
  const run = runs.at(-1) ?? first.state;
  return { run, further: furtherRun(run, await filesHere(runs)) };
}
