import { secondsInDay } from 'date-fns/constants';
import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/**
 * Who wants no message a day: by a hash, because nothing has to name them. So nobody can tell when their account is closed: what keeps
 * back no message for a year is forgotten.
 */
const DECLINED = { v: 1 } as const;
const KEPT_SECONDS = 365 * secondsInDay;

function keyOf(accountId: string): string {
  return `no-digest:${sha256(accountId).slice(0, 32)}`;
}

/** Whether somebody said that they want none. */
export async function hasDeclined(accountId: string): Promise<boolean> {
  return (await unwrap(kv.get(keyOf(accountId)))) !== undefined;
}

/** Somebody says so of themselves. */
export async function decline(accountId: string): Promise<void> {
  await unwrap(kv.set(keyOf(accountId), DECLINED, { ttlSeconds: KEPT_SECONDS }));
}

/** Whether one of today is kept back from them; then it holds for another year. */
export async function keepsDeclining(accountId: string): Promise<boolean> {
  if (!(await hasDeclined(accountId))) return false;
  await decline(accountId);
  return true;
}

/** Somebody wants it again, or their account was closed. */
export async function forgetDeclined(accountId: string): Promise<void> {
  await unwrap(kv.remove(keyOf(accountId)));
}
