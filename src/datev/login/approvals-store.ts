import * as v from 'valibot';
import { changeRecord, loadRecord, type RecordKind } from '../../platform/records';

/**
 * Which Mandanten have, or once had, an approval of their own: so that the hourly run reads those, and not a record for each of
 * 120 Mandanten that have none. Null until somebody looked. One too many costs a read; none is ever dropped.
 */
const KIND: RecordKind<readonly string[] | null> = {
  key: 'approvals',
  schema: v.nullable(v.array(v.string())),
  fallback: null,
};

export async function loadApprovals(): Promise<readonly string[] | null> {
  return (await loadRecord(KIND)).data;
}

/** Before an approval is stored. */
export async function noteApproval(mandant: string): Promise<void> {
  await changeRecord(KIND, (known) => (known === null ? known : withAll(known, [mandant])));
}

/** All have been looked for. */
export async function noteApprovals(mandanten: readonly string[]): Promise<void> {
  await changeRecord(KIND, (known) => withAll(known ?? [], mandanten, known === null));
}

function withAll(known: readonly string[], more: readonly string[], isFirst = false): readonly string[] {
  const missing = more.filter((one) => !known.includes(one));
  return missing.length === 0 && !isFirst ? known : [...known, ...missing];
}
