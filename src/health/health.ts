import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { secondsBetween } from '../kernel/instant';
import { Vacancy } from '../privacy/vacancies';

/** A project that a rule names does not take issues: since when, and why, as a problem. */
const Missed = v.object({
  key: v.string(),
  since: v.string(),
  code: v.string(),
  fields: v.optional(v.string()),
});

/** What the admin page says about the app's own life. */
export const Health = v.object({
  v: v.literal(1),
  /** Set while only reconciliation finds moves. */
  eventsMissingSince: v.optional(v.string()),
  /** The last complete hourly run: also the app's heartbeat. */
  lastReconciledAt: v.optional(v.string()),
  /** Projects that Jira does not show the app, by id: since when nobody has looked there for moves. */
  unseen: v.optional(v.record(v.string(), v.string())),
  /** Something needs more seconds than Forge gives an invocation: since when, and when it was seen last. */
  short: v.optional(v.object({ since: v.string(), at: v.string(), seconds: v.number(), needs: v.number() })),
  /** The newest test of storage: what it does not honour, nothing of which may fail. */
  storage: v.optional(v.object({ since: v.string(), at: v.string(), failed: v.array(v.string()) })),
  /** The daily look at lists and counts had to put something right. */
  recounted: v.optional(v.object({ at: v.string(), wrong: v.number() })),
  /** Jira takes no links to the issue of a storm. */
  unlinked: v.optional(v.object({ since: v.string(), at: v.string() })),
  /** Jira said that it has had enough of this app (429): nothing is asked of it before. */
  quiet: v.optional(v.object({ since: v.string(), until: v.string() })),
  /** Projects of rules that took no issue when they were last asked, by id; what took it instead. */
  missed: v.optional(v.record(v.string(), Missed)),
  refusedFields: v.optional(v.object({ fields: v.string(), since: v.string() })),
  /** Places that somebody had whose account was closed. */
  vacancies: v.optional(v.pipe(v.array(Vacancy), v.readonly())),
});
export type Health = v.InferOutput<typeof Health>;

export const NO_HEALTH: Health = { v: 1 };

/** What did not fit is tried hourly at last; not seen for longer, it fits again. */
const SHORT_LASTS_SECONDS = 2 * 3600;

/** What is too long for an invocation, as long as it keeps happening. */
export function shortNow({ short }: Health, now: string): Health['short'] {
  return short === undefined || secondsBetween(short.at, now) > SHORT_LASTS_SECONDS ? undefined : short;
}

/** Something did not fit into a whole invocation of `seconds`; of several the longest is told. */
export function afterShort(h: Health, about: { seconds: number; needs: number }, now: string): Health {
  const before = shortNow(h, now);
  const needs = Math.max(about.needs, before?.needs ?? 0);
  return { ...h, short: { since: before?.since ?? now, at: now, seconds: about.seconds, needs } };
}

/** Storage was tested; `since` is when it began to be so. */
export function afterStorageTest(h: Health, failed: readonly string[], now: string): Health {
  const before = h.storage;
  const isSame = before !== undefined && (before.failed.length === 0) === (failed.length === 0);
  return { ...h, storage: { since: isSame ? before.since : now, at: now, failed: [...failed] } };
}

/** A storage that was seen to keep its conditions; never tested is not seen. */
export function storageHolds({ storage }: Health): boolean {
  return storage?.failed.length === 0;
}

/** Until when Jira is left alone; undefined: it is not. */
export function quietOf({ quiet }: Health, now: string): string | undefined {
  return quiet !== undefined && quiet.until > now ? quiet.until : undefined;
}

/** Jira said until when; of several the latest counts. */
export function afterQuota(h: Health, until: string, now: string): Health {
  const before = quietOf(h, now);
  if (before !== undefined && before >= until) return h;
  return { ...h, quiet: { since: before === undefined ? now : (h.quiet?.since ?? now), until } };
}

/** That Jira took no link is told so long; what is seen again sooner is not written down. */
const [UNLINKED_SECONDS, AGAIN_SECONDS] = [7 * secondsInDay, 3600];

export function unlinkedNow({ unlinked }: Health, now: string): Health['unlinked'] {
  return unlinked === undefined || secondsBetween(unlinked.at, now) > UNLINKED_SECONDS ? undefined : unlinked;
}

/** Jira linked an issue of a storm to nothing. */
export function afterUnlinked(h: Health, now: string): Health {
  const before = unlinkedNow(h, now);
  if (before !== undefined && secondsBetween(before.at, now) < AGAIN_SECONDS) return h;
  return { ...h, unlinked: { since: before?.since ?? now, at: now } };
}

/** A project of a rule took no issue; the newest reason is told. */
export function afterMissed(
  h: Health,
  { id, key }: { readonly id: string; readonly key: string },
  why: { readonly code: string; readonly fields?: string; readonly now: string },
): Health {
  const { now, ...reason } = why;
  const before = h.missed?.[id];
  if (before?.code === why.code && before.fields === why.fields && before.key === key) return h;
  return { ...h, missed: { ...h.missed, [id]: { key, since: before?.since ?? now, ...reason } } };
}

/** It takes them again. */
export function afterTaken(h: Health, id: string): Health {
  if (h.missed?.[id] === undefined) return h;
  const { [id]: _, ...others } = h.missed;
  return { ...h, missed: others };
}

/** Jira delivers events within minutes; a move that reconciliation finds this long after it happened was lost. */
const EVENT_MAY_TAKE_SECONDS = 300;

/** After a move was found: by an event all is well, by reconciliation Jira's events are missing since then. */
export function afterMove(
  h: Health,
  move: { reason: 'event' | 'reconcile' | 'hook' | 'deleted' | 'again'; at: string; now: string },
): Health {
  if (move.reason === 'event') return heard(h);
  if (move.reason !== 'reconcile' || h.eventsMissingSince !== undefined) return h;
  return secondsBetween(move.at, move.now) > EVENT_MAY_TAKE_SECONDS
    ? { ...h, eventsMissingSince: move.at }
    : h;
}

/** The same value where nothing was missed: then nothing is written. */
function heard(h: Health): Health {
  const { eventsMissingSince: missed, ...rest } = h;
  return missed === undefined ? h : rest;
}
