import * as v from 'valibot';
import { plusSeconds, secondsBetween } from '../kernel/instant';

/**
 * A storm: so many files rejected for one cause at once that their issues come at a pace, under one issue for the whole of it
 * (ADR 0058). What belongs to it is counted with the submissions (`submissions/lists/marks`); here stands what is to be done about it.
 */
const Storm = v.object({
  id: v.string(),
  /** `submissions/lists/cause-key`. */
  cause: v.string(),
  since: v.string(),
  /** When a file was last found that belongs to it. */
  joinedAt: v.string(),
  /** Its own issue; with `goneAt` since a person deleted it, who decided. */
  issue: v.optional(v.object({ id: v.string(), key: v.string(), projectId: v.string() })),
  goneAt: v.optional(v.string()),
  /** Jira does not show its own issue to the app: hidden, or deleted without our hearing of it; looked for again at this instant. */
  hidden: v.optional(v.object({ since: v.string(), looks: v.number(), at: v.string() })),
  /** Its own issue is being made since, was looked for so often, and is not to be tried before. */
  wantedSince: v.optional(v.string()),
  looks: v.optional(v.number()),
  notBefore: v.optional(v.string()),
  /** Jira does not take it: what belongs to the storm gets its issues without. */
  isRefused: v.optional(v.boolean()),
  /** Most files that were open at once; what its issue says of them, and since when. */
  most: v.optional(v.number(), 0),
  /** The last step of escalation that was told in its issue, from 1. */
  reminded: v.optional(v.number()),
  told: v.optional(v.object({ open: v.number(), waiting: v.number(), at: v.string() })),
});
export type Storm = v.InferOutput<typeof Storm>;

export const Storms = v.object({
  v: v.literal(1),
  /** When somebody looks at them next; absent: there is none. */
  nextAt: v.optional(v.string()),
  /** The pace, or Jira, admits nothing before. */
  pacedUntil: v.optional(v.string()),
  storms: v.array(Storm),
});
export type Storms = v.InferOutput<typeof Storms>;

export const NO_STORMS: Storms = { v: 1, storms: [] };

/**
 * Rejections for one cause in one look at DATEV from which on they are a storm: a screenful of a board, and more than anybody corrects
 * one by one. A firm's ordinary day has some (`bench -- cost`: six).
 */
export const STORM_FROM = 20;

/**
 * Jira gives all customers together 65,000 points an hour (developer.atlassian.com, Rate limiting); one installation takes a twentieth
 * of it for its storms, so that twenty may have one in the same hour.
 */
const POINTS_AN_HOUR = 3250;
/** Making an issue, its fields and its link, each a write, and what is read for it; counted by `npm run bench -- scale`. */
const POINTS_AN_ISSUE = 5;

/** Issues that are admitted at a time: an invocation may make a hundred calls, and each takes up to six of its budget (A40). */
export const AT_A_TIME = 15;
/** Seconds from one time to the next, so that an hour stays below its points. */
export const PACE_SECONDS = Math.ceil((3600 * AT_A_TIME * POINTS_AN_ISSUE) / POINTS_AN_HOUR);

/** When the last of so many that wait will have its issue. */
export function secondsFor(waiting: number): number {
  return Math.ceil(waiting / AT_A_TIME) * PACE_SECONDS;
}

/** A cause that comes again after this is a storm of its own: by then nobody reads the issue of the first one any more. */
const LASTS_SECONDS = 24 * 3600;

/** So many were rejected for each of these causes, over all Mandanten that an invocation looks at; `rejected` has the counts so far. */
export function countRejected(
  rejected: Map<string, number>,
  causes: readonly string[],
): ReadonlyMap<string, { readonly begins: boolean }> {
  for (const cause of causes) rejected.set(cause, (rejected.get(cause) ?? 0) + 1);
  return new Map(causes.map((cause) => [cause, { begins: (rejected.get(cause) ?? 0) >= STORM_FROM }]));
}

/** Whether the record of storms has to be read for them: one begins, or these are the rest of so many that one may have begun. */
export function mayJoin(
  counts: ReadonlyMap<string, { readonly begins: boolean }>,
  { isRest }: { readonly isRest: boolean },
): boolean {
  return [...counts.values()].some(({ begins }) => begins || isRest);
}

/** The storm that a rejection for this cause belongs to now. */
export function stormOf({ storms }: Storms, cause: string, now: string): Storm | undefined {
  return storms.find((one) => one.cause === cause && secondsBetween(one.joinedAt, now) < LASTS_SECONDS);
}

/** So many files were rejected for these causes, and are about to be put on record; `id` names the storms that begin. */
export function joined(
  before: Storms,
  rejected: ReadonlyMap<string, { readonly begins: boolean }>,
  { now, id }: { readonly now: string; readonly id: () => string },
): Storms {
  let after = before;
  for (const [cause, { begins }] of rejected) {
    const known = stormOf(after, cause, now);
    if (known === undefined && !begins) continue;
    const storm = known ?? { id: id(), cause, since: now, joinedAt: now, most: 0 };
    const others = after.storms.filter((one) => one.id !== storm.id);
    after = { ...after, storms: [...others, { ...storm, joinedAt: now }] };
  }
  return after === before ? before : { ...after, nextAt: soonest(after, now) };
}

/** They may go on, as soon as the pace allows. */
export function hastened(before: Storms, now: string): Storms {
  return before.nextAt === undefined ? before : { ...before, nextAt: soonest(before, now) };
}

/** As soon as the pace allows, which is not always now. */
function soonest({ pacedUntil = '' }: Storms, now: string): string {
  return pacedUntil > now ? pacedUntil : now;
}

