import { setAside } from '../../health/set-aside-store';
import { awaitAll } from '../../kernel/await-all';
import { type Budget, budgetOf } from '../../kernel/budget';
import { type Look, type LookAtMany, looksAtMany } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { now } from '../../platform/clock';
import { remainingMs } from '../../platform/context';
import { log } from '../../platform/log';
import { PlatformTrouble } from '../../platform/trouble';
import { lookAtMandant } from './look-at-mandant';
import { refreshKnown } from './refresh-known';

/** So many side by side: who waits half a minute for DATEV keeps one of them from going on, and no other. */
const LANES = 5;
/** What is left of the invocation when another Mandant is begun: DATEV may take 30 s, and a new token 15. */
const NEEDS_MS = 55_000;
/** Calls that each is sure of, and that it makes at most; who wants more gets an invocation of its own. */
const [SURE, SHARE] = [2, 10];

/**
 * Looks at many Mandanten side by side, under one deadline and one budget of calls to the outside, the longest waiting first.
 * What does not fit is queued at once; who fails, by whatever error, stays due or is set aside, and the others go on. To be
 * called again at any time: who was looked at is not due any more.
 */
export async function lookAtMandanten({ about, ids }: LookAtMany): Promise<void> {
  const looking = await beginLooking(ids);
  const waiting = [...ids];
  const alone: string[] = [];
  // The first begins in any case, or an invocation that is too short would look at nobody.
  looking.calls.take(SURE);
  const lane = async (isFirst: boolean) => {
    for (let isSure = isFirst; isSure || fits(looking); isSure = false) {
      const id = waiting.shift();
      if (id === undefined) return;
      const looked = await lookSafely({ about, id }, { ...looking, share: shareOf(looking) });
      if (looked === 'alone') alone.push(id);
    }
  };
  await awaitAll(Array.from({ length: LANES }, (_, n) => lane(n === 0)));
  await queueLooks(
    ...alone.map((id): Look => ({ v: 1, look: 'mandant', id })),
    ...looksAtMany(waiting, about),
  );
}

/** Whether another one may begin. */
function fits({ calls }: Looking): boolean {
  return remainingMs() >= NEEDS_MS && calls.take(SURE);
}

/** What one may use: the calls that it is sure of, then some of what is left for all. */
function shareOf({ calls }: Looking): Budget {
  const more = budgetOf(SHARE - SURE, calls);
  let sure = SURE;
  return {
    take(count) {
      const paid = Math.min(sure, count);
      if (!more.take(count - paid)) return false;
      sure -= paid;
      return true;
    },
  };
}

type One = { readonly about: LookAtMany['about']; readonly id: string };

async function lookSafely({ about, id }: One, looking: Looking): Promise<'done' | 'alone'> {
  try {
    if (about === 'jobs') return await lookAtMandant(id, looking);
    await refreshKnown(id, looking);
  } catch (error) {
    await afterError(id, error);
  }
  return 'done';
}

/** Storage that does not answer now: it stays due, and the tick looks again. Anything else comes of its record, which waits. */
async function afterError(id: string, error: unknown): Promise<void> {
  const problem = error instanceof PlatformTrouble ? error.problem : undefined;
  const code = problem?.code ?? (error instanceof Error ? error.name : 'unknown');
  log('work.trouble', { look: 'mandanten', id, code, reason: String(problem?.values?.['reason'] ?? '') });
  if (problem === undefined || problem.values?.['record'] === id) await setAside(`mandant:${id}`, now());
}
