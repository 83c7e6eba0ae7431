import { berlinDay, berlinDigits } from '../kernel/berlin';
import { addDays } from '../kernel/calendar';
import { type Day, writeDay } from '../kernel/day';
import { isBusinessDay } from '../pipelines/holidays';
import type { Land } from '../pipelines/pipeline';
import { type Notices, stepsOf } from '../settings/notices';

/** A business day's round of notices: what waits, who is told of it, and what has waited too long. */

/** Of an issue of ours that needs somebody, as Jira's index has it. */
export type Waiting = {
  readonly issueId: string;
  readonly key: string;
  readonly submissionId: string;
  readonly assignee?: string;
  /** ISO instants. */
  readonly since: string;
  readonly due?: string;
};

/** How far the round of a day is. `told`: people by a hash, put there before their mail goes. */
export type Round = {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly told: readonly string[];
  readonly isOver?: true;
};
export const NO_ROUND: Round = { day: '', told: [] };

/** When people begin to work. */
const FROM_HOUR = 7;

/** The round that is to go on now; `undefined`: none, or the one of today is over. */
export function roundNow(before: Round, land: Land, now: string): Round | undefined {
  const today = berlinDay(now);
  if (!isBusinessDay(today, land) || Number(berlinDigits(now).slice(8, 10)) < FROM_HOUR) return undefined;
  const day = writeDay(today, 'iso');
  if (before.day !== day) return { day, told: [] };
  return before.isOver === true ? undefined : before;
}

/** Business days after the day by whose end it was to be done; 0: not overdue, or since no business day. */
export function daysLate(due: string, now: string, land: Land): number {
  const today = berlinDay(now);
  let late = 0;
  for (let day = lastDayOf(due); day < today && late < MOST_DAYS; day = addDays(day, 1))
    if (isBusinessDay(addDays(day, 1), land)) late += 1;
  return late;
}
/** More than any step asks for. */
const MOST_DAYS = 100;

/** Due is the end of a day, which already is the next one, or an instant within one. */
function lastDayOf(due: string): Day {
  return berlinDay(new Date(Date.parse(due) - 1).toISOString());
}

/** The last step that something overdue has reached, from 1; `undefined`: none. */
export function stepReached(
  notices: Notices,
  { due }: { readonly due?: string | undefined },
  now: string,
): { readonly step: number; readonly days: number } | undefined {
  if (due === undefined || due > now) return undefined;
  const days = daysLate(due, now, notices.land);
  const step = stepsOf(notices).filter((one) => one.afterDays <= days).length;
  return step === 0 ? undefined : { step, days };
}

/** Whether storage has a round as far as it has come. */
export function isOnRecord(there: Round, { day, told }: Round): boolean {
  return there.day === day && told.every((one) => there.told.includes(one));
}

/** Of somebody: at least one, what is due first before the rest. */
export type OfOne = readonly [Waiting, ...Waiting[]];

/** What waits for each person. */
export function byPerson(waiting: readonly Waiting[]): ReadonlyMap<string, OfOne> {
  const all = new Map<string, OfOne>();
  for (const one of waiting.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))) {
    if (one.assignee === undefined) continue;
    const before = all.get(one.assignee);
    all.set(one.assignee, before === undefined ? [one] : [...before, one]);
  }
  return all;
}

function orderOf({ due = '9999', since, key }: Waiting): string {
  return `${due} ${since} ${key}`;
}
