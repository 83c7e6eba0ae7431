import { notBefore, plusSeconds, secondsBetween } from '../../kernel/instant';
import type { Problem } from '../../kernel/problem';
import type { SubmissionEvent } from '../events';
import { FIRST_LOOK_SECONDS, failedLookGapSeconds, retryGapSeconds } from '../schedule';
import type { PendingEffect } from '../submission';

/** What becomes of an effect that met a problem. The retry decision lies in the problem; here it only becomes an event with a time. */

type Tried = Pick<PendingEffect, 'key' | 'tries'>;

/** @param chance between 0 and 1, by which tries of many at once are spread */
type When = { readonly at: string; readonly chance: number };

/** Again, looked for first, held for a person, or dropped; never before the other side wants to be asked. */
export function afterProblem(pending: Tried, problem: Problem, when: When): SubmissionEvent {
  const { key } = pending;
  switch (problem.retry) {
    case 'look-up': {
      const gap = Math.max(FIRST_LOOK_SECONDS, problem.retryAfterSeconds ?? 0);
      return { what: 'doubted', key, problem, notBefore: plusSeconds(when.at, gap) };
    }
    case 'now':
    case 'later':
      return { what: 'postponed', key, problem, notBefore: nextTryAt(pending, problem, when) };
    case 'after-fix':
      return { what: 'held', key, problem };
    case 'never':
      return { what: 'dropped', key, problem };
  }
}

/** We could not even look: whatever the reason, the effect itself stays in doubt. A look is no try: the older the doubt, the later the next. */
export function stillInDoubt(
  pending: Tried & Pick<PendingEffect, 'triedAt'>,
  problem: Problem,
  when: When,
): SubmissionEvent {
  const age = secondsBetween(pending.triedAt ?? when.at, when.at);
  const least = plusSeconds(when.at, failedLookGapSeconds(age));
  const at = notBefore(least, nextTryAt(pending, problem, when));
  return { what: 'doubted', key: pending.key, problem, notBefore: at };
}

/** When it is tried next: ever later with each try. */
export function nextTryAt({ tries }: Tried, problem: Problem, { at, chance }: When): string {
  return plusSeconds(at, retryGapSeconds(tries + 1, problem.retryAfterSeconds ?? 0, chance));
}
