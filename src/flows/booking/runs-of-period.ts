import type { RunBegun } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { readPeriod } from '../../pipelines/period';
import { loadPipeline } from '../../pipelines/pipeline-store';
import { periodOf, type Sharing } from '../../runs/period-store';
import type { Further } from '../../submissions/decisions/further-run';
import type { Submission } from '../../submissions/submission';
import { runRow } from '../../views/pipeline/pipeline-view';
import { beginRun, REAL_RUNS } from './begin-run';

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
  const dry = isDry ? { isDry } : {};
  const has = await periodOf({ pipeline: id, period, mandant: pipeline.mandant, ...dry });
  const beside = isDry ? undefined : shown(await has.beside(), anew);
  if (beside !== undefined) return ok({ ...told(beside, wish.lang), shares: true });
  const begun = await beginRun(
    pipeline,
    { period, by: 'person', actor: { kind: 'person', id: by }, ...dry, ...(anew ? { anew } : {}) },
    { ...REAL_RUNS, periodOf: () => Promise.resolve(has) },
  );
  if (begun.is === 'begun') return ok({ is: 'begun', submissionId: begun.id });
  const run = standing(has.runs, { isDry, id: begun.id });
  if (run === undefined) return fail(GONE);
  return ok(told({ run, further: await has.further(run) }, wish.lang));
}

/** Of the runs with days of the period the one to ask about: it may still send, or may have and nobody confirmed yet that more is to go. */
function shown(beside: readonly Sharing[], anew: boolean): Sharing | undefined {
  const open = beside.find(({ further }) => further === 'not-yet');
  return open ?? (anew ? undefined : beside.at(-1));
}

/** The run that keeps others from beginning: the one that has not ended, else the newest. A trial keeps only the one found. */
function standing(
  runs: readonly Submission[],
  found: { readonly isDry: boolean; readonly id: string },
): Submission | undefined {
  if (found.isDry) return runs.find(({ id }) => id === found.id);
  return runs.find(({ end }) => end === undefined) ?? runs.at(-1);
}

function told({ run, further }: { readonly run: Submission; readonly further: Further }, lang: Lang) {
  const { sentence } = runRow(run, lang);
  return { is: 'already', submissionId: run.id, sentence, further } as const;
}
