import { type APIResponse, fetch } from '@forge/api';
import { joined } from '../kernel/joined-bytes';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { nowMs } from './clock';
import { remainingMs } from './context';
import { retryAfterSeconds } from './retry-after';

type HttpRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Values must be ASCII: they go over the wire as they are. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutSeconds: number;
  /** A longer answer is not read to its end. */
  readonly mostBytes: number;
};

/** An answer of whatever status, completely read. */
export type HttpAnswer = {
  readonly status: number;
  /** A header's value; null when it is not there. The name's case does not matter. */
  readonly header: (name: string) => string | null;
  readonly bytes: Uint8Array;
  readonly retryAfterSeconds?: number;
};

/**
 * One request to a host of the manifest. Every status is an answer; a problem means that none came or that it is of no
 * use: `platform.egress-blocked` (an administrator must allow the host), `platform.no-time-left` (nothing was sent, because
 * the invocation ends too soon), `platform.unreachable` (network; values `why: time-out` when the time was over, which is
 * shorter when the invocation is) and `platform.answer-too-big`. After a write the last two say `look-up`, because the
 * other side may have acted.
 */
export async function send(request: HttpRequest): Promise<Result<HttpAnswer, Problem>> {
  const retry = request.method === 'GET' ? 'later' : 'look-up';
  const signal = endWithin(request.timeoutSeconds);
  if (signal === undefined) return fail(TOO_LATE);
  try {
    const response = await fetch(request.url, init(request, signal));
    const blocked = egressProblem(response);
    if (blocked !== undefined) return fail(blocked);
    // Forge's proxy could not reach the host, or lost it halfway.
    if (response.headers.get('x-squid-error') !== null) return fail(unreachable(retry));
    return await readAnswer(response, { mostBytes: request.mostBytes, retry });
  } catch (error) {
    if (isEgressError(error)) return fail(BLOCKED);
    return fail(
      isTimeOut(error) ? { ...unreachable(retry), values: { why: 'time-out' } } : unreachable(retry),
    );
  }
}

function isTimeOut(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

/**
 * Ends a call after so many seconds, or in time before Forge ends the invocation, so that its outcome can be put on record.
 * Undefined: no answer could come any more, so nothing may be begun.
 */
export function endWithin(timeoutSeconds: number): AbortSignal | undefined {
  const seconds = Math.min(timeoutSeconds, remainingMs() / 1000 - RESERVE_SECONDS);
  return seconds < MIN_SECONDS ? undefined : AbortSignal.timeout(Math.floor(seconds * 1000));
}

/** What became of a call has to be on record before Forge ends the invocation. */
const RESERVE_SECONDS = 5;
/** With less time a request is not begun: what was not sent needs no look-up. */
const MIN_SECONDS = 2;
export const TOO_LATE: Problem = { code: 'platform.no-time-left', retry: 'later' };

function init(request: HttpRequest, signal: AbortSignal) {
  return {
    method: request.method,
    headers: { ...request.headers },
    redirect: 'manual' as const,
    signal,
    ...(request.body === undefined ? {} : { body: wireBody(request.body) }),
  };
}

function wireBody(body: string | Uint8Array): string | ArrayBuffer {
  if (typeof body === 'string') return body;
  const copy = new ArrayBuffer(body.byteLength);
  new Uint8Array(copy).set(body);
  return copy;
}

const BLOCKED: Problem = { code: 'platform.egress-blocked', retry: 'after-fix', status: 403 };
/** The old and the new name of "this host is not allowed"; the old one arrives as an error, the new one as a 403. */
const EGRESS_ERRORS: readonly unknown[] = ['BLOCKED_EGRESS', 'REQUEST_EGRESS_ALLOWLIST_ERR'];

function egressProblem(response: APIResponse): Problem | undefined {
  return EGRESS_ERRORS.includes(response.headers.get('forge-proxy-error')) ? BLOCKED : undefined;
}

function isEgressError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    EGRESS_ERRORS.includes(error.name) || ('errorCode' in error && EGRESS_ERRORS.includes(error.errorCode))
  );
}

function unreachable(retry: 'later' | 'look-up'): Problem {
  return { code: 'platform.unreachable', retry };
}

/**
 * Reads an answer to its end, but not further than `mostBytes`. Used for Jira's answers too. Throws what the network
 * throws when the connection breaks.
 */
export async function readAnswer(
  response: APIResponse,
  limits: { readonly mostBytes: number; readonly retry: 'later' | 'look-up' },
): Promise<Result<HttpAnswer, Problem>> {
  const bytes = await readBytes(response, limits.mostBytes);
  if (bytes === undefined) {
    const values = { mostBytes: limits.mostBytes };
    return fail({ code: 'platform.answer-too-big', retry: limits.retry, status: response.status, values });
  }
  const seconds = retryAfterSeconds(response.headers.get('retry-after'), nowMs());
  return ok({
    status: response.status,
    header: (name) => response.headers.get(name),
    bytes,
    ...present({ retryAfterSeconds: seconds }),
  });
}

/** Undefined when there are more bytes than wanted. Forge's Response has no `body` in its type, but may have one. */
async function readBytes(response: APIResponse, most: number): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > most) return undefined;
  const stream = (response as { readonly body?: ReadableStream<Uint8Array> | null }).body;
  if (typeof stream?.getReader === 'function') return readStream(stream, most);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.byteLength > most ? undefined : bytes;
}

async function readStream(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return joined(parts);
}

/** The answer's text, undecodable bytes replaced. */
export function textOf(answer: HttpAnswer): string {
  return new TextDecoder().decode(answer.bytes);
}

/** The answer's JSON; undefined when it is none (HTML, cut off, empty). */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch {
    return undefined;
  }
}

/** Whether a page for people came instead of data: a login form, a gateway's error page. */
export function isPage(answer: HttpAnswer): boolean {
  return /text\/html/i.test(answer.header('content-type') ?? '') || /^\s*</.test(textOf(answer).slice(0, 64));
}
