/** `InvocationError` is returned, not thrown, and arrives as `{_retry: true, retryOptions}` (`@forge/events`). */
export type RetryContext = {
  readonly retryCount: number;
  readonly retryReason: string;
  readonly retryData: unknown;
};
export type Retry = {
  readonly retryAfter: number;
  readonly retryReason: string;
  readonly retryData: unknown;
};

/** Forge, async events: 1 to 900 seconds. */
const LONGEST = 900;

export function asRetry(value: unknown): Retry | undefined {
  const returned = value as
    | { readonly _retry?: boolean; readonly retryOptions?: Partial<Retry> }
    | null
    | undefined;
  if (typeof returned !== 'object' || returned?._retry !== true) return undefined;
  const { retryAfter = 1, retryReason = 'FUNCTION_RETRY_REQUEST', retryData } = returned.retryOptions ?? {};
  return { retryAfter: Math.min(LONGEST, Math.max(1, retryAfter)), retryReason, retryData };
}
