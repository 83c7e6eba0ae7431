import { quietUntil } from '../../health/health-store';
import { isAside } from '../../health/set-aside';
import { loadSetAside, unlessUnreadable } from '../../health/set-aside-store';
import type { Budget } from '../../kernel/budget';
import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import { callBudget } from '../../looks/call-budget';
import type { Look } from '../../looks/look';
import { wakeAt } from '../../looks/look-queue-store';
import { now } from '../../platform/clock';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import {
  AT_A_TIME,
  afterRound,
  PACE_SECONDS,
  parentFor,
  roundFor,
  type Storms,
  stormWith,
} from '../../storms/storm';
import { changeStorms, loadStorms, saveStorms } from '../../storms/storm-store';
import { nextTurns } from '../../storms/turns-store';
import { allTallies } from '../../submissions/lists/tally-store';
import { appendDecided } from '../../submissions/record-store';
import { loadSubmission } from '../../submissions/submission-store';
import { advance } from '../advance';
import { tendStorm } from './tend-storm';

const LOOK: Look = { v: 1, look: 'storms', id: 'all' };

/**
 * Issues of storms, a few at a time: first the one for the whole, then those that wait, one of each Mandant in turn. Whoever writes
 * the next instant first does this time's; the others find nothing to do. What dies in the middle stays due, or waits still.
 */
export async function admitIssues(): Promise<void> {
  const at = now();
  const before = await loadStorms();
  const { nextAt } = before.data;
  if (nextAt === undefined) return;
  if (nextAt > at) return wakeAt(LOOK, nextAt);
  const pacedUntil = plusSeconds(at, PACE_SECONDS);
  if ((await saveStorms(before, { ...before.data, pacedUntil, nextAt: pacedUntil })) === 'conflict') return;
  const { data: settings } = await loadSettings();
  const isPaused = settings.paused !== undefined;
  const round = roundFor({ isPaused, isQuiet: (await quietUntil()) !== undefined });
  if (round.tends) await tendAll(settings, round.makes);
  const waits = round.makes ? await admitSome(settings, (await loadStorms()).data) : round.waits;
  await goOn({ waits, at });
}

async function tendAll(settings: Settings, mayMake: boolean): Promise<void> {
  const tallies = await allTallies();
  for (const storm of (await loadStorms()).data.storms) {
    if ((await quietUntil()) !== undefined) return;
    await tendStorm(settings, { storm, tallies, mayMake });
  }
}

/** Whether more may wait. */
async function admitSome(settings: Settings, storms: Storms): Promise<boolean> {
  const at = now();
  const aside = await loadSetAside();
  const turns = await nextTurns(AT_A_TIME, (id) => isAside(aside, `submission:${id}`, at));
  const calls = callBudget();
  for (const { id, storm } of turns) {
    if ((await quietUntil()) !== undefined) break;
    const link = parentFor(stormWith(storms, storm), now());
    if (link !== 'wait') await unlessUnreadable(id, () => admit(id, { settings, calls, ...link }));
  }
  return turns.length > 0;
}

type Admitting = {
  readonly settings: Settings;
  readonly calls: Budget;
  readonly parent: string | undefined;
};

/** From here on it is an issue like any other; who does not wait any more has been shown too late. */
async function admit(id: string, { settings, calls, parent }: Admitting): Promise<void> {
  const before = await loadSubmission(id);
  const read = await appendDecided(before, ({ state }) => {
    const waiting = state.pendingEffects.find(({ turn }) => turn === true);
    if (waiting === undefined) return undefined;
    const event = { what: 'admitted', key: waiting.key, ...present({ parent }) } as const;
    return { event, actor: { kind: 'app' } };
  });
  if (read !== before) await advance(id, { settings, calls, read });
}

/** Says when somebody looks again, and queues the look. */
async function goOn({ waits, at }: { readonly waits: boolean; readonly at: string }): Promise<void> {
  const until = await quietUntil();
  const { nextAt } = await changeStorms((all) => afterRound(all, { now: at, waits, quietUntil: until }));
  if (nextAt !== undefined) await wakeAt(LOOK, nextAt);
}
