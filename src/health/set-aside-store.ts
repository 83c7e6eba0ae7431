import { now } from '../platform/clock';
import { log } from '../platform/log';
import type { Read, Wish } from '../platform/read-ahead';
import { changeRecord, loadRecord, type RecordKind, recordsAt } from '../platform/records';
import { unreadableThing } from '../platform/trouble';
import { afterUnreadable, isAside, NOTHING_ASIDE, SetAside } from './set-aside';

const KIND: RecordKind<SetAside> = { key: 'set-aside', schema: SetAside, fallback: NOTHING_ASIDE };

/** What waits because it could not be read. */
export async function loadSetAside(read?: Read): Promise<SetAside> {
  return (await loadRecord(KIND, read)).data;
}

/** The same, to be read ahead. */
export const SET_ASIDE_WISHED: Wish = recordsAt([KIND.key]);

/** Sets something aside that could not be read, longer each time. Met in passing while it waits, it waits as long as before. */
export async function setAside(what: string, at: string): Promise<void> {
  await changeRecord(KIND, (before) =>
    isAside(before, what, at) ? before : afterUnreadable(before, what, at),
  );
}

/**
 * Does something about one of many, a submission where an id is named. What cannot be read is set aside, and the submission with it if it
 * only hangs on that, which health tells; the others go on: in a look at their Mandant, in a storm, in a round of notices.
 */
export async function unlessUnreadable<T>(
  submission: string | undefined,
  act: () => Promise<T>,
): Promise<T | 'unreadable'> {
  try {
    return await act();
  } catch (error) {
    const unreadable = unreadableThing(error);
    if (unreadable === undefined) throw error;
    const { thing, id } = unreadable;
    log('work.trouble', { look: thing, id, code: 'platform.unknown-version', reason: '' });
    await setAside(`${thing}:${id}`, now());
    if (submission !== undefined && submission !== id) await setAside(`submission:${submission}`, now());
    return 'unreadable';
  }
}
