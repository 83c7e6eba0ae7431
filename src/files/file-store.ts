import * as v from 'valibot';
import { awaitAll } from '../kernel/await-all';
import { plusSeconds } from '../kernel/instant';
import { joined } from '../kernel/joined-bytes';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { fromBase64, gunzip, gzip, sha256, toBase64 } from '../platform/bytes';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { randomText } from '../platform/random';
import { unwrap } from '../platform/trouble';
import { noteLoose } from './loose-store';
import { chunkCount, type KeptFinding, type Unfinished, type Upload } from './upload';

const Row = v.object({ version: v.number(), data: v.looseObject({ v: v.literal(1), fileId: v.string() }) });

/** Reads an upload's record; `undefined` when there is none. */
export async function loadUpload(fileId: string): Promise<{ upload: Upload; version: number } | undefined> {
  const row = v.safeParse(Row, await unwrap(kv.getEntity('upload', fileId)));
  return row.success
    ? { upload: row.output.data as unknown as Upload, version: row.output.version }
    : undefined;
}

/** Writes an upload's record; `conflict` when somebody else did since `version`. Version 0 creates it. */
export async function saveUpload(upload: Upload, version: number): Promise<'done' | 'conflict'> {
  const value = { version: version + 1, state: upload.state, expiresAt: upload.expiresAt, data: upload };
  if (version === 0)
    return (await unwrap(kv.setEntityIfAbsent('upload', upload.fileId, value))) ? 'done' : 'conflict';
  return unwrap(kv.transact([{ do: 'set', entity: 'upload', key: upload.fileId, value, when: { version } }]));
}

/**
 * Stores one chunk (base64 of compressed bytes) of an upload while its record is the one that was read (`version`): once the
 * upload is finished, its record has changed and no late call writes into it. Writing the same chunk again changes nothing.
 */
export async function putUploadChunk(
  upload: { readonly fileId: string; readonly version: number },
  n: number,
  data: string,
): Promise<'done' | 'conflict'> {
  const { fileId, version } = upload;
  return unwrap(
    kv.transact([
      { do: 'check', entity: 'upload', key: fileId, when: { version } },
      { do: 'set', key: chunkKey(fileId, n), value: { data } },
      { do: 'set', key: markKey(fileId, n), value: 1 },
    ]),
  );
}

async function putChunk(fileId: string, n: number, data: string): Promise<void> {
  await unwrap(kv.set(chunkKey(fileId, n), { data }));
  await unwrap(kv.set(markKey(fileId, n), 1));
}

/** How long an interrupted upload is found again; its own record says until when it may go on. */
const FOUND_SECONDS = 25 * 3600;

/** The upload that somebody began for this target and content, if they did lately. */
export async function unfinishedUpload(what: Unfinished): Promise<string | undefined> {
  return (await unwrap(kv.get<{ fileId: string }>(unfinishedKey(what))))?.fileId;
}

/** Notes where an upload that has begun is found again. */
export async function noteUnfinished(what: Unfinished, fileId: string): Promise<void> {
  await unwrap(kv.set(unfinishedKey(what), { v: 1, fileId }, { ttlSeconds: FOUND_SECONDS }));
}

/** Of names and content only a hash is left: nobody can read from it who uploads what. */
function unfinishedKey({ by, target, sha256: hash }: Unfinished): string {
  return `unfinished:${sha256(`${by}|${JSON.stringify(target)}|${hash}`).slice(0, 40)}`;
}

/** A right asked of Jira is good for so long for the pieces of one upload; its end asks anew. */
const ASKED_SECONDS = 60;

/** Jira just said that the person behind this upload may hand it in. */
export async function noteAsked(fileId: string): Promise<void> {
  const until = plusSeconds(now(), ASKED_SECONDS);
  await unwrap(kv.set(`asked:${fileId}`, { until }, { ttlSeconds: ASKED_SECONDS }));
}

/** Whether Jira said so within the last minute. Forge deletes late what is over, so the end is stored, too. */
export async function wasAskedLately(fileId: string): Promise<boolean> {
  const asked = await unwrap(kv.get<{ until: string }>(`asked:${fileId}`));
  return asked !== undefined && asked.until > now();
}

/** Which chunks are there, by their small marks, so that resuming does not read the file. */
export async function chunksThere(fileId: string, chunks: number): Promise<readonly number[]> {
  const all = Array.from({ length: chunks }, (_, n) => n);
  const marks = await awaitAll(all.map((n) => unwrap(kv.get(markKey(fileId, n)))));
  return all.filter((n) => marks[n] !== undefined);
}

/** One chunk as it was stored, base64; `undefined` when it is gone. */
export async function readChunk(fileId: string, n: number): Promise<string | undefined> {
  const chunk = await unwrap(kv.get<{ data: string }>(chunkKey(fileId, n)));
  return chunk?.data;
}

