import { causeIsOutside } from '../../datev/cause-words';
import { gone, mandantOfMark } from '../../datev/login/end-warning';
import { loadWarning, noteWarning } from '../../datev/login/end-warning-store';
import { looksLikeBookingFile } from '../../files/check';
import { afterMove } from '../../health/health';
import { changeHealth } from '../../health/health-store';
import { testedHealth } from '../../health/storage-verdict-store';
import { type IssueNow, readIssue } from '../../jira/issue-api';
import { withSeen } from '../../jira/mirror';
import { type MoveBy, qualifyingMove } from '../../jira/moves';
import { appAccount } from '../../jira/own-api';
import { standsFor } from '../../jira/own-link-store';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import type { Reason } from '../../looks/look';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { runOf } from '../../runs/authors-store';
import { newerOfFile, othersOf } from '../../runs/period-store';
import { personAsker } from '../../security/person-api';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import { withoutIssue } from '../../storms/own-issue';
import { changeStorms } from '../../storms/storm-store';
import { onMove } from '../../submissions/decisions/decide';
import { onGone, onMoved, onSeen } from '../../submissions/decisions/gone';
import type { SubmissionEvent } from '../../submissions/events';
import { naming } from '../../submissions/naming';
import { appendDecided, type Decided } from '../../submissions/record-store';
import type { Stored } from '../../submissions/stored';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { advance } from '../advance';

/**
 * Look at issue X: what does its present state ask of us? Events, the hook and the hourly reconciliation all end here,
 * so a doubled event finds nothing new and a lost one is made up within the hour.
 */
export async function lookAtIssue(issueId: string, reason: Reason): Promise<Result<void, Problem>> {
  const { submissionId: id, own } = await standsFor(issueId);
  if (id === undefined)
    return own === undefined || reason !== 'deleted' ? NOTHING : ownIssueGone(issueId, own);
  const health = await testedHealth();
  const [issue, app] = [await readIssue(issueId, { changelog: true }), await appAccount()];
  if (!issue.ok) return issue.problem.code === 'jira.issue-gone' ? noteGone(id, { issueId, reason }) : issue;
  if (!app.ok) return app;
  // Read after the issue, once: what is noted hands on what it wrote.
  const before = await loadSubmission(id);
  const seen = await noteAttachments(await noteSeen(before, issue.value), issue.value);
  const settings = (await loadSettings()).data;
  const { told, on } = await noteMove(seen, {
    issue: issue.value,
    appAccountId: app.value,
    reason,
    settings,
  });
  await advance(id, { read: on === undefined ? on : withSeen(on, issue.value.property), settings, health });
  return told;
}

const NOTHING: Result<void, Problem> = { ok: true, value: undefined };

async function noteGone(
  id: string,
  { issueId, reason }: { readonly issueId: string; readonly reason: Reason },
): Promise<Result<void, Problem>> {
  const seen = { issueId, isToldDeleted: reason === 'deleted' };
  await appendDecided(await loadSubmission(id), ({ state }) => byUsIf(onGone(state, seen)));
  return { ok: true, value: undefined };
}

/**
 * Jira said that somebody deleted the issue of a storm or of a warning: together with Jira's answer that it is not there that is a
 * proof (ADR 0021), and whoever deletes has decided.
 */
async function ownIssueGone(issueId: string, mark: string): Promise<Result<void, Problem>> {
  const issue = await readIssue(issueId, { changelog: false });
  if (issue.ok) return NOTHING;
  if (issue.problem.code !== 'jira.issue-gone') return issue;
  const at = now();
  const mandant = mandantOfMark(mark);
  if (mandant === undefined) await changeStorms((all) => withoutIssue(all, issueId, at));
  else
    await noteWarning(mandant, await loadWarning(mandant), (one) =>
      one.issueId === issueId ? gone(one, at) : one,
    );
  return NOTHING;
}

/** A submission as it was read, or as it was written since; absent: it is not there. */
type On = Stored | undefined;

async function noteSeen(on: On, issue: IssueNow): Promise<On> {
  const seen = await appendDecided(on, ({ state }) => byUsIf(onSeen(state, issue.id)));
  return appendDecided(seen, ({ state }) => byUsIf(onMoved(state, issue)));
}

async function noteAttachments(before: On, issue: IssueNow): Promise<On> {
  let on = before;
  for (const { id: attachmentId, name } of issue.attachments.filter((a) => looksLikeBookingFile(a.name))) {
    on = await appendDecided(on, ({ state }) =>
      state.warnedAttachments.some((a) => a.id === attachmentId)
        ? undefined
        : byUs({ what: 'attachment-seen', id: attachmentId, name }),
    );
  }
  return on;
}

type Seen = { readonly issue: IssueNow; readonly appAccountId: string; readonly reason: Reason };

/** A move counts when its author may decide, asked now: Jira let them move the issue, the group is asked here. */
async function noteMove(
  before: On,
  seen: Seen & { readonly settings: Settings },
): Promise<{ readonly told: Result<void, Problem>; readonly on: On }> {
  const { settings } = seen;
  let found: MoveBy | undefined;
  let trouble: Problem | undefined;
  const on = await appendDecided(before, async (stored) => {
    found = moveOf(stored, seen, settings);
    if (found === undefined) return undefined;
    const made = await runOf(stored.state);
    const asked = {
      outside: causeIsOutside(stored.state.attempts.at(-1)?.cause),
      naming: naming(surroundings().installationId),
      made,
      newer: await newerOf(stored.state, made),
    };
    const event = await permitted(onMove(stored.state, found, asked), { move: found, settings });
    if (event.ok) return { event: event.value, actor: { kind: 'person', id: found.by } };
    trouble = event.problem;
    return undefined;
  });
  if (trouble !== undefined) return { told: { ok: false, problem: trouble }, on };
  if (found !== undefined) await tellWatchdog(found.at, seen.reason);
  return { told: { ok: true, value: undefined }, on };
}

/** What took the place of a run, or of the run that made a file. */
async function newerOf(state: Submission, run: Submission | undefined): Promise<Submission | undefined> {
  return state.kind === 'run' ? (await othersOf(state)).newer : newerOfFile(state, { run });
}

/** Reconciliation that finds a move tells in health that Jira's events are missing. */
function tellWatchdog(at: string, reason: Reason): Promise<void> {
  return changeHealth((h) => afterMove(h, { reason, at, now: now() }));
}

function moveOf({ state }: Stored, { issue, appAccountId }: Seen, settings: Settings): MoveBy | undefined {
  const { handledHistory } = state;
  const known = { appAccountId, ...present({ handledHistory }) };
  return state.issue?.id === issue.id ? qualifyingMove(issue, settings, known) : undefined;
}

/** What the move asks for, if its author may ask for it. Automation is admitted by the admin's setting, not by a group. */
async function permitted(
  event: SubmissionEvent,
  { move, settings }: { readonly move: MoveBy; readonly settings: Settings },
): Promise<Result<SubmissionEvent, Problem>> {
  if (event.what === 'move-ignored' || move.byAutomation === true) return { ok: true, value: event };
  const may = await personAsker()(move.by, settings);
  if (!may.ok) return may;
  return {
    ok: true,
    value: may.value ? event : { what: 'sent-back', history: move.history, notAllowed: true },
  };
}

function byUsIf(event: SubmissionEvent | undefined): Decided | undefined {
  return event && byUs(event);
}

function byUs(event: SubmissionEvent): Decided {
  return { event, actor: { kind: 'app' } };
}
