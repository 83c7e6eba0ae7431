import { CHUNK_BYTES, refusedSize } from '../../contract/upload-limits';
import { holderOf } from '../../files/bytes-on-record-store';
import { CHECK_AGAIN_SECONDS, KEEP_UNFINISHED_SECONDS } from '../../files/check-due';
import {
  chunksThere,
  loadUpload,
  newFileId,
  noteUnfinished,
  putUploadChunk,
  saveUpload,
  unfinishedUpload,
} from '../../files/file-store';
import { chunkCount, goesOn, type Target, type Upload } from '../../files/upload';
import { plusSeconds } from '../../kernel/instant';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { queueLooks } from '../../looks/look-queue-store';
import { now } from '../../platform/clock';
import { lowerHint } from '../../platform/due-store';

type BeginFile = {
  readonly target: Target;
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly sha256: string;
};

/** Begins an upload or finds one that was interrupted; answers which chunks are there already. */
export async function beginFile(
  by: string,
  file: BeginFile,
): Promise<Result<{ fileId: string; chunkBytes: number; have: readonly number[] }, Problem>> {
  const refused = refusedSize(file);
  if (refused !== undefined) return { ok: false, problem: refused };
  const before = await unfinished(by, file);
  if (before !== undefined) return progress(before);
  const at = now();
  const upload: Upload = {
    v: 1,
    fileId: newFileId('u'),
    by,
    ...file,
    chunks: chunkCount(file.packedBytes, CHUNK_BYTES),
    begunAt: at,
    expiresAt: plusSeconds(at, KEEP_UNFINISHED_SECONDS),
    state: 'receiving',
  };
  await saveUpload(upload, 0);
  await noteUnfinished({ by, target: file.target, sha256: file.sha256 }, upload.fileId);
  return progress(upload);
}

async function unfinished(by: string, file: BeginFile): Promise<Upload | undefined> {
  const fileId = await unfinishedUpload({ by, target: file.target, sha256: file.sha256 });
  const upload = fileId === undefined ? undefined : (await loadUpload(fileId))?.upload;
  return upload !== undefined && goesOn(upload, file, now()) ? upload : undefined;
}

async function progress(upload: Upload) {
  const have = await chunksThere(upload.fileId, upload.chunks);
  return { ok: true, value: { fileId: upload.fileId, chunkBytes: CHUNK_BYTES, have } } as const;
}

/** Takes one chunk of somebody's own upload until it is finished. Repeating it changes nothing. */
export async function putFileChunk(
  by: string,
  chunk: { fileId: string; n: number; data: string },
): Promise<Result<Upload, Problem>> {
  for (;;) {
    const found = await ownUpload(by, chunk.fileId);
    if (!found.ok) return found;
    const { upload, version } = found.value;
    // Earlier code gave the same place twice: what a submission holds there is on record.
    if (upload.state !== 'receiving' || chunk.n >= upload.chunks || (await holderOf(upload)) !== undefined)
      return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
    const put = await putUploadChunk({ fileId: chunk.fileId, version }, chunk.n, chunk.data);
    if (put === 'done') return { ok: true, value: upload };
  }
}

/** All chunks are there: the check runs in the background, the browser asks for its result. */
export async function finishFile(by: string, fileId: string): Promise<Result<Upload, Problem>> {
  for (;;) {
    const found = await ownUpload(by, fileId);
    if (!found.ok) return found;
    const { upload, version } = found.value;
    if (upload.state !== 'receiving') return { ok: true, value: upload };
    const have = await chunksThere(fileId, upload.chunks);
    if (have.length < upload.chunks)
      return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
    const at = now();
    const expiresAt = plusSeconds(at, KEEP_UNFINISHED_SECONDS);
    const checking: Upload = { ...upload, state: 'checking', expiresAt };
    await lowerHint(plusSeconds(at, CHECK_AGAIN_SECONDS));
    if ((await saveUpload(checking, version)) === 'conflict') continue;
    await queueLooks({ v: 1, look: 'upload', id: fileId });
    return { ok: true, value: checking };
  }
}

/** Somebody's own upload; others' are not even confirmed to exist. */
export async function ownUpload(
  by: string,
  fileId: string,
): Promise<Result<{ upload: Upload; version: number }, Problem>> {
  const found = await loadUpload(fileId);
  if (found === undefined || found.upload.by !== by)
    return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
  return { ok: true, value: found };
}
