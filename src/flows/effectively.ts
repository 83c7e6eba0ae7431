import type { EffectHandler, EffectHandlers, Found, Outcome, Sent, Subject } from '../effects/effect-handler';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import { mayLeave, UNAPPROVED } from '../submissions/approval';
import { diesAgain, lapsesOf } from '../submissions/effort';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { type Orderer, orderersOf } from '../submissions/orderer';
import { LEASE_SECONDS, nextLookAt, retryGapSeconds } from '../submissions/schedule';
import type { Stored } from '../submissions/stored';
import { isSend, type PendingEffect } from '../submissions/submission';

export type EffectivelyPorts = {
  now(): string;
  chance(): number;
  readonly handlers: EffectHandlers;
  subject(stored: Stored): Promise<Subject>;
  /** Appends one event under the version condition; `conflict` when somebody else was faster. */
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  reload(id: string): Promise<Stored>;
  /** Whether those by whose word a step sends may still send, asked at the moment of sending. */
  mayOrder(orderers: readonly Orderer[], settings: Settings): Promise<Result<boolean, Problem>>;
  /** Appends `done` of a transmission and opens the attempt at its Mandant, in one transaction. */
  appendSent(stored: Stored, event: SubmissionEvent, sent: Sent): Promise<Stored>;
};

/**
 * Does one effect of a submission effectively once: intent → effect → outcome. Written once for every effect, so intent,
 * doubt, look-up windows, audit and the crash cases are the same everywhere. Answers the state to go on with.
 */
export async function effectively(
  ports: EffectivelyPorts,
  stored: Stored,
  step: { do: 'try' | 'look'; pending: PendingEffect },
): Promise<Stored> {
  const { pending } = step;
  const handler = ports.handlers[pending.effect.kind] as EffectHandler;
  if (diesAgain(pending)) return onlyNow(ports, stored, ended(ports, pending));
  if (step.do === 'try' || handler.lookUp === undefined) return act(ports, { stored, pending, handler });
  const looking = { what: 'looking', ...leaseOf(ports, pending) } as const;
  const begun = await append(ports, stored, looking);
  if (begun === 'conflict') return ports.reload(stored.state.id);
  const subject = await ports.subject(begun);
  const seen = await look(ports, { stored: begun, subject, pending, handler });
  return seen === 'do-it-again' ? act(ports, { stored: begun, pending, handler }) : seen;
}

/**
 * A person is asked: an execution is begun anew from the start, anything else may have happened and is looked for. Only the issue
 * by which people learn of it at all cannot wait for them: it is tried again after a pause.
 */
function ended(ports: EffectivelyPorts, { key, effect }: PendingEffect): SubmissionEvent {
  if (effect.kind === 'make-run') return { what: 'refused', key, cause: { code: 'run.dies', faults: [] } };
  const problem: Problem = { code: 'platform.dies', retry: 'after-fix' };
  return effect.kind === 'create-issue'
    ? { what: 'doubted', key, problem, notBefore: plusSeconds(ports.now(), PAUSE_SECONDS) }
    : { what: 'held', key, problem, inDoubt: true };
}

const PAUSE_SECONDS = 3600;

/** Somebody who was faster decides. */
async function onlyNow(ports: EffectivelyPorts, stored: Stored, event: SubmissionEvent): Promise<Stored> {
  const begun = await append(ports, stored, event);
  return begun === 'conflict' ? ports.reload(stored.state.id) : begun;
}

function append(ports: EffectivelyPorts, stored: Stored, event: SubmissionEvent) {
  return ports.append(stored, event, { at: ports.now(), actor: { kind: 'app' } });
}

/** Deaths are counted before the work that may be one more. */
function leaseOf({ now }: EffectivelyPorts, pending: PendingEffect) {
  const lapses = lapsesOf(pending);
  const lease = { key: pending.key, leaseUntil: plusSeconds(now(), LEASE_SECONDS) };
  return lapses === 0 ? lease : { ...lease, lapses };
}

type Doing = { readonly stored: Stored; readonly pending: PendingEffect; readonly handler: EffectHandler };

async function look(
  ports: EffectivelyPorts,
  doing: Doing & { subject: Subject },
): Promise<Stored | 'do-it-again'> {
  const { stored, subject, pending, handler } = doing;
  const found: Found = (await handler.lookUp?.(subject, pending as never)) ?? { is: 'absent' };
  if (found.is === 'problem') return write(ports, stored, stillInDoubt(ports, pending, found.problem));
  if (found.is === 'give-up') return write(ports, stored, { what: 'gave-up', key: pending.key });
  if (found.is !== 'absent')
    return record(
      ports,
      { stored, pending },
      found.is === 'found' ? { ...found, is: 'done', found: true } : found,
    );
  const next = nextLookAt(pending.triedAt ?? ports.now(), pending.looks + 1);
  if (next !== undefined) return write(ports, stored, { what: 'looked', key: pending.key, notBefore: next });
  if (handler.afterLooks(subject.settings) === 'give-up')
    return write(ports, stored, { what: 'gave-up', key: pending.key });
  // Looking is always allowed, sending again is not while an admin has stopped it.
  if (subject.settings.stopped !== undefined && isSend(pending.effect))
    return write(ports, stored, {
      what: 'postponed',
      key: pending.key,
      notBefore: ports.now(),
      problem: STOPPED,
    });
  return 'do-it-again';
}

