import { present } from '../../kernel/present';
import type { EventOf, Happened } from '../events';
import { type Earlier, isSend, type PendingEffect } from '../submission';

/** How far the one effect has come: tried, looked for, postponed, held – and how often whoever was at it died. */
export type Progress = EventOf<
  'trying' | 'leaving' | 'looking' | 'doubted' | 'looked' | 'postponed' | 'held' | 'released'
>;

/** So many deaths in a row, and a person is asked instead of trying again. */
const MAX_LAPSES = 3;

/** How far an effect is, whichever it is. */
type Effort = Omit<PendingEffect, 'effect'>;

/** Until when whoever is at it may be at it; absent when nobody is, or nobody is known to be. */
export function busyUntil({ state, leaseUntil, lookingUntil }: Effort): string | undefined {
  return state === 'trying' ? (leaseUntil ?? '') : lookingUntil;
}

/** Deaths in a row, when somebody begins now: whoever still holds it has left no outcome. */
export function lapsesOf(pending: Effort): number {
  return (pending.lapses ?? 0) + (busyUntil(pending) === undefined ? 0 : 1);
}

/** Whether it must not be begun once more without a person. */
export function diesAgain(pending: PendingEffect): boolean {
  return lapsesOf(pending) >= MAX_LAPSES;
}

/** The next state of the effect after one event about it. */
export function progressOf(pending: PendingEffect, event: Progress, h: Happened): PendingEffect {
  const { lookingUntil: _, ...rest } = pending;
  const { lapses: __, ...lively } = rest;
  switch (event.what) {
    case 'trying':
      return tried(pending, event, h);
    case 'leaving':
      // A look asks whether it arrived: from now on, and not from when the way to the call began.
      return isTriedBy(pending, event) ? { ...pending, left: true, triedAt: h.at } : pending;
    case 'looking':
      return { ...lively, state: 'doubtful', lookingUntil: event.leaseUntil, ...lapsesIn(event) };
    case 'doubted':
      // A look that ended badly is no sign that the effect itself would not die again.
      return {
        ...(pending.state === 'trying' ? lively : rest),
        state: 'doubtful',
        notBefore: event.notBefore,
        problem: event.problem,
      };
    case 'looked':
      return { ...rest, state: 'doubtful', looks: pending.looks + 1, notBefore: event.notBefore };
    case 'postponed':
      return { ...lively, state: 'due', notBefore: event.notBefore, problem: event.problem };
    case 'held': {
      const doubt = event.inDoubt === true ? ({ inDoubt: true } as const) : {};
      return { ...lively, state: 'held', problem: event.problem, ...doubt };
    }
    case 'released':
      return released(pending, event);
  }
}

/**
 * Nothing of it has left in any of its tries: there was none, or each was over before its call. Of a job for a package nothing is
 * processed before it is filled and finished, so it stays with us however often one was made.
 */
export function hasStayed({ effect, tries, marks, left, inDoubt, earlier }: PendingEffect): boolean {
  if (inDoubt === true || earlier === 'may-have-gone') return false;
  if (tries === 0 || effect.kind === 'open-dxso') return true;
  return marks === true && left !== true && (tries === 1 || earlier === 'stayed');
}

/** What its next try has to know. Noted where the event is made: histories of earlier versions lead to the state that they led to then. */
export function earlierOf(pending: PendingEffect): Earlier {
  return hasStayed(pending) ? 'stayed' : 'may-have-gone';
}

/** Lets it go on, and keeps what its tries have left in doubt. */
export function letGoOn(pending: PendingEffect): EventOf<'released'> {
  const { key, effect } = pending;
  const isSure = !isSend(effect) || hasStayed(pending);
  return { what: 'released', key, ...(isSure ? {} : { earlier: 'may-have-gone' }) };
}

/** Whether the try that has this lease is still the one on record. */
function isTriedBy({ state, leaseUntil }: PendingEffect, lease: { readonly leaseUntil: string }): boolean {
  return state === 'trying' && leaseUntil === lease.leaseUntil;
}

/** Whether the try with this lease is on record. */
export function isBegun(pending: PendingEffect | undefined, lease: { readonly leaseUntil: string }): boolean {
  return pending !== undefined && isTriedBy(pending, lease);
}

/** Whether this try has gone on record as leaving, so that its call may come now. */
export function isLeaving(
  pending: PendingEffect | undefined,
  lease: { readonly leaseUntil: string },
): boolean {
  return pending !== undefined && isTriedBy(pending, lease) && pending.left === true;
}

function tried(pending: PendingEffect, event: EventOf<'trying'>, h: Happened): PendingEffect {
  const { key, effect } = pending;
  const [tries, triedAt] = [pending.tries + 1, h.at];
  const { leaseUntil, marks, earlier } = event;
  const lease = { leaseUntil, ...present({ marks, earlier }), ...lapsesIn(event) };
  return { key, effect, state: 'trying', tries, looks: 0, triedAt, ...lease };
}

/** Counted where the event is made, not here: histories of earlier versions lead to the state that they led to then. */
function lapsesIn({ lapses }: EventOf<'trying' | 'looking'>): { lapses?: number } {
  return present({ lapses });
}

/** What may have happened is looked for first, whoever releases it: a second transmission must not come of a click. */
function released(pending: PendingEffect, { earlier }: EventOf<'released'>): PendingEffect {
  const { key, effect, triedAt } = pending;
  if (pending.state !== 'held' && pending.state !== 'due') return pending;
  const known = present({ earlier });
  if (pending.inDoubt !== true) return { key, effect, state: 'due', tries: 0, looks: 0, ...known };
  const since = { ...present({ triedAt }), ...known };
  return { key, effect, state: 'doubtful', tries: pending.tries, looks: 0, ...since };
}
