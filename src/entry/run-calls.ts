import type { RUN_CALLS } from '../contract/calls';
import { fillPipeline, remapPipeline } from '../flows/booking/mend-mapping';
import { seenSubmission } from '../flows/pages/show-news';
import { showConfiguration, showRows, showRun } from '../flows/pages/show-run';
import { actOnRun } from '../flows/people/act-on-run';
import { ok } from '../kernel/result';
import type { Caller } from '../security/caller';
import type { RunClick } from '../submissions/decisions/click';
import type { Handlers } from './answering';
import { acting, type Find } from './shared-calls';

/** The calls about a run, the same in the panel and in the desk. */
export function runCalls(find: Find): Handlers<typeof RUN_CALLS> {
  const click = async (caller: Caller, submissionId: string | undefined, what: RunClick) => {
    const on = await acting(find, caller, submissionId);
    return on.ok ? actOnRun(on.value.stored.state.id, { by: caller.accountId, click: what }) : on;
  };
  return {
    'run.view': async ({ submissionId, lang }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const seen = await seenSubmission(caller, submissionId, on.value);
      const run = await showRun(on.value, lang);
      return run.ok ? ok({ ...run.value, seen }) : run;
    },
    'run.again': ({ submissionId, mayDiffer }, caller) =>
      click(caller, submissionId, { click: 'again', mayDiffer }),
    'run.approve': ({ submissionId, revision }, caller) =>
      click(caller, submissionId, { click: 'approve', revision }),
    'run.configuration': async ({ submissionId, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? showConfiguration(on.value.stored.state, lang) : on;
    },
    'run.rows': async ({ submissionId, query, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? showRows(on.value.stored.state, query, lang) : on;
    },
    'pipeline.remap': async ({ id, version, renames, submissionId }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const { stored, who } = on.value;
      const wish = { id, version, renames, by: caller.accountId, isAdmin: who.admin };
      return remapPipeline(stored.state, wish);
    },
    'pipeline.fill': async ({ id, version, values, submissionId }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const { stored, who } = on.value;
      const wish = { id, version, values, by: caller.accountId, isAdmin: who.admin };
      return fillPipeline(stored.state, wish);
    },
  };
}
