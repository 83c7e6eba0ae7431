import type { MandantBasics } from '../datev/basics';
import { earlier, notBefore, plusSeconds, secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { NotedProblem, Problem } from '../kernel/problem';
import { pollGapSeconds, retryGapSeconds, SILENT_AFTER_SECONDS } from '../submissions/schedule';

/**
 * What we know of one Mandant: whether we watch it, which of our attempts are open at DATEV, and when to look next.
 * Polling is per Mandant: one list call settles every open attempt and shows what other programs sent.
 */
export type Watch = {
  readonly v: 1;
  readonly mandant: string;
  readonly name?: string;
  readonly watched: boolean;
  /** Jobs DATEV received before this instant are none of our business. */
  readonly watchedSince?: string;
  /** Jira account id that new issues of this Mandant are assigned to. */
  readonly assignee?: string;
  readonly open: readonly OpenAttempt[];
  readonly poll?: { readonly at: string; readonly step: number };
  /** DATEV refused a look and said until when it wants none (`Retry-After`): whatever else wants one waits as long. */
  readonly notBefore?: string;
  readonly discovery: Discovery;
  readonly trouble?: { readonly problem: NotedProblem; readonly since: string; readonly times: number };
  readonly lastLookAt?: string;
  /** What DATEV said of the Mandant's services and books when it was last asked. */
  readonly known?: Known;
  /** Which submission last took a lane: DATEV wants one DXSO job at a time per kind and month, and one cash job in all. */
  readonly lanes?: Readonly<Record<string, string>>;
};

export type Known = {
  readonly at: string;
  readonly services: readonly string[];
  readonly basics?: MandantBasics;
};

export type OpenAttempt = {
  readonly submissionId: string;
  readonly revision: number;
  readonly referenceId: string;
  readonly since: string;
  /** Of a DXSO job, which no list shows: its status is asked for by its id. */
  readonly jobId?: string;
};

export type Discovery = {
  readonly nextAt?: string;
  /** DATEV's `Total-Items` at the last look. */
  readonly total?: number;
  /** More had finished than one look puts on record. */
  readonly more?: true;
  /** Watched from earlier than before: behind jobs that we know there may be some that nobody has read yet. */
  readonly further?: true;
  /** Ids of finished jobs we have dealt with, newest last; bounded, see `floor`. */
  readonly seen: readonly string[];
  /** Ids of other programs' jobs that were pending when we last looked. */
  readonly pending: readonly string[];
  /** Jobs received before this are dealt with although no longer in `seen`. */
  readonly floor?: string;
};

/** A Mandant nobody watches yet. */
export function newWatch(mandant: string): Watch {
  return {
    v: 1,
    mandant,
    watched: false,
    open: [],
    discovery: { seen: [], pending: [] },
  };
}

/** When what is open at DATEV is asked for: never before DATEV wants to be asked again. */
export function pollDueAt({ poll, notBefore: least }: Pick<Watch, 'poll' | 'notBefore'>): string | undefined {
  return poll && notBefore(least, poll.at);
}

/**
 * When this Mandant wants a look; `undefined` = never. Never before DATEV wants to be asked again. The first poll of what DATEV just took is
 * not before its `Retry-After`: until then the list is not read for other programs either, and that poll reads it for both.
 */
export function watchDueAt(w: Watch): string | undefined {
  const poll = w.open.length > 0 ? w.poll : undefined;
  const at = poll?.step === 0 ? poll.at : earlier(poll?.at, w.watched ? w.discovery.nextAt : undefined);
  return at && notBefore(w.notBefore, at);
}

/** Whether it wants a look now. A watched Mandant whose list was never read wants one at once. */
export function isLookDue(w: Watch, now: string): boolean {
  if ((w.notBefore ?? '') > now) return false;
  const poll = w.open.length > 0 ? w.poll : undefined;
  if (poll !== undefined && (poll.step === 0 || poll.at <= now)) return poll.at <= now;
  return w.watched && (w.discovery.nextAt ?? '') <= now;
}

/** An attempt DATEV accepted: polls begin anew, `retryAfterSeconds` (from DATEV's 202) is the least wait. */
export function withOpen(
  w: Watch,
  attempt: OpenAttempt,
  timing: { retryAfterSeconds: number; chance: number },
): Watch {
  const others = w.open.filter((o) => o.referenceId !== attempt.referenceId);
  const at = plusSeconds(attempt.since, pollGapSeconds(0, timing.retryAfterSeconds, timing.chance));
  const first = earlier(w.open.length > 0 ? w.poll?.at : undefined, at) ?? at;
  return { ...w, open: [...others, attempt], poll: { at: notBefore(w.notBefore, first), step: 0 } };
}

/** The next poll after one that left attempts open; `unread`: reference ids of those that DATEV has finished, and of which nothing can be put on record. */
export function afterPoll(
  w: Watch,
  {
    now,
    chance,
    unread,
  }: { readonly now: string; readonly chance: number; readonly unread?: ReadonlySet<string> },
): Watch {
  if (w.open.length === 0) {
    const { poll: _, ...rest } = w;
    return rest;
  }
  const step = (w.poll?.step ?? 0) + 1;
  const isOld = w.open.every(
    ({ since, referenceId }) =>
      secondsBetween(since, now) > SILENT_AFTER_SECONDS || unread?.has(referenceId) === true,
  );
  const gap = isOld ? OLD_SECONDS : pollGapSeconds(step, 0, chance);
  return { ...w, poll: { at: notBefore(w.notBefore, plusSeconds(now, gap)), step } };
}

/** Why DATEV is not asked for anything of this Mandant now: it wants to be left alone, so many seconds more. */
export function restingOf({ notBefore: until }: Watch, now: string): Problem | undefined {
  if (until === undefined || until <= now) return undefined;
  const retryAfterSeconds = Math.ceil(secondsBetween(now, until));
  return { code: 'datev.later', retry: 'later', retryAfterSeconds };
}

/** One answer of DATEV's, which settles nothing else, says that it wants to be left alone; of two the longer time counts, to the second. */
export function resting(w: Watch, problem: Problem, now: string): Watch {
  const { notBefore: until } = withRest(w, problem, now);
  const isLonger = until !== undefined && secondsBetween(w.notBefore ?? now, until) >= 1;
  return isLonger ? { ...w, notBefore: until } : w;
}

/** DATEV answered: until when it wants to be left alone stands in this answer, or nowhere. */
export function withRest({ notBefore: _, ...w }: Watch, problem: Problem | undefined, now: string): Watch {
  const seconds = problem?.retryAfterSeconds;
  return seconds === undefined ? w : { ...w, notBefore: plusSeconds(now, seconds) };
}

/** What has had no result for a day, or cannot be read, is looked at four times a day: a late result still counts. */
const OLD_SECONDS = 6 * 3600;

/** A look that failed: the next one comes later each time, and the Mandant says why. */
export function inTrouble(
  w: Watch,
  what: { readonly problem: Problem; readonly now: string; readonly chance: number },
): Watch {
  const { problem, now, chance } = what;
  const times = (w.trouble?.times ?? 0) + 1;
  const at = plusSeconds(now, retryGapSeconds(times, problem.retryAfterSeconds ?? 0, chance));
  const poll = w.open.length > 0 ? { poll: { at, step: w.poll?.step ?? 0 } } : {};
  return {
    ...withRest(w, problem, now),
    ...poll,
    trouble: { problem, since: w.trouble?.since ?? now, times },
    discovery: { ...w.discovery, nextAt: at },
  };
}

/** Sets who gets the Mandant's new issues; null = nobody in particular. */
export function withAssignee(w: Watch, assignee: string | null | undefined): Watch {
  if (assignee === undefined) return w;
  const { assignee: _, ...rest } = w;
  return assignee === null ? rest : { ...rest, assignee };
}

/** Watched from an instant on, with a look at once. Whoever is watched already keeps an earlier beginning: nothing of it gets lost. */
export function watchedFrom(
  w: Watch,
  since: string,
  {
    now,
    name,
    assignee,
  }: { readonly now: string; readonly name?: string; readonly assignee?: string | null },
): Watch {
  const before = w.watched ? w.watchedSince : undefined;
  return {
    ...withAssignee(w, assignee),
    ...present({ name: name ?? w.name }),
    watched: true,
    watchedSince: earlier(before, since) ?? since,
    discovery: { ...readFrom(w, since), nextAt: now },
  };
}

/**
 * What is known of its jobs, where it is watched from that instant on. Where nobody watched, or later, jobs came that nobody read: they may
 * lie behind jobs that we know, so that knowing the last ones, or how many there are, ends no look.
 */
function readFrom(w: Watch, since: string): Discovery {
  if (w.watched && since >= (w.watchedSince ?? '')) return w.discovery;
  const { total: _, floor, ...discovery } = unwatched(w).discovery;
  const pending = w.watched ? w.discovery.pending : [];
  const known = since >= (w.watchedSince ?? '') ? present({ floor }) : {};
  return { ...discovery, pending, further: true, ...known };
}

/** Not watched any more: what other programs have pending there, and what was left for the next look, is nobody's business from now on. */
export function unwatched(w: Watch): Watch {
  const { more: _, ...discovery } = w.discovery;
  return { ...w, watched: false, discovery: { ...discovery, pending: [] } };
}