type Expected = {
  readonly fileId: string;
  readonly chunks: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** Puts a file together and verifies length and SHA-256: what is sent is what was checked, byte for byte. */
export async function readFile(file: Expected): Promise<Result<Uint8Array, Problem>> {
  const keys = Array.from({ length: file.chunks }, (_, n) => chunkKey(file.fileId, n));
  const pieces = await unwrap(kv.getMany<{ data: string }>(keys));
  const chunks = pieces.map((p) => (p === undefined ? undefined : fromBase64(p.data)));
  if (chunks.some((p) => p === undefined))
    return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
  const raw = gunzip(joined(chunks.flatMap((p) => (p === undefined ? [] : [p]))), file.bytes);
  if (!raw.ok) {
    const code = raw.problem.code === 'platform.too-big' ? 'file.bomb' : 'file.not-gzip';
    return { ok: false, problem: { code, retry: 'after-fix' } };
  }
  if (raw.value.length !== file.bytes || sha256(raw.value) !== file.sha256) {
    return { ok: false, problem: { code: 'file.hash-mismatch', retry: 'after-fix' } };
  }
  return raw;
}

/** Stores raw bytes that the backend itself got hold of (an attachment taken over) in the same form as an upload. */
export async function storeBytes(
  fileId: string,
  bytes: Uint8Array,
  chunkBytes: number,
): Promise<{ chunks: number }> {
  const chunks = packed(bytes, chunkBytes);
  await storeChunks(fileId, chunks);
  return { chunks: chunks.length };
}

/**
 * Stores bytes of a submission under an id made of its own, a name and their content; storing the same again changes nothing. What it is
 * stored for goes on record later, or never: until then it is noted as loose.
 */
export async function storeByContent(
  what: { readonly owner: string; readonly name: string; readonly bytes: Uint8Array },
  chunkBytes: number,
): Promise<{ fileId: string; chunks: number; sha256: string }> {
  const { owner, name, bytes } = what;
  const hash = sha256(bytes);
  const fileId = `${owner}-${name}-${hash.slice(0, 12)}`;
  const pieces = packed(bytes, chunkBytes);
  await noteLoose({ fileId, chunks: pieces.length, owner, at: now() });
  await storeChunks(fileId, pieces);
  return { fileId, chunks: pieces.length, sha256: hash };
}

/** Raw bytes as the compressed chunks in which they are stored. */
export function packed(bytes: Uint8Array, chunkBytes: number): readonly Uint8Array[] {
  const whole = gzip(bytes);
  const count = chunkCount(whole.length, chunkBytes);
  return Array.from({ length: count }, (_, n) => whole.subarray(n * chunkBytes, (n + 1) * chunkBytes));
}

/** Stores a file's chunks under an id that stands for exactly this content. */
export async function storeChunks(fileId: string, chunks: readonly Uint8Array[]): Promise<void> {
  for (const [n, chunk] of chunks.entries()) await putChunk(fileId, n, toBase64(chunk));
}

/** Deletes a file's bytes. Safe to repeat. */
export async function deleteChunks(fileId: string, chunks: number): Promise<void> {
  for (let n = 0; n < chunks; n++) {
    await unwrap(kv.remove(chunkKey(fileId, n)));
    await unwrap(kv.remove(markKey(fileId, n)));
  }
  await unwrap(kv.remove(findingsKey(fileId)));
}

/** Keeps what the check found in a file, as long as its bytes are kept. */
export async function keepFindings(fileId: string, findings: readonly KeptFinding[]): Promise<void> {
  await unwrap(kv.set(findingsKey(fileId), { v: 1, findings }));
}

/** What the check found in a file; nothing when it is gone or was never checked row by row. */
export async function loadFindings(fileId: string): Promise<readonly KeptFinding[]> {
  const kept = await unwrap(kv.get<{ findings: readonly KeptFinding[] }>(findingsKey(fileId)));
  return kept?.findings ?? [];
}

/** Forgets the record of an upload; bytes that belong to a submission stay. */
export async function removeUpload(fileId: string): Promise<void> {
  await unwrap(kv.removeEntity('upload', fileId));
}

/** Upload records past their time, finished or not. */
export async function expiredUploads(until: string): Promise<readonly Upload[]> {
  const states: readonly Upload['state'][] = ['receiving', 'checking', 'accepted', 'refused'];
  const pages = await awaitAll(
    states.map((state) =>
      unwrap(
        kv.queryEntities<{ data: Upload }>({
          entity: 'upload',
          index: 'by-expiry',
          partition: [state],
          range: { is: 'up-to', value: until },
        }),
      ),
    ),
  );
  return pages.flatMap((p) => p.rows.map((r) => r.value.data));
}

/** Ids of up to 100 finished uploads whose check has not ended, the longest waiting first. */
export async function checkingUploads(): Promise<readonly { fileId: string; expiresAt: string }[]> {
  const { rows } = await unwrap(
    kv.queryEntities<{ data: Upload }>({ entity: 'upload', index: 'by-expiry', partition: ['checking'] }),
  );
  return rows.map(({ value: { data } }) => data);
}

function findingsKey(fileId: string): string {
  return `findings:${fileId}`;
}

function chunkKey(fileId: string, n: number): string {
  return `file:${fileId}:${n}`;
}

function markKey(fileId: string, n: number): string {
  return `have:${fileId}:${n}`;
}

/** A new place for bytes. Drawn here and never again: nobody can name the place of somebody else's bytes. */
export function newFileId(kind: 'u' | 'a'): string {
  return `${kind}${randomText().slice(0, 30)}`;
}
