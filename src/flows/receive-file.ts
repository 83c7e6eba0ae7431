import type { PackageFile } from '../dxso/package';
import type { Checked } from '../files/check';
import type { PackagePlan } from '../files/package';
import {
  chunkCount,
  type KeptFinding,
  refuseSize,
  type Target,
  type Unfinished,
  type Upload,
} from '../files/upload';
import type { Happened, SubmissionEvent } from '../jobs/events';
import { plusSeconds } from '../jobs/schedule';
import type { Stored } from '../jobs/stored';
import type { FileChanges, StoredFile, Submission } from '../jobs/submission';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { holderOf } from './bytes-on-record';

export type ReceivePorts = {
  now(): string;
  readonly limits: { readonly raw: number; readonly packed: number; readonly chunk: number };
  /** Never given before and never guessed: an upload writes to a place of its own. */
  newFileId(): string;
  /** Where somebody's interrupted upload of the same content to the same target is. */
  unfinished(what: Unfinished): Promise<string | undefined>;
  noteUnfinished(what: Unfinished, fileId: string): Promise<void>;
  /** One per Mandant and content: the same file handed in twice is the same submission, so it cannot be booked twice. */
  submissionIdFor(mandant: string, sha256: string): string;
  loadUpload(fileId: string): Promise<{ upload: Upload; version: number } | undefined>;
  saveUpload(upload: Upload, version: number): Promise<'done' | 'conflict'>;
  /** Only while the upload's record has this version: nothing is written into a finished one. */
  putChunk(
    upload: { readonly fileId: string; readonly version: number },
    n: number,
    data: string,
  ): Promise<'done' | 'conflict'>;
  chunksThere(fileId: string, chunks: number): Promise<readonly number[]>;
  readFile(file: Upload | StoredFile): Promise<Result<Uint8Array, Problem>>;
  check(bytes: Uint8Array, name: string, mandant: string): Checked;
  /** What becomes of a package: refused, or parts for DATEV's jobs, without what of `owner` DATEV has already. */
  planPackage(
    bytes: Uint8Array,
    on: { readonly mandant: string; readonly owner: Submission | undefined },
  ): Promise<PackagePlan>;
  /** Packs the files of a part as a package of its own, under a key that is the same every time; stored when told so. */
  packPart(upload: Upload, files: readonly PackageFile[]): PackedPart;
  /** What changed from an older revision to this one. */
  compare(before: Uint8Array, after: Uint8Array): Omit<FileChanges, 'against'> | undefined;
  keepFindings(fileId: string, findings: readonly KeptFinding[]): Promise<void>;
  loadFindings(fileId: string): Promise<readonly KeptFinding[]>;
  queueCheck(fileId: string): Promise<void>;
  /** Makes sure that somebody looks for checks that did not end. Called before there is one. */
  watchChecks(at: string): Promise<void>;
  /** Whether the person who handed a file in still may, asked without them. */
  mayStill(by: string): Promise<Result<boolean, Problem>>;
  /** Storage or queue failed: nothing that the file had a part in. */
  isTrouble(error: unknown): boolean;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  create(
    id: string,
    event: Extract<SubmissionEvent, { what: 'uploaded' }>,
    happened: Happened,
  ): Promise<void>;
  deleteChunks(fileId: string, chunks: number): Promise<void>;
};

export type PackedPart = {
  readonly kept: Pick<Upload, 'fileId' | 'bytes' | 'sha256' | 'chunks'>;
  store(): Promise<void>;
};

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
