import { awaitAll } from '../../kernel/await-all';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { type AtDesk, readsAtDesk } from '../../security/caller-api';
import { type OnList, rowsForApproval } from '../../submissions/lists/list-store';
import { mayApprove, visible } from './show-desk';

/** So many runs are looked at for whom they wait; each costs some reads. */
const MAX_WAITING = 20;

/** Runs that wait for an approval which this person may give, the longest waiting first. */
export async function runsForMe(desk: AtDesk): Promise<Result<readonly OnList[], Problem>> {
  if (!desk.mayUpload) return ok([]);
  const { rows } = await rowsForApproval(MAX_WAITING);
  const seen = await visible(
    rows.filter(({ mandant }) => readsAtDesk(desk, mandant)),
    desk,
  );
  if (!seen.ok) return seen;
  const mine = await awaitAll(seen.value.map(({ id }) => mayApprove(id, desk.who.accountId)));
  return ok(seen.value.filter((_, n) => mine[n] === true));
}
