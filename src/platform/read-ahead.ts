import { awaitAll } from '../kernel/await-all';
import { nowMs } from './clock';
import * as kv from './kv';
import { unwrap } from './trouble';

/** What is stored under a key of an entity; undefined when nothing is. */
export type Read = (key: string) => Promise<unknown>;

/** What is read of an entity. */
export type Wish = { readonly entity: string; readonly keys: readonly string[] };

/** What was read ahead so long ago is read anew. */
const FRESH_MS = 30_000;

/**
 * Reads many values in few calls and hands each on once, for a while; every other read is one of its own. To find out what there is
 * to do: Forge does not say that values read together are the newest, so what is written on them needs the condition of their
 * version. No two keys are the same, of whatever entities.
 */
export async function readAhead(...wishes: readonly Wish[]): Promise<(entity: string) => Read> {
  const since = nowMs();
  const ahead = new Map<string, unknown>();
  await awaitAll(
    batchesOf(wishes.flatMap(({ entity, keys }) => [...new Set(keys)].map((key) => ({ entity, key })))).map(
      async (some) => {
        const found = await kv.getEntities(some);
        if (found.ok) for (const { key } of some) ahead.set(key, found.value.get(key));
      },
    ),
  );
  return (entity) => async (key) => {
    if (!ahead.has(key) || nowMs() - since > FRESH_MS) return unwrap(kv.getEntity(entity, key));
    const value = ahead.get(key);
    ahead.delete(key);
    return value;
  };
}

type StoredKey = { readonly entity: string; readonly key: string };

function batchesOf(places: readonly StoredKey[]): readonly (readonly StoredKey[])[] {
  const count = Math.ceil(places.length / kv.MAX_BATCH);
  return Array.from({ length: count }, (_, n) => places.slice(n * kv.MAX_BATCH, (n + 1) * kv.MAX_BATCH));
}
