import { loadPlan } from '../../accounts/plan-store';
import { canonical } from '../../kernel/canonical';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { type Missing, unknownAccount, withEntries } from '../../mapping/fill';
import { remap } from '../../mapping/fingerprint';
import type { PipelineDraft } from '../../pipelines/pipeline';
import { loadPipeline, type StoredPipeline } from '../../pipelines/pipeline-store';
import { accountsOf } from '../../runs/execute';
import { othersOf } from '../../runs/period-store';
import { NEWER, problemOf } from '../../submissions/decisions/may';
import type { Submission } from '../../submissions/submission';
import { actOnRun } from '../people/act-on-run';
import { checkDraft } from './check-draft';
import { CONFLICT, storeDraft } from './store-draft';

/** Of the pipeline as the page showed it. */
type Wish = {
  readonly id: string;
  readonly version: number;
  readonly by: string;
  /** A Jira administrator, who may switch the approval off alone. */
  readonly isAdmin: boolean;
};

/**
 * A column was renamed, or has another type now and people accept that: the mapping follows, everything else stays, and the run
 * that met the change is executed again.
 */
export async function remapPipeline(
  run: Submission,
  wish: Wish & { readonly renames: readonly { readonly from: string; readonly to: string }[] },
): Promise<Result<null, Problem>> {
  const { renames, ...save } = wish;
  const before = await pipelineOf(run, save.id);
  if (!before.ok) return before;
  const draft = renames.reduce<PipelineDraft>(
    (acc, { from, to }) => remap(acc, from, to),
    before.value.pipeline,
  );
  return mended(run, { before: before.value, save, draft: renames.length > 0 ? draft : undefined });
}

/**
 * Values that a run met and that no value table has are entered there, and the run is executed again. The entries are the
 * mapping's from then on, and whoever gave them one of its authors.
 */
export async function fillPipeline(
  run: Submission,
  wish: Wish & { readonly values: readonly Missing[] },
): Promise<Result<null, Problem>> {
  const { values, ...save } = wish;
  const before = await pipelineOf(run, save.id);
  if (!before.ok) return before;
  const mapping = withEntries(before.value.pipeline.mapping, values);
  if (mapping === undefined) return fail(CONFLICT);
  const plan = (await loadPlan(run.mandant)).data;
  const wrong = plan === null ? undefined : unknownAccount(values, accountsOf(plan));
  if (wrong !== undefined) return fail(wrong);
  return mended(run, { before: before.value, save, draft: { ...before.value.pipeline, mapping } });
}

/** The rights on one run do not reach to somebody else's pipeline, nor to one that is another Mandant's by now. */
async function pipelineOf(run: Submission, id: string): Promise<Result<StoredPipeline, Problem>> {
  const before = await loadPipeline(id);
  if (run.run?.pipeline !== id || (before?.pipeline ?? run).mandant !== run.mandant)
    return fail({ code: 'access.not-allowed', retry: 'after-fix' });
  return before === undefined ? fail(CONFLICT) : ok(before);
}

type Mending = {
  readonly before: StoredPipeline;
  readonly save: Wish;
  /** Absent: the columns are accepted as they are now. */
  readonly draft: PipelineDraft | undefined;
};

/**
 * Saved under the version that the page showed, then executed again. A doubled click, or one after a crash between the two, finds
 * saved what it wants and only goes on from there.
 */
async function mended(run: Submission, { before, save, draft }: Mending): Promise<Result<null, Problem>> {
  // Nothing would be executed with what is saved.
  if ((await othersOf(run)).newer !== undefined) return fail(problemOf(NEWER));
  const isSeen = before.version === save.version;
  const isThere = draft !== undefined && canonical(draft) === canonical(before.pipeline);
  if (!isSeen && !isThere) return fail(CONFLICT);
  if (isSeen) {
    const kept = await saved(before, { ...save, draft: draft ?? before.pipeline });
    if (!kept.ok) return kept;
  }
  const again = await actOnRun(run.id, { by: save.by, click: { click: 'again', mayDiffer: false } });
  // What has not failed any more, the other one of two clicks has ordered.
  return isThere ? ok(null) : again;
}

/** Looker is asked whether it can work, as for every version. */
async function saved(before: StoredPipeline, wish: Wish & { readonly draft: PipelineDraft }) {
  const checked = await checkDraft(wish.draft);
  return checked.ok ? storeDraft(before, { ...wish, fields: checked.value }) : checked;
}
