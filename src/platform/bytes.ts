import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';

/** SHA-256 as lower-case hex. Text counts as UTF-8. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 as base64url without padding, the form of a PKCE challenge (RFC 7636, S256). */
export function sha256Base64Url(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** HMAC-SHA-256 as lower-case hex, the form of `X-Hub-Signature`. */
export function hmacSha256(key: string, data: Uint8Array | string): string {
  return createHmac('sha256', key).update(data).digest('hex');
}

/** Whether both are equal, in a time that depends neither on the first difference nor on the lengths. */
export function constantTimeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Compresses; the same bytes always give the same result (no time stamp in the header). */
export function gzip(bytes: Uint8Array): Uint8Array {
  return plain(gzipSync(bytes));
}

/**
 * Unpacks a gzip stream into at most `mostBytes` bytes. `platform.too-big` when more would come out (stopped early, so
 * a small bomb costs little), `platform.not-gzip` when the stream is damaged or something else.
 */
export function gunzip(packed: Uint8Array, mostBytes: number): Result<Uint8Array, Problem> {
  try {
    return ok(plain(gunzipSync(packed, { maxOutputLength: Math.max(1, mostBytes) })));
  } catch (error) {
    const tooBig = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return fail(
      tooBig
        ? { code: 'platform.too-big', retry: 'after-fix', values: { mostBytes } }
        : { code: 'platform.not-gzip', retry: 'after-fix' },
    );
  }
}

/** Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The bytes of a base64 text; undefined when it is not base64 with padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return plain(Buffer.from(text, 'base64'));
}

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes (a byte order mark stays out); undefined when they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A Uint8Array on the same memory: node's Buffer compares and prints differently. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
