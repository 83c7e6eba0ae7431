import type { EffectHandler, EffectHandlers, Found, Outcome, Subject } from '../effects/effect-handler';
import { effectHandlers } from '../effects/handlers';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { loadWatch } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { chance } from '../platform/random';
import { runOf } from '../runs/authors-store';
import { mayAllSend, personAsker } from '../security/person-api';
import { mayTransmit } from '../settings/may-transmit';
import { loadSettings } from '../settings/settings-store';
import { mayLeave, UNAPPROVED } from '../submissions/approval';
import { diesAgain, lapsesOf } from '../submissions/effort';
import type { SubmissionEvent } from '../submissions/events';
import { orderersOf } from '../submissions/orderer';
import { append, appendAtLast, appendSent, byApp, reload } from '../submissions/record-store';
import { LEASE_SECONDS, nextLookAt, retryGapSeconds } from '../submissions/schedule';
import type { Stored } from '../submissions/stored';
import { isSend, type PendingEffect } from '../submissions/submission';

/** What an invocation has of its own: nothing of an installation lives longer. */
type Means = {
  readonly handlers: EffectHandlers;
  /** Whether those by whose word a step sends may still send, asked at the moment of sending. */
  readonly mayOrder: ReturnType<typeof mayAllSend>;
};

/** The means of one invocation. */
export function meansOf(): Means {
  return { handlers: effectHandlers(), mayOrder: mayAllSend(personAsker()) };
}

/**
 * Does one effect of a submission effectively once: intent → effect → outcome. Written once for every effect, so intent,
 * doubt, look-up windows, audit and the crash cases are the same everywhere. Answers the state to go on with.
 */
export async function effectively(
  means: Means,
  stored: Stored,
  step: { do: 'try' | 'look'; pending: PendingEffect },
): Promise<Stored> {
  const { pending } = step;
  const handler = means.handlers[pending.effect.kind] as EffectHandler;
  const doing = { stored, pending, handler, mayOrder: means.mayOrder };
  if (diesAgain(pending)) return onlyNow(stored, ended(pending));
  if (step.do === 'try' || handler.lookUp === undefined) return act(doing);
  const begun = await append(stored, { what: 'looking', ...leaseOf(pending) }, byApp());
  if (begun === 'conflict') return reload(stored.state.id);
  const seen = await look({ ...doing, stored: begun, subject: await subjectOf(begun) });
  return seen === 'do-it-again' ? act({ ...doing, stored: begun }) : seen;
}

async function subjectOf({ state }: Stored): Promise<Subject> {
  const settings = (await loadSettings()).data;
  const { watch } = await loadWatch(state.mandant);
  const run = await runOf(state);
  return { submission: state, settings, watch, now: now(), ...present({ run }) };
}

/**
 * A person is asked: an execution is begun anew from the start, anything else may have happened and is looked for. Only the issue
 * by which people learn of it at all cannot wait for them: it is tried again after a pause.
 */
function ended({ key, effect }: PendingEffect): SubmissionEvent {
  if (effect.kind === 'make-run')
    return { what: 'refused', key, cause: { source: 'run', code: 'run.dies', faults: [] } };
  const problem: Problem = { code: 'platform.dies', retry: 'after-fix' };
  return effect.kind === 'create-issue'
    ? { what: 'doubted', key, problem, notBefore: plusSeconds(now(), PAUSE_SECONDS) }
    : { what: 'held', key, problem, inDoubt: true };
}

const PAUSE_SECONDS = 3600;

/** Somebody who was faster decides. */
async function onlyNow(stored: Stored, event: SubmissionEvent): Promise<Stored> {
  const begun = await append(stored, event, byApp());
  return begun === 'conflict' ? reload(stored.state.id) : begun;
}

/** Deaths are counted before the work that may be one more. */
function leaseOf(pending: PendingEffect) {
  const lapses = lapsesOf(pending);
  const lease = { key: pending.key, leaseUntil: plusSeconds(now(), LEASE_SECONDS) };
  return lapses === 0 ? lease : { ...lease, lapses };
}

type Doing = {
  readonly stored: Stored;
  readonly pending: PendingEffect;
  readonly handler: EffectHandler;
  readonly mayOrder: Means['mayOrder'];
};

async function look(doing: Doing & { subject: Subject }): Promise<Stored | 'do-it-again'> {
  const { stored, subject, pending, handler } = doing;
  const found: Found = (await handler.lookUp?.(subject, pending as never)) ?? { is: 'absent' };
  if (found.is === 'problem') return appendAtLast(stored, stillInDoubt(pending, found.problem));
  if (found.is === 'give-up') return appendAtLast(stored, { what: 'gave-up', key: pending.key });
  if (found.is !== 'absent')
    return record({ stored, pending }, found.is === 'found' ? { ...found, is: 'done', found: true } : found);
  const next = nextLookAt(pending.triedAt ?? now(), pending.looks + 1);
  if (next !== undefined) return appendAtLast(stored, { what: 'looked', key: pending.key, notBefore: next });
  if (handler.afterLooks(subject.settings) === 'give-up')
    return appendAtLast(stored, { what: 'gave-up', key: pending.key });
  // Looking is always allowed, sending again is not while an admin has stopped it, nor to production from anywhere else.
  if (isSend(pending.effect) && !mayTransmit(subject.settings, surroundings().environmentType))
    return appendAtLast(stored, {
      what: 'postponed',
      key: pending.key,
      notBefore: now(),
      problem: STOPPED,
    });
  return 'do-it-again';
}

