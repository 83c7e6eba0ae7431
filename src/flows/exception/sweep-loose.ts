import { deleteChunks } from '../../files/file-store';
import { forgetLoose, type Loose, looseBytes } from '../../files/loose-store';
import { plusSeconds } from '../../kernel/instant';
import { now } from '../../platform/clock';
import { isLooseIn } from '../../submissions/retention';
import { loadSubmission } from '../../submissions/submission-store';

/** No invocation lives so long: whoever stored or let go is over. */
const SETTLED_SECONDS = 3600;

/** Once a day: bytes that were stored or let go, and that no submission holds, are deleted. */
export async function sweepLoose(): Promise<void> {
  const before = plusSeconds(now(), -SETTLED_SECONDS);
  let cursor: string | undefined;
  do {
    const page = await looseBytes(cursor);
    for (const loose of page.all.filter(({ at }) => at < before)) await settle(loose);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function settle({ fileId, chunks, owner }: Loose): Promise<void> {
  const state = (await loadSubmission(owner))?.state;
  const is = state === undefined ? 'loose' : isLooseIn(state, fileId);
  if (is === 'open') return;
  if (is === 'loose') await deleteChunks(fileId, chunks);
  await forgetLoose(fileId);
}
