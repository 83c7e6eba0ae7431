import * as v from 'valibot';
import { changeLogged } from '../audit/config-log-store';
import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { now } from '../platform/clock';
import { uuid } from '../platform/ids';
import * as kv from '../platform/kv';
import { randomText } from '../platform/random';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { unwrap } from '../platform/trouble';
import type { Actor } from '../submissions/events';
import { hooksChange } from './hooks-change';
import {
  type HookDoor,
  HookSecrets,
  NO_SECRETS,
  namedIds,
  ROTATION_SECONDS,
  type SecretNote,
  validIds,
  withFirst,
  withNext,
  without,
  withoutMaker,
  withoutOld,
  withUse,
} from './secrets';
import type { KnownSecret } from './signature';

const KIND: RecordKind<HookSecrets> = { key: 'hooks', schema: HookSecrets, fallback: NO_SECRETS };
const Value = v.object({ secret: v.string() });
const key = (door: HookDoor, id: string) => `hook-secret:${door}:${id}`;

/** Which secrets there are and since when, without their values. */
export async function loadHookSecrets(): Promise<HookSecrets> {
  return (await loadRecord(KIND)).data;
}

/** The secrets that count now, with their values. */
export async function validSecrets(door: HookDoor): Promise<readonly KnownSecret[]> {
  const ids = validIds(await loadHookSecrets(), door, now());
  const values = await awaitAll(ids.map((id) => unwrap(kv.getSecret(key(door, id)))));
  return ids.flatMap((id, n) => {
    const value = v.safeParse(Value, values[n]);
    return value.success ? [{ id, secret: value.output.secret }] : [];
  });
}

/** A secret for a door: its first, or the next. A signature is only as good as its secret, so that one is never a given one. */
export async function renewSecret(
  door: HookDoor,
  by: string,
  given?: string,
): Promise<Result<{ secret: string }, Problem>> {
  const own = door === 'looker' ? given : undefined;
  const isOpen = (await loadHookSecrets())[door] !== undefined;
  return isOpen ? rotateSecret(door, by, own) : makeSecret(door, by, own);
}

/** The first secret of a door. This answer is the only one that ever carries it. */
export function makeSecret(
  door: HookDoor,
  by: string,
  given?: string,
): Promise<Result<{ secret: string }, Problem>> {
  return put(door, by, { given, change: withFirst, otherwise: 'hooks.has-secret' });
}

/** A new secret; the one before counts for another week. This answer is the only one that ever carries it. */
export async function rotateSecret(
  door: HookDoor,
  by: string,
  given?: string,
): Promise<Result<{ secret: string }, Problem>> {
  const made = await put(door, by, { given, change: withNext, otherwise: 'hooks.no-secret' });
  const old = (await loadHookSecrets())[door]?.old;
  // Its record says until when it counts; that the value goes as well needs nobody to remember it.
  if (made.ok && old !== undefined) await letFade(key(door, old.id));
  return made;
}

/** Ends the old secret before its time. Fine when there is none. */
export async function endOldSecret(door: HookDoor, by: string): Promise<void> {
  await change({ door, by, how: (all) => withoutOld(all, door) });
}

/** Closes a door: nothing that comes with its secrets is taken any more. Fine when there is none. */
export async function removeSecrets(door: HookDoor, by: string): Promise<void> {
  await change({ door, by, how: (all) => without(all, door) });
}

/** The account is closed: who made a secret is forgotten, the secret still counts. */
export async function forgetSecretMaker(accountId: string): Promise<void> {
  await changeRecord(KIND, (all) => withoutMaker(all, accountId));
}

/** Notes that something came in with a secret, at most once an hour. */
export async function noteUse(door: HookDoor, id: string): Promise<void> {
  await changeRecord(KIND, (all) => withUse(all, { door, id }, now()));
}

type Put = {
  /** A secret that the other side made. */
  readonly given: string | undefined;
  readonly change: (all: HookSecrets, door: HookDoor, made: SecretNote) => HookSecrets;
  readonly otherwise: 'hooks.has-secret' | 'hooks.no-secret';
};

/** The value lies in secret storage before the record names it, so a named secret always has one. */
async function put(door: HookDoor, by: string, how: Put): Promise<Result<{ secret: string }, Problem>> {
  const [id, secret] = [uuid(), how.given ?? randomText()];
  await unwrap(kv.setSecret(key(door, id), { secret }));
  const made = { id, madeAt: now(), madeBy: by };
  const after = await change({ door, by, how: (all) => how.change(all, door, made) });
  if (namedIds(after, door).includes(id)) return ok({ secret });
  await unwrap(kv.removeSecret(key(door, id)));
  return fail({ code: how.otherwise, retry: 'after-fix' });
}

type Change = {
  readonly door: HookDoor;
  /** Jira account id. */
  readonly by: string;
  readonly how: (all: HookSecrets) => HookSecrets;
};

/** Changes the record with its entry in the log, then deletes the values that it no longer names. */
async function change({ door, by, how }: Change): Promise<HookSecrets> {
  const actor: Actor = { kind: 'person', id: by };
  const event = (before: HookSecrets, after: HookSecrets) => hooksChange(door, before, after);
  const { before, after } = await changeLogged(KIND, { by: actor, change: how, event });
  const kept = namedIds(after, door);
  for (const id of namedIds(before, door))
    if (!kept.includes(id)) await unwrap(kv.removeSecret(key(door, id)));
  return after;
}

async function letFade(secretKey: string): Promise<void> {
  const value = await unwrap(kv.getSecret(secretKey));
  if (value !== undefined) await unwrap(kv.setSecret(secretKey, value, { ttlSeconds: ROTATION_SECONDS }));
}
