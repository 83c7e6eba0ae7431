import type { Read, Wish } from '../platform/read-ahead';
import { changeRecord, loadRecord, type RecordKind, recordsAt } from '../platform/records';
import { afterUnreadable, NOTHING_ASIDE, SetAside } from './set-aside';

const KIND: RecordKind<SetAside> = { key: 'set-aside', schema: SetAside, fallback: NOTHING_ASIDE };

/** What waits because it could not be read. */
export async function loadSetAside(read?: Read): Promise<SetAside> {
  return (await loadRecord(KIND, read)).data;
}

/** The same, to be read ahead. */
export const SET_ASIDE_WISHED: Wish = recordsAt([KIND.key]);

/** Sets something aside that could not be read, longer each time. */
export async function setAside(what: string, now: string): Promise<void> {
  await changeRecord(KIND, (before) => afterUnreadable(before, what, now));
}
