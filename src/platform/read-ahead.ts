import { awaitAll } from '../kernel/await-all';
import { nowMs } from './clock';
import * as kv from './kv';
import { unwrap } from './trouble';

/** What is stored under a key of an entity; undefined when nothing is. */
export type Read = (key: string) => Promise<unknown>;

/** What was read ahead so long ago is read anew. */
const FRESH_MS = 30_000;

/**
 * Reads many values of an entity in few calls and hands each on once, for a while; every other read is one of its own. To find out
 * what there is to do: Forge does not say that values read together are the newest, so what is written on them needs the condition
 * of their version.
 */
export async function readAhead(entity: string, keys: readonly string[]): Promise<Read> {
  const since = nowMs();
  const ahead = new Map<string, unknown>();
  await awaitAll(
    batchesOf([...new Set(keys)]).map(async (some) => {
      const found = await kv.getEntities(entity, some);
      if (found.ok) for (const key of some) ahead.set(key, found.value.get(key));
    }),
  );
  return async (key) => {
    if (!ahead.has(key) || nowMs() - since > FRESH_MS) return unwrap(kv.getEntity(entity, key));
    const value = ahead.get(key);
    ahead.delete(key);
    return value;
  };
}

function batchesOf(keys: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(keys.length / kv.MAX_BATCH);
  return Array.from({ length: count }, (_, n) => keys.slice(n * kv.MAX_BATCH, (n + 1) * kv.MAX_BATCH));
}
