import { CHUNK_BYTES } from '../../src/contract/upload-limits';
import { advanced, ended } from '../../src/datev/login/connection';
import { keepTokens, loadConnection, saveConnection } from '../../src/datev/login/connection-store';
import { ENDPOINTS } from '../../src/datev/login/oidc';
import { SERVICES } from '../../src/datev/preflight';
import { storeByContent } from '../../src/files/file-store';
import { newWatch, type Watch } from '../../src/mandanten/watch';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { BeginEvent } from '../../src/submissions/life/begin';
import { append, byApp, create } from '../../src/submissions/record-store';
import type { StoredFile } from '../../src/submissions/stored-file';
import type { Submission } from '../../src/submissions/submission';
import { file, T0 } from '../submissions/life';
import { json } from '../support/forge-globals';
import type { Says } from './stage';

export const MANDANT = '455148-1';
export const CLIENT = `GET accounting-clients/clients/${MANDANT}`;

/** A login for all Mandanten in DATEV's sandbox, good for an hour. */
export async function loggedIn(): Promise<void> {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const good = { accessUntil: until, refreshUntil: until, scopes: [] };
  const who = { clientId: 'client-1', isConfidential: false, connectedBy: 'admin', person: '' };
  await saveConnection(
    { version: 0, data: null },
    {
      ...{ v: 2, id: 'main', generation: 1, environment: 'sandbox', mode: 'session', state: 'live' },
      ...{ ...good, ...who, endpoints: ENDPOINTS.sandbox, connectedAt: T0 },
    },
  );
  await keepTokens('main', 1, { ...good, accessToken: 'SECRET', refreshToken: 'SECRET-2' });
}

/** The same login with the next token. */
export async function newToken(): Promise<void> {
  const before = await loadConnection('main');
  if (before.data === null) throw new Error('nobody is logged in');
  const { accessUntil, refreshUntil, scopes } = before.data;
  const tokens = { accessUntil, refreshUntil, scopes, accessToken: 'NEW', refreshToken: 'NEW-2' };
  await keepTokens('main', 2, tokens);
  await saveConnection(before, advanced(before.data, tokens));
}

/** Nobody is logged in any more. */
export async function loggedOut(): Promise<void> {
  const before = await loadConnection('main');
  if (before.data !== null) await saveConnection(before, ended(before.data, 'disconnected'));
}

/** What DATEV said of the Mandant a moment ago: everything is booked, and its books fit everything. */
export function watched(over: Partial<Watch> = {}): Watch {
  const known = { at: new Date().toISOString(), services: Object.values(SERVICES), basics: { years: [] } };
  return { ...newWatch(MANDANT), known, ...over };
}

/** A file at rest with these bytes. */
export async function stored(bytes: Uint8Array, over: Partial<StoredFile> = {}): Promise<StoredFile> {
  const { fileId, chunks, sha256 } = await storeByContent({ owner: 's1', name: 'f1', bytes }, CHUNK_BYTES);
  return file({ fileId, chunks, sha256, bytes: bytes.length, ...over });
}

/** A submission as these events put it on record, just now. */
export function onRecord(
  id: string,
  first: BeginEvent,
  ...events: readonly SubmissionEvent[]
): Promise<Submission> {
  return onRecordAt(byApp().at, id, [first, ...events]);
}

/** The same at another time. */
export async function onRecordAt(
  at: string,
  id: string,
  [first, ...events]: readonly [BeginEvent, ...SubmissionEvent[]],
): Promise<Submission> {
  const happened = { ...byApp(), at };
  let on = await create(id, first, happened);
  for (const event of events) {
    const written = on === undefined ? 'conflict' : await append(on, event, happened);
    if (written === 'conflict') throw new Error(`${event.what} was not put on record`);
    on = written;
  }
  if (on === undefined) throw new Error(`${id} is there already`);
  return on.state;
}

/** DATEV's no, by its code. */
export const refusal =
  (status: number, code: string): Says =>
  () =>
    json({ type: `http://www.datev.de/hilfe/${code}`, title: 'no' }, status);
/** The same from documents and dxso-jobs. */
export const dco =
  (status: number, error: string): Says =>
  () =>
    json({ error, error_description: 'no' }, status);
