import { wakeAt } from '../looks/look-queue-store';
import { now } from '../platform/clock';
import { lowerHint } from '../platform/due-store';
import { uuid } from '../platform/ids';
import type { Read, Wish } from '../platform/read-ahead';
import {
  changeRecord,
  loadRecord,
  type RecordKind,
  recordsAt,
  saveRecord,
  type Versioned,
} from '../platform/records';
import { hastened, joined, NO_STORMS, type Storm, Storms, withChanged } from './storm';

const KIND: RecordKind<Storms> = { key: 'storms', schema: Storms, fallback: NO_STORMS };

export function loadStorms(read?: Read): Promise<Versioned<Storms>> {
  return loadRecord(KIND, read);
}

/** The storms, to be read ahead. */
export const STORMS_WISHED: Wish = recordsAt([KIND.key]);

/** Writes the next version, or finds that somebody else was faster. */
export async function saveStorms(
  before: Versioned<Storms>,
  data: Storms,
): Promise<Versioned<Storms> | 'conflict'> {
  const saved = await saveRecord(KIND, before, data);
  return saved === 'conflict' ? saved : { version: before.version + 1, data };
}

/** Changes the storms on their newest value. */
export function changeStorms(change: (storms: Storms) => Storms): Promise<Storms> {
  return changeRecord(KIND, change);
}

/** Changes one storm on its newest value. */
export function changeStorm(id: string, change: (storm: Storm) => Storm): Promise<Storms> {
  return changeStorms((all) => withChanged(all, id, change));
}

/**
 * Before files that were rejected for these causes go on record: the storms that they belong to, which somebody looks at soon. Causes
 * that `begin` none and belong to none are left out.
 */
export async function joinStorms(
  rejected: ReadonlyMap<string, { readonly begins: boolean }>,
): Promise<Storms> {
  const at = now();
  const after = await changeStorms((before) => joined(before, rejected, { now: at, id: shortId }));
  if (after.nextAt !== undefined) await lowerHint(after.nextAt);
  return after;
}

/** Somebody lets issues of storms go on: who waits is looked at, as soon as the pace allows. */
export async function hastenStorms(): Promise<void> {
  const { nextAt } = await changeStorms((before) => hastened(before, now()));
  if (nextAt !== undefined) await wakeAt({ v: 1, look: 'storms', id: 'all' }, nextAt);
}

/** Names a storm in its files, counts and issue. */
function shortId(): string {
  return uuid().slice(0, 8);
}
