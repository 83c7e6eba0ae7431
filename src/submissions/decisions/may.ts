import type { Problem } from '../../kernel/problem';
import { pendingSend } from '../life/pending-effects';
import { fileOf } from '../parts';
import {
  faultyCandidate,
  hasNotGone,
  inFlight,
  isMaking,
  isStuck,
  isUnordered,
  type Sendable,
  sendable,
} from '../standing';
import type { StoredFile } from '../stored-file';
import { mayGo, type Submission } from '../submission';
import { type Part, partIn, wantsApproval } from './approval';
import { asksFirst } from './period-has';

/**
 * What a person may do with a submission now, and if not, why. The one place of this rule: panel, desk and run page show what
 * it says, and the flow that acts asks it again on the newest state. What only a run's page offers: `run-actions`.
 */

/** Everything the decision depends on; read by whoever asks. */
export type Situation = {
  readonly state: Submission;
  /** Account id of the person. */
  readonly by: string;
  /** Jira and the settings let this person act on it at all. */
  readonly mayAct: boolean;
  /** An admin stopped all sending. */
  readonly isStopped: boolean;
  /** It was made for the other environment of DATEV than the one that is chosen. */
  readonly isElsewhere?: boolean;
  /** The cause of the last failure does not lie in the file. */
  readonly outside: boolean;
  /** The run – itself, or the one that made the file – and who had a hand in what it was made with. */
  readonly made: MadeBy;
  /** Of a run, or of the run that made the file: the one that took its place (`runs/period-store`). */
  readonly newer?: Submission | undefined;
  /** Of a run that asks: another one for days of its period that may still send (`runs/period-store`). */
  readonly unended?: Submission | undefined;
};

export type MadeBy = { readonly run: Submission | undefined; readonly authors: readonly string[] };

/** Why something may not be done: the code of the problem that says so, and the hand that shuts somebody out. */
export type WhyNot = {
  readonly code:
    | 'access.not-allowed'
    | 'settings.stopped'
    | 'click.not-now'
    | 'click.other-environment'
    | 'click.no-file'
    | 'click.file-errors'
    | 'run.same-person'
    | 'run.newer'
    | 'run.unended'
    | Busy;
  readonly part?: Part;
};
/** DATEV has, or may have, what would be changed. */
type Busy = 'click.delivered' | 'click.in-flight' | 'click.waits' | 'click.decide-first';
type Verdict = WhyNot | undefined;

const NOT_NOW: WhyNot = { code: 'click.not-now' };
const ELSEWHERE: WhyNot = { code: 'click.other-environment' };
/** Why what a later run took the place of is neither executed nor sent any more: it would be booked twice (ADR 0074). */
export const NEWER: WhyNot = { code: 'run.newer' };

/** What the question asks about may still send: executed beside it, both would be sent. */
const UNENDED: WhyNot = { code: 'run.unended' };

/** Why each action is not possible; undefined: it is. */
type Actions = {
  readonly resubmit: Verdict;
  readonly upload: Verdict;
  readonly withdraw: Verdict;
  readonly overrule: Verdict;
  readonly close: Verdict;
  readonly decide: Verdict;
  readonly newIssue: Verdict;
  readonly issueDeleted: Verdict;
  /** Of a run: executes it again, accepts with that what was unusual, approves what it made. */
  readonly again: Verdict;
  readonly accept: Verdict;
  readonly approve: Verdict;
};

export function actionsIn(now: Situation): Actions {
  const { state } = now;
  const rights = now.mayAct ? undefined : ({ code: 'access.not-allowed' } as const);
  const offered = (isOffered: boolean): Verdict => (isOffered ? rights : NOT_NOW);
  const elsewhere: Verdict = now.isElsewhere === true ? ELSEWHERE : undefined;
  const replaced: Verdict = now.newer === undefined ? undefined : NEWER;
  const settled = busy(state) ?? rights;
  const hasFailed = state.kind === 'run' && state.attempts.at(-1)?.state === 'refused';
  return {
    resubmit: state.kind === 'run' ? NOT_NOW : (settled ?? whyNotSent(now)),
    upload: whyNoFile(state) ?? rights,
    withdraw: settled ?? offered(state.candidate !== undefined && !isUnordered(state)),
    overrule: settled ?? offered(faultyCandidate(state) !== undefined),
    // What has not gone can still be kept from going, and what is being made from being made.
    close: isStoppable(state) ? rights : (settled ?? offered(state.end === undefined)),
    decide: offered(isUnknown(state)),
    newIssue: offered(state.issue?.deletedAt !== undefined),
    issueDeleted: offered(state.issue?.hidden !== undefined),
    again: offered(hasFailed) ?? elsewhere ?? replaced ?? beside(now),
    accept: offered(hasFailed && isUnusual(state)) ?? elsewhere ?? replaced,
    approve: offered(state.asks?.what === 'approve-run') ?? elsewhere ?? replaced ?? whyNotApproved(now),
  };
}

