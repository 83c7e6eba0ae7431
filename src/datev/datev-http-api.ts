import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result, refusedBy } from '../kernel/result';
import { nowMs } from '../platform/clock';
import { type HttpAnswer, isPage, jsonOf, send, textOf } from '../platform/http';
import { log } from '../platform/log';
import type { ProblemCode } from '../texts/problem-code';
import { type KeepCall, keepCall } from './call-log-store';
import { comesBack } from './cause-cases';
import type { DatevToken } from './login/connection';
import { renewed } from './login/token-store';
import { meterCall } from './meter-store';
import { codeOf, type DatevRefusal, type Verbatim, WireVerbatim } from './verbatim';

export type DatevCall = {
  /** For the technical log, e.g. `listJobs`. */
  readonly operation: string;
  /**
   * `import`: not to be repeated before its outcome is looked up · `repeatable`: changes something, but doing it twice does
   * no harm (a document under its GUID, a job that nothing is in yet).
   */
  readonly kind: 'read' | 'import' | 'repeatable';
  /** Of a call that changes something; default POST. */
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly token: DatevToken;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Where it is logged; default one by one. */
  readonly keep?: KeepCall;
};

const READ_SECONDS = 30;
/** 50 MB take their time; Forge ends a request after 180 s. */
const IMPORT_SECONDS = 120;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The answer of a call that DATEV took (2xx, no page for people). A token that DATEV refuses is renewed and the call made
 * once more: with a 401 nothing has happened, also to an import.
 */
export async function askDatev(call: DatevCall): Promise<Result<HttpAnswer, DatevRefusal>> {
  const first = await askOnce(call);
  if (refusedBy(first) !== 'datev.token' || call.token.from === undefined) return first;
  const token = await renewed(call.token);
  if (!token.ok) return fail({ problem: token.problem });
  return token.value.access === call.token.access ? first : askOnce({ ...call, token: token.value });
}

async function askOnce(call: DatevCall): Promise<Result<HttpAnswer, DatevRefusal>> {
  const started = nowMs();
  const answered = await send({
    url: call.url,
    method: methodOf(call),
    headers: {
      accept: 'application/json',
      ...call.headers,
      authorization: `Bearer ${call.token.access}`,
      'x-datev-client-id': call.token.clientId,
    },
    ...present({ body: call.body }),
    timeoutSeconds: call.kind === 'read' ? READ_SECONDS : IMPORT_SECONDS,
    mostBytes: MAX_BYTES,
  });
  if (answered.ok || answered.problem.code !== 'platform.no-time-left') await note(call, started, answered);
  if (!answered.ok) return fail({ problem: unanswered(call, answered.problem) });
  return judged(call, answered.value);
}

/** After a write without an answer the platform wants a look first; what may be repeated needs none. */
function unanswered(call: DatevCall, problem: Problem): Problem {
  return call.kind === 'repeatable' && problem.retry === 'look-up' ? { ...problem, retry: 'later' } : problem;
}

/** DATEV demands a technical log of every call with its ids, without the token; bodies of errors and status queries only. */
async function note(call: DatevCall, started: number, answered: Result<HttpAnswer, Problem>): Promise<void> {
  const entry = {
    at: new Date(started).toISOString(),
    tookMs: nowMs() - started,
    operation: call.operation,
    method: methodOf(call),
    url: call.url,
    ...(answered.ok ? { status: answered.value.status } : { problem: answered.problem.code }),
  };
  const headers = answered.ok ? headersOf(answered.value) : {};
  log('datev.call', {
    ...entry,
    transactionId: headers['x-global-transaction-id'],
    requestId: headers['v-cap-request-id'],
  });
  await meterCall(entry);
  const isTold = answered.ok && (answered.value.status >= 400 || /Jobs?$/.test(call.operation));
  await (call.keep ?? keepCall)({
    ...entry,
    requestHeaders: { accept: 'application/json', ...call.headers, 'x-datev-client-id': call.token.clientId },
    responseHeaders: headers,
    ...(isTold ? { body: textOf(answered.value) } : {}),
  });
}

