import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/** Who wants no message a day: by a hash, because nothing has to name them. */
const DECLINED = { v: 1 } as const;

function keyOf(accountId: string): string {
  return `no-digest:${sha256(accountId).slice(0, 32)}`;
}

/** Whether somebody said that they want none. */
export async function hasDeclined(accountId: string): Promise<boolean> {
  return (await unwrap(kv.get(keyOf(accountId)))) !== undefined;
}

/** Somebody says so of themselves. */
export async function decline(accountId: string): Promise<void> {
  await unwrap(kv.set(keyOf(accountId), DECLINED));
}

/** Somebody wants it again, or their account was closed. */
export async function forgetDeclined(accountId: string): Promise<void> {
  await unwrap(kv.remove(keyOf(accountId)));
}
