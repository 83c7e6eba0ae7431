import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import type { Hidden } from './submission';

/** The first look comes after five minutes, later ones ever less often, at least one a day. */
const FIRST_LOOK_SECONDS = 300;

/** Jira did not show an issue to the app, once more: hidden is not deleted (ADR 0021), and when it is looked for again. */
export function hiddenAgain(before: Hidden | undefined, now: string): Hidden {
  const { since, looks } = before ?? { since: now, looks: 0 };
  const at = plusSeconds(now, Math.min(secondsInDay, FIRST_LOOK_SECONDS * 2 ** looks));
  return { since, looks: looks + 1, at };
}
