import type { Found, Leave, Outcome } from '../effects/effect-handler';
import type { PropertyValue } from '../jira/mirror';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import { now } from '../platform/clock';
import { chance } from '../platform/random';
import type { SubmissionEvent } from '../submissions/events';
import { afterProblem, nextTryAt, stillInDoubt } from '../submissions/life/after-problem';
import { lapsesOf } from '../submissions/life/effort';
import type { Sent } from '../submissions/record-store';
import { LEASE_SECONDS, nextLookAt } from '../submissions/schedule';
import type { Earlier, PendingEffect } from '../submissions/submission';

/** Where the intent, the doubt and the outcome of an effect go on record. `S`: what is on record, as it was read. */
export type Book<S> = {
  /** Before anything happens; `conflict` when somebody else was faster. */
  begin(on: S, event: SubmissionEvent): Promise<S | 'conflict'>;
  /** What came of it, whoever wrote meanwhile. */
  note(on: S, event: SubmissionEvent, beside?: Beside): Promise<S>;
  /** What is on record now. */
  reload(on: S): Promise<S>;
  /** Whether the try with this lease is on record. */
  isBegun?(on: S, lease: Lease): boolean;
  /** Whether it has gone on record as leaving. */
  isLeaving?(on: S, lease: Lease): boolean;
};

/** What came of it besides the event: what DATEV said when it took a transmission, what the property says since. */
type Beside = { readonly sent?: Sent; readonly mirrored?: PropertyValue };

type Lease = { readonly key: string; readonly leaseUntil: string };

/** An effect with all that it needs to know, read once its intent is on record. */
export type Ready = {
  /** `leave` says that the call comes next, where the work says that; false: somebody else is at it by now. */
  act(leave: Leave): Promise<Outcome>;
  /** Nothing is known, also where nobody can look: it is absent. */
  lookUp?(): Promise<Found | undefined>;
  /** All looks found nothing: do it again, which is the default, or never. */
  afterLooks?(): 'repeat' | 'give-up' | undefined;
};

/** One effect that is to happen once. */
export type Work<S> = {
  readonly book: Book<S>;
  readonly pending: Omit<PendingEffect, 'effect'>;
  /** It says `leave` before its call: a try that died earlier is simply repeated. */
  readonly saysLeave?: true;
  /** Where it says so: what is known of its tries that are over. */
  readonly earlier?: Earlier;
  /** A second one would be one too many, and only the intent on record makes anybody look for the first. */
  readonly onlyOnce?: true;
  ready(on: S): Promise<Ready>;
};

/**
 * Does one effect effectively once: intent → effect → outcome. Written once for everything that leaves the app, so intent,
 * doubt and look-up windows are the same everywhere. Answers what is on record then.
 */
export async function once<S>(work: Work<S>, on: S, how: 'try' | 'look'): Promise<S> {
  const { book, pending } = work;
  const lease = leaseOf(pending);
  const begun = await book.begin(
    on,
    how === 'try'
      ? { what: 'trying', ...lease, ...present({ marks: work.saysLeave, earlier: work.earlier }) }
      : { what: 'looking', ...lease },
  );
  // Somebody who was faster decides.
  if (begun === 'conflict') return book.reload(on);
  if (how === 'look' && neverLeft(pending)) return once(work, begun, 'try');
  const there = how === 'try' && work.onlyOnce === true ? await book.reload(begun) : begun;
  // Seen, not believed: storage only said that it wrote. Nothing has happened, and whoever comes next begins anew.
  if (there !== begun && book.isBegun?.(there, lease) === false) return there;
  const ready = await work.ready(there);
  return how === 'try' ? attempt(work, there, { ready, lease }) : look(work, there, ready);
}

/** Died before its call: there is nothing to look for. Of tries of earlier versions of the app nothing is known. */
function neverLeft({ marks, left }: Pending): boolean {
  return marks === true && left !== true;
}

