import { millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import type { HookMessage } from './message';

type Stamp = Pick<HookMessage, 'from' | 'id' | 'at'>;

/** How far a sender's clock may be from ours, and how long ago it may have been. Jira repeats what failed for hours. */
const BACK: Readonly<Record<HookMessage['from'], number>> = {
  own: 10 * millisecondsInMinute,
  jira: 24 * millisecondsInHour,
  looker: 10 * millisecondsInMinute,
};
const AHEAD = 10 * millisecondsInMinute;

/** Whether a message comes in its time. One without a time always does: then only its name tells repetitions apart. */
export function isInTime(message: Stamp, now: string): boolean {
  if (message.at === undefined) return true;
  const age = Date.parse(now) - message.at;
  return age <= BACK[message.from] && age >= -AHEAD;
}

/**
 * Until when a message's name is remembered: as long as it could come in time once more. Without a time:
 * - from Looker an hour, because nothing says that its id is one of a delivery and not of the plan, whose next
 *   one must run; a repetition after that finds the run of its period anyway;
 * - from Jira Automation a minute: it says the same words each time an issue moves, and every move is to be looked at.
 */
export function rememberedUntil(message: Stamp, now: string): string {
  const until =
    message.at === undefined
      ? Date.parse(now) +
        (message.from === 'looker'
          ? millisecondsInHour
          : message.id === undefined
            ? millisecondsInMinute
            : 24 * millisecondsInHour)
      : message.at + BACK[message.from] + millisecondsInMinute;
  return new Date(until).toISOString();
}
