import { isUnordered } from './standing';
import type { Submission } from './submission';

/** The coarse place of a submission, for lists and counts. */
const PHASES = ['needs-you', 'moving', 'delivered', 'closed'] as const;
export type Phase = (typeof PHASES)[number];

/** `needs-you`: a person has to act · `moving`: DATEV or we are at it · `delivered`, `closed`: at its end. */
export function phaseOf(s: Submission): Phase {
  if (s.end?.as === 'delivered') return 'delivered';
  if (s.end !== undefined) return 'closed';
  if (s.asks?.what === 'approve-run') return 'needs-you';
  // Whoever tried it sees why on its page; nobody else has to do anything.
  if (s.run?.isDry === true && s.attempts.at(-1)?.state === 'refused') return 'closed';
  if (s.pendingEffects.some((pending) => pending.state === 'held')) return 'needs-you';
  // Made by a run, which sends it when its turn comes.
  if (isUnordered(s)) return 'moving';
  const last = s.attempts.at(-1);
  return last?.state === 'sending' || last?.state === 'pending' ? 'moving' : 'needs-you';
}

/**
 * The phase that something listed has for one person: a run that waits for an approval which this person may not give is under way
 * for them, it does not need them. `forOthers`: such runs by id.
 */
export function phaseFor(
  { id, phase }: { readonly id: string; readonly phase: Phase },
  forOthers: { has(id: string): boolean },
): Phase {
  return phase === 'needs-you' && forOthers.has(id) ? 'moving' : phase;
}
