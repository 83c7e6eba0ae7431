import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { problemText } from '../texts/problem-text';
import type { RefusalReason } from './refusals';

/** What the door says: a status and a short JSON object. Programs read it, so it is in English only. */
export type HookAnswer = {
  readonly status: number;
  readonly body: Readonly<Record<string, string | number>>;
  readonly retryAfterSeconds?: number;
};

/** The longest body, in bytes as received. A message is a few hundred; Jira's carries the whole issue. */
export const MAX_BYTES = 256 * 1024;

export const ACCEPTED: HookAnswer = { status: 202, body: { done: 'accepted' } };
export const ALREADY: HookAnswer = { status: 200, body: { done: 'already' } };
const LATER_SECONDS = 60;
/** Ours to repair: the sender repeats it later. */
export const LATER: HookAnswer = { status: 503, body: { error: 'later' }, retryAfterSeconds: LATER_SECONDS };
export const WRONG_METHOD: HookAnswer = { status: 405, body: { error: 'method' } };

/** The same, and not before whoever refused it wants to be asked again. */
export function laterAnswer({ retryAfterSeconds = 0 }: Problem): HookAnswer {
  return { ...LATER, retryAfterSeconds: Math.max(LATER_SECONDS, retryAfterSeconds) };
}

/** Why something is not taken: the reason for our count, the problem for who has proved to be known. */
export type Refusal = { readonly reason: RefusalReason; readonly problem?: Problem };

/** A refusal in words. Who did not prove anything hears the same for everything, whatever was wrong. */
export function refusalAnswer({ reason, problem }: Refusal): HookAnswer {
  switch (reason) {
    case 'unsigned':
    case 'signature':
    case 'token':
    case 'twice':
      return { status: 401, body: { error: 'unauthorized' } };
    case 'too-big':
      return { status: 413, body: { error: 'too-big', mostBytes: MAX_BYTES } };
    case 'content':
    case 'time':
      return told(400, problem);
    case 'refused':
      return told(409, problem);
  }
}

function told(status: number, problem: Problem | undefined): HookAnswer {
  if (problem === undefined) return { status, body: { error: 'refused' } };
  const { title, remedy } = problemText(problem, 'en');
  const field = problem.values?.['field'];
  return {
    status,
    body: {
      error: problem.code.replace(/^hooks\./, ''),
      ...present({ field }),
      text: `${title} ${remedy}`,
    },
  };
}