/** Under way, and nothing of it at DATEV: it is ended by closing it. */
export function isStoppable(s: Submission): boolean {
  return isMaking(s) || hasNotGone(s);
}

/** Why the state allows nothing to be changed of what goes to DATEV. */
export function busy(s: Submission): { readonly code: Busy } | undefined {
  if (s.end?.as === 'delivered') return { code: 'click.delivered' };
  if (!inFlight(s)) return undefined;
  if (isUnknown(s)) return { code: 'click.decide-first' };
  return { code: hasNotGone(s) ? 'click.waits' : 'click.in-flight' };
}

/** As long as nobody knows, somebody may decide: also when the question went with its issue, or gave way to another one. */
function isUnknown({ attempts, end }: Submission): boolean {
  return end === undefined && attempts.at(-1)?.state === 'unknown';
}

/** Why a submission takes no corrected file now. A run has none of its own: it is executed again. */
export function whyNoFile(s: Submission): Verdict {
  if (s.kind === 'run') return NOT_NOW;
  return busy(s) ?? (isUnordered(s) ? { code: 'click.in-flight' } : undefined);
}

function whyNotSent(now: Situation): Verdict {
  const goes = sendable(now.state, now.outside);
  if (now.isStopped) return { code: 'settings.stopped' };
  if (now.isElsewhere === true) return ELSEWHERE;
  if (now.newer !== undefined) return NEWER;
  if (goes === undefined) return { code: 'click.no-file' };
  if (!mayGo(goes.file)) return { code: 'click.file-errors' };
  return approving(now, goes.file).whyNot;
}

/** Whether a file has to be approved by whoever sends it, and whether this person may. */
type Approving = { readonly isWanted: boolean; readonly whyNot: Verdict };

function approving({ state, made, by }: Situation, file: StoredFile): Approving {
  if (!wantsApproval(file, { child: state, run: made.run })) return { isWanted: false, whyNot: undefined };
  if (made.run === undefined) return { isWanted: true, whyNot: { code: 'run.same-person' } };
  return { isWanted: true, whyNot: shutOut(partIn({ run: made.run, authors: made.authors, file }, by)) };
}

function beside({ state, unended }: Situation): Verdict {
  return unended !== undefined && asksFirst(state) ? UNENDED : undefined;
}

function whyNotApproved({ state, made, by }: Situation): Verdict {
  return shutOut(partIn({ run: state, authors: made.authors }, by));
}

function shutOut(part: Part | undefined): Verdict {
  return part === undefined ? undefined : { code: 'run.same-person', part };
}

/** What would go if this person sent now, and whether they would approve it with that. */
export function sending(now: Situation): (Sendable & { readonly approves: boolean }) | undefined {
  const goes = sendable(now.state, now.outside);
  return goes === undefined ? undefined : { ...goes, approves: approving(now, goes.file).isWanted };
}

/** Whether a step that waits or keeps failing may be released, and whether that approves the file it sends. */
export function releasing(now: Situation, key: string): Approving {
  const { state } = now;
  if (!isStuck(state, key)) return { isWanted: false, whyNot: NOT_NOW };
  if (!now.mayAct) return { isWanted: false, whyNot: { code: 'access.not-allowed' } };
  const file = fileOf(state, pendingSend(state, key)?.revision);
  return file === undefined ? { isWanted: false, whyNot: undefined } : approving(now, file);
}

function isUnusual({ attempts }: Submission): boolean {
  return attempts.at(-1)?.cause?.code.startsWith('run.unusual') === true;
}

/** A why-not as the problem that a refused click answers. */
export function problemOf({ code }: WhyNot): Problem {
  return { code, retry: 'after-fix' };
}
