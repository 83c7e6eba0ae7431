import { type APIResponse, asApp, asUser, type Route } from '@forge/api';
import * as v from 'valibot';
import { noteQuiet, quietUntil } from '../health/health-store';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { now } from '../platform/clock';
import { isByItself } from '../platform/context';
import { endWithin, type HttpAnswer, isPage, jsonOf, readAnswer, TOO_LATE } from '../platform/http';
import { laterThan, quietAfter } from './quiet';

/**
 * One call to Jira. `unsure` says what follows when no usable answer comes: a read or an idempotent write is repeated
 * `later`, anything else may have happened and is looked up first.
 */
export type JiraCall = {
  readonly as: 'app' | 'user';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: Route;
  readonly body?: unknown;
  readonly unsure: 'later' | 'look-up';
  /** What this operation's refusals mean; undefined leaves it to the general reading. */
  readonly refusal?: (refusal: Refusal) => Problem | undefined;
};

/** A 4xx in Jira's own JSON. The messages stay behind: they are translated, and may quote what a person typed. */
export type Refusal = {
  readonly status: number;
  /** Names of the refused fields (the keys of `errors`). */
  readonly fields: readonly string[];
};

/** Jira's answers are far smaller; an issue with its whole history stays under this. */
const MAX_BYTES = 12 * 1024 * 1024;

/** A call whose answer is data; what does not fit the schema is `jira.unreadable`. */
export async function askJira<S extends v.GenericSchema>(
  call: JiraCall,
  schema: S,
): Promise<Result<v.InferOutput<S>, Problem>> {
  const answered = await requestJira(call, MAX_BYTES);
  if (!answered.ok) return answered;
  const parsed = v.safeParse(schema, jsonOf(answered.value));
  return parsed.success ? ok(parsed.output) : fail(unreadable(call, answered.value.status));
}

/** A call of which only success matters. */
export async function sendToJira(call: JiraCall): Promise<Result<void, Problem>> {
  const answered = await requestJira(call, MAX_BYTES);
  if (!answered.ok) return answered;
  return isPage(answered.value) ? fail(unreadable(call, answered.value.status)) : ok(undefined);
}

/** Jira answers in a second or two; an attachment may take longer. */
const TIMEOUT_SECONDS = 60;

/**
 * The raw answer of a call that succeeded (2xx). Where Jira's points are used up, all of the installation leaves it alone from here on:
 * whatever the app asks by itself is refused here, without a call; what somebody waits for is tried.
 * @throws Forge's wish for the person's consent, of calls as that person
 */
export async function requestJira(call: JiraCall, mostBytes: number): Promise<Result<HttpAnswer, Problem>> {
  const quiet = call.as === 'app' && isByItself() ? await quietUntil() : undefined;
  if (quiet !== undefined) return fail(laterThan(quiet, now()));
  const answered = await ask(call, mostBytes);
  const until = answered.ok || call.as !== 'app' ? undefined : quietAfter(answered.problem, now());
  if (until !== undefined) await noteQuiet(until);
  return answered;
}

async function ask(call: JiraCall, mostBytes: number): Promise<Result<HttpAnswer, Problem>> {
  const signal = endWithin(TIMEOUT_SECONDS);
  if (signal === undefined) return fail(TOO_LATE);
  try {
    const caller = call.as === 'app' ? asApp() : asUser();
    const response: APIResponse = await caller.requestJira(call.path, init(call, signal));
    const answered = await readAnswer(response, { mostBytes, retry: call.unsure });
    if (!answered.ok || isSuccess(answered.value)) return answered;
    return fail(problemOf(call, answered.value));
  } catch (error) {
    if (call.as === 'user' && wantsConsent(error)) throw error;
    return fail(thrown(call, error));
  }
}

/**
 * The person has not allowed the app to act for them yet. Forge shows its consent screen when the resolver *throws* this, and
 * calls again afterwards (@forge/api, api/errors.js). Known by its name: the bundle may hold two copies of the package.
 */
export function wantsConsent(error: unknown): boolean {
  return error instanceof Error && error.name === 'NEEDS_AUTHENTICATION_ERR';
}

function init(call: JiraCall, signal: AbortSignal) {
  const headers = { accept: 'application/json' };
  if (call.body === undefined) return { method: call.method, headers, signal };
  return {
    method: call.method,
    signal,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(call.body),
  };
}

function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

function problemOf(call: JiraCall, answer: HttpAnswer): Problem {
  // A page is a gateway's word, not Jira's: a 404 of it must not read as "somebody deleted the issue".
  if (isPage(answer)) return waiting(unreadable(call, answer.status), answer);
  const special =
    answer.status < 500 ? call.refusal?.({ status: answer.status, fields: fieldsOf(answer) }) : undefined;
  return waiting(special ?? byStatus(call, answer.status), answer);
}

function byStatus(call: JiraCall, status: number): Problem {
  switch (status) {
    // Right after an installation or an upgrade the permissions may not be active yet (Forge: life-cycle events).
    case 401:
      return { code: 'jira.not-signed-in', retry: 'later', status };
    case 403:
      return { code: 'jira.forbidden', retry: 'after-fix', status };
    case 404:
      return { code: 'jira.not-found', retry: 'after-fix', status };
    // Somebody else changed the issue at the same moment (Jira REST v3: edit, transition).
    case 409:
      return { code: 'jira.busy', retry: 'later', status };
    // The issue has reached a limit, e.g. 5,000 comments.
    case 413:
      return { code: 'jira.issue-full', retry: 'after-fix', status };
    case 429:
      return { code: 'jira.later', retry: 'later', status };
    default:
      if (status >= 400 && status < 500) return { code: 'jira.refused', retry: 'after-fix', status };
      return { code: 'jira.unavailable', retry: call.unsure, status };
  }
}

function waiting(problem: Problem, answer: HttpAnswer): Problem {
  const seconds = answer.retryAfterSeconds;
  return seconds === undefined ? problem : { ...problem, retryAfterSeconds: seconds };
}

function unreadable(call: JiraCall, status: number): Problem {
  return { code: 'jira.unreadable', retry: call.unsure, status };
}

const ErrorCollection = v.object({ errors: v.optional(v.record(v.string(), v.unknown()), {}) });

function fieldsOf(answer: HttpAnswer): readonly string[] {
  const parsed = v.safeParse(ErrorCollection, jsonOf(answer));
  return parsed.success ? Object.keys(parsed.output.errors).sort() : [];
}

/** Forge's proxy answers some refusals by throwing; then the status is on the error. Everything else is the network. */
function thrown(call: JiraCall, error: unknown): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400) return byStatus(call, status);
  return { code: 'jira.unreachable', retry: call.unsure };
}

/** The refusal of calls on one issue: a 404 in Jira's words means that it is not there for us. */
export function issueGone(refusal: Refusal): Problem | undefined {
  return refusal.status === 404 ? { code: 'jira.issue-gone', retry: 'never', status: 404 } : undefined;
}
