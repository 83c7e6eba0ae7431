import type { TraceEntry } from '../../packages/sandbox/forge/world-told';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { createRandom } from '../../packages/sandbox/world/random';
import { HOUR, MINUTE } from '../support/hands';
import { withoutIssue, wrongs } from './auditor';
import { setGroup } from './changes';
import { DEEDS, isConnected, reconnect, setStopped } from './deeds';
import { finish } from './finish';
import type { Item, Plan } from './plan';
import { ask, type Case, cases, nothingHeard, now, type Stage, see } from './stage';
import { hashOf } from './trace';
import { MANDANTEN, MONTHS, ROWS, type SimWorld } from './world';

export type Played = {
  /** Which promises did not hold. */
  readonly wrong: readonly string[];
  /** What happened, in words. */
  readonly story: readonly string[];
  /** Of everything that left the app, in order, and of all that is stored at the end; before the next life begins. */
  readonly hash: () => string;
  /** Faults that struck. */
  readonly faults: number;
  readonly virtualMs: number;
};
type Line = { readonly at: number; readonly text: string };

/** One life, the same for the same plan: its turns, then calm, in which everything ends or asks somebody, then whoever is asked acts. */
export async function play(sim: SimWorld, plan: Plan): Promise<Played> {
  sim.anew(plan.seed);
  const began = sim.w.forge.clock.now();
  let files = 0;
  const stage: Stage = {
    ...{ sim, w: sim.w, heard: nothingHeard(), dice: createRandom(plan.seed, 13) },
    serial: () => {
      files += 1;
      return files;
    },
  };
  const lines: Line[] = [];
  await turns(stage, plan.items, lines);
  const wrong = await judged(stage);
  const struck = sim.w.forge.trace().filter(({ fault }) => fault !== undefined);
  return {
    ...{ wrong, hash: () => hashOf(sim.w.forge), faults: struck.length, virtualMs: now(stage) - began },
    story: told([...lines, ...struck.map(inWords)], began),
  };
}

/**
 * Calm, in which everything ends or asks somebody; then whoever is asked acts, and the auditor judges.
 * @param quietMs how long it is waited at least for what comes late
 */
export async function judged(stage: Stage, quietMs = 2 * HOUR): Promise<readonly string[]> {
  try {
    await calm(stage);
    const late = await settled(stage, quietMs);
    const open = await finish(stage);
    return [...late, ...open, ...(await wrongs(stage))];
  } catch (error) {
    return [`the life broke off: ${String(error)}`];
  }
}

/** Hurried deeds begin together with the one that follows. */
async function turns(stage: Stage, items: readonly Item[], lines: Line[]): Promise<void> {
  const { forge } = stage.w;
  let under: Promise<void>[] = [];
  for (const item of items) {
    if (item.is === 'fault') forge.faults.add(item.spec);
    else if (item.is === 'deed') {
      under.push(done(stage, item, lines));
      if (item.hurried === true) continue;
    }
    await Promise.all(under);
    under = [];
    if (item.is === 'wait') await (item.idle === true ? forge.rest(item.ms) : forge.advance(item.ms));
  }
  await Promise.all(under);
}

async function done(stage: Stage, item: Extract<Item, { is: 'deed' }>, lines: Line[]): Promise<void> {
  const at = now(stage);
  const text = await DEEDS[item.deed].does({ ...stage, dice: createRandom(item.dice, 17) });
  if (text !== undefined) lines.push({ at, text });
}

/** No more faults, and everything outside works and allows what it did in the beginning. */
async function calm(stage: Stage): Promise<void> {
  const { forge, jira, datev, looker } = stage.w;
  forge.faults.clear();
  forge.setAppClock(0);
  jira.setIndexLag(undefined);
  datev.setListDelay(0);
  datev.setPending(undefined);
  for (const permission of ['BROWSE_PROJECTS', 'TRANSITION_ISSUES', 'ADD_COMMENTS', 'CREATE_ISSUES'])
    jira.setPermission('BUCH', permission, ACCOUNTS.app, true);
  looker.setSlow(2000);
  for (const mandant of MANDANTEN) {
    datev.setAccess(mandant, true);
    for (const month of MONTHS) looker.setRowCount({ client: mandant, month, rows: ROWS });
  }
  await forge.advance(5 * MINUTE);
  await setStopped(stage, false);
  if (stage.heard.barred !== 'nobody') await setGroup(stage, true);
  if (!(await isConnected(stage))) await reconnect(stage);
  for (const mandant of stage.heard.unwatched)
    await ask(stage, {
      by: 'admin',
      name: 'mandant.watch',
      page: 'datev-admin',
      payload: { mandant, lookBackDays: 0 },
    });
}

/** A night, in which a Mandant is not asked for, and the day after. */
const BOUND_MS = 30 * HOUR;

/** Nothing is under way any more, within the bound. */
async function settled(stage: Stage, quietMs: number): Promise<readonly string[]> {
  const until = now(stage) + BOUND_MS;
  await stage.w.forge.advance(quietMs);
  for (;;) {
    const open = (await underWay(stage)).map(
      ({ issueKey, fileName }) => `${issueKey ?? fileName} is still under way`,
    );
    if (open.length === 0 && withoutIssue(stage).length === 0) return [];
    if (now(stage) > until) return open;
    await stage.w.forge.advance(quietMs);
  }
}

/** What waits for somebody else than the one who looks, and a run of which a file does, is not under way by itself. */
async function underWay(stage: Stage): Promise<readonly Case[]> {
  const moving = await cases(stage, 'moving');
  const states = await Promise.all(moving.map(async (found) => (await see(stage, found))?.state ?? ''));
  const isAsked = (await cases(stage, 'needs-you')).length > 0;
  const waits = ['run-approve', 'issue-hidden'];
  return moving.filter(
    (_, n) => !waits.includes(states[n] ?? '') && !(isAsked && states[n] === 'run-handing'),
  );
}

function inWords({ at, service, operation, fault, key = '' }: TraceEntry): Line {
  return { at, text: `  fault: ${fault} at ${service} ${operation} ${key}`.trimEnd() };
}

function told(lines: readonly Line[], began: number): readonly string[] {
  return [...lines]
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `${`+${((at - began) / MINUTE).toFixed(1)}`.padStart(7)} min  ${text}`);
}
