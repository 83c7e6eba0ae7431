import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';

/**
 * The two ways in that take hooks: `signed` for everything with an HMAC signature, `looker` for Looker's static token.
 * Here is which secrets there are and since when; their values lie in secret storage.
 */
export const ENDPOINTS = ['signed', 'looker'] as const;
export type HookDoor = (typeof ENDPOINTS)[number];

const One = v.object({
  id: v.string(),
  madeAt: v.string(),
  /** Jira account id. */
  madeBy: v.string(),
  /** When something last came in with it, kept to the hour. */
  usedAt: v.exactOptional(v.string()),
});
const Pair = v.object({
  current: One,
  /** The one before: valid until `endsAt`, or until a person ends it. */
  old: v.exactOptional(v.object({ ...One.entries, endsAt: v.string() })),
});
export const HookSecrets = v.object({
  v: v.literal(1),
  signed: v.exactOptional(Pair),
  looker: v.exactOptional(Pair),
});
export type HookSecrets = v.InferOutput<typeof HookSecrets>;
export type SecretNote = v.InferOutput<typeof One>;

export const NO_SECRETS: HookSecrets = { v: 1 };
/** How long the old secret stays valid beside the new one. */
export const ROTATION_SECONDS = 7 * secondsInDay;
const USE_IS_NEWS_AFTER_MS = 3_600_000;

/** Ids of the secrets that count at this instant, the newest first. */
export function validIds(all: HookSecrets, door: HookDoor, now: string): readonly string[] {
  const pair = all[door];
  if (pair === undefined) return [];
  return pair.old !== undefined && now < pair.old.endsAt ? [pair.current.id, pair.old.id] : [pair.current.id];
}

/** Ids of everything a door still names, valid or not. */
export function namedIds(all: HookSecrets, door: HookDoor): readonly string[] {
  const pair = all[door];
  return pair === undefined ? [] : [pair.current.id, ...(pair.old === undefined ? [] : [pair.old.id])];
}

/** The first secret of a door; where there is one already, nothing changes. */
export function withFirst(all: HookSecrets, door: HookDoor, made: SecretNote): HookSecrets {
  return all[door] === undefined ? { ...all, [door]: { current: made } } : all;
}

/**
 * A new secret takes over and the one before stays valid for a week. One that was still older ends now: never more than
 * two are valid. Without any secret nothing changes.
 */
export function withNext(all: HookSecrets, door: HookDoor, made: SecretNote): HookSecrets {
  const pair = all[door];
  if (pair === undefined) return all;
  const endsAt = plusSeconds(made.madeAt, ROTATION_SECONDS);
  return { ...all, [door]: { current: made, old: { ...pair.current, endsAt } } };
}

/** A person ends the rotation: from now on only the new secret counts. */
export function withoutOld(all: HookSecrets, door: HookDoor): HookSecrets {
  const pair = all[door];
  return pair?.old === undefined ? all : { ...all, [door]: { current: pair.current } };
}

/** The door takes nothing any more. */
export function without(all: HookSecrets, door: HookDoor): HookSecrets {
  if (all[door] === undefined) return all;
  const { [door]: _, ...rest } = all;
  return rest;
}

/** Without the account that made them; the same when it made none. */
export function withoutMaker(all: HookSecrets, accountId: string): HookSecrets {
  const changed = ENDPOINTS.flatMap((door) => {
    const pair = all[door];
    const isNamed = [pair?.current, pair?.old].some((one) => one?.madeBy === accountId);
    if (pair === undefined || !isNamed) return [];
    const old = present({ old: pair.old && nameless(pair.old, accountId) });
    return [[door, { current: nameless(pair.current, accountId), ...old }] as const];
  });
  return changed.length === 0 ? all : { ...all, ...Object.fromEntries(changed) };
}

function nameless<S extends SecretNote>(one: S, accountId: string): S {
  return one.madeBy === accountId ? { ...one, madeBy: '' } : one;
}

/** Something came in with a secret. Less than an hour after the last time nothing changes, so that it is seldom written. */
export function withUse(
  all: HookSecrets,
  use: { readonly door: HookDoor; readonly id: string },
  now: string,
): HookSecrets {
  const { door, id } = use;
  const pair = all[door];
  if (pair === undefined) return all;
  if (pair.current.id === id && isNews(pair.current.usedAt, now))
    return { ...all, [door]: { ...pair, current: { ...pair.current, usedAt: now } } };
  if (pair.old?.id === id && isNews(pair.old.usedAt, now))
    return { ...all, [door]: { ...pair, old: { ...pair.old, usedAt: now } } };
  return all;
}

function isNews(usedAt: string | undefined, now: string): boolean {
  return usedAt === undefined || Date.parse(now) - Date.parse(usedAt) >= USE_IS_NEWS_AFTER_MS;
}
