import * as v from 'valibot';
import { secondsBetween } from '../jobs/schedule';
import { Vacancy } from '../privacy/left';

/** What the admin page says about the app's own life. */
export const Health = v.object({
  v: v.literal(1),
  /** The newest move that a Jira event told us of. */
  lastEventAt: v.optional(v.string()),
  /** Set while only reconciliation finds moves. */
  eventsMissingSince: v.optional(v.string()),
  /** The last complete hourly run: also the app's heartbeat. */
  lastReconciledAt: v.optional(v.string()),
  refusedFields: v.optional(v.object({ fields: v.string(), since: v.string() })),
  /** Places that somebody had whose account was closed. */
  vacancies: v.optional(v.pipe(v.array(Vacancy), v.readonly())),
});
export type Health = v.InferOutput<typeof Health>;

export const NO_HEALTH: Health = { v: 1 };

/** Jira delivers events within minutes; a move that reconciliation finds this long after it happened was lost. */
const EVENT_MAY_TAKE_SECONDS = 300;

/** After a move was found: by an event all is well, by reconciliation Jira's events are missing since then. */
export function afterMove(
  h: Health,
  move: { reason: 'event' | 'reconcile' | 'hook' | 'deleted' | 'again'; at: string; now: string },
): Health {
  if (move.reason === 'event') {
    const { eventsMissingSince: _, ...rest } = h;
    return { ...rest, lastEventAt: move.at };
  }
  if (move.reason !== 'reconcile' || h.eventsMissingSince !== undefined) return h;
  return secondsBetween(move.at, move.now) > EVENT_MAY_TAKE_SECONDS
    ? { ...h, eventsMissingSince: move.at }
    : h;
}
