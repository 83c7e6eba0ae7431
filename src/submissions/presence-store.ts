import { plusSeconds } from '../kernel/instant';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

type Present = Readonly<Record<string, string>>;
const LASTS_SECONDS = 60;

/** "I am at it": for a minute others see it. Two people at the same moment may overwrite each other; the next call heals it. */
export async function notePresence(submissionId: string, accountId: string): Promise<void> {
  const at = now();
  const before = (await unwrap(kv.get<Present>(keyOf(submissionId)))) ?? {};
  const fresh = Object.entries(before).filter(([, until]) => until > at);
  const next = { ...Object.fromEntries(fresh), [accountId]: plusSeconds(at, LASTS_SECONDS) };
  await unwrap(kv.set(keyOf(submissionId), next, { ttlSeconds: 3600 }));
}

/** Others who said within the last minute that they are at it. */
export async function othersAtIt(submissionId: string, me: string): Promise<readonly string[]> {
  const at = now();
  const all = (await unwrap(kv.get<Present>(keyOf(submissionId)))) ?? {};
  return Object.entries(all).flatMap(([id, until]) => (id !== me && until > at ? [id] : []));
}

function keyOf(submissionId: string): string {
  return `presence:${submissionId}`;
}
