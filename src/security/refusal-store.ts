import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';
import { afterRefusal, fromMemory, type Refusals } from './throttle';

const KEPT_SECONDS = 120;

/** The code of a refusal that needs no call to Jira; undefined: ask. */
export async function refusedLately(accountId: string, what: string): Promise<string | undefined> {
  return fromMemory(await load(accountId), what, now());
}

/** Two refusals at the same moment may count as one, which only makes the memory begin later. */
export async function noteRefusal(
  accountId: string,
  call: { readonly what: string; readonly code: string },
): Promise<void> {
  const next = afterRefusal(await load(accountId), call, now());
  await unwrap(kv.set(keyOf(accountId), next, { ttlSeconds: KEPT_SECONDS }));
}

function load(accountId: string): Promise<Refusals | undefined> {
  return unwrap(kv.get<Refusals>(keyOf(accountId)));
}

function keyOf(accountId: string): string {
  return `refused:${accountId}`;
}
