import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { nowMs } from '../platform/clock';
import { unitsSpent } from '../platform/context';
import { log } from '../platform/log';
import { chance } from '../platform/random';
import { changeRecord, loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { PlatformTrouble } from '../platform/trouble';
import { againIn, isUsedUp, kindOf, sampled, UNUSED, type Used, withRefusal, withUnits } from './share';

const Stored = v.object({
  minute: v.number(),
  read: v.number(),
  write: v.number(),
  refusedIn: v.optional(v.number()),
});
const KIND: RecordKind<Used> = { key: 'screens', schema: Stored, fallback: UNUSED };

/** What was used so far, where a call of a screen may use storage now. Costs one read. */
export async function withinShare(call: string): Promise<Result<Versioned<Used>, Problem>> {
  const before = await loadRecord(KIND);
  return isUsedUp(before.data, kindOf(call), nowMs()) ? fail(busy()) : ok(before);
}

/** Too much is asked of storage at the moment; says when to ask again. */
export function busy(): Problem {
  return { code: 'platform.busy', retry: 'later', retryAfterSeconds: againIn(nowMs(), chance()) };
}

/** Notes what this invocation used of storage, on what it read before. Most calls write nothing (`sampled`). */
export async function noteShare(before: Versioned<Used>): Promise<void> {
  const units = sampled(unitsSpent(), chance());
  if (units === undefined) return;
  await note(before, (used) => withUnits(used, units, nowMs()));
}

/** Notes that somebody was refused something: once a minute. */
export async function noteRefused(before: Versioned<Used>): Promise<void> {
  const change = (used: Used) => withRefusal(used, nowMs());
  if (change(before.data) !== before.data) await note(before, change);
}

async function note(before: Versioned<Used>, change: (used: Used) => Used): Promise<void> {
  try {
    if ((await saveRecord(KIND, before, change(before.data))) === 'conflict')
      await changeRecord(KIND, change);
  } catch (error) {
    // A count that cannot be written costs nobody what they asked for.
    if (!(error instanceof PlatformTrouble)) throw error;
    log('screens.count', { code: error.problem.code });
  }
}
