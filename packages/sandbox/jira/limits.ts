import { type Answer, refuse } from './answers';
import type { State } from './model';

/**
 * Jira's three rate limits (developer.atlassian.com/cloud/jira/platform/rate-limiting, 2026-10): a token bucket per
 * endpoint and method, a window per issue for writes, points per hour and app.
 */
export const BURST: Readonly<Record<string, number>> = {
  GET: 100,
  POST: 100,
  PUT: 50,
  DELETE: 50,
  PATCH: 50,
  HEAD: 100,
};
export const ISSUE_WRITES = [
  { count: 20, ms: 2_000 },
  { count: 100, ms: 30_000 },
] as const;
export const POINTS_PER_HOUR = 65_000;
const HOUR = 3_600_000;

type Limit = { readonly limit: number; readonly remaining: number; readonly resetAt: number };

function tooMany(reason: string, now: number, limit: Limit): Answer {
  const seconds = Math.max(1, Math.ceil((limit.resetAt - now) / 1000));
  return {
    ...refuse(429, 'Rate limit exceeded.'),
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-limit': String(limit.limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(now + seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      'ratelimit-reason': reason,
    },
  };
}

/** Takes one token of the endpoint's bucket, or says 429. The headers of the good case come back otherwise. */
export function takeBurst(
  state: State,
  key: { readonly operation: string; readonly method: string },
  now: number,
): Answer | Readonly<Record<string, string>> {
  const size = BURST[key.method] ?? 50;
  const name = `${key.method} ${key.operation}`;
  const bucket = state.buckets[name] ?? { tokens: size, at: now };
  const tokens = Math.min(size, bucket.tokens + ((now - bucket.at) / 1000) * size);
  if (tokens < 1) {
    state.buckets[name] = { tokens, at: now };
    return tooMany('jira-burst-based', now, {
      limit: size,
      remaining: 0,
      resetAt: now + ((1 - tokens) / size) * 1000,
    });
  }
  state.buckets[name] = { tokens: tokens - 1, at: now };
  const remaining = Math.floor(tokens - 1);
  const near = remaining < size / 5 ? { 'x-ratelimit-nearlimit': 'true' } : {};
  return { 'x-ratelimit-limit': String(size), 'x-ratelimit-remaining': String(remaining), ...near };
}

/** One write on an issue: 20 in 2 s and 100 in 30 s. A refused write does not count. */
export function takeWrite(state: State, issueId: string, now: number): Answer | undefined {
  const recent = (state.writes[issueId] ?? []).filter((at) => at > now - 30_000);
  for (const { count, ms } of ISSUE_WRITES) {
    const inside = recent.filter((at) => at > now - ms);
    const oldest = inside[inside.length - count];
    if (oldest === undefined) continue;
    state.writes[issueId] = recent;
    return tooMany('jira-per-issue-on-write', now, { limit: count, remaining: 0, resetAt: oldest + ms });
  }
  state.writes[issueId] = [...recent, now];
  return undefined;
}

/** The quota is shared by all installations of the app and starts again at the full UTC hour. */
export function pointsLeft(state: State, now: number): Answer | undefined {
  const hour = Math.floor(now / HOUR);
  if (state.points.hour !== hour) state.points = { ...state.points, hour, used: 0 };
  if (state.points.used < state.points.limit) return undefined;
  return tooMany('jira-quota-global-based', now, {
    limit: state.points.limit,
    remaining: 0,
    resetAt: (hour + 1) * HOUR,
  });
}
export function countPoints(state: State, points: number): void {
  state.points = { ...state.points, used: state.points.used + points };
}
