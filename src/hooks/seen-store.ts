import * as v from 'valibot';
import { now, nowMs } from '../platform/clock';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/** `fresh` nobody had it · `begun` somebody took it and did not say that it is done · `done`. */
type Claim = 'fresh' | 'begun' | 'done';

const Seen = v.object({ v: v.literal(1), state: v.picklist(['begun', 'done']), expiresAt: v.string() });

/** Takes a name, before anything is done about it. Exactly one of several callers gets `fresh`. */
export async function claimName(sha: string, until: string): Promise<Claim> {
  const value = { v: 1, state: 'begun', expiresAt: until };
  if (await unwrap(kv.setIfAbsent(key(sha), value, ttl(until)))) return 'fresh';
  const found = v.safeParse(Seen, await unwrap(kv.get(key(sha))));
  if (found.success && now() < found.output.expiresAt) return found.output.state;
  // Forge may show a value for days after its time.
  await unwrap(kv.set(key(sha), value, ttl(until)));
  return 'fresh';
}

/** What the name stands for is done. */
export async function finishName(sha: string, until: string): Promise<void> {
  await unwrap(kv.set(key(sha), { v: 1, state: 'done', expiresAt: until }, ttl(until)));
}

/** Nothing was done, and the same message may come again. */
export async function releaseName(sha: string): Promise<void> {
  await unwrap(kv.remove(key(sha)));
}

function key(sha: string): string {
  return `hook-seen:${sha}`;
}

function ttl(until: string): kv.SetOptions {
  return { ttlSeconds: Math.max(60, Math.ceil((Date.parse(until) - nowMs()) / 1000)) };
}
