import type { ServiceAnswer } from '../world/types';

/** What a handler says; `objects` are the things read, for the points quota. */
export type Answer = {
  readonly kind: 'answer';
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly objects?: number;
};

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'answer';
}
export function ok(json: unknown, objects = 1): Answer {
  return { kind: 'answer', status: 200, json, objects };
}
export function created(json: unknown): Answer {
  return { kind: 'answer', status: 201, json };
}
export function noContent(): Answer {
  return { kind: 'answer', status: 204 };
}
/** Jira's `ErrorCollection` with messages that belong to no field. */
export function refuse(status: number, ...errorMessages: readonly string[]): Answer {
  return { kind: 'answer', status, json: { errorMessages, errors: {} } };
}
/** Jira's `ErrorCollection` with messages by field. */
export function refuseFields(errors: Readonly<Record<string, string>>): Answer {
  return { kind: 'answer', status: 400, json: { errorMessages: [], errors } };
}
export function invalidPayload(): Answer {
  return refuse(400, 'Invalid request payload. Refer to the REST API documentation and try again.');
}
export function issueGone(): Answer {
  return refuse(404, 'Issue does not exist or you do not have permission to see it.');
}

export function toServiceAnswer(answer: Answer, extra: Readonly<Record<string, string>>): ServiceAnswer {
  const headers = { ...extra, ...answer.headers };
  if (answer.bytes) return { status: answer.status, headers, body: answer.bytes };
  if (answer.json === undefined) return { status: answer.status, headers, body: '' };
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(answer.json),
  };
}
