import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { SubmissionEvent } from '../events';
import { letGoOn } from '../life/effort';
import { pendingEffect } from '../life/pending-effects';
import { faultyCandidate } from '../standing';
import type { StoredFile } from '../stored-file';
import type { Submission } from '../submission';
import { type Naming, order, telling, unordering } from './decide';
import { actionsIn, problemOf, releasing, type Situation, sending, type WhyNot, whyNoFile } from './may';
import { asksFirst } from './period-has';

/**
 * What an allowed person may click. Permission is checked by the entry before this flow is called. `send-checked` is no button: an
 * action of an Automation rule orders the newest checked file as its person.
 */
export type Click =
  | { readonly click: 'resubmit'; readonly mode: 'file' | 'unchanged'; readonly sha256: string }
  | { readonly click: 'send-checked' }
  | { readonly click: 'close'; readonly reason: string; readonly byRule?: true }
  | { readonly click: 'decide'; readonly decision: 'send-again' | 'delivered' }
  | { readonly click: 'replay'; readonly key: string }
  | { readonly click: 'overrule'; readonly sha256: string; readonly reason: string }
  | { readonly click: 'withdraw' }
  | { readonly click: 'new-issue' }
  /** A Jira administrator says that the issue, which Jira does not show us, was deleted. */
  | { readonly click: 'issue-deleted' };

/** What an allowed person may click on a run. */
export type RunClick =
  | { readonly click: 'again'; readonly mayDiffer: boolean; readonly byRule?: true }
  | { readonly click: 'approve'; readonly revision: number };

type Decided = Result<SubmissionEvent, Problem>;

/** The event that a click asks for in a situation; what no longer fits is refused with its reason. */
export function eventOfClick(now: Situation, click: Click, naming: Naming): Decided {
  const may = actionsIn(now);
  switch (click.click) {
    case 'resubmit':
      return resubmit(now, click, naming);
    case 'send-checked':
      return sendChecked(now, naming);
    case 'close':
      return accept(
        { what: 'closed', reason: click.reason, ...ruled(click), ...unordering(now.state) },
        may.close,
      );
    case 'decide':
      return accept(
        click.decision === 'delivered'
          ? { what: 'decided', decision: 'delivered', tells: true }
          : { what: 'decided', decision: click.decision },
        may.decide,
      );
    case 'replay':
      return release(now, click.key);
    case 'overrule':
      return overrule(now, click);
    case 'withdraw':
      return accept({ what: 'file-withdrawn' }, may.withdraw);
    case 'new-issue':
      return accept({ what: 'issue-wanted' }, may.newIssue);
    case 'issue-deleted':
      return accept({ what: 'issue-deleted' }, may.issueDeleted);
  }
}

/** Exactly what the dialog showed goes, or nothing. Whoever sends a file that was not approved, approves it with that. */
function resubmit(now: Situation, click: Extract<Click, { click: 'resubmit' }>, naming: Naming): Decided {
  const { mode, sha256 } = click;
  const whyNot = actionsIn(now).resubmit;
  const goes = sending(now);
  const isShown = goes?.mode === mode && goes.file.sha256 === sha256;
  if (whyNot === undefined && !isShown) return refused('click.changed');
  const approves = goes?.approves === true ? ({ approves: true } as const) : {};
  return accept({ ...order(now.state, mode, naming), ...approves }, whyNot);
}

/**
 * A rule names no bytes, as a move names none: the newest checked file goes, the same bytes a second time never, and nothing is
 * approved with that. Which file that is, is decided here, on the state that the order is written upon.
 */
function sendChecked(now: Situation, naming: Naming): Decided {
  const whyNot = actionsIn(now).resubmit;
  const goes = sending(now);
  if (whyNot?.code === 'run.same-person' || (whyNot === undefined && goes?.approves === true))
    return fail({ code: 'automation.unapproved', retry: 'after-fix' });
  if (whyNot === undefined && goes?.mode === 'unchanged')
    return fail({ code: 'automation.unchanged', retry: 'after-fix' });
  return accept({ ...order(now.state, 'file', naming), byRule: true }, whyNot);
}

