import type { PackageFile } from '../dxso/package';
import { looksLikeZip } from '../dxso/zip';
import { type Checked, fileToKeep } from '../files/check';
import { documentName, refuseDocument } from '../files/document';
import type { PackagePlan } from '../files/package';
import { chunkCount, type KeptFinding, refuseSize, type Target, type Upload } from '../files/upload';
import { inFlight, isUnordered } from '../jobs/decide';
import type { Happened, SubmissionEvent } from '../jobs/events';
import { latestFile } from '../jobs/parts';
import { plusSeconds } from '../jobs/schedule';
import type { Stored } from '../jobs/stored';
import { type FileChanges, type FileKind, holds, type StoredFile, type Submission } from '../jobs/submission';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';

export type ReceivePorts = {
  now(): string;
  readonly limits: { readonly raw: number; readonly packed: number; readonly chunk: number };
  /** The same person, target and content always give the same id, so an interrupted upload is found again. */
  fileIdFor(by: string, target: Target, sha256: string): string;
  /** One per Mandant and content: the same file handed in twice is the same submission, so it cannot be booked twice. */
  submissionIdFor(mandant: string, sha256: string): string;
  loadUpload(fileId: string): Promise<{ upload: Upload; version: number } | undefined>;
  saveUpload(upload: Upload, version: number): Promise<'done' | 'conflict'>;
  putChunk(fileId: string, n: number, data: string): Promise<void>;
  chunksThere(fileId: string, chunks: number): Promise<readonly number[]>;
  readFile(file: Upload | StoredFile): Promise<Result<Uint8Array, Problem>>;
  check(bytes: Uint8Array, name: string, mandant: string): Checked;
  /** What becomes of a package: refused, or parts for DATEV's jobs, without what of `owner` DATEV has already. */
  planPackage(
    bytes: Uint8Array,
    on: { readonly mandant: string; readonly owner: Submission | undefined },
  ): Promise<PackagePlan>;
  /** Stores the files of a part as a package of its own, under a key that is the same every time. */
  storePart(
    upload: Upload,
    files: readonly PackageFile[],
  ): Promise<Pick<Upload, 'fileId' | 'bytes' | 'sha256' | 'chunks'>>;
  /** What changed from an older revision to this one. */
  compare(before: Uint8Array, after: Uint8Array): Omit<FileChanges, 'against'> | undefined;
  keepFindings(fileId: string, findings: readonly KeptFinding[]): Promise<void>;
  queueCheck(fileId: string): Promise<void>;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  create(
    id: string,
    event: Extract<SubmissionEvent, { what: 'uploaded' }>,
    happened: Happened,
  ): Promise<void>;
  deleteChunks(fileId: string, chunks: number): Promise<void>;
};

export type BeginFile = {
  readonly target: Target;
  readonly name: string;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly sha256: string;
};

const KEEP_UNFINISHED_SECONDS = 24 * 3600;

/** Begins an upload or finds it again; answers which chunks are there already. */
export async function beginFile(
  ports: ReceivePorts,
  by: string,
  file: BeginFile,
): Promise<Result<{ fileId: string; chunkBytes: number; have: readonly number[] }, Problem>> {
  const refused = refuseSize(file, ports.limits);
  if (refused !== undefined) return { ok: false, problem: refused };
  const fileId = ports.fileIdFor(by, file.target, file.sha256);
  const chunks = chunkCount(file.packedBytes, ports.limits.chunk);
  const before = await ports.loadUpload(fileId);
  const now = ports.now();
  const upload: Upload = {
    v: 1,
    fileId,
    by,
    ...file,
    chunks,
    begunAt: now,
    expiresAt: plusSeconds(now, KEEP_UNFINISHED_SECONDS),
    state: 'receiving',
  };
  const same = before?.upload.packedBytes === file.packedBytes;
  if (before !== undefined && same && before.upload.state === 'checking')
    return progress(ports, before.upload);
  await ports.saveUpload(upload, before?.version ?? 0);
  return same
    ? progress(ports, upload)
    : { ok: true, value: { fileId, chunkBytes: ports.limits.chunk, have: [] } };
}

async function progress(ports: ReceivePorts, upload: Upload) {
  const have = await ports.chunksThere(upload.fileId, upload.chunks);
  return { ok: true, value: { fileId: upload.fileId, chunkBytes: ports.limits.chunk, have } } as const;
}