function methodOf(call: DatevCall): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  return call.kind === 'read' ? 'GET' : (call.method ?? 'POST');
}

/** The headers by which DATEV finds a call again, and those that say how to go on. */
const TOLD = [
  'x-global-transaction-id',
  'v-cap-request-id',
  'content-type',
  'retry-after',
  'location',
  'total-items',
];

function headersOf(answer: HttpAnswer): Readonly<Record<string, string>> {
  const pairs = TOLD.flatMap((name) => {
    const value = answer.header(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

function judged(call: DatevCall, answer: HttpAnswer): Result<HttpAnswer, DatevRefusal> {
  const { status } = answer;
  const page = isPage(answer);
  if (status >= 200 && status < 300) {
    return page ? fail({ problem: waiting(unsure(call, 'datev.unreadable', status), answer) }) : ok(answer);
  }
  // A gateway's page says nothing about our request, except that an import with a 4xx was not taken.
  if (page && (call.kind === 'read' || status >= 500) && status !== 401 && status !== 429) {
    return fail({ problem: waiting(unsure(call, 'datev.unreadable', status), answer) });
  }
  const verbatim = page ? undefined : verbatimOf(answer);
  // DATEV's 503 is JSON or has no body; a proxy's text may follow a request that arrived.
  if (status === 503 && answer.bytes.length > 0 && jsonOf(answer) === undefined)
    return fail({ problem: waiting(unsure(call, 'datev.later', status), answer) });
  const problem = waiting(byStatus(call, status, verbatim), answer);
  return fail(verbatim === undefined ? { problem } : { problem, verbatim });
}

function byStatus(call: DatevCall, status: number, verbatim: Verbatim | undefined): Problem {
  const code = codeOf(verbatim);
  const values = code === undefined ? {} : { values: { code } };
  switch (status) {
    case 401:
      return { code: 'datev.token', retry: 'now', status };
    case 403:
      return { code: 'datev.no-permission', retry: 'after-fix', status, ...values };
    case 404:
      return { code: 'datev.not-found', retry: 'after-fix', status, ...values };
    case 408:
      return unsure(call, 'datev.unavailable', status);
    case 429:
      return { code: 'datev.later', retry: 'later', status };
    // Documented as "try again later": the file was not taken (1008837).
    case 503:
      return { code: 'datev.later', retry: 'later', status, ...values };
    default:
      if (status >= 400 && status < 500) {
        // The documents API says "service not available" with a 400, too.
        return code !== undefined && comesBack(code)
          ? { code: 'datev.later', retry: 'later', status, ...values }
          : { code: 'datev.refused', retry: 'after-fix', status, ...values };
      }
      return unsure(call, 'datev.unavailable', status);
  }
}

function unsure(call: DatevCall, code: ProblemCode, status: number): Problem {
  return { code, retry: call.kind === 'import' ? 'look-up' : 'later', status };
}

function waiting(problem: Problem, answer: HttpAnswer): Problem {
  const seconds = answer.retryAfterSeconds;
  return seconds === undefined ? problem : { ...problem, retryAfterSeconds: seconds };
}

function verbatimOf(answer: HttpAnswer): Verbatim | undefined {
  const parsed = v.safeParse(WireVerbatim, jsonOf(answer));
  if (!parsed.success) return undefined;
  const { code, type, title, detail, elements } = parsed.output;
  const silent = [code, type, title, detail].every((text) => text === undefined) && elements.length === 0;
  return silent ? undefined : parsed.output;
}

/** The problem of an answer whose content does not fit DATEV's document. */
export function unreadable(answer: HttpAnswer): { readonly ok: false; readonly problem: DatevRefusal } {
  return fail({ problem: { code: 'datev.unreadable', retry: 'later', status: answer.status } });
}

/** The number of all items from `Total-Items`; undefined when the header says nothing usable. */
export function totalOf(answer: HttpAnswer): number | undefined {
  const text = answer.header('total-items')?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
