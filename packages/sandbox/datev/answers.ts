import type { ServiceAnswer } from '../world/types';
import { type Fault, helpUrl } from './catalogue';
import { uuidOf } from './chance';
import { type DcoCode, dcoError } from './dco';
import type { State } from './model';

export const JSON_TYPE = 'application/json;charset=utf-8';

/** Makes the answers of one request: every one carries the request's id, in problems also as `request_id`. */
export type Answers = {
  ok(value: unknown, headers?: Readonly<Record<string, string>>): ServiceAnswer;
  accepted(headers: Readonly<Record<string, string>>, status?: 201 | 202): ServiceAnswer;
  /** A documented problem with DATEV's code. */
  refused(status: number, fault: Fault): ServiceAnswer;
  /** A problem without code: title and status only, as in the examples for 405, 406, 415, 500, 503. */
  plain(status: number, headers?: Readonly<Record<string, string>>): ServiceAnswer;
  /** The gateway in front of the APIs says no: 401, no problem details (the documents describe no body). */
  unauthorized(why: string): ServiceAnswer;
  /** accounting:documents and accounting:dxso-jobs: done, with what was made. */
  created(value: unknown): ServiceAnswer;
  noContent(): ServiceAnswer;
  /** Of the same two: a documented error with DATEV's code. */
  dco(status: number, code: DcoCode): ServiceAnswer;
  /** Of the same two: an error without code, "carries only request_id". */
  bare(status: number, headers?: Readonly<Record<string, string>>): ServiceAnswer;
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

export function answersFor(state: State): Answers {
  state.serial += 1;
  const requestId = uuidOf(state.seed, 'request', state.serial);
  const always = { 'x-global-transaction-id': requestId.replaceAll('-', '').slice(0, 24) };
  const json = (
    status: number,
    value: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): ServiceAnswer => ({
    status,
    headers: { ...always, 'content-type': JSON_TYPE, ...headers },
    body: JSON.stringify(value),
  });
  return {
    ok: (value, headers) => json(200, value, headers),
    accepted: (headers, status = 202) => ({ status, headers: { ...always, ...headers }, body: '' }),
    refused: (status, fault) => json(status, { ...problem(fault), request_id: requestId, status }),
    plain: (status, headers) =>
      json(status, { title: TITLES[status] ?? 'Error', request_id: requestId, status }, headers),
    unauthorized: (why) =>
      json(
        401,
        { httpCode: '401', httpMessage: 'Unauthorized', moreInformation: why },
        { 'www-authenticate': 'Bearer error="invalid_token"' },
      ),
    created: (value) => json(201, value),
    noContent: () => ({ status: 204, headers: always, body: '' }),
    dco: (status, code) => json(status, { ...dcoError(code), request_id: requestId }),
    bare: (status, headers) => json(status, { request_id: requestId }, headers),
  };
}

/** A fault as DATEV's problem details; members without a value are left out. */
export function problem(fault: Fault): Record<string, unknown> {
  return {
    type: helpUrl(fault.code),
    title: fault.title,
    detail: fault.detail,
    ...(fault.elements === undefined ? {} : { affected_elements: fault.elements }),
  };
}
