import * as v from 'valibot';
import { changeRecord, loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { NO_ROUND, type Round } from './round';

const Stored = v.object({
  day: v.string(),
  told: v.array(v.string()),
  isOver: v.exactOptional(v.literal(true)),
});
const KIND: RecordKind<Round> = { key: 'notices', schema: Stored, fallback: NO_ROUND };

export function loadRound(): Promise<Versioned<Round>> {
  return loadRecord(KIND);
}

/** Notes how far the round is before the next thing of it happens; `conflict`: somebody else is at it. */
export async function saveRound(
  before: Versioned<Round>,
  data: Round,
): Promise<Versioned<Round> | 'conflict'> {
  const saved = await saveRecord(KIND, before, data);
  return saved === 'conflict' ? saved : { version: before.version + 1, data };
}

/** What surely was not told is told with the next turn. */
export async function takeBack(person: string): Promise<void> {
  await changeRecord(KIND, (round) =>
    round.told.includes(person) ? { ...round, told: round.told.filter((one) => one !== person) } : round,
  );
}
