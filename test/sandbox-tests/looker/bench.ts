import { expect } from 'vitest';
import { DEMO_HOST, DEMO_KEY, type Key } from '../../../packages/sandbox/looker/fresh-state';
import { createLooker } from '../../../packages/sandbox/looker/looker';
import { checkLooker, lookerOracleMissing } from '../../../packages/sandbox/looker/oracle';
import type { Method, ServiceAnswer, ServiceRequest } from '../../../packages/sandbox/world/types';

/** Tuesday, 1 December 2026, 09:00 in Berlin; midnight in Los Angeles. */
export const START = Date.UTC(2026, 11, 1, 8, 0, 0);

export type Ask = {
  readonly method?: Method;
  readonly host?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  /** As a JSON body; makes it a POST. */
  readonly json?: unknown;
};
export type Sent = {
  readonly status: number;
  readonly headers: ServiceAnswer['headers'];
  readonly bytes: Uint8Array;
  readonly text: string;
  /** What Looker's document finds wrong with the request. */
  readonly wrong: readonly string[];
};

/** A fake Looker on a table: a clock to move, somebody logged in, and every answer put before Looker's document. */
export function bench({ key = DEMO_KEY, host = DEMO_HOST }: { key?: Key; host?: string } = {}) {
  let now = START;
  const world = {
    clock: { now: () => now },
    random: { next: () => 0.5 },
    emit: () => undefined,
  };
  const looker = createLooker({ world });
  let token = '';

  function send(path: string, ask: Ask = {}): Sent {
    const request = requestOf(path, { host, ...ask }, token);
    const answer = looker.handle(request);
    const faults = checkLooker(request, answer);
    expect(faults.filter((fault) => fault.startsWith('answer: '))).toEqual([]);
    const bytes = Buffer.from(answer.body);
    return {
      ...{ status: answer.status, headers: answer.headers, bytes, text: bytes.toString('utf8') },
      wrong: faults.filter((fault) => fault.startsWith('request: ')),
    };
  }
  function login(as: Key = key, at = host): Sent {
    const sent = send('/login', { host: at, method: 'POST', ...formOf(as) });
    if (sent.status === 200) token = (JSON.parse(sent.text) as { access_token: string }).access_token;
    return sent;
  }
  login();
  return {
    looker,
    login,
    send,
    token: () => token,
    advance: (ms: number) => {
      now += ms;
    },
    /** The answer's JSON; the request has to be right and to succeed. */
    get<T = Record<string, unknown>>(path: string, ask?: Ask): T {
      const sent = send(path, ask);
      expect([sent.status, sent.wrong]).toEqual([200, []]);
      return JSON.parse(sent.text) as T;
    },
    /** Rows of an inline query over November 2026 of 455148-3, unless said otherwise. */
    rows: (query: Partial<Query> = {}, ask: Ask = {}) =>
      rowsOf(send('/queries/run/json', inline(query, ask))),
  };
}
export type Bench = ReturnType<typeof bench>;

export type Query = {
  readonly model: string;
  readonly view: string;
  readonly fields: readonly string[];
  readonly filters: Readonly<Record<string, string>>;
  readonly filter_expression: string;
  readonly sorts: readonly string[];
  readonly limit: string;
  readonly query_timezone: string;
};
export const GL = (name: string): string => `general_ledger.${name}`;
export const ID = GL('line_id');
export const NOVEMBER = { [GL('client')]: '455148-3', [GL('posting_month')]: '2026-11' };

export function inline(query: Partial<Query> = {}, ask: Ask = {}): Ask {
  const usual = { model: 'finance', view: 'general_ledger', fields: [ID], filters: NOVEMBER, sorts: [ID] };
  return { ...ask, json: { ...usual, query_timezone: 'Europe/Berlin', ...query } };
}

export type Row = Readonly<Record<string, string | number | null>>;
export function rowsOf(sent: Sent): readonly Row[] {
  expect([sent.status, sent.wrong]).toEqual([200, []]);
  return JSON.parse(sent.text) as readonly Row[];
}

export function formOf({ clientId, clientSecret }: Key): Pick<Ask, 'body' | 'headers'> {
  return {
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: undefined },
  };
}

export function requestOf(path: string, ask: Ask, token = ''): ServiceRequest {
  const isJson = ask.json !== undefined;
  const headers = Object.entries({
    host: ask.host ?? DEMO_HOST,
    ...(token === '' ? {} : { authorization: `token ${token}` }),
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...ask.headers,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    method: ask.method ?? (isJson ? 'POST' : 'GET'),
    path: path === '/alive' || path.startsWith('/api/') ? path : `/api/4.0${path}`,
    query: new URLSearchParams(ask.query ?? {}),
    headers: Object.fromEntries(headers),
    body: Buffer.from(isJson ? JSON.stringify(ask.json) : (ask.body ?? '')),
    caller: { kind: 'program' },
  };
}

/** What Looker's error says. */
export const messageOf = (sent: Sent): string => (JSON.parse(sent.text) as { message: string }).message;

const missing = lookerOracleMissing();
if (missing !== undefined) console.warn(missing);
/** Faults the document finds where it is there to be asked. */
export const ifJudged = <T>(found: T, otherwise: T): T => (missing === undefined ? found : otherwise);