const STOPPED: Problem = { code: 'settings.stopped', retry: 'later' };

async function act(doing: Doing): Promise<Stored> {
  const { pending, handler } = doing;
  const intent = { what: 'trying', ...leaseOf(pending) } as const;
  const intended = await append(doing.stored, intent, byApp());
  if (intended === 'conflict') return reload(doing.stored.state.id);
  const subject = await subjectOf(intended);
  const kept = await whyKept(subject, doing);
  const outcome = kept === undefined ? await handler.act(subject, pending as never) : asOutcome(kept);
  return record({ stored: intended, pending }, outcome);
}

/** Why a step must not send now: it is not approved, or nobody stands for it any more who may. */
async function whyKept(
  { submission: child, run, settings }: Subject,
  { pending: { effect }, mayOrder }: Doing,
): Promise<Problem | undefined> {
  if (!isSend(effect)) return undefined;
  if (!mayLeave(effect, { child, run })) return UNAPPROVED;
  const may = await mayOrder(orderersOf(effect, { child, run }), settings);
  if (!may.ok) return may.problem;
  return may.value ? undefined : { code: 'access.orderer', retry: 'after-fix' };
}

function asOutcome(problem: Problem): Outcome {
  return { is: 'problem', problem };
}

type Ended = Outcome & { readonly found?: true };

async function record(doing: { stored: Stored; pending: PendingEffect }, outcome: Ended): Promise<Stored> {
  const { stored, pending } = doing;
  switch (outcome.is) {
    case 'done': {
      const { is: _, sent, ...rest } = outcome;
      const { problem } = rest;
      const waits = problem === undefined ? {} : { notBefore: later(pending, problem) };
      const event = { what: 'done', key: pending.key, ...rest, ...waits } as const;
      if (sent === undefined) return appendAtLast(stored, event);
      return appendSent(stored, sent.jobId === undefined ? event : { ...event, jobId: sent.jobId }, sent);
    }
    case 'refused':
      return appendAtLast(stored, { what: 'refused', key: pending.key, ...refusalIn(outcome) });
    case 'start-over':
      return appendAtLast(stored, { what: 'started-over', key: pending.key, problem: outcome.problem });
    case 'not-yet': {
      const { is: _, afterSeconds, ...known } = outcome;
      const notBefore = plusSeconds(now(), afterSeconds);
      return appendAtLast(stored, { what: 'progressed', key: pending.key, notBefore, ...known });
    }
    case 'made': {
      const { is: _, ...made } = outcome;
      return appendAtLast(stored, { what: 'made', key: pending.key, ...made });
    }
    case 'handed-over': {
      const { is: _, ...over } = outcome;
      return appendAtLast(stored, { what: 'handed-over', key: pending.key, ...over });
    }
    case 'unapproved':
      return appendAtLast(stored, { what: 'approval-wanted', key: pending.key });
    case 'issue-gone':
      // Deleted or hidden: the looks at the issue find out. What was to happen at it waits.
      return appendAtLast(stored, { what: 'issue-hidden', key: pending.key });
    case 'problem':
      return appendAtLast(stored, afterProblem(pending, outcome.problem));
  }
}

function refusalIn({ cause, report }: Extract<Outcome, { is: 'refused' }>) {
  return report === undefined ? { cause } : { cause, report };
}

/** The retry decision lies in the problem; here it only becomes a time. */
function afterProblem(pending: PendingEffect, problem: Problem): SubmissionEvent {
  const { key } = pending;
  switch (problem.retry) {
    case 'look-up':
      return { what: 'doubted', key, problem, notBefore: plusSeconds(now(), 60) };
    case 'now':
    case 'later':
      return { what: 'postponed', key, problem, notBefore: later(pending, problem) };
    case 'after-fix':
      return { what: 'held', key, problem };
    case 'never':
      return { what: 'dropped', key, problem };
  }
}

/** We could not even look: whatever the reason, the effect itself stays in doubt. */
function stillInDoubt(pending: PendingEffect, problem: Problem): SubmissionEvent {
  return { what: 'doubted', key: pending.key, problem, notBefore: later(pending, problem) };
}

function later(pending: PendingEffect, problem: Problem): string {
  return plusSeconds(now(), retryGapSeconds(pending.tries + 1, problem.retryAfterSeconds ?? 0, chance()));
}