/** Takes one chunk of somebody's own upload. Repeating it changes nothing. */
export async function putFileChunk(
  ports: ReceivePorts,
  by: string,
  chunk: { fileId: string; n: number; data: string },
): Promise<Result<Upload, Problem>> {
  const found = await ownUpload(ports, by, chunk.fileId);
  if (!found.ok) return found;
  const { upload } = found.value;
  if (upload.state !== 'receiving' || chunk.n >= upload.chunks)
    return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
  await ports.putChunk(chunk.fileId, chunk.n, chunk.data);
  return { ok: true, value: upload };
}

/** All chunks are there: the check runs in the background, the browser asks for its result. */
export async function finishFile(
  ports: ReceivePorts,
  by: string,
  fileId: string,
): Promise<Result<Upload, Problem>> {
  const found = await ownUpload(ports, by, fileId);
  if (!found.ok) return found;
  const { upload, version } = found.value;
  if (upload.state !== 'receiving') return { ok: true, value: upload };
  const have = await ports.chunksThere(fileId, upload.chunks);
  if (have.length < upload.chunks)
    return { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
  const checking: Upload = { ...upload, state: 'checking' };
  await ports.saveUpload(checking, version);
  await ports.queueCheck(fileId);
  return { ok: true, value: checking };
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

/** Assembles, verifies and checks an upload, and gives it to its submission. Safe to run twice. */
export async function checkFile(ports: ReceivePorts, fileId: string): Promise<void> {
  const found = await ports.loadUpload(fileId);
  if (found === undefined || found.upload.state !== 'checking') return;
  const { upload, version } = found;
  const end = await verdict(ports, upload);
  await ports.saveUpload({ ...upload, ...end }, version);
  const owner = end.submissionId === undefined ? undefined : await ports.load(end.submissionId);
  if (owner === undefined || !holds(owner.state, fileId)) await ports.deleteChunks(fileId, upload.chunks);
}

type Verdict = Pick<Upload, 'state' | 'problem' | 'findings' | 'submissionId'>;

async function verdict(ports: ReceivePorts, upload: Upload): Promise<Verdict> {
  const bytes = await ports.readFile(upload);
  if (!bytes.ok) return refusedFor(bytes.problem);
  const { target } = upload;
  const owner = target.to === 'mandant' ? undefined : (await ports.load(target.submissionId))?.state;
  const mandant = target.to === 'mandant' ? target.mandant : owner?.mandant;
  if (mandant === undefined) return refusedFor({ code: 'file.gone', retry: 'never' });
  const document = target.document ?? latestDocument(owner);
  const kind = document === undefined ? kindOf(bytes.value) : 'document';
  if (owner !== undefined && owner.kind !== kind)
    return refusedFor({ code: 'file.other-kind', retry: 'after-fix', values: { kind: owner.kind } });
  const prepared = await prepare(ports, kind, { upload, bytes: bytes.value, mandant, owner, document });
  if ('state' in prepared) return prepared;
  const { files, findings } = prepared;
  for (const { fileId } of files) await ports.keepFindings(fileId, findings);
  const given = await give(ports, { upload, files, mandant });
  await dropUnheld(ports, { upload, files, mandant });
  return given.ok
    ? { state: 'accepted', submissionId: given.value, findings }
    : { ...refusedFor(given.problem), findings };
}

/** Parts that nobody took – they are there already, or it is not the time – leave no bytes behind. */
async function dropUnheld(
  ports: ReceivePorts,
  what: { upload: Upload; files: readonly StoredFile[]; mandant: string },
): Promise<void> {
  const { upload, files, mandant } = what;
  for (const file of files.filter(({ fileId }) => fileId !== upload.fileId)) {
    const { target } = upload;
    const id = target.to === 'submission' ? target.submissionId : ports.submissionIdFor(mandant, file.sha256);
    const owner = await ports.load(id);
    if (owner === undefined || !holds(owner.state, file.fileId))
      await ports.deleteChunks(file.fileId, file.chunks);
  }
}

function refusedFor(problem: Problem, findings: readonly KeptFinding[] = []): Verdict {
  return { state: 'refused', problem, findings };
}

function kindOf(bytes: Uint8Array): FileKind {
  return looksLikeZip(bytes) ? 'dxso' : 'extf';
}

/** A corrected image is filed like the one before, unless somebody says otherwise. */
function latestDocument(owner: Submission | undefined): StoredFile['document'] {
  return owner === undefined ? undefined : (latestFile(owner) ?? owner.candidate)?.document;
}

type Incoming = {
  readonly upload: Upload;
  readonly bytes: Uint8Array;
  readonly mandant: string;
  readonly owner: Submission | undefined;
  readonly document: StoredFile['document'];
};
/** The files that come of an upload: one, or one per part of a package. */
type Prepared = { readonly files: readonly StoredFile[]; readonly findings: readonly KeptFinding[] };

function prepare(ports: ReceivePorts, kind: FileKind, what: Incoming): Promise<Prepared | Verdict> {
  if (kind === 'dxso') return preparePackage(ports, what);
  return kind === 'document' ? prepareDocument(ports, what) : prepareBatch(ports, what);
}

async function prepareBatch(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const checked = ports.check(bytes, upload.name, mandant);
  const { findings } = checked;
  if (!checked.mayGo) return refusedFor({ code: 'file.findings', retry: 'after-fix' }, findings);
  const changes = owner === undefined ? undefined : await changesSince(ports, owner, bytes);
  return {
    files: [fileToKeep({ upload, checked, at: ports.now(), ...present({ changes }) })],
    findings,
  };
}

async function prepareDocument(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, document } = what;
  const problem = refuseDocument(upload.name, bytes);
  if (problem !== undefined) return refusedFor(problem);
  const checked: Checked = { mayGo: true, rowErrors: 0, rows: 0, findings: [] };
  const named = { ...upload, name: documentName(upload.name) };
  const more = { kind: 'document', ...present({ document }) } as const;
  return { files: [fileToKeep({ upload: named, checked, at: ports.now(), more })], findings: [] };
}

async function preparePackage(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const plan = await ports.planPackage(bytes, { mandant, owner });
  if (plan.is === 'problem') return refusedFor(plan.problem);
  if (plan.is === 'refused') return refusedFor({ code: 'file.findings', retry: 'after-fix' }, plan.findings);
  const files: StoredFile[] = [];
  for (const part of plan.parts) {
    const kept =
      part.files === undefined ? upload : { ...upload, ...(await ports.storePart(upload, part.files)) };
    const more = { kind: 'dxso', package: part.about } as const;
    files.push(fileToKeep({ upload: kept, checked: part.checked, at: ports.now(), more }));
  }
  return { files, findings: plan.findings };
}

/** Against the newest revision that went to DATEV; without its bytes there is nothing to compare with. */
export async function changesSince(
  ports: Pick<ReceivePorts, 'readFile' | 'compare'>,
  owner: Submission,
  bytes: Uint8Array,
): Promise<FileChanges | undefined> {
  const sent = latestFile(owner);
  if (sent === undefined || sent.deletedAt !== undefined) return undefined;
  const before = await ports.readFile(sent);
  const changes = before.ok ? ports.compare(before.value, bytes) : undefined;
  return changes === undefined ? undefined : { against: sent.revision, ...changes };
}

async function give(
  ports: ReceivePorts,
  what: { upload: Upload; files: readonly StoredFile[]; mandant: string },
): Promise<Result<string, Problem>> {
  const { upload, files, mandant } = what;
  const happened = { at: ports.now(), actor: { kind: 'person', id: upload.by } } as const;
  const [first] = files;
  if (first === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
  if (upload.target.to === 'submission')
    return giveTo(ports, upload.target.submissionId, { file: first, happened });
  for (const file of files) {
    const event = { what: 'uploaded', mandant, program: 'DATEV for Jira', file } as const;
    await ports.create(ports.submissionIdFor(mandant, file.sha256), event, happened);
  }
  return { ok: true, value: ports.submissionIdFor(mandant, first.sha256) };
}

/** Makes a checked file the candidate of a submission; the one it replaces loses its bytes. */
export async function giveTo(
  ports: Pick<ReceivePorts, 'load' | 'append' | 'deleteChunks'>,
  id: string,
  what: { file: StoredFile; happened: Happened; attachmentId?: string },
): Promise<Result<string, Problem>> {
  for (;;) {
    const stored = await ports.load(id);
    if (stored === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
    const { state } = stored;
    if (state.end?.as === 'delivered' || inFlight(state) || isUnordered(state))
      return { ok: false, problem: { code: 'file.not-now', retry: 'after-fix' } };
    const file = { ...what.file, revision: Math.max(0, ...state.attempts.map((a) => a.revision)) + 1 };
    const event: SubmissionEvent =
      what.attachmentId === undefined
        ? { what: 'file-given', file }
        : { what: 'attachment-taken', id: what.attachmentId, file };
    const written = await ports.append(stored, event, what.happened);
    if (written === 'conflict') continue;
    const replaced = state.candidate;
    if (replaced !== undefined && !holds(written.state, replaced.fileId))
      await ports.deleteChunks(replaced.fileId, replaced.chunks);
    return { ok: true, value: id };
  }
}
