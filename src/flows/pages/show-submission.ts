import type { SubmissionView } from '../../contract/answers';
import { causeIsOutside } from '../../datev/cause-words';
import { loadProtocol } from '../../datev/dxso-jobs/protocol-store';
import { loadVerbatim } from '../../datev/verbatim-store';
import { loadFindings } from '../../files/file-store';
import { heartbeatOf } from '../../health/heartbeat';
import { namesOf } from '../../jira/people-api';
import { statusNamesIn } from '../../jira/status-names-api';
import { awaitAll } from '../../kernel/await-all';
import { earlier } from '../../kernel/instant';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { mandantRowOf } from '../../mandanten/mandant-row';
import { pollDueAt } from '../../mandanten/watch';
import { loadWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { madeBy } from '../../runs/authors-store';
import { newerOfFile } from '../../runs/period-store';
import type { OnSubmission } from '../../security/caller-api';
import type { Settings } from '../../settings/settings';
import { causeKey } from '../../submissions/lists/cause-key';
import { loadTally } from '../../submissions/lists/tally-store';
import { naming } from '../../submissions/naming';
import { dueAt } from '../../submissions/next';
import { phaseOf } from '../../submissions/phase';
import { othersAtIt } from '../../submissions/presence-store';
import type { Submission } from '../../submissions/submission';
import { accountsIn, submissionView } from '../../views/submission/submission-view';
import { newestEntries } from './show-history';

/** Reads what a submission's view needs and puts it together. */
export async function showSubmission(
  on: OnSubmission,
  lang: Lang,
): Promise<SubmissionView & { readonly known: true }> {
  const { stored, settings, mayAct, mayRead, who } = on;
  const { state } = stored;
  const last = state.attempts.at(-1);
  const [history, { watch }, verbatim, protocol, others, findings, alike, made, resubmitStatuses] =
    await awaitAll([
      newestEntries(stored),
      loadWatch(state.mandant),
      last === undefined || !mayRead ? undefined : loadVerbatim(state.id, last.revision),
      last === undefined || state.kind !== 'dxso' || !mayRead
        ? undefined
        : loadProtocol(state.id, last.revision),
      othersAtIt(state.id, who.accountId),
      state.candidate === undefined || !mayRead ? [] : loadFindings(state.candidate.fileId),
      countAlike(state),
      madeBy(state),
      resubmitStatusesOf(state, settings),
    ]);
  const open = watch.open.some((o) => o.submissionId === state.id) ? pollDueAt(watch) : undefined;
  const nextLookAt =
    state.end === undefined
      ? earlier(open, state.pendingEffects.length > 0 ? dueAt(state, settings.retentionDays) : undefined)
      : undefined;
  const view = submissionView({
    state,
    ...history,
    watch,
    settings,
    mayAct,
    mayRead,
    outside: causeIsOutside(last?.cause),
    names: await namesOf(accountsIn(state, history.newest, others)),
    others,
    findings,
    alike,
    naming: naming(surroundings().installationId),
    environmentType: surroundings().environmentType,
    lang,
    by: who.accountId,
    made,
    newer: await newerOfFile(state, made),
    resubmitStatuses,
    ...present({ nextLookAt, protocol, verbatim: verbatim && present(verbatim) }),
    heartbeat: heartbeatOf([mandantRowOf(watch)], now()),
    now: now(),
  });
  return { known: true, ...view };
}

/** Read only where the page may say to move the issue there: with a file that is ready, or of a run that stopped. */
async function resubmitStatusesOf(state: Submission, settings: Settings): Promise<readonly string[]> {
  const { issue } = state;
  const isThere = issue !== undefined && issue.deletedAt === undefined && issue.hidden === undefined;
  const isMoved = state.kind === 'run' || state.candidate !== undefined;
  if (!isThere || !isMoved || phaseOf(state) !== 'needs-you') return [];
  return (await statusNamesIn(settings, issue.projectId)).resubmit;
}

/** How many others of the Mandant need somebody for the same cause. */
async function countAlike(state: Submission): Promise<number> {
  const cause = state.attempts.at(-1)?.cause;
  if (cause === undefined || phaseOf(state) !== 'needs-you') return 0;
  const stored = await loadTally(state.mandant);
  return Math.max(0, (stored?.tally.causes[causeKey(cause)] ?? 0) - 1);
}
