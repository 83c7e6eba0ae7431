import { changesBetween } from '../../extf/changes';
import { deleteChunks, readFile } from '../../files/file-store';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { eventOfFile, type GivenFile } from '../../submissions/decisions/click';
import type { Happened } from '../../submissions/events';
import { latestFile } from '../../submissions/parts';
import { appendProved } from '../../submissions/record-store';
import type { FileChanges } from '../../submissions/stored-file';
import { holds, type Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

/** Against the newest revision that went to DATEV; without its bytes there is nothing to compare with. */
export async function changesSince(owner: Submission, bytes: Uint8Array): Promise<FileChanges | undefined> {
  const sent = latestFile(owner);
  if (sent === undefined || sent.deletedAt !== undefined) return undefined;
  const before = await readFile(sent);
  const changes = before.ok ? changesBetween(before.value, bytes) : undefined;
  return changes === undefined ? undefined : { against: sent.revision, ...changes };
}

/** Makes a checked file the candidate of a submission; the one it replaces loses its bytes. */
export async function giveTo(
  id: string,
  what: GivenFile & { readonly happened: Happened },
): Promise<Result<string, Problem>> {
  for (;;) {
    const stored = await loadSubmission(id);
    if (stored === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
    const { state } = stored;
    const event = eventOfFile(state, what);
    if (!event.ok) return event;
    const written = await appendProved(stored, event.value, what.happened);
    if (written === 'conflict') continue;
    const replaced = state.candidate;
    if (replaced !== undefined && !holds(written.state, replaced.fileId))
      await deleteChunks(replaced.fileId, replaced.chunks);
    return { ok: true, value: id };
  }
}
