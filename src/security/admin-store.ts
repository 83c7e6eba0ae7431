import { plusSeconds } from '../kernel/instant';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';

/**
 * Jira administrators may send without being in the group, but Jira does not tell an app whether somebody else is one. So it is
 * noted when Jira said it of a caller, and believed for an hour: long enough for what they just ordered.
 */
const BELIEVED_SECONDS = 3600;

/** Jira just said that this person administers it. */
export async function noteAdmin(accountId: string): Promise<void> {
  const until = plusSeconds(now(), BELIEVED_SECONDS);
  await unwrap(kv.set(keyOf(accountId), { until }, { ttlSeconds: BELIEVED_SECONDS }));
}

/** Whether Jira said so within the last hour. Forge deletes late what is over, so the end is stored, too. */
export async function wasAdminLately(accountId: string): Promise<boolean> {
  const noted = await unwrap(kv.get<{ readonly until: string }>(keyOf(accountId)));
  return noted !== undefined && noted.until > now();
}

function keyOf(accountId: string): string {
  return `admin:${accountId}`;
}
