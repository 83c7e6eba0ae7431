import { awaitAll } from '../../kernel/await-all';
import type { Pipeline } from '../../pipelines/pipeline';
import { type Further, furtherRun } from '../../submissions/further-run';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { type BegunRun, REAL_RUNS } from './begin-run';

/** The run that stands where a person wanted another one, and what another one would mean. */
export type RunThere = { readonly run: Submission; readonly further: Further };

/** What there is of a period already: the newest of its runs, judged by what all of them sent. */
export async function runThere(
  pipeline: Pipeline,
  asked: { readonly period: string; readonly isDry: boolean; readonly begun: BegunRun },
): Promise<RunThere | undefined> {
  const first = await loadSubmission(asked.begun.id);
  if (first === undefined) return undefined;
  const runs = asked.isDry ? [first.state] : await runsOf(pipeline, asked.period);
  const run = runs.at(-1) ?? first.state;
  const files = await awaitAll(runs.flatMap((one) => one.run?.children ?? []).map(loadSubmission));
  return {
    run,
    further: furtherRun(
      run,
      files.flatMap((file) => (file === undefined ? [] : [file.state])),
    ),
  };
}

async function runsOf(pipeline: Pipeline, period: string): Promise<readonly Submission[]> {
  const runs: Submission[] = [];
  for (let revision = 1; ; revision++) {
    const there = await loadSubmission(REAL_RUNS.runIdFor(pipeline.id, period, revision));
    if (there === undefined) return runs;
    if (there.state.mandant === pipeline.mandant) runs.push(there.state);
  }
}
