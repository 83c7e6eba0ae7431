import { deleteChunks } from '../../files/file-store';
import { forgetLoose, type Loose, looseBytes } from '../../files/loose-store';
import { unlessUnreadable } from '../../health/set-aside-store';
import { plusSeconds } from '../../kernel/instant';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { idsBy } from '../../submissions/ids';
import { isLooseIn } from '../../submissions/retention';
import { holds, type Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

const ids = idsBy(sha256);

/** No invocation lives so long: whoever stored or let go is over. */
const SETTLED_SECONDS = 3600;

/** Once a day: bytes that were stored or let go, and that no submission holds, are deleted; they stay while nobody can read whether one does. */
export async function sweepLoose(): Promise<void> {
  const before = plusSeconds(now(), -SETTLED_SECONDS);
  let cursor: string | undefined;
  do {
    const page = await looseBytes(cursor);
    for (const loose of page.all.filter(({ at }) => at < before))
      await unlessUnreadable(loose.owner, () => settle(loose));
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function settle({ fileId, chunks, owner }: Loose): Promise<void> {
  const state = (await loadSubmission(owner))?.state;
  const is = state === undefined ? 'loose' : isLooseIn(state, fileId);
  if (is === 'open') return;
  const isHeld = is === 'held' || (state?.run !== undefined && (await isHandedOver(state, fileId)));
  if (!isHeld) await deleteChunks(fileId, chunks);
  await forgetLoose(fileId);
}

/**
 * Whether a file that the run made has a life of its own. The run itself names only what its newest execution made; what an earlier one
 * handed over goes its own way.
 */
async function isHandedOver({ id, attempts }: Submission, fileId: string): Promise<boolean> {
  for (const { revision } of attempts)
    for (let part = 1; ; part++) {
      const child = await loadSubmission(ids.produced(id, revision, part));
      if (child === undefined) break;
      if (holds(child.state, fileId)) return true;
    }
  return false;
}