/** One of them, unless it is over. */
export function stormWith({ storms }: Storms, id: string | undefined): Storm | undefined {
  return storms.find((one) => one.id === id);
}

/** One of them changed; one that is over by now stays so. */
export function withChanged(before: Storms, id: string, change: (storm: Storm) => Storm): Storms {
  return { ...before, storms: before.storms.map((one) => (one.id === id ? change(one) : one)) };
}

/** The issue for the whole, unless a person deleted it. */
export function issueOf({ issue, goneAt }: Storm): Storm['issue'] {
  return goneAt === undefined ? issue : undefined;
}

/** The index may show what joined this late; so long a storm is not over, whatever is counted. */
const JOINING_SECONDS = 900;

/** While nothing waits for its turn, a storm is looked at so often until all of it has ended. */
const TEND_SECONDS = 900;

/** What is counted of a storm. */
export type Standing = { readonly open: number; readonly waiting: number };

/** Whether nothing of it is open any more. */
export function isOver({ joinedAt }: Storm, { open }: Standing, now: string): boolean {
  return open === 0 && secondsBetween(joinedAt, now) >= JOINING_SECONDS;
}

/** Without one that was found to be over. What joined it since, while Jira was asked, would wait for ever without it. */
export function without(before: Storms, { id, joinedAt }: Storm): Storms {
  return { ...before, storms: before.storms.filter((one) => one.id !== id || one.joinedAt !== joinedAt) };
}

/** What its own issue needs: to be made, or looked for after a lost answer; `wait`: whoever is at it, or Jira, needs time. */
export function parentStep(storm: Storm, now: string): 'make' | 'look' | 'wait' | 'nothing' {
  if (storm.issue !== undefined) return 'nothing';
  if ((storm.notBefore ?? '') > now) return storm.isRefused === true ? 'nothing' : 'wait';
  return storm.wantedSince === undefined ? 'make' : 'look';
}

/** So long those that follow wait for an issue for the whole that Jira hides, because they would stay without their link. */
const LINK_WAITS_SECONDS = 3600;

/**
 * To which issue that of a file of it is linked. `wait`: the one for the whole comes first, so that what belongs to it can be linked; to
 * one that a person deleted, or that is hidden for long, nothing is.
 */
export function parentFor(
  storm: Storm | undefined,
  now: string,
): 'wait' | { readonly parent: string | undefined } {
  if (storm === undefined) return { parent: undefined };
  if (parentStep(storm, now) !== 'nothing') return 'wait';
  const parent = issueOf(storm)?.id;
  if (parent === undefined || storm.hidden === undefined) return { parent };
  return isHiddenLong(storm.hidden, now) ? { parent: undefined } : 'wait';
}

function isHiddenLong({ since }: NonNullable<Storm['hidden']>, now: string): boolean {
  return secondsBetween(since, now) >= LINK_WAITS_SECONDS;
}

/**
 * What becomes of a link to the issue for the whole that was ordered before that was found hidden. `until`: the storm looks for it first,
 * in the round after the issue is due, and Jira is not asked before; `without`: it is hidden for long, or a person deleted it.
 */
export function linkOf(
  { goneAt, hidden }: Storm,
  { now, nextAt = now }: { readonly now: string; readonly nextAt?: string | undefined },
): 'try' | 'without' | { readonly until: string } {
  if (goneAt !== undefined) return 'without';
  if (hidden === undefined) return 'try';
  if (isHiddenLong(hidden, now)) return 'without';
  const [looked = now] = [now, nextAt, hidden.at].toSorted().toReversed();
  return { until: plusSeconds(looked, ROUND_SECONDS) };
}

/** A round has looked at all storms after that. */
const ROUND_SECONDS = 60;

/** Its text follows what is counted, at most once in the five minutes of a round. */
const TELL_SECONDS = 300;

export function wantsTelling({ told }: Storm, { open, waiting }: Standing, now: string): boolean {
  if (told === undefined) return true;
  const isNew = told.open !== open || told.waiting !== waiting;
  return isNew && secondsBetween(told.at, now) >= TELL_SECONDS;
}

/**
 * What a round may do. While Jira wants quiet nothing is asked of it; while somebody lets the issues wait, the issue for the whole
 * says how it stands, and none is made. `waits`: whether more may wait although nobody was admitted.
 */
export function roundFor({ isQuiet, isPaused }: { readonly isQuiet: boolean; readonly isPaused: boolean }): {
  readonly tends: boolean;
  readonly makes: boolean;
  readonly waits: boolean;
} {
  return { tends: !isQuiet, makes: !isQuiet && !isPaused, waits: isQuiet && !isPaused };
}

/** When somebody looks again: `waits` for its turn still somebody does, who goes on at the pace, or when Jira wants to be asked. */
export function afterRound(
  storms: Storms,
  {
    now,
    waits,
    quietUntil = '',
  }: { readonly now: string; readonly waits: boolean; readonly quietUntil?: string | undefined },
): Storms {
  const { nextAt: _, pacedUntil = '', ...rest } = storms;
  if (rest.storms.length === 0) return { ...rest, pacedUntil };
  const paced = quietUntil > pacedUntil ? quietUntil : pacedUntil;
  const isJoining = rest.storms.some((one) => secondsBetween(one.joinedAt, now) < JOINING_SECONDS);
  if (waits || isJoining) return { ...rest, pacedUntil: paced, nextAt: paced };
  const tended = plusSeconds(now, TEND_SECONDS);
  // Of those that Jira hides there is nothing to say before they are looked for again.
  const [first = ''] = rest.storms.map(({ hidden }) => hidden?.at ?? '').toSorted();
  return { ...rest, pacedUntil: paced, nextAt: [tended, first].toSorted().at(-1) ?? tended };
}
