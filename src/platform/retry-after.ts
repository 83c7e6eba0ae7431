/** Nobody is obeyed for longer than this: a wrong clock on the other side must not stop us for a month. */
const MAX_SECONDS = 24 * 3600;

/**
 * Seconds to wait from a `Retry-After` header (RFC 9110: seconds or an HTTP date), rounded up, at most a day. Undefined
 * when the header is absent or says nothing usable.
 */
export function retryAfterSeconds(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(MAX_SECONDS, Math.ceil(Number(text)));
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  return Math.min(MAX_SECONDS, Math.max(0, Math.ceil((at - nowMs) / 1000)));
}
