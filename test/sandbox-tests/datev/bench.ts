import { expect } from 'vitest';
import { createDatev } from '../../../packages/sandbox/datev/datev';
import { APP_CLIENT_ID, APP_TOKEN } from '../../../packages/sandbox/datev/fresh-state';
import { checkDatev, oracleMissing } from '../../../packages/sandbox/datev/oracle';
import type { Method, ServiceAnswer, ServiceRequest } from '../../../packages/sandbox/world/types';

export const START = Date.UTC(2026, 11, 1, 8, 0, 0);

export type Ask = {
  readonly method?: Method;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Uint8Array;
};
type Sent = {
  readonly status: number;
  readonly headers: ServiceAnswer['headers'];
  readonly body: string;
  readonly wrong: readonly string[];
};

export const OTHER = { authorization: 'Bearer sandbox', 'x-datev-client-id': 'kanzlei' };

/** A fake DATEV on a table: a clock to move, chance that counts up, and every answer put before DATEV's documents. */
export function bench(seed?: number) {
  let now = START;
  let thrown = 0;
  const world = {
    clock: { now: () => now },
    random: {
      next: () => {
        thrown += 1;
        return (thrown * 0.37) % 1;
      },
    },
    emit: () => undefined,
  };
  const datev = createDatev({ world, ...(seed === undefined ? {} : { seed }) });

  /** Sends and demands that the answer keeps DATEV's documents; what is wrong with the request comes back. */
  function send(host: string, path: string, ask: Ask = {}): Sent {
    const request = requestOf(host, path, ask);
    const answer = datev.handle(request);
    const faults = checkDatev(request, answer);
    expect(faults.filter((fault) => fault.startsWith('answer: '))).toEqual([]);
    const wrong = faults.filter((fault) => fault.startsWith('request: '));
    return { status: answer.status, headers: answer.headers, body: String(answer.body), wrong };
  }
  return {
    datev,
    advance: (ms: number) => {
      now += ms;
    },
    clients: (path: string, ask?: Ask) =>
      send('accounting-clients.api.datev.de', `/platform-sandbox/v2${path}`, ask),
    extf: (path: string, ask?: Ask) =>
      send('accounting-extf-files.api.datev.de', `/platform-sandbox/v3${path}`, ask),
    send,
    post: (
      bytes: Uint8Array,
      { mandant = '455148-1', headers = {} }: { mandant?: string; headers?: Ask['headers'] } = {},
    ) =>
      send(
        'accounting-extf-files.api.datev.de',
        `/platform-sandbox/v3/clients/${mandant}/extf-files/import`,
        {
          method: 'POST',
          body: bytes,
          headers: {
            'content-type': 'application/octet-stream',
            filename: 'EXTF_Test.csv',
            'reference-id': 'ref-1',
            ...headers,
          },
        },
      ),
  };
}
export type Bench = ReturnType<typeof bench>;

export function requestOf(host: string, path: string, ask: Ask): ServiceRequest {
  const headers = Object.entries({
    host,
    authorization: `Bearer ${APP_TOKEN}`,
    'x-datev-client-id': APP_CLIENT_ID,
    accept: 'application/json',
    ...ask.headers,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    method: ask.method ?? 'GET',
    path,
    query: new URLSearchParams(ask.query ?? {}),
    headers: Object.fromEntries(headers),
    body: ask.body ?? new Uint8Array(),
    caller: { kind: 'program' },
  };
}

/** Posts, waits until the job has certainly ended, and returns it. */
export function finished(on: Bench, bytes: Uint8Array, mandant = '455148-1'): Record<string, unknown> {
  const taken = on.post(bytes, { mandant });
  expect(taken.status).toBe(202);
  on.advance(6 * 3_600_000);
  const answer = on.extf(taken.headers['location'] ?? '');
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body);
}

export type Details = {
  type: string;
  title: string;
  detail: string;
  affected_elements?: { name: string; reason: string }[];
};
/** Why a job failed. */
export function details(job: Record<string, unknown>): Details {
  return job['validation_details'] as Details;
}

const missing = oracleMissing();
/** How many faults the documents find where they are there to be asked. */
export function ifJudged(count: number): number {
  return missing === undefined ? count : 0;
}
if (missing !== undefined) console.warn(missing);