function ruled({ byRule }: { readonly byRule?: true }): { readonly byRule?: true } {
  return byRule === true ? { byRule } : {};
}

/** A step that waits for approval is released by nobody but a second person. */
function release(now: Situation, key: string): Decided {
  const { whyNot, isWanted } = releasing(now, key);
  const pending = pendingEffect(now.state, key);
  const event = pending === undefined ? ({ what: 'released', key } as const) : letGoOn(pending);
  return accept({ ...event, ...(isWanted ? { approves: true } : {}) }, whyNot);
}

/** Only the file that the person saw, and only while it has errors that may be overruled. */
function overrule(now: Situation, click: Extract<Click, { click: 'overrule' }>): Decided {
  const { sha256, reason } = click;
  const whyNot = actionsIn(now).overrule;
  const file = faultyCandidate(now.state);
  if (whyNot === undefined && file?.sha256 !== sha256) return refused('click.changed');
  return accept({ what: 'overruled', sha256, errors: file?.errors ?? 0, reason }, whyNot);
}

function accept(event: SubmissionEvent, whyNot: WhyNot | undefined): Decided {
  return whyNot === undefined ? { ok: true, value: event } : { ok: false, problem: problemOf(whyNot) };
}

function refused(code: 'click.changed'): {
  readonly ok: false;
  readonly problem: Problem;
} {
  return { ok: false, problem: { code, retry: 'after-fix' } };
}

const NOT_NOW: Problem = { code: 'click.not-now', retry: 'never' };

/** The event that a click on a run asks for. */
export function eventOfRunClick(now: Situation, click: RunClick): Decided {
  const may = actionsIn(now);
  const whyNot = click.click === 'approve' ? may.approve : click.mayDiffer ? may.accept : may.again;
  if (click.click === 'again' && click.byRule === true && asksFirst(now.state))
    return fail({ code: 'automation.asks-person', retry: 'after-fix' });
  if (whyNot !== undefined) return fail(problemOf(whyNot));
  if (click.click === 'again')
    return ok({
      what: 'run-ordered',
      ...(click.mayDiffer ? { mayDiffer: true } : {}),
      ...ruled(click),
      ...telling(now.state),
    });
  const { asks, run } = now.state;
  // Another execution may have made other files since the page was drawn.
  if (asks?.what !== 'approve-run' || asks.revision !== click.revision || run?.made === undefined)
    return fail(NOT_NOW);
  const files = run.made.files.map(({ file }) => file.sha256);
  return ok({ what: 'approved', revision: asks.revision, files, ...present({ basis: run.made.basis }) });
}

export type GivenFile = {
  readonly file: StoredFile;
  /** When the person chose the file. */
  readonly since: string;
  readonly attachmentId?: string;
};

/** The event by which a checked file becomes the candidate of a submission, if one may come now. */
export function eventOfFile(state: Submission, { file: given, since, attachmentId }: GivenFile): Decided {
  if (whyNoFile(state) !== undefined) return fail({ code: 'file.not-now', retry: 'after-fix' });
  // A file may open a closed submission again, but not one that was closed while nobody knew of the file.
  if (state.end !== undefined && state.end.at > since)
    return fail({ code: 'file.closed-meanwhile', retry: 'after-fix' });
  const file = { ...given, revision: Math.max(0, ...state.attempts.map((a) => a.revision)) + 1 };
  if (attachmentId !== undefined) return ok({ what: 'attachment-taken', id: attachmentId, file });
  return ok({ what: 'file-given', file, ...(isNeverSent(state) ? { reopens: true } : {}) });
}

/** Closed before anything of it went: there is no issue that says so, and no run that waits for it. */
function isNeverSent({ end, attempts, from, issue }: Submission): boolean {
  return end !== undefined && attempts.length === 0 && from === undefined && issue === undefined;
}
