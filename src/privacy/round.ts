import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { plusSeconds } from '../kernel/instant';

/**
 * Atlassian wants to be told every week of which accounts an app keeps something, and answers which of them were closed
 * (https://developer.atlassian.com/platform/forge/user-privacy-guidelines/). One such week's work is a *round*: page by page
 * through everything that may name a person, then report after report. Where it stands is stored, so that it goes on there
 * after whatever ended an invocation.
 */

/** Where people are named, in the order of looking, and last the report itself. */
export const PLACES = [
  'submissions-needs-you',
  'submissions-moving',
  'submissions-delivered',
  'submissions-closed',
  'audit',
  'mandanten',
  'pipelines-active',
  'pipelines-paused',
  'pipelines-removed',
  'pipeline-versions',
  'plan-authors',
  'records',
  'report',
] as const;
export type Place = (typeof PLACES)[number];

export const Round = v.object({
  v: v.literal(1),
  /** When the newest whole round began: what changed before was looked at. */
  lastBegunAt: v.string(),
  going: v.exactOptional(
    v.object({ begunAt: v.string(), place: v.picklist(PLACES), cursor: v.exactOptional(v.string()) }),
  ),
});
export type Round = Readonly<v.InferOutput<typeof Round>>;
export type Going = NonNullable<Round['going']>;

export const NO_ROUND: Round = { v: 1, lastBegunAt: '2000-01-01T00:00:00.000Z' };

const WEEK_SECONDS = 7 * secondsInDay;
/** Indexes show late; looking twice at an hour costs nothing. */
const OVERLAP_SECONDS = 3600;

/** Asked daily: the round as it is now. A new one begins a week after the last one began. */
export function begun(round: Round, now: string): Round {
  if (round.going !== undefined || now < plusSeconds(round.lastBegunAt, WEEK_SECONDS)) return round;
  return { ...round, going: { begunAt: now, place: PLACES[0] } };
}

/** What changed before this instant was looked at in an earlier round. */
export function sinceOf(round: Round): string {
  return plusSeconds(round.lastBegunAt, -OVERLAP_SECONDS);
}

/** After a page: the next page of the place, else the next place, else the round is over. */
export function afterPage(round: Round, going: Going, cursor: string | undefined): Round {
  const { begunAt, place } = going;
  if (cursor !== undefined) return { ...round, going: { begunAt, place, cursor } };
  const following = PLACES[PLACES.indexOf(place) + 1];
  if (following !== undefined) return { ...round, going: { begunAt, place: following } };
  return { v: 1, lastBegunAt: begunAt };
}

/** What is kept of an account that some record names. The account id is the key. */
export const KnownAccount = v.object({
  v: v.literal(1),
  /** As of when Atlassian is told that we know the person. */
  updatedAt: v.string(),
  reportedAt: v.exactOptional(v.string()),
  /** The account is closed: erased what could be, never reported again. */
  closedAt: v.exactOptional(v.string()),
});
export type KnownAccount = Readonly<v.InferOutput<typeof KnownAccount>>;

/** Atlassian asks not to report an account more often than weekly, whatever interrupted a round. */
export function isDue(known: KnownAccount, going: Going): boolean {
  return known.closedAt === undefined && (known.reportedAt ?? '') < going.begunAt;
}
