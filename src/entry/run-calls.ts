import type { ISSUE_CALLS } from '../contract/payloads';
import type { RUN_CALLS } from '../contract/pipelines';
import { readFile } from '../files/file-store';
import { actOnRun, maySecond, type RunClick, type RunClickPorts } from '../flows/act-on-run';
import type { RunAbout } from '../jobs/run';
import type { Submission } from '../jobs/submission';
import { loadSubmission } from '../jobs/submission-store';
import { present } from '../kernel/present';
import type { Lang, Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { together } from '../kernel/together';
import { loadPipeline, pipelineVersion } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import { findRows } from '../runs/report';
import { loadDetail } from '../runs/run-store';
import { isLead } from '../security/access';
import { bookingNames, rowsView } from '../views/run-rows';
import { runView } from '../views/run-view';
import type { OnSubmission } from './access';
import type { Caller, Handlers } from './answering';
import type { Find } from './shared-calls';
import { viewOf } from './submission-view';
import { append } from './wiring';
import { beginRunPorts } from './wiring-calendar';
import { remapPipeline } from './wiring-pipelines';

type RunHandlers = Pick<Handlers<typeof ISSUE_CALLS>, keyof typeof RUN_CALLS>;

const NO_RUN: Problem = { code: 'run.gone', retry: 'never' };
const NOT_ALLOWED: Problem = { code: 'access.not-allowed', retry: 'after-fix' };

/** Rows that one answer shows. */
const MOST_ROWS = 50;

/** The calls about a run, the same in the panel and in the desk. */
export function runCalls(find: Find): RunHandlers {
  const click = async (caller: Caller, submissionId: string | undefined, what: RunClick) => {
    const on = await find(caller, submissionId);
    if (!on.ok) return on;
    if (!on.value.mayAct) return fail(NOT_ALLOWED);
    return actOnRun(runClickPorts(), on.value.stored.state.id, { by: caller.accountId, click: what });
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
    'run.configuration': async ({ submissionId }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? configuration(on.value.stored.state) : on;
    },
    'run.rows': async ({ submissionId, query, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? rows(on.value.stored.state, query, lang) : on;
    },
    'pipeline.remap': async ({ id, version, renames, submissionId }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const { state } = on.value.stored;
      // The rights on one run do not reach to somebody else's pipeline.
      if (state.run?.pipeline !== id || !isLead(on.value.settings, on.value.who)) return fail(NOT_ALLOWED);
      const mapped = await remapPipeline({ id, version, renames, by: caller.accountId });
      if (!mapped.ok) return mapped;
      return actOnRun(runClickPorts(), state.id, {
        by: caller.accountId,
        click: { click: 'again', mayDiffer: false },
      });
    },
  };
}

function runClickPorts(): RunClickPorts {
  return {
    now,
    load: loadSubmission,
    append,
    queueLook: beginRunPorts().queueLook,
    changedBy: async (pipeline) => (await loadPipeline(pipeline))?.pipeline.changedBy,
  };
}

async function view(on: OnSubmission, lang: Lang): Promise<Result<unknown, Problem>> {
  const { state } = on.stored;
  const { run } = state;
  if (run === undefined) return fail(NO_RUN);
  const [submission, kept, detail, children, isSecond] = await together([
    viewOf(on, lang),
    loadPipeline(run.pipeline),
    loadDetail(state.id, state.attempts.at(-1)?.revision ?? 1),
    childrenOf(run),
    maySecond(runClickPorts(), state, on.who.accountId),
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
      isSecond,
      lang,
      ...present({
        pipeline: kept === undefined ? undefined : { version: kept.pipeline.version, stored: kept.version },
      }),
    }),
  );
}

/** The files of a run that have a life of their own. */
async function childrenOf({ children = [] }: RunAbout): Promise<readonly Submission[]> {
  const loaded = await together(children.map(loadSubmission));
  return loaded.flatMap((child) => (child === undefined ? [] : [child.state]));
}

/** By the version that the run names; before anything was made, by the one there is now. */
async function configuration({ run }: Submission): Promise<Result<unknown, Problem>> {
  if (run === undefined) return fail(NO_RUN);
  const version = run.made?.version ?? (await loadPipeline(run.pipeline))?.pipeline.version;
  const found = version === undefined ? undefined : await pipelineVersion(run.pipeline, version);
  return found === undefined ? fail({ code: 'run.no-pipeline', retry: 'after-fix' }) : ok(found);
}

/** The newest report that is kept. */
async function rows(state: Submission, query: string, lang: Lang): Promise<Result<unknown, Problem>> {
  const { run } = state;
  const report = state.files.findLast(
    ({ name, deletedAt }) => name.endsWith('.jsonl') && deletedAt === undefined,
  );
  if (run === undefined || report === undefined) return fail({ code: 'file.gone', retry: 'never' });
  const bytes = await readFile(report);
  if (!bytes.ok) return bytes;
  const names = bookingNames(run, await childrenOf(run));
  return ok(rowsView(findRows(bytes.value, query, MOST_ROWS), names, lang));
}
