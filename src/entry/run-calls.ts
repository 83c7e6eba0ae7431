import { planVersion } from '../accounts/plan-store';
import type { RUN_CALLS } from '../contract/calls';
import type { RowsAnswer, RunAnswer, RunConfiguration } from '../contract/pipelines';
import { readFile } from '../files/file-store';
import { remapPipeline } from '../flows/booking/save-pipeline';
import { actOnRun } from '../flows/people/act-on-run';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Lang, Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { loadPipeline, pipelineVersion } from '../pipelines/pipeline-store';
import { authorsFor } from '../runs/authors-store';
import { findRows } from '../runs/report';
import { loadDetail } from '../runs/run-store';
import { isLead } from '../security/access';
import type { RunClick } from '../submissions/click';
import type { RunAbout } from '../submissions/run';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import { proofView } from '../views/configuration-proof-view';
import { bookingNames, rowsView } from '../views/run-rows';
import { runView } from '../views/run-view';
import type { OnSubmission } from './access';
import type { Handlers } from './answering';
import type { Caller } from './caller';
import { acting, type Find } from './shared-calls';
import { viewOf } from './submission-view';

const NO_RUN: Problem = { code: 'run.gone', retry: 'never' };
const NOT_ALLOWED: Problem = { code: 'access.not-allowed', retry: 'after-fix' };

/** Rows that one answer shows. */
const MAX_ROWS = 50;

/** The calls about a run, the same in the panel and in the desk. */
export function runCalls(find: Find): Handlers<typeof RUN_CALLS> {
  const click = async (caller: Caller, submissionId: string | undefined, what: RunClick) => {
    const on = await acting(find, caller, submissionId);
    if (!on.ok) return on;
    return actOnRun(on.value.stored.state.id, { by: caller.accountId, click: what });
  };
  return {
    'run.view': async ({ submissionId, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? view(on.value, lang) : on;
    },
    'run.again': ({ submissionId, mayDiffer }, caller) =>
      click(caller, submissionId, { click: 'again', mayDiffer }),
    'run.approve': ({ submissionId, revision }, caller) =>
      click(caller, submissionId, { click: 'approve', revision }),
    'run.configuration': async ({ submissionId, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? configuration(on.value.stored.state, lang) : on;
    },
    'run.rows': async ({ submissionId, query, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? rows(on.value.stored.state, query, lang) : on;
    },
    'pipeline.remap': async ({ id, version, renames, submissionId }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const { state } = on.value.stored;
      // The rights on one run do not reach to somebody else's pipeline, nor to one that is another Mandant's by now.
      const { mandant } = (await loadPipeline(id))?.pipeline ?? state;
      if (state.run?.pipeline !== id || mandant !== state.mandant) return fail(NOT_ALLOWED);
      const by = caller.accountId;
      const mapped = await remapPipeline({ id, version, renames, by, isAdmin: on.value.who.admin });
      if (!mapped.ok) return mapped;
      return actOnRun(state.id, {
        by: caller.accountId,
        click: { click: 'again', mayDiffer: false },
      });
    },
  };
}

async function view(on: OnSubmission, lang: Lang): Promise<Result<RunAnswer, Problem>> {
  const { state } = on.stored;
  const { run } = state;
  if (run === undefined) return fail(NO_RUN);
  const [submission, kept, detail, children, authors] = await awaitAll([
    viewOf(on, lang),
    loadPipeline(run.pipeline),
    loadDetail(state.id, state.attempts.at(-1)?.revision ?? 1),
    childrenOf(run),
    state.asks?.what === 'approve-run' ? authorsFor(state) : [],
  ]);
  if (!submission.known) return fail(NO_RUN);
  return ok(
    runView({
      state,
      run,
      submission,
      detail,
      children,
      mayAct: on.mayAct,
      mayEdit: isLead(on.settings, on.who),
      by: on.who.accountId,
      authors,
      lang,
      ...present({
        pipeline: kept === undefined ? undefined : { version: kept.pipeline.version, stored: kept.version },
      }),
    }),
  );
}

/** The files of a run that have a life of their own. */
async function childrenOf({ children = [] }: RunAbout): Promise<readonly Submission[]> {
  const loaded = await awaitAll(children.map(loadSubmission));
  return loaded.flatMap((child) => (child === undefined ? [] : [child.state]));
}

/** By the version that the run names, with its proof; before anything was made, by the one there is now. */
async function configuration(
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

/** The newest report that is kept. */
async function rows(state: Submission, query: string, lang: Lang): Promise<Result<RowsAnswer, Problem>> {
  const { run } = state;
  const report = state.files.findLast(
    ({ name, deletedAt }) => name.endsWith('.jsonl') && deletedAt === undefined,
  );
  if (run === undefined || report === undefined) return fail({ code: 'file.gone', retry: 'never' });
  const bytes = await readFile(report);
  if (!bytes.ok) return bytes;
  const names = bookingNames(run, await childrenOf(run));
  return ok(rowsView(findRows(bytes.value, query, MAX_ROWS), names, lang));
}
