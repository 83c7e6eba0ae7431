import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';
import type { Submission } from './submission';

/** When the bytes at rest are deleted: so many days after the end, once nothing is pending any more. */
export function forgetAt(s: Submission, retentionDays: number): string | undefined {
  const holds = s.files.some((f) => f.deletedAt === undefined);
  return s.end !== undefined && holds && s.pendingEffects.length === 0
    ? plusSeconds(s.end.at, retentionDays * secondsInDay)
    : undefined;
}

/** Revisions whose bytes are to be deleted now. */
export function expired(
  s: Submission,
  c: { readonly now: string; readonly retentionDays: number },
): readonly number[] {
  const at = forgetAt(s, c.retentionDays);
  if (at === undefined || at > c.now) return [];
  return s.files.filter((f) => f.deletedAt === undefined).map((f) => f.revision);
}
