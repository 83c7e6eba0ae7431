import { holderOf } from '../files/bytes-on-record';
import type { ReceivePorts } from '../files/receive-ports';
import { chunkCount, refuseSize, type Target, type Upload } from '../files/upload';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';

export type BeginFile = {
  readonly target: Target;
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly sha256: string;
};

const KEEP_UNFINISHED_SECONDS = 24 * 3600;

/** Begins an upload or finds one that was interrupted; answers which chunks are there already. */
export async function beginFile(
  ports: ReceivePorts,
  by: string,
  file: BeginFile,
): Promise<Result<{ fileId: string; chunkBytes: number; have: readonly number[] }, Problem>> {
  const refused = refuseSize(file, ports.limits);
  if (refused !== undefined) return { ok: false, problem: refused };
  const before = await unfinished(ports, by, file);
  if (before !== undefined) return progress(ports, before);
  const now = ports.now();
  const upload: Upload = {
    v: 1,
    fileId: ports.newFileId(),
    by,
    ...file,
    chunks: chunkCount(file.packedBytes, ports.limits.chunk),
    begunAt: now,
    expiresAt: plusSeconds(now, KEEP_UNFINISHED_SECONDS),
    state: 'receiving',
  };
  await ports.saveUpload(upload, 0);
  await ports.noteUnfinished({ by, target: file.target, sha256: file.sha256 }, upload.fileId);
  return progress(ports, upload);
}

/** An upload that ended is none to go on with: its bytes are on record, or gone. */
async function unfinished(ports: ReceivePorts, by: string, file: BeginFile): Promise<Upload | undefined> {
  const fileId = await ports.unfinished({ by, target: file.target, sha256: file.sha256 });
  const upload = fileId === undefined ? undefined : (await ports.loadUpload(fileId))?.upload;
  const goesOn =
    upload !== undefined &&
    (upload.state === 'receiving' || upload.state === 'checking') &&
    upload.packedBytes === file.packedBytes &&
    upload.expiresAt > ports.now();
  return goesOn ? upload : undefined;
}

async function progress(ports: ReceivePorts, upload: Upload) {
  const have = await ports.chunksThere(upload.fileId, upload.chunks);
  return { ok: true, value: { fileId: upload.fileId, chunkBytes: ports.limits.chunk, have } } as const;
}

/** Takes one chunk of somebody's own upload until it is finished. Repeating it changes nothing. */
export async function putFileChunk(
  ports: ReceivePorts,
  by: string,
  chunk: { fileId: string; n: number; data: string },
): Promise<Result<Upload, Problem>> {
  for (;;) {
    const found = await ownUpload(ports, by, chunk.fileId);
    if (!found.ok) return found;
    const { upload, version } = found.value;
    // Earlier code gave the same place twice: what a submission holds there is on record.
    if (
      upload.state !== 'receiving' ||
      chunk.n >= upload.chunks ||
      (await holderOf(ports, upload)) !== undefined
    )
      return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
    const put = await ports.putChunk({ fileId: chunk.fileId, version }, chunk.n, chunk.data);
    if (put === 'done') return { ok: true, value: upload };
  }
}

/** When a check that has not ended is queued again: its event or its invocation may be lost. */
export const CHECK_AGAIN_SECONDS = 300;

/** All chunks are there: the check runs in the background, the browser asks for its result. */
export async function finishFile(
  ports: ReceivePorts,
  by: string,
  fileId: string,
): Promise<Result<Upload, Problem>> {
  for (;;) {
    const found = await ownUpload(ports, by, fileId);
    if (!found.ok) return found;
    const { upload, version } = found.value;
    if (upload.state !== 'receiving') return { ok: true, value: upload };
    const have = await ports.chunksThere(fileId, upload.chunks);
    if (have.length < upload.chunks)
      return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
    const now = ports.now();
    const expiresAt = plusSeconds(now, KEEP_UNFINISHED_SECONDS);
    const checking: Upload = { ...upload, state: 'checking', expiresAt };
    await ports.watchChecks(plusSeconds(now, CHECK_AGAIN_SECONDS));
    if ((await ports.saveUpload(checking, version)) === 'conflict') continue;
    await ports.queueCheck(fileId);
    return { ok: true, value: checking };
  }
}

/** When the check of a finished upload should have ended: `finish` gave it a whole term, so its end tells its beginning. */
export function checkDueAt({ expiresAt }: Pick<Upload, 'expiresAt'>): string {
  return plusSeconds(expiresAt, CHECK_AGAIN_SECONDS - KEEP_UNFINISHED_SECONDS);
}

/** Somebody's own upload; others' are not even confirmed to exist. */
export async function ownUpload(
  ports: Pick<ReceivePorts, 'loadUpload'>,
  by: string,
  fileId: string,
): Promise<Result<{ upload: Upload; version: number }, Problem>> {
  const found = await ports.loadUpload(fileId);
  if (found === undefined || found.upload.by !== by)
    return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
  return { ok: true, value: found };
}
