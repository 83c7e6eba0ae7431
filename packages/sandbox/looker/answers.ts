import type { ServiceAnswer } from '../world/types';

export const JSON_TYPE = 'application/json';
const DOCS = 'http://docs.looker.com/';
type Headers = Readonly<Record<string, string>>;

/** Marks what a test ordered, so that nobody holds it against Looker's document. */
export const TOLD = 'x-sandbox-told';

export function json(status: number, value: unknown, headers: Headers = {}): ServiceAnswer {
  return { status, headers: { 'content-type': JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}
export function empty(status: number, headers: Headers = {}): ServiceAnswer {
  return { status, headers, body: '' };
}
export function text(status: number, body: string, type = 'text/plain; charset=utf-8'): ServiceAnswer {
  return { status, headers: { 'content-type': type }, body };
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Requires authentication.',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Resource already exists',
  422: 'Validation Failed',
  429: 'Too Many Requests',
};

/** Looker's `Error`. */
export function refused(status: number, message?: string, headers: Headers = {}): ServiceAnswer {
  const said = message ?? WORDS[status] ?? 'An error has occurred.';
  return json(status, { message: said, documentation_url: DOCS }, headers);
}
/** Also what Looker says to somebody who may not know that a thing exists. */
export const notFound = (): ServiceAnswer => refused(404);

export type Wrong = {
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid';
  readonly message: string;
};
/** Looker's `ValidationError`. */
export function invalid(wrong: readonly Wrong[]): ServiceAnswer {
  return json(422, {
    message: WORDS[422],
    errors: wrong.map((one) => ({ ...one, documentation_url: DOCS })),
    documentation_url: DOCS,
  });
}
