import type { HookMessage } from './message';

type Stamp = Pick<HookMessage, 'from' | 'id' | 'at'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far a sender's clock may be from ours, and how long ago it may have been. Jira repeats what failed for hours. */
const BACK: Readonly<Record<HookMessage['from'], number>> = {
  own: 10 * MINUTE,
  jira: 24 * HOUR,
  looker: 10 * MINUTE,
};
const AHEAD = 10 * MINUTE;

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
      ? Date.parse(now) + (message.from === 'looker' ? HOUR : message.id === undefined ? MINUTE : 24 * HOUR)
      : message.at + BACK[message.from] + MINUTE;
  return new Date(until).toISOString();
}
