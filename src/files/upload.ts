import type { WireFinding } from '../contract/answers';
import type { Problem } from '../kernel/problem';

/** Where a file on its way up belongs. */
export type Target = (
  | { readonly to: 'submission'; readonly submissionId: string }
  | { readonly to: 'mandant'; readonly mandant: string }
) & {
  /** An image for DATEV Unternehmen online, and what it is filed under. */
  readonly document?: { readonly type: string; readonly note?: string };
};

/** Whether both belong to the same submission or Mandant. */
export function isSamePlace(a: Target, b: Target): boolean {
  if (a.to === 'submission') return b.to === 'submission' && a.submissionId === b.submissionId;
  return b.to === 'mandant' && a.mandant === b.mandant;
}

/** A finding as stored and sent: codes and numbers of src/extf, no ledger value. */
export type KeptFinding = WireFinding & { readonly class?: 'xml' | 'xsd' | 'rule' | 'package' };

/** A file on its way up. Chunks are stored beside it; nothing counts until the whole is checked. */
export type Upload = {
  readonly v: 1;
  readonly fileId: string;
  readonly target: Target;
  readonly by: string;
  readonly name: string;
  /** Raw bytes and their SHA-256 as the browser says; verified on assembly. */
  readonly bytes: number;
  readonly sha256: string;
  readonly packedBytes: number;
  readonly chunks: number;
  readonly begunAt: string;
  /** An unfinished upload is thrown away after this. */
  readonly expiresAt: string;
  readonly state: 'receiving' | 'checking' | 'accepted' | 'refused';
  readonly problem?: Problem;
  readonly findings?: readonly KeptFinding[];
  /** Set when accepted. */
  readonly submissionId?: string;
  /** How often the check began, and when last: counted before the work, so that one that dies is counted, too. */
  readonly tries?: number;
  readonly triedAt?: string;
  /** Packages cut out of it for DATEV's jobs: on record before they are stored, so that none is ever left behind. */
  readonly parts?: readonly UploadPart[];
};

export type UploadPart = { readonly fileId: string; readonly sha256: string; readonly chunks: number };

/** Whose upload of what to where: an interrupted one is found again by it. */
export type Unfinished = { readonly by: string; readonly target: Target; readonly sha256: string };

/** Whether an upload that was interrupted goes on. One that ended does not: its bytes are on record, or gone. */
export function goesOn(upload: Upload, { packedBytes }: Pick<Upload, 'packedBytes'>, now: string): boolean {
  const isOpen = upload.state === 'receiving' || upload.state === 'checking';
  return isOpen && upload.packedBytes === packedBytes && upload.expiresAt > now;
}

/** How many pieces a compressed file of this size has. */
export function chunkCount(packedBytes: number, chunkBytes: number): number {
  return Math.max(1, Math.ceil(packedBytes / chunkBytes));
}
