import { type IssueState, type MoveBy, qualifyingMove } from '../jira/moves';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import { type Naming, onMove } from '../submissions/decide';
import type { Actor, Happened, SubmissionEvent } from '../submissions/events';
import type { Stored } from '../submissions/stored';
import type { Submission } from '../submissions/submission';

export type SeenIssue = IssueState & {
  readonly id: string;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
};

/**
 * Who made us look. Reconciliation that finds a move tells the watchdog that Jira's events are missing; `deleted` is Jira's event of
 * that name, `again` a look for an issue that was hidden from us.
 */
export type Reason = 'event' | 'reconcile' | 'hook' | 'deleted' | 'again';

export type LookAtIssuePorts = {
  now(): string;
  readonly naming: Naming;
  settings(): Promise<Settings>;
  /** The submission an issue stands for; from our own storage, never from the issue, which anybody may edit. */
  submissionOf(issueId: string): Promise<string | undefined>;
  read(issueId: string): Promise<Result<SeenIssue, Problem>>;
  appAccountId(): Promise<Result<string, Problem>>;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  /** The run that made a file, where one did. */
  runOf(child: Submission): Promise<Submission | undefined>;
  /** Whether the cause of the last failure lies outside the file (catalogue of DATEV codes). */
  outside(stored: Stored): boolean;
  looksLikeBookingFile(name: string): boolean;
  /** Whether somebody who is not here to be asked may decide about files; a problem is neither yes nor no. */
  mayDecide(accountId: string, settings: Settings): Promise<Result<boolean, Problem>>;
  noteMove(reason: Reason, at: string): Promise<void>;
  advance(id: string): Promise<void>;
};

/**
 * Look at issue X: what does its present state ask of us? Events, the hook and the hourly reconciliation all end here,
 * so a doubled event finds nothing new and a lost one is made up within the hour.
 */
export async function lookAtIssue(
  ports: LookAtIssuePorts,
  issueId: string,
  reason: Reason,
): Promise<Result<void, Problem>> {
  const id = await ports.submissionOf(issueId);
  if (id === undefined) return { ok: true, value: undefined };
  const [issue, app] = [await ports.read(issueId), await ports.appAccountId()];
  if (!issue.ok)
    return issue.problem.code === 'jira.issue-gone' ? noteGone(ports, id, { issueId, reason }) : issue;
  if (!app.ok) return app;
  await noteSeen(ports, id, issue.value);
  await noteAttachments(ports, id, issue.value);
  const noted = await noteMove(ports, id, { issue: issue.value, appAccountId: app.value, reason });
  await ports.advance(id);
  return noted;
}

/**
 * "Not there" may mean hidden: by a security level, by a permission that the app lost. Only Jira's own event says deleted, and
 * together with the answer it proves it.
 */
async function noteGone(
  ports: LookAtIssuePorts,
  id: string,
  { issueId, reason }: { readonly issueId: string; readonly reason: Reason },
): Promise<Result<void, Problem>> {
  await note(ports, id, ({ state }) =>
    state.issue?.id !== issueId || state.issue.deletedAt !== undefined
      ? undefined
      : byUs({ what: reason === 'deleted' ? 'issue-deleted' : 'issue-hidden' }),
  );
  return { ok: true, value: undefined };
}

function noteSeen(ports: LookAtIssuePorts, id: string, { id: issueId }: SeenIssue): Promise<void> {
  return note(ports, id, ({ state }) =>
    state.issue?.id === issueId && state.issue.hidden !== undefined
      ? byUs({ what: 'issue-seen' })
      : undefined,
  );
}

async function noteAttachments(ports: LookAtIssuePorts, id: string, issue: SeenIssue): Promise<void> {
  for (const { id: attachmentId, name } of issue.attachments.filter((a) =>
    ports.looksLikeBookingFile(a.name),
  )) {
    await note(ports, id, ({ state }) =>
      state.warnedAttachments.some((a) => a.id === attachmentId)
        ? undefined
        : byUs({ what: 'attachment-seen', id: attachmentId, name }),
    );
  }
}

type Seen = { readonly issue: SeenIssue; readonly appAccountId: string; readonly reason: Reason };

/** A move counts when its author may decide, asked now: Jira let them move the issue, the group is asked here. */
async function noteMove(ports: LookAtIssuePorts, id: string, seen: Seen): Promise<Result<void, Problem>> {
  const settings = await ports.settings();
  let found: MoveBy | undefined;
  let trouble: Problem | undefined;
  await note(ports, id, async (stored) => {
    found = moveOf(stored, seen, settings);
    if (found === undefined) return undefined;
    const made = await ports.runOf(stored.state);
    const asked = { outside: ports.outside(stored), naming: ports.naming, made };
    const event = await permitted(ports, onMove(stored.state, found, asked), { move: found, settings });
    if (event.ok) return { event: event.value, actor: { kind: 'person', id: found.by } };
    trouble = event.problem;
    return undefined;
  });
  if (trouble !== undefined) return { ok: false, problem: trouble };
  if (found !== undefined) await ports.noteMove(seen.reason, found.at);
  return { ok: true, value: undefined };
}

function moveOf({ state }: Stored, { issue, appAccountId }: Seen, settings: Settings): MoveBy | undefined {
  const { handledHistory } = state;
  const known = { appAccountId, ...(handledHistory === undefined ? {} : { handledHistory }) };
  return state.issue?.id === issue.id ? qualifyingMove(issue, settings, known) : undefined;
}

/** What the move asks for, if its author may ask for it. Automation is admitted by the admin's setting, not by a group. */
async function permitted(
  ports: LookAtIssuePorts,
  event: SubmissionEvent,
  { move, settings }: { readonly move: MoveBy; readonly settings: Settings },
): Promise<Result<SubmissionEvent, Problem>> {
  if (event.what === 'move-ignored' || move.byAutomation === true) return { ok: true, value: event };
  const may = await ports.mayDecide(move.by, settings);
  if (!may.ok) return may;
  return {
    ok: true,
    value: may.value ? event : { what: 'sent-back', history: move.history, notAllowed: true },
  };
}

type Noted = { readonly event: SubmissionEvent; readonly actor: Actor };

function byUs(event: SubmissionEvent): Noted {
  return { event, actor: { kind: 'app' } };
}

/** Decides on the newest state and appends; when somebody else was faster, decides anew. */
async function note(
  ports: LookAtIssuePorts,
  id: string,
  decide: (stored: Stored) => Noted | undefined | Promise<Noted | undefined>,
): Promise<void> {
  for (;;) {
    const stored = await ports.load(id);
    const noted = stored === undefined ? undefined : await decide(stored);
    if (stored === undefined || noted === undefined) return;
    const written = await ports.append(stored, noted.event, { at: ports.now(), actor: noted.actor });
    if (written !== 'conflict') return;
  }
}
