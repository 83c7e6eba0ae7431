import type { Parsed } from '../contract/call';
import { DESK_CALLS } from '../contract/calls';
import { documentTypesOf } from '../datev/documents/types-api';
import type { Target } from '../files/upload';
import { showCharts } from '../flows/pages/show-charts';
import { showDesk } from '../flows/pages/show-desk';
import { lineOf, seenDesk, versionByTicket } from '../flows/pages/show-news';
import { actOnClick } from '../flows/people/act-on-click';
import { switchPause } from '../flows/people/save-settings';
import { watchJob } from '../flows/people/watch-job';
import { assignable } from '../jira/people-api';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { changeAndHint } from '../mandanten/wake-store';
import { withAssignee } from '../mandanten/watch';
import { loadWatch } from '../mandanten/watch-store';
import { decline, forgetDeclined, hasDeclined } from '../notices/declined-store';
import type { Caller } from '../security/caller';
import { atDesk, type OnSubmission, onDeskSubmission } from '../security/caller-api';
import { DESK_RIGHTS } from '../security/permissions';
import { person, resolverOf } from './answering';
import { crossCheckCalls, leadScope } from './cross-check-calls';
import { parcelCalls } from './parcel-calls';
import { pipelineCalls } from './pipeline-calls';
import { runCalls } from './run-calls';
import { acting, sharedCalls } from './shared-calls';

async function targetAtDesk(
  caller: Caller,
  target: Parsed<(typeof DESK_CALLS)['file.begin']>['target'],
): Promise<Result<Target, Problem>> {
  const document = present({ document: target.document && present(target.document) });
  if (target.to === 'submission') {
    const on = await acting(onDeskSubmission, caller, target.submissionId);
    return on.ok ? ok({ to: 'submission', submissionId: on.value.stored.state.id, ...document }) : on;
  }
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const mandant = target.to === 'mandant' ? target.mandant : undefined;
  const isKnown = mandant !== undefined && (await loadWatch(mandant)).version > 0;
  if (!isKnown || !desk.value.mayUpload) return fail({ code: 'access.not-allowed', retry: 'after-fix' });
  return ok({ to: 'mandant', mandant, ...document });
}

async function clicked(
  { stored }: OnSubmission,
  caller: Caller,
  click: 'new-issue' | 'issue-deleted',
): Promise<Result<null, Problem>> {
  const done = await actOnClick(stored.state.id, { by: caller.accountId, click: { click } });
  return done.ok ? ok(null) : done;
}

/** The desk with all Mandanten. */
export const deskResolver = resolverOf(
  DESK_CALLS,
  { face: 'desk', rights: DESK_RIGHTS },
  {
    ...sharedCalls(onDeskSubmission, targetAtDesk),
    ...runCalls(onDeskSubmission),
    ...pipelineCalls,
    ...parcelCalls,
    ...crossCheckCalls(leadScope),
    'desk.view': async (wish, caller) => {
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      const seen = await seenDesk(caller, desk.value);
      const shown = await showDesk(wish, desk.value);
      return shown.ok ? ok({ ...shown.value, seen }) : shown;
    },
    'storms.pause': (wish, { accountId }) => switchPause(wish, accountId),
    'desk.charts': async ({ mandant, lang }, caller) => {
      const desk = await atDesk(caller);
      return desk.ok ? ok(await showCharts({ lang, ...present({ mandant }) })) : desk;
    },
    'digest.view': async (_, { accountId }) => ok({ wanted: !(await hasDeclined(accountId)) }),
    'digest.choose': async ({ wanted }, { accountId }) => {
      await (wanted ? forgetDeclined(accountId) : decline(accountId));
      return ok(null);
    },
    'desk.version': async ({ ticket = '', wantsLine }, caller) => {
      const version = await versionByTicket(caller);
      if (version !== undefined) return ok({ version, ticket, ...(await lineOf(undefined, wantsLine)) });
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      return ok({ ...(await seenDesk(caller, desk.value)), ...(await lineOf(undefined, wantsLine)) });
    },
    'submission.new-issue': async ({ submissionId }, caller) => {
      const on = await acting(onDeskSubmission, caller, submissionId);
      return on.ok ? clicked(on.value, caller, 'new-issue') : on;
    },
    'submission.issue-deleted': async ({ submissionId }, caller) => {
      const on = await onDeskSubmission(caller, submissionId);
      return on.ok ? clicked(on.value, caller, 'issue-deleted') : on;
    },
    'job.watch': async ({ mandant, jobId, label }, caller) => {
      const target = await targetAtDesk(caller, { to: 'mandant', mandant });
      if (!target.ok) return target;
      const about = { mandant, jobId, by: person(caller), ...(label ? { label } : {}) };
      return watchJob(about);
    },
    'datev.document-types': async ({ mandant }, caller) => {
      const target = await targetAtDesk(caller, { to: 'mandant', mandant });
      return target.ok ? documentTypesOf(mandant) : target;
    },
    'mandant.save': async ({ mandant, assignee }, caller) => {
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      await changeAndHint(mandant, (w) => withAssignee(w, assignee), person(caller));
      return ok(null);
    },
    'jira.users': async ({ query }, caller) => {
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      const { project } = desk.value.settings;
      if (project === undefined) return ok([]);
      const found = await assignable(project.id, query);
      return found.ok ? ok(found.value.map((p) => ({ id: p.accountId, name: p.name }))) : found;
    },
  },
);
