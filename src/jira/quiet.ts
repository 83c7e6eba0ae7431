import { plusSeconds, secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';

/** Jira has told somebody else of this installation when it wants to be asked again. */
export function laterThan(until: string, now: string): Problem {
  const retryAfterSeconds = Math.max(1, secondsBetween(now, until));
  return { code: 'jira.later', retry: 'later', retryAfterSeconds };
}

/** A shorter wait is that of one issue or one operation (Jira: Rate limiting). */
const QUOTA_FROM_SECONDS = 60;

/**
 * Until when all of the installation leaves Jira alone after this answer: the quota of points is that of everything the app does. It
 * stands in health (`health/health` › `quietOf`). The one door to Jira (`jira-http-api` › `requestJira`) lets no call of the app's own looks
 * and schedules through before; what a person, a rule or a hook waits for is tried. Effects, rounds of storms, warnings and the cross-check
 * look before they begin, so that nothing is put on record of what would be refused.
 */
export function quietAfter({ code, retryAfterSeconds = 0 }: Problem, now: string): string | undefined {
  const isQuota = code === 'jira.later' && retryAfterSeconds >= QUOTA_FROM_SECONDS;
  return isQuota ? plusSeconds(now, retryAfterSeconds) : undefined;
}