const STOPPED: Problem = { code: 'settings.stopped', retry: 'later' };

async function act(ports: EffectivelyPorts, doing: Doing): Promise<Stored> {
  const { pending, handler } = doing;
  const intent = { what: 'trying', ...leaseOf(ports, pending) } as const;
  const intended = await append(ports, doing.stored, intent);
  if (intended === 'conflict') return ports.reload(doing.stored.state.id);
  const subject = await ports.subject(intended);
  const kept = await whyKept(ports, subject, pending);
  const outcome = kept === undefined ? await handler.act(subject, pending as never) : asOutcome(kept);
  return record(ports, { stored: intended, pending }, outcome);
}

/** Why a step must not send now: it is not approved, or nobody stands for it any more who may. */
async function whyKept(
  ports: EffectivelyPorts,
  { submission: child, run, settings }: Subject,
  { effect }: PendingEffect,
): Promise<Problem | undefined> {
  if (!isSend(effect)) return undefined;
  if (!mayLeave(effect, { child, run })) return UNAPPROVED;
  const may = await ports.mayOrder(orderersOf(effect, { child, run }), settings);
  if (!may.ok) return may.problem;
  return may.value ? undefined : { code: 'access.orderer', retry: 'after-fix' };
}

function asOutcome(problem: Problem): Outcome {
  return { is: 'problem', problem };
}

type Ended = Outcome & { readonly found?: true };

async function record(
  ports: EffectivelyPorts,
  doing: { stored: Stored; pending: PendingEffect },
  outcome: Ended,
): Promise<Stored> {
  const { stored, pending } = doing;
  switch (outcome.is) {
    case 'done': {
      const { is: _, sent, ...rest } = outcome;
      const { problem } = rest;
      const waits = problem === undefined ? {} : { notBefore: later(ports, pending, problem) };
      const event = { what: 'done', key: pending.key, ...rest, ...waits } as const;
      if (sent === undefined) return write(ports, stored, event);
      return ports.appendSent(
        stored,
        sent.jobId === undefined ? event : { ...event, jobId: sent.jobId },
        sent,
      );
    }
    case 'refused':
      return write(ports, stored, { what: 'refused', key: pending.key, ...refusalIn(outcome) });
    case 'start-over':
      return write(ports, stored, { what: 'started-over', key: pending.key, problem: outcome.problem });
    case 'not-yet': {
      const { is: _, afterSeconds, ...known } = outcome;
      const notBefore = plusSeconds(ports.now(), afterSeconds);
      return write(ports, stored, { what: 'progressed', key: pending.key, notBefore, ...known });
    }
    case 'made': {
      const { is: _, ...made } = outcome;
      return write(ports, stored, { what: 'made', key: pending.key, ...made });
    }
    case 'handed-over': {
      const { is: _, ...over } = outcome;
      return write(ports, stored, { what: 'handed-over', key: pending.key, ...over });
    }
    case 'unapproved':
      return write(ports, stored, { what: 'approval-wanted', key: pending.key });
    case 'issue-gone':
      // Deleted or hidden: the looks at the issue find out. What was to happen at it waits.
      return write(ports, stored, { what: 'issue-hidden', key: pending.key });
    case 'problem':
      return write(ports, stored, afterProblem(ports, pending, outcome.problem));
  }
}

function refusalIn({ cause, report }: Extract<Outcome, { is: 'refused' }>) {
  return report === undefined ? { cause } : { cause, report };
}

/** The retry decision lies in the problem; here it only becomes a time. */
function afterProblem(ports: EffectivelyPorts, pending: PendingEffect, problem: Problem): SubmissionEvent {
  const { key } = pending;
  switch (problem.retry) {
    case 'look-up':
      return { what: 'doubted', key, problem, notBefore: plusSeconds(ports.now(), 60) };
    case 'now':
    case 'later':
      return { what: 'postponed', key, problem, notBefore: later(ports, pending, problem) };
    case 'after-fix':
      return { what: 'held', key, problem };
    case 'never':
      return { what: 'dropped', key, problem };
  }
}

/** We could not even look: whatever the reason, the effect itself stays in doubt. */
function stillInDoubt(ports: EffectivelyPorts, pending: PendingEffect, problem: Problem): SubmissionEvent {
  return { what: 'doubted', key: pending.key, problem, notBefore: later(ports, pending, problem) };
}

function later(ports: EffectivelyPorts, pending: PendingEffect, problem: Problem): string {
  return plusSeconds(
    ports.now(),
    retryGapSeconds(pending.tries + 1, problem.retryAfterSeconds ?? 0, ports.chance()),
  );
}

/** An outcome must not be lost to a conflict: it is appended to whatever the state has become. */
async function write(ports: EffectivelyPorts, stored: Stored, event: SubmissionEvent): Promise<Stored> {
  let current = stored;
  for (;;) {
    const happened = { at: ports.now(), actor: { kind: 'app' } } as const;
    const written = await ports.append(current, event, happened);
    if (written !== 'conflict') return written;
    current = await ports.reload(current.state.id);
  }
}
