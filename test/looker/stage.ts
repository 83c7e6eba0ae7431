import { DEMO_HOST, DEMO_KEY, type Key } from '../../packages/sandbox/looker/fresh-state';
import { createLooker } from '../../packages/sandbox/looker/looker';
import { checkLookerOfApp, checkLookerRequest } from '../../packages/sandbox/looker/oracle';
import type { ServiceRequest, World } from '../../packages/sandbox/world/types';
import { type LookerConnection, newConnection } from '../../src/looker/login/connection';
import { loadConnection, saveConnection } from '../../src/looker/login/connection-store';
import type { ExtractRequest } from '../../src/looker/ports';
import { answerWith, type Leaving, seen } from '../support/forge-globals';
import { kvsHere } from '../support/kvs-here';

/**
 * The fake Looker and Forge's storage behind the seams of this process. `src` takes the time from the system, so the fakes
 * do, too; `later` moves Looker's clock only.
 */
export function stage() {
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const looker = createLooker({ world: { clock } as unknown as World });
  const kvs = kvsHere(clock.now);
  const violations: string[] = [];
  const next: (Response | Error)[] = [];
  answerWith((leaving) => {
    if (leaving.to === 'kvs') return kvs.answer(leaving);
    const told = next.shift();
    if (told !== undefined) return told;
    const request = requestOf(leaving);
    violations.push(...checkLookerRequest(request), ...checkLookerOfApp(request));
    const { status, headers, body } = looker.handle(request);
    return new Response(status === 204 ? null : bodyOf(body), { status, headers });
  });
  return {
    looker,
    violations,
    /** Instead of the fake's answer to the next call to Looker. */
    answerNext: (answer: Response | Error) => next.push(answer),
    later: (ms: number) => {
      clock.offset += ms;
    },
    calls: () => looker.calls().map(({ operation, status }) => `${operation} ${status}`),
    web: () => seen().filter(({ to }) => to === 'web'),
    stored: kvs.secret,
  };
}

function bodyOf(body: string | Uint8Array): string | ArrayBuffer {
  return typeof body === 'string' ? body : new Uint8Array(body).buffer;
}

function requestOf({ method, path, headers, body }: Leaving): ServiceRequest {
  const url = new URL(path);
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: method as ServiceRequest['method'],
    path: url.pathname,
    query: url.searchParams,
    headers: { ...headers, host: url.host },
    body: new TextEncoder().encode(text),
    caller: { kind: 'app', scopes: [] },
  };
}

const ID = 'l0123456789ab';

/** A stored connection to an instance of the fake. */
export async function connected(
  { clientId, clientSecret }: Key = DEMO_KEY,
  host = DEMO_HOST,
): Promise<LookerConnection> {
  const draft = { name: 'Looker', url: `https://${host}`, clientId };
  const connection = newConnection(draft, { id: ID, at: '2026-12-01T08:00:00.000Z', by: 'admin-1' });
  await saveConnection({ connection, secret: clientSecret, by: { kind: 'person', id: 'admin-1' } });
  const stored = await loadConnection(ID);
  if (stored === undefined) throw new Error('The connection was not stored.');
  return stored;
}

export const l = (column: string) => `general_ledger.${column}`;
const FIELDS = ['line_id', 'document_number', 'gross_amount', 'posting_date'].map(l);
/** November of 455148-3, one row per line of the ledger. */
export const WISH: ExtractRequest = {
  source: {
    is: 'inline',
    ...{ model: 'finance', explore: 'general_ledger', fields: FIELDS, sorts: [] },
    filters: { [l('client')]: '455148-3' },
  },
  reading: { by: 'one-call' },
  fields: [l('gross_amount'), l('document_number')],
  period: { field: l('posting_date'), days: { first: '2026-11-01', last: '2026-11-30' } },
  timezone: 'Europe/Berlin',
};
export const MONTH = { client: '455148-3', month: '2026-11' } as const;
export const done = (rows: number) => ({ ok: true, value: { is: 'done', rows } });
