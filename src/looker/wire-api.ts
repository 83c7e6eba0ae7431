import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { nowMs } from '../platform/clock';
import { type HttpAnswer, jsonOf, send } from '../platform/http';
import { log } from '../platform/log';
import { failed, type LookerFailure } from './failure';
import { hostOf, type LookerConnection } from './login/connection';
import type { Activity } from './meter';
import { meterLookerCall } from './meter-store';

/** One request below `/api/4.0` of an instance. */
export type LookerRequest = {
  readonly connection: LookerConnection;
  /** As Looker's document names it, for the log: `run_inline_query`. */
  readonly operation: string;
  /** `x-looker-activity-type` of the document: what the edition's quota counts it as. */
  readonly activity: Activity;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash; every part from outside is encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Default JSON. */
  readonly accept?: string;
  readonly timeoutSeconds?: number;
  readonly mostBytes?: number;
};

export type LookerAnswer = Result<HttpAnswer, LookerFailure>;

const USUAL_SECONDS = 30;
const USUAL_BYTES = 8 * 1024 * 1024;

/**
 * Sends one request and judges its answer: only a 2xx that is no page for people is a success. Whatever is asked of Looker may
 * be asked again, so a lost answer says `later`. `looker.token` (401, retry `now`) is for the session to handle.
 */
export async function sendToLooker(request: LookerRequest, token?: string): Promise<LookerAnswer> {
  const started = nowMs();
  const answered = await send({
    url: urlOf(request),
    method: request.method,
    headers: headersOf(request, token),
    ...bodyOf(request),
    timeoutSeconds: request.timeoutSeconds ?? USUAL_SECONDS,
    mostBytes: request.mostBytes ?? USUAL_BYTES,
  });
  const status = answered.ok ? answered.value.status : answered.problem.status;
  const { operation, activity, connection } = request;
  const why = answered.ok ? undefined : answered.problem.code;
  log('looker.call', {
    operation,
    connection: connection.id,
    status,
    problem: why,
    tookMs: nowMs() - started,
  });
  await meterLookerCall(connection.id, present({ activity, status }));
  return answered.ok ? judged(answered.value) : failed(unanswered(request, answered.problem));
}

function urlOf({ connection, path, query = {} }: LookerRequest): string {
  const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const asked = new URLSearchParams(texts).toString();
  return `${connection.url}/api/4.0${path}${asked === '' ? '' : `?${asked}`}`;
}

function headersOf(request: LookerRequest, token: string | undefined): Readonly<Record<string, string>> {
  const type =
    request.form === undefined
      ? request.json === undefined
        ? undefined
        : 'application/json'
      : 'application/x-www-form-urlencoded';
  const authorization = token === undefined ? undefined : `token ${token}`;
  return {
    accept: request.accept ?? 'application/json',
    ...present({ 'content-type': type, authorization }),
  };
}

function bodyOf({ form, json }: LookerRequest): { readonly body?: string } {
  if (form !== undefined) return { body: new URLSearchParams({ ...form }).toString() };
  return json === undefined ? {} : { body: JSON.stringify(json) };
}

function unanswered({ connection }: LookerRequest, problem: Problem): Problem {
  switch (problem.code) {
    case 'platform.egress-blocked':
      return { code: 'looker.not-approved', retry: 'after-fix', values: { host: hostOf(connection.url) } };
    case 'platform.answer-too-big': {
      const most = Number(problem.values?.['mostBytes'] ?? 0);
      return {
        code: 'looker.too-big',
        retry: 'after-fix',
        values: { megabytes: Math.round(most / 1024 / 1024) },
      };
    }
    default:
      return problem.values?.['why'] === 'time-out'
        ? { code: 'looker.slow', retry: 'later' }
        : { code: 'looker.unreachable', retry: 'later' };
  }
}

function judged(answer: HttpAnswer): LookerAnswer {
  const { status } = answer;
  const isForPeople = isPageForPeople(answer);
  if (status >= 200 && status < 300) return isForPeople ? failed(unreadable(status)) : ok(answer);
  // A gateway's page tells nothing about the request; what a page does tell is kept: the waiting states, and Looker's own 401 and
  // 404, which it also writes for people – as unreadable a wrong key or a lost task would be asked for again for ever.
  if (status < 400 || (isForPeople && ![...WAITING, 401, 404].includes(status)))
    return failed(waiting(unreadable(status), answer));
  const said = isForPeople ? undefined : wordsOf(answer);
  return failed(waiting(byStatus(status, said), answer), said?.text);
}

/** Looks at the beginning only: an answer with rows is large. */
function isPageForPeople(answer: HttpAnswer): boolean {
  if (/text\/html/i.test(answer.header('content-type') ?? '')) return true;
  return /^\s*</.test(new TextDecoder().decode(answer.bytes.subarray(0, 64)));
}

const WAITING: readonly number[] = [429, 502, 503, 504];

function byStatus(status: number, said: Said | undefined): Problem {
  if (WAITING.includes(status)) return { code: 'looker.later', retry: 'later', status };
  if (status >= 500 || status === 408) return { code: 'looker.unavailable', retry: 'later', status };
  switch (status) {
    case 401:
      return { code: 'looker.token', retry: 'now', status };
    case 403:
      return { code: 'looker.no-permission', retry: 'after-fix', status };
    case 404:
      return { code: 'looker.not-found', retry: 'after-fix', status };
    default: {
      const fields = said?.fields ?? '';
      return fields === ''
        ? { code: 'looker.refused', retry: 'after-fix', status }
        : { code: 'looker.refused-fields', retry: 'after-fix', status, values: { fields } };
    }
  }
}

function unreadable(status: number): Problem {
  return { code: 'looker.unreadable', retry: 'later', status };
}

function waiting(problem: Problem, { retryAfterSeconds }: HttpAnswer): Problem {
  return retryAfterSeconds === undefined ? problem : { ...problem, retryAfterSeconds };
}

type Said = { readonly text: string; readonly fields: string };
const Words = v.fallback(v.string(), '');
/** `Error` and `ValidationError` of Looker's document. */
const WireError = v.object({
  message: Words,
  errors: v.fallback(v.array(v.object({ field: Words, message: Words })), []),
});

/** Looker's words, and apart from them the names of the members it objects to, which carry no data. */
function wordsOf(answer: HttpAnswer): Said | undefined {
  const parsed = v.safeParse(WireError, jsonOf(answer));
  if (!parsed.success) return undefined;
  const { message, errors } = parsed.output;
  const names = errors.map(({ field }) => field).filter((field) => /^[A-Za-z_][\w.]{0,80}$/.test(field));
  const texts = [message, ...errors.map((error) => error.message)].filter((text) => text !== '');
  return { text: texts.join('\n'), fields: [...new Set(names)].slice(0, 10).join(', ') };
}

/** The failure of an answer whose content does not fit Looker's document. */
export function unreadableAnswer({ status }: HttpAnswer): ReturnType<typeof failed> {
  return failed(unreadable(status));
}
