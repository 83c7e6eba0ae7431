import { type AuditEntry, endsSound } from '../../audit/chain';
import { isIntact } from '../../audit/replay';
import type { HistoryChecked, HistoryPage } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { sha256 } from '../../platform/bytes';
import { entriesOf } from '../../submissions/entries-store';
import type { Stored } from '../../submissions/stored';
import { actorsIn, timelineOf } from '../../views/submission/timeline';

/** Entries that a page shows, and one more question brings. */
const PAGE = 50;

/** The newest entries of a history, and what they alone say of its chain: the whole is checked when all of it is here. */
export async function newestEntries(stored: Stored): Promise<{
  readonly newest: readonly AuditEntry[];
  readonly entries: number;
  readonly intact?: boolean;
}> {
  const { state, version: entries, lastHash } = stored;
  const newest = await entriesOf(stored, pageUpTo(entries));
  if (entries <= PAGE) return { newest, entries, intact: isIntact(newest, state, sha256) };
  const isSound = endsSound(newest, { seq: entries, hash: lastHash }, sha256);
  return { newest, entries, ...(isSound ? {} : { intact: false }) };
}

/** The entries before one that is shown already, newest first. */
export async function olderEntries(stored: Stored, before: number, lang: Lang): Promise<HistoryPage> {
  const page = pageUpTo(Math.min(before - 1, stored.version));
  const older = await entriesOf(stored, page);
  const names = await namesOf(actorsIn(older));
  return {
    timeline: timelineOf(older, names, lang),
    ...present({ before: page.from > 1 ? page.from : undefined }),
  };
}

/** Reads the whole history, checks its chain and replays it. */
export async function checkHistory(stored: Stored): Promise<HistoryChecked> {
  const { state, version: entries } = stored;
  const all = await entriesOf(stored, { from: 1, to: entries });
  return { entries, intact: isIntact(all, state, sha256) };
}

function pageUpTo(to: number): { readonly from: number; readonly to: number } {
  return { from: Math.max(1, to - PAGE + 1), to };
}
