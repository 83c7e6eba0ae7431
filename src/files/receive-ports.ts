import type { PackageFile } from '../dxso/package';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Happened, SubmissionEvent } from '../submissions/events';
import type { Stored } from '../submissions/stored';
import type { FileChanges, StoredFile } from '../submissions/stored-file';
import type { Submission } from '../submissions/submission';
import type { Checked } from './check';
import type { PackagePlan } from './package';
import type { KeptFinding, Unfinished, Upload } from './upload';

/** What receiving a file (`flows/receive-file`) and checking it (`flows/check-file`) want of the world. */
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
