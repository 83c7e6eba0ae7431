import { loadRecount } from '../../health/recount-store';
import { awaitAll } from '../../kernel/await-all';
import type { MandantRow } from '../../mandanten/mandant-row';
import { mandantRows } from '../../mandanten/watch-store';
import { mayApprove } from '../../runs/authors-store';
import type { AtDesk } from '../../security/caller-api';
import { type OnList, rowsForApproval } from '../../submissions/lists/list-store';
import { APPROVAL, type Tally } from '../../submissions/lists/tally';
import { allTallies } from '../../submissions/lists/tally-store';

/** What desk and widget count by. */
export type Counted = {
  readonly mandanten: readonly MandantRow[];
  readonly tallies: readonly Tally[];
  /** Not everything stored is counted yet. */
  readonly isCounting: boolean;
};

export async function counted(): Promise<Counted> {
  const [mandanten, tallies, recount] = await awaitAll([mandantRows(), allTallies(), loadRecount()]);
  return { mandanten, tallies, isCounting: recount.data.doneAt === undefined };
}

/** Runs whose approval this person may not give, by id: for them these are under way. */
export type ForOthers = ReadonlyMap<string, OnList>;
export const NOBODY_WAITS: ForOthers = new Map();

/** Whether a run may wait for an approval, as far as the counts say. */
export function mayWait(counts: Counted | undefined): boolean {
  return counts === undefined || counts.isCounting || counts.tallies.some(({ causes }) => APPROVAL in causes);
}

/** So many runs are looked at for whom they wait; each costs some reads. What waits longer is shown to everybody. */
const MAX_WAITING = 20;

export async function waitingForOthers(desk: AtDesk, most = MAX_WAITING): Promise<ForOthers> {
  const { rows } = await rowsForApproval(most);
  const mine = desk.mayUpload
    ? await awaitAll(rows.map(({ id }) => mayApprove(id, desk.who.accountId)))
    : rows.map(() => false);
  return new Map(rows.filter((_, n) => mine[n] === false).map((row) => [row.id, row]));
}
