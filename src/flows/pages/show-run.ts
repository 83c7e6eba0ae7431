import { loadPlan, planVersion } from '../../accounts/plan-store';
import type { RowsAnswer, RunAnswer, RunConfiguration } from '../../contract/pipelines';
import { readFile } from '../../files/file-store';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { isPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { loadPipeline, pipelineVersion } from '../../pipelines/pipeline-store';
import { endOf } from '../../pipelines/schedule';
import { sha256 } from '../../platform/bytes';
import { surroundings } from '../../platform/context';
import { approvedUpTo } from '../../runs/approved-up-to';
import { authorsFor } from '../../runs/authors-store';
import type { RunDetail } from '../../runs/detail';
import { othersOf } from '../../runs/period-store';
import { findRows, reportIn } from '../../runs/report';
import { approvedBefore, deliveredBefore, loadDetail } from '../../runs/run-store';
import { isLead } from '../../security/access';
import type { OnSubmission } from '../../security/caller-api';
import { keepsBack } from '../../settings/may-transmit';
import { isElsewhere } from '../../submissions/environment';
import type { RunAbout } from '../../submissions/run';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { proofView } from '../../views/run/configuration-proof-view';
import { type Missing, missingIn, NONE_MISSING, wantsAccounts } from '../../views/run/run-faults';
import { besideOf, changesOf, type Judgement, NO_JUDGEMENT } from '../../views/run/run-judgement';
import { bookingNames, rowsView } from '../../views/run/run-rows';
import { runView } from '../../views/run/run-view';
import { showSubmission } from './show-submission';

const NO_RUN: Problem = { code: 'run.gone', retry: 'never' };

/** Rows that one answer shows. */
const MAX_ROWS = 50;

/** A run with what it made and what became of that. */
export async function showRun(on: OnSubmission, lang: Lang): Promise<Result<RunAnswer, Problem>> {
  const { state } = on.stored;
  const { run } = state;
  if (run === undefined) return fail(NO_RUN);
  const [submission, kept, detail, children, authors, others] = await awaitAll([
    showSubmission(on, lang),
    loadPipeline(run.pipeline),
    loadDetail(state.id, state.attempts.at(-1)?.revision ?? 1),
    childrenOf(run),
    state.asks?.what === 'approve-run' ? authorsFor(state) : [],
    othersOf(state),
  ]);
  // A pipeline may be another Mandant's by now: its mapping is none of this run's business any more.
  const own = kept?.pipeline.mandant === state.mandant ? kept : undefined;
  return ok(
    runView({
      state,
      run,
      submission,
      detail,
      children,
      authors,
      ...others,
      endsAt:
        own === undefined || !isPeriod(run.period) ? undefined : endOf(run.period, own.pipeline.timezone),
      lang,
      mayAct: on.mayAct,
      isElsewhere: isElsewhere(state, on.settings.environment),
      keeps: keepsBack(on.settings, surroundings().environmentType),
      mayEdit: isLead(on.settings, on.who),
      by: on.who.accountId,
      missing: detail === undefined ? NONE_MISSING : await missingOf(detail, own?.pipeline),
      judgement: await judgementOf(state, detail, lang),
      ...present({
        pipeline: kept && { version: kept.pipeline.version, stored: kept.version, isOwn: own !== undefined },
      }),
    }),
  );
}

/** The accounts are read only where one of them is asked for. */
async function missingOf(detail: RunDetail, pipeline: Pipeline | undefined): Promise<Missing> {
  if (pipeline === undefined) return missingIn(detail, undefined);
  const plan = wantsAccounts(detail) ? (await loadPlan(pipeline.mandant)).data : null;
  return missingIn(detail, { mapping: pipeline.mapping, accounts: plan?.accounts ?? [] });
}

/** What a run has to be judged by: read only where somebody is asked to approve it, or to accept what is unusual. */
async function judgementOf(state: Submission, detail: RunDetail | undefined, lang: Lang): Promise<Judgement> {
  const { run, asks } = state;
  const waits = asks?.what === 'approve-run';
  const isUnusual = state.attempts.at(-1)?.cause?.code.startsWith('run.unusual') === true;
  if (run === undefined || !(waits || isUnusual)) return NO_JUDGEMENT;
  const beside = besideOf(await deliveredBefore(run.pipeline), { period: run.period, detail, lang });
  const basis = run.made?.basis;
  if (!waits || basis === undefined) return { beside };
  const since = approvedUpTo(basis, await approvedBefore(run.pipeline));
  const [from, to] = await awaitAll(
    [since.pipeline, basis.pipeline.version].map((version) =>
      version === 0 ? undefined : pipelineVersion(run.pipeline, version),
    ),
  );
  const versions = { from: from?.pipeline, to: to?.pipeline, plan: since.plan, basis };
  // The approval and who answers for it are no part of a version; nobody is named.
  return { beside, changes: changesOf(versions, { names: new Map(), lang, sha256 }) };
}

/** The files of a run that have a life of their own. */
async function childrenOf({ children = [] }: RunAbout): Promise<readonly Submission[]> {
  const loaded = await awaitAll(children.map(loadSubmission));
  return loaded.flatMap((child) => (child === undefined ? [] : [child.state]));
}

/** By the version that the run names, with its proof; before anything was made, by the one there is now. */
export async function showConfiguration(
  { run, mandant }: Submission,
  lang: Lang,
): Promise<Result<RunConfiguration, Problem>> {
  if (run === undefined) return fail(NO_RUN);
  const { basis, version = (await loadPipeline(run.pipeline))?.pipeline.version } = run.made ?? {};
  const found = version === undefined ? undefined : await pipelineVersion(run.pipeline, version);
  if (found === undefined) return fail({ code: 'run.no-pipeline', retry: 'after-fix' });
  if (basis === undefined) return ok(found.pipeline);
  const plan = await planVersion(mandant, basis.plan.version);
  return ok({
    ...found.pipeline,
    ...present({ plan: plan?.plan }),
    proof: proofView(basis, { pipeline: found.sha256, plan: plan?.sha256 }, lang),
  });
}

/** Rows of the newest report that is kept. */
export async function showRows(
  { run, files }: Submission,
  query: string,
  lang: Lang,
): Promise<Result<RowsAnswer, Problem>> {
  const report = reportIn(files);
  if (run === undefined || typeof report !== 'object')
    return fail({ code: 'run.report-gone', retry: 'never' });
  const bytes = await readFile(report);
  if (!bytes.ok) return bytes;
  const names = bookingNames(run, await childrenOf(run));
  return ok(rowsView(findRows(bytes.value, query, MAX_ROWS), names, lang));
}
