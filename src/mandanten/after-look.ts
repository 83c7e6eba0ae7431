import { notBefore, plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { ClassifiedJobs } from './classify-jobs';
import { isOpen } from './discovery-times';
import { afterPoll, inTrouble, isLookDue, type Watch, withRest } from './watch';

/** What the record of a Mandant says after a look at DATEV, and what of a look is due at all. */

/** What a look at the list found out. */
export type Looked = {
  readonly sifted: ClassifiedJobs;
  /** Since when the Mandant was watched as the look began. */
  readonly since: string | undefined;
  /** Jobs of other programs that were asked for one by one, and are over. */
  readonly gone: readonly string[];
  readonly problem?: Problem | undefined;
  readonly hasAskedPackages: boolean;
  /** Reference ids of ours whose submission cannot be read: they stay open, because what became of them is not on record yet. */
  readonly unread?: ReadonlySet<string>;
};

/** `nextAt`: the Mandant's next slot of discovery; `chance` scatters what comes before it. */
export type LookTimes = { readonly now: string; readonly chance: number; readonly nextAt: string };

/**
 * What is due of a Mandant: DATEV's list, or only packages, which are in no list (flows/exception/look-at-packages). `postponed`: outside
 * of the hours of discovery only what is open at DATEV is asked for.
 */
export function whatIsDue(
  w: Watch,
  now: string,
  hours: Parameters<typeof isOpen>[1],
): 'nothing' | 'postponed' | 'packages' | 'list' {
  if (!isLookDue(w, now)) return 'nothing';
  if (w.open.length === 0 && !isOpen(now, hours)) return 'postponed';
  const discovers = w.watched && (w.discovery.nextAt ?? '') <= now;
  return discovers || w.open.some(({ jobId }) => jobId === undefined) ? 'list' : 'packages';
}

/** When what is left of more than one look puts on record is looked at: never before DATEV wants to be asked again. */
export function moreDueAt({ watched, notBefore: least, discovery }: Watch): string | undefined {
  const { more, nextAt } = discovery;
  return watched && more === true && nextAt !== undefined ? notBefore(least, nextAt) : undefined;
}

/**
 * Of DATEV's list and the packages, two services, whichever wants to be left alone ends the look. So after a look that had trouble the list is
 * read first, and the packages after the next one: neither keeps the other waiting for ever.
 */
export function isListFirst({ trouble }: Watch): boolean {
  return (trouble?.times ?? 0) % 2 === 1;
}

/** What is asked for one by one until DATEV wants to be left alone begins at another one where the looks before had trouble: each gets its turn. */
export function inTurn<T>(all: readonly T[], { trouble }: Watch): readonly T[] {
  const first = Math.floor((trouble?.times ?? 0) / 2) % Math.max(all.length, 1);
  return [...all.slice(first), ...all.slice(0, first)];
}

/** Reference ids of ours of which the list shows the end. */
export function finishedOf({ ours }: Pick<ClassifiedJobs, 'ours'>): ReadonlySet<string | undefined> {
  return new Set(ours.filter(({ result }) => result !== 'pending').map(({ referenceId }) => referenceId));
}

/** With the next minute there are units of storage again. */
const MORE_SECONDS = 60;

/** DATEV's list was read. */
export function afterList(w: Watch, looked: Looked, { now, chance, nextAt }: LookTimes): Watch {
  const { sifted, gone, problem, hasAskedPackages, unread = NONE } = looked;
  const { trouble: _, ...healthy } = withRest(w, problem, now);
  const pending = sifted.discovery.pending.filter((id) => !gone.includes(id));
  const seen = [...sifted.discovery.seen, ...gone];
  // The rest is looked at with the next minute, as far as discovery is open then.
  const soon = { nextAt: sifted.more ? plusSeconds(now, MORE_SECONDS) : nextAt };
  // Whoever began to watch it anew during the look, or from earlier on, wants a look of their own.
  const isAsBefore = w.watched && w.watchedSince === looked.since;
  const discovery = isAsBefore ? { ...sifted.discovery, pending, seen, ...soon } : w.discovery;
  const finished = finishedOf(sifted);
  const open = w.open.filter(({ referenceId }) => !finished.has(referenceId) || unread.has(referenceId));
  // A list says nothing about packages that were not asked for this time: their trouble stays, and they are asked for when they were to be.
  // A first poll that is due stands there since before what DATEV took during the look: it wants its own pause.
  const isToCome = w.poll !== undefined && (w.poll.step > 0 || w.poll.at > now);
  const waits = !hasAskedPackages && isToCome && open.some(({ jobId }) => jobId !== undefined);
  const trouble = problem === undefined ? (waits ? w.trouble : undefined) : troubleWith(problem, w, now);
  const after = { ...healthy, ...present({ trouble }), open, discovery, lastLookAt: now };
  return waits ? after : afterPoll(after, { now, chance, unread });
}
const NONE: ReadonlySet<string> = new Set();

/** Only packages were asked for; what one of them was in the way of is told. */
export function afterPackages(
  w: Watch,
  { trouble: problem, unread }: { readonly trouble?: Problem; readonly unread?: ReadonlySet<string> },
  { now, chance }: Omit<LookTimes, 'nextAt'>,
): Watch {
  const { trouble: _, ...healthy } = withRest(w, problem, now);
  const trouble = problem && troubleWith(problem, w, now);
  const after = { ...healthy, ...present({ trouble }), lastLookAt: now };
  return afterPoll(after, { now, chance, ...present({ unread }) });
}

function troubleWith(problem: Problem, { trouble }: Watch, now: string): NonNullable<Watch['trouble']> {
  return { problem, since: trouble?.since ?? now, times: (trouble?.times ?? 0) + 1 };
}

/** It is for people to connect: until then all come at their slots, together, and not each at an instant of its own. */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'datev.not-connected',
  'datev.reconnect',
  'datev.other-site',
]);

/** The look failed. */
export function afterLookFailed(w: Watch, problem: Problem, { nextAt, ...when }: LookTimes): Watch {
  const troubled = inTrouble(w, { problem, ...when });
  if (!UNCONNECTED.has(problem.code)) return troubled;
  return { ...troubled, discovery: { ...troubled.discovery, nextAt } };
}
