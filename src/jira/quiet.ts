import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';

/** A shorter wait is that of one issue or one operation (Jira: Rate limiting). */
const QUOTA_FROM_SECONDS = 60;

/**
 * Until when all of the installation leaves Jira alone after this answer: the quota of points is that of everything the app does. It
 * stands in health (`health/health` › `quietOf`), where every effect at Jira looks before it begins.
 */
export function quietAfter({ code, retryAfterSeconds = 0 }: Problem, now: string): string | undefined {
  const isQuota = code === 'jira.later' && retryAfterSeconds >= QUOTA_FROM_SECONDS;
  return isQuota ? plusSeconds(now, retryAfterSeconds) : undefined;
}
