import { privacy } from '@forge/api';
import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { nowMs } from '../platform/clock';
import { retryAfterSeconds } from '../platform/retry-after';

/** More at once would go as several calls side by side (`@forge/api` splits by itself). */
export const MAX_ACCOUNTS = 90;

const Told = v.array(v.object({ accountId: v.string(), status: v.picklist(['updated', 'closed']) }));
type Told = v.InferOutput<typeof Told>[number];

/**
 * Tells Atlassian of at most 90 accounts that we know; answers those to be erased (`closed`) or renewed (`updated`). Repeating
 * it changes nothing at Atlassian. `privacy.unreachable`, `privacy.unreadable` (both later), `privacy.refused` (never).
 */
export async function reportAccounts(
  accounts: readonly { readonly accountId: string; readonly updatedAt: string }[],
): Promise<Result<readonly Told[], Problem>> {
  try {
    const told = v.safeParse(Told, await privacy.reportPersonalData([...accounts]));
    return told.success ? ok(told.output) : fail({ code: 'privacy.unreadable', retry: 'later' });
  } catch (error) {
    return fail(problemOf(error));
  }
}

/** `@forge/api` throws the answer itself when it is neither 200 nor 204. */
function problemOf(error: unknown): Problem {
  const status = member(error, 'status');
  if (typeof status !== 'number' || status < 400) return { code: 'privacy.unreachable', retry: 'later' };
  if (status !== 429 && status < 500) return { code: 'privacy.refused', retry: 'never', status };
  const headers = member(error, 'headers') as { get?: (name: string) => string | null } | undefined;
  const seconds = retryAfterSeconds(headers?.get?.('retry-after') ?? null, nowMs());
  const wait = present({ retryAfterSeconds: seconds });
  return { code: 'privacy.unreachable', retry: 'later', status, ...wait };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