async function attempt<S>(
  work: Work<S>,
  begun: S,
  how: { readonly ready: Ready; readonly lease: Lease },
): Promise<S> {
  const { book } = work;
  const { key, leaseUntil } = how.lease;
  let on = begun;
  const leave = async () => {
    await book.note(on, { what: 'leaving', key, leaseUntil });
    // Read back, not believed: a try that is not on record as leaving is repeated without a look.
    on = await book.reload(on);
    return book.isLeaving?.(on, how.lease) ?? true;
  };
  const outcome = await how.ready.act(leave);
  return record(work, on, outcome);
}

/** Deaths are counted before the work that may be one more. */
function leaseOf(pending: Work<unknown>['pending']) {
  const lapses = lapsesOf(pending);
  const lease = { key: pending.key, leaseUntil: plusSeconds(now(), LEASE_SECONDS) };
  return lapses === 0 ? lease : { ...lease, lapses };
}

/** Of what was tried and left no outcome. */
async function look<S>(work: Work<S>, on: S, ready: Ready): Promise<S> {
  const { book, pending } = work;
  const { key } = pending;
  const found = (await ready.lookUp?.()) ?? { is: 'absent' };
  if (found.is === 'problem') return book.note(on, stillInDoubt(pending, found.problem, inTime()));
  // Whether it happened cannot be seen now either: looked for first when the issue is there again.
  if (found.is === 'issue-gone') return book.note(on, { what: 'issue-hidden', key, inDoubt: true });
  if (found.is !== 'absent' && found.is !== 'unseen')
    return record(work, on, found.is === 'found' ? { ...found, is: 'done', found: true } : found);
  const next = nextLookAt(pending.triedAt ?? now(), pending.looks + 1);
  if (next !== undefined) return book.note(on, { what: 'looked', key, notBefore: next });
  const then = found.is === 'unseen' ? 'give-up' : (ready.afterLooks?.() ?? 'repeat');
  return then === 'repeat' ? once(work, on, 'try') : book.note(on, { what: 'gave-up', key });
}

type Ended = Outcome & { readonly found?: true };

async function record<S>({ book, pending }: Work<S>, on: S, outcome: Ended): Promise<S> {
  const { key } = pending;
  switch (outcome.is) {
    // Whoever took over records what comes of it.
    case 'overtaken':
      return on;
    case 'done': {
      const { is: _, sent, mirrored, ...rest } = outcome;
      const { problem } = rest;
      const waits = problem === undefined ? {} : { notBefore: nextTryAt(pending, problem, inTime()) };
      const event = { what: 'done', key, ...rest, ...waits } as const;
      const about = sent?.jobId === undefined ? event : { ...event, jobId: sent.jobId };
      return book.note(on, about, present({ sent, mirrored }));
    }
    case 'refused':
      return book.note(on, { what: 'refused', key, ...refusalIn(outcome) });
    case 'start-over':
      return book.note(on, { what: 'started-over', key, problem: outcome.problem });
    case 'not-yet': {
      const { is: _, afterSeconds, ...known } = outcome;
      const notBefore = plusSeconds(now(), afterSeconds);
      return book.note(on, { what: 'progressed', key, notBefore, ...known });
    }
    case 'made': {
      const { is: _, ...made } = outcome;
      return book.note(on, { what: 'made', key, ...made, tells: true });
    }
    case 'handed-over': {
      const { is: _, ...over } = outcome;
      return book.note(on, { what: 'handed-over', key, ...over, keeps: true });
    }
    case 'unapproved':
      return book.note(on, { what: 'approval-wanted', key, tells: true });
    case 'give-up':
      return book.note(on, { what: 'gave-up', key });
    case 'issue-gone':
      // Deleted or hidden: the looks at the issue find out. What was to happen at it waits.
      return book.note(on, { what: 'issue-hidden', key });
    case 'problem':
      return book.note(on, afterProblem(pending, outcome.problem, inTime()));
  }
}

function refusalIn({ cause, report }: Extract<Outcome, { is: 'refused' }>) {
  return report === undefined ? { cause } : { cause, report };
}

type Pending = Work<unknown>['pending'];

const inTime = () => ({ at: now(), chance: chance() });
