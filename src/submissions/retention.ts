import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import { holds, isAtJira, type Submission } from './submission';

/**
 * When the bytes at rest are deleted: so many days after the end, after a file that was given since and never went, or after the
 * last period whose run may want them for its package (`keptFrom`). What is only
 * to be said at the issue keeps them no longer: Jira may hide that for good.
 */
export function forgetAt(s: Submission, retentionDays: number): string | undefined {
  const { end, candidate, keptFrom } = s;
  const isHeld = candidate !== undefined || s.files.some((f) => f.deletedAt === undefined);
  if (end === undefined || !isHeld || s.pendingEffects.some(({ effect }) => !isAtJira(effect)))
    return undefined;
  const since = candidate === undefined || candidate.at < end.at ? end.at : candidate.at;
  return plusSeconds(later(since, keptFrom), retentionDays * secondsInDay);
}

function later(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}

/** Revisions whose bytes are to be deleted now. */
export function expired(
  s: Submission,
  c: { readonly now: string; readonly retentionDays: number },
): readonly number[] {
  const at = forgetAt(s, c.retentionDays);
  if (at === undefined || at > c.now) return [];
  const waiting = s.candidate === undefined ? [] : [s.candidate];
  return [...s.files.filter((f) => f.deletedAt === undefined), ...waiting].map((f) => f.revision);
}

/**
 * Whether bytes that were stored or let go for a submission are on its record, or nobody's. `open`: a run is at it, and may still put
 * them on record. What a run made is its own, or that of the file that it was handed to.
 */
export function isLooseIn(s: Submission, fileId: string): 'loose' | 'held' | 'open' {
  const made = s.run?.made?.files ?? [];
  const pdfs = s.run?.progress?.pdfs ?? [];
  const isOfRun =
    made.some(({ file }) => file.fileId === fileId) ||
    pdfs.some((pdf) => pdf.is === 'there' && pdf.file.fileId === fileId);
  if (holds(s, fileId)) return 'held';
  if (isOfRun && !s.files.some((file) => file.fileId === fileId)) return 'held';
  return s.pendingEffects.some(({ effect }) => effect.kind === 'make-run') ? 'open' : 'loose';
}
