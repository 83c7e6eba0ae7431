import { setAside } from '../../health/set-aside-store';
import { atOnce } from '../../kernel/at-once';
import { awaitAll } from '../../kernel/await-all';
import { shareWith } from '../../kernel/budget';
import { type Look, type LookAtMany, looksAtMany } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { beginLooking, type Looking } from '../../mandanten/looking-store';
import { now } from '../../platform/clock';
import { remainingMs } from '../../platform/context';
import { log } from '../../platform/log';
import { PlatformTrouble } from '../../platform/trouble';
import { beginLook, lookAt } from './look-at-mandant';
import { refreshKnown } from './refresh-known';

/** So many tokens are renewed at a time: as many approvals as are lost at most when the invocation dies meanwhile. */
const TOGETHER = 5;
/** So many are looked at side by side: who waits half a minute for DATEV keeps one of them from going on, and no other. */
const AT_ONCE = 10;
/** What is left of the invocation when another Mandant is begun: a new token takes 15 s, a place and DATEV's answer 30 s each, at most. */
const NEEDS_MS = 85_000;
/** Calls that each is sure of, and that it makes at most; who wants more gets an invocation of its own. */
const CALLS_EACH = { sure: 2, most: 10 };

/**
 * Looks at many Mandanten side by side, under one deadline and one budget of calls to the outside, the longest waiting first. A few
 * at a time get their new tokens together; those that have theirs are looked at meanwhile. What does not fit is queued at once; who
 * fails, by whatever error, stays due or is set aside, and the others go on. To be called again at any time: who was looked at is not
 * due any more.
 */
export async function lookAtMandanten({ about, ids }: LookAtMany): Promise<void> {
  const looking = await beginLooking(ids);
  const waiting = [...ids];
  const alone: string[] = [];
  const places = atOnce(AT_ONCE);
  try {
    for (let isFirst = true; waiting.length > 0; isFirst = false) {
      const some = await beginSome(about, waiting, { looking, isFirst });
      if (some === 'no-time') break;
      for (const { id, look } of some) {
        await places.free();
        places.add(async () => {
          const looked = await safely(id, () =>
            look({ ...looking, share: shareWith(CALLS_EACH, looking.calls) }),
          );
          if (looked === 'alone') alone.push(id);
        });
      }
    }
  } finally {
    await places.end();
  }
  await queueLooks(
    ...alone.map((id): Look => ({ v: 1, look: 'mandant', id, big: true })),
    ...looksAtMany(waiting, about),
  );
}

type Rest = { readonly looking: Looking; readonly isFirst: boolean };

/** As many as there are places, a few at a time. */
async function beginSome(
  about: LookAtMany['about'],
  waiting: string[],
  { looking, isFirst }: Rest,
): Promise<readonly Begun[] | 'no-time'> {
  const some: Begun[] = [];
  for (let turn = 0; some.length <= AT_ONCE - TOGETHER && waiting.length > 0; turn++) {
    const few = takeFew(waiting, { looking, isFirst: isFirst && turn === 0 });
    if (few.length === 0) return some.length === 0 ? 'no-time' : some;
    some.push(...(await beginFew(about, few, looking)));
  }
  return some;
}

/** The next few for whom there is time. */
function takeFew(waiting: string[], { looking, isFirst }: Rest): readonly string[] {
  const few: string[] = [];
  // The very first begins in any case, or an invocation that is too short would look at nobody.
  if (isFirst && looking.calls.take(CALLS_EACH.sure)) few.push(...waiting.splice(0, 1));
  while (few.length < TOGETHER && waiting.length > 0 && fits(looking)) few.push(...waiting.splice(0, 1));
  return few;
}

/** Whether another one may begin. */
function fits({ calls }: Looking): boolean {
  return remainingMs() >= NEEDS_MS && calls.take(CALLS_EACH.sure);
}

type Begun = { readonly id: string; readonly look: (looking: Looking) => Promise<'done' | 'alone'> };

/** What there is to look at of a few, who have their tokens then. */
async function beginFew(
  about: LookAtMany['about'],
  few: readonly string[],
  looking: Looking,
): Promise<readonly Begun[]> {
  const begun = (await awaitAll(few.map((id) => safely(id, () => beginOne(about, id, looking))))).flatMap(
    (one) => one ?? [],
  );
  await looking.tokens.renew(begun.map(({ id }) => id));
  return begun;
}

async function beginOne(
  about: LookAtMany['about'],
  id: string,
  looking: Looking,
): Promise<Begun | undefined> {
  if (about === 'known') return { id, look: (given) => refreshKnown(id, given) };
  const due = await beginLook(id, looking);
  return due === undefined ? undefined : { id, look: (given) => lookAt(due, given) };
}

/** Undefined when it failed. */
async function safely<T>(id: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    await afterError(id, error);
    return undefined;
  }
}

/** Storage that does not answer now: it stays due, and the tick looks again. Anything else comes of its record, which waits. */
async function afterError(id: string, error: unknown): Promise<void> {
  const problem = error instanceof PlatformTrouble ? error.problem : undefined;
  const code = problem?.code ?? (error instanceof Error ? error.name : 'unknown');
  log('work.trouble', { look: 'mandanten', id, code, reason: String(problem?.values?.['reason'] ?? '') });
  if (problem === undefined || problem.values?.['record'] === id) await setAside(`mandant:${id}`, now());
}
