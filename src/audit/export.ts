import { canonical } from '../kernel/canonical';
import type { Present } from '../kernel/present';
import type { AuditEntry, Sha256 } from './chain';

/**
 * A chain as a file that anybody can check without us: one JSON object a line, each in its canonical form, each with the hash of the rest
 * of it. A head says what follows and where it ends, then come the entries, and a foot closes: so a missing line is found at either end, too.
 */

/** The first line. */
type ExportHead = {
  readonly v: 1;
  readonly what: 'audit-export';
  /** The subject of all entries. */
  readonly chain: string;
  readonly madeAt: string;
  /** The Jira site and the installation there. */
  readonly site?: string;
  readonly installation: string;
  readonly app: string;
  /** The first entry, and what it follows; empty: nothing. */
  readonly from: { readonly seq: number; readonly prevHash: string };
  /** The last entry; with the number before `from`, there is none. */
  readonly to: { readonly seq: number; readonly hash: string };
  readonly hash: string;
};

/** The last line. */
type ExportFoot = {
  readonly v: 1;
  readonly what: 'audit-end';
  readonly count: number;
  readonly lastHash: string;
  /** The hash of the head that this belongs to. */
  readonly head: string;
  readonly hash: string;
};

/** A line with the hash of everything else in it. */
function sealed<T extends object>(body: T, sha256: Sha256): T & { readonly hash: string } {
  return { ...body, hash: sha256(canonical(body)) };
}

type Described = Omit<ExportHead, 'v' | 'what' | 'hash' | 'site'> &
  Present<{ readonly site: string | undefined }>;

/** The first line of an export, without its line end. */
export function headOf(of: Described, sha256: Sha256): ExportHead {
  return sealed({ v: 1, what: 'audit-export', ...of } as const, sha256);
}

/** What closes an export with this head. */
export function footOf(
  { from, to, hash }: Pick<ExportHead, 'from' | 'to' | 'hash'>,
  sha256: Sha256,
): ExportFoot {
  const count = to.seq - from.seq + 1;
  return sealed({ v: 1, what: 'audit-end', count, lastHash: to.hash, head: hash } as const, sha256);
}

/** A line as it stands in the file. Exactly these bytes: written otherwise, it is another line. */
export function lineOf(line: ExportHead | AuditEntry<unknown> | ExportFoot): string {
  return canonical(line);
}
