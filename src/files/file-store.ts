import * as v from 'valibot';
import { joined } from '../kernel/joined';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { together } from '../kernel/together';
import { fromBase64, gunzip, gzip, sha256, toBase64 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { must } from '../platform/must';
import type { KeptFinding, Upload } from './upload';

const Row = v.object({ version: v.number(), data: v.looseObject({ v: v.literal(1), fileId: v.string() }) });

/** Reads an upload's record; `undefined` when there is none. */
export async function loadUpload(fileId: string): Promise<{ upload: Upload; version: number } | undefined> {
  const row = v.safeParse(Row, await must(kv.getEntity('upload', fileId)));
  return row.success
    ? { upload: row.output.data as unknown as Upload, version: row.output.version }
    : undefined;
}

/** Writes an upload's record; `conflict` when somebody else did since `version`. Version 0 creates it. */
export async function saveUpload(upload: Upload, version: number): Promise<'done' | 'conflict'> {
  const value = { version: version + 1, state: upload.state, expiresAt: upload.expiresAt, data: upload };
  if (version === 0)
    return (await must(kv.setEntityIfAbsent('upload', upload.fileId, value))) ? 'done' : 'conflict';
  return must(kv.transact([{ do: 'set', entity: 'upload', key: upload.fileId, value, when: { version } }]));
}

/** Stores one chunk (base64 of compressed bytes); writing the same one again changes nothing. */
export async function putChunk(fileId: string, n: number, data: string): Promise<void> {
  await must(kv.set(chunkKey(fileId, n), { data }));
  await must(kv.set(markKey(fileId, n), 1));
}

/** Which chunks are there, by their small marks, so that resuming does not read the file. */
export async function chunksThere(fileId: string, chunks: number): Promise<readonly number[]> {
  const all = Array.from({ length: chunks }, (_, n) => n);
  const marks = await together(all.map((n) => must(kv.get(markKey(fileId, n)))));
  return all.filter((n) => marks[n] !== undefined);
}

/** One chunk as it was stored, base64; `undefined` when it is gone. */
export async function readChunk(fileId: string, n: number): Promise<string | undefined> {
  const chunk = await must(kv.get<{ data: string }>(chunkKey(fileId, n)));
  return chunk?.data;
}

export type Expected = {
  readonly fileId: string;
  readonly chunks: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** Puts a file together and verifies length and SHA-256: what is sent is what was checked, byte for byte. */
export async function readFile(file: Expected): Promise<Result<Uint8Array, Problem>> {
  const pieces = await together(Array.from({ length: file.chunks }, (_, n) => readChunk(file.fileId, n)));
  const packed = pieces.map((p) => (p === undefined ? undefined : fromBase64(p)));
  if (packed.some((p) => p === undefined))
    return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
  const raw = gunzip(joined(packed.flatMap((p) => (p === undefined ? [] : [p]))), file.bytes);
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
): Promise<{ chunks: number; packedBytes: number }> {
  const packed = gzip(bytes);
  const chunks = Math.max(1, Math.ceil(packed.length / chunkBytes));
  for (let n = 0; n < chunks; n++) {
    await putChunk(fileId, n, toBase64(packed.subarray(n * chunkBytes, (n + 1) * chunkBytes)));
  }
  return { chunks, packedBytes: packed.length };
}

/** Deletes a file's bytes. Safe to repeat. */
export async function deleteChunks(fileId: string, chunks: number): Promise<void> {
  for (let n = 0; n < chunks; n++) {
    await must(kv.remove(chunkKey(fileId, n)));
    await must(kv.remove(markKey(fileId, n)));
  }
  await must(kv.remove(findingsKey(fileId)));
}

/** Keeps what the check found in a file, as long as its bytes are kept. */
export async function keepFindings(fileId: string, findings: readonly KeptFinding[]): Promise<void> {
  await must(kv.set(findingsKey(fileId), { v: 1, findings }));
}

/** What the check found in a file; nothing when it is gone or was never checked row by row. */
export async function loadFindings(fileId: string): Promise<readonly KeptFinding[]> {
  const kept = await must(kv.get<{ findings: readonly KeptFinding[] }>(findingsKey(fileId)));
  return kept?.findings ?? [];
}

/** Forgets the record of an upload; bytes that belong to a submission stay. */
export async function removeUpload(fileId: string): Promise<void> {
  await must(kv.removeEntity('upload', fileId));
}

/** Upload records past their time, finished or not. */
export async function expiredUploads(now: string): Promise<readonly Upload[]> {
  const states: readonly Upload['state'][] = ['receiving', 'checking', 'accepted', 'refused'];
  const pages = await together(
    states.map((state) =>
      must(
        kv.queryEntities<{ data: Upload }>({
          entity: 'upload',
          index: 'by-expiry',
          partition: [state],
          range: { is: 'up-to', value: now },
        }),
      ),
    ),
  );
  return pages.flatMap((p) => p.rows.map((r) => r.value.data));
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
