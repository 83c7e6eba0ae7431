import { correctFile } from '../../packages/sandbox/booking-files';
import type { TraceEntry } from '../../packages/sandbox/forge/host';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { createRandom } from '../../packages/sandbox/world/random';
import { HOUR, MINUTE } from '../support/hands';
import { withoutIssue, wrongs } from './auditor';
import { DEEDS, reconnect, setStopped } from './deeds';
import type { Item, Plan } from './plan';
import { ask, type Case, cases, handIn, MANDANTEN, nothingHeard, now, type Stage, see } from './stage';
import { hashOf } from './trace';
import type { SimWorld } from './world';

export type Played = {
  /** Which promises did not hold. */
  readonly wrong: readonly string[];
  /** What happened, in words. */
  readonly story: readonly string[];
  /** Of everything that left the app, in order, and of all that is stored at the end. */
  readonly hash: string;
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
  const wrong: string[] = [];
  try {
    await calm(stage);
    wrong.push(...(await settled(stage)), ...(await wrongs(stage)));
    if (wrong.length === 0) wrong.push(...(await finished(stage)), ...(await wrongs(stage)));
  } catch (error) {
    wrong.push(`the life broke off: ${String(error)}`);
  }
  const struck = sim.w.forge.trace().filter(({ fault }) => fault !== undefined);
  return {
    ...{ wrong, hash: hashOf(sim.w.forge), faults: struck.length, virtualMs: now(stage) - began },
    story: told([...lines, ...struck.map(inWords)], began),
  };
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
  const { forge, jira, datev } = stage.w;
  forge.faults.clear();
  jira.setIndexLag(undefined);
  datev.setListDelay(0);
  datev.setPending(undefined);
  for (const permission of ['BROWSE_PROJECTS', 'TRANSITION_ISSUES', 'ADD_COMMENTS', 'CREATE_ISSUES'])
    jira.setPermission('BUCH', permission, ACCOUNTS.app, true);
  for (const mandant of MANDANTEN) datev.setAccess(mandant, true);
  await forge.advance(5 * MINUTE);
  await setStopped(stage, false);
  await reconnect(stage);
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
async function settled(stage: Stage): Promise<readonly string[]> {
  const until = now(stage) + BOUND_MS;
  await stage.w.forge.advance(2 * HOUR);
  for (;;) {
    const moving = await cases(stage, 'moving');
    const open = moving.map(({ issueKey, fileName }) => `${issueKey ?? fileName} is still under way`);
    if (open.length === 0 && withoutIssue(stage).length === 0) return [];
    if (now(stage) > until) return open;
    await stage.w.forge.advance(2 * HOUR);
  }
}

const ROUNDS = 6;

/** Whoever is asked does what the page says: then everything is delivered or closed. */
async function finished(stage: Stage): Promise<readonly string[]> {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await unended(stage);
    if (open.length === 0) return [];
    for (const found of open) await answered(stage, found);
    await stage.w.forge.advance(HOUR);
  }
  const open = await unended(stage);
  const states = await Promise.all(
    open.map(
      async (found) => `${found.issueKey ?? found.fileName} ends as ${(await see(stage, found))?.state}`,
    ),
  );
  return states;
}

async function unended(stage: Stage): Promise<readonly Case[]> {
  const open = await Promise.all([cases(stage, 'needs-you'), cases(stage, 'moving')]);
  return open.flat();
}

/** What the person who is asked does. */
async function answered(stage: Stage, found: Case): Promise<void> {
  const { submissionId, mandant } = found;
  const by = 'admin' as const;
  const view = await see(stage, found);
  if (view === undefined) return;
  const held = view.stuck[0];
  if (held !== undefined)
    await ask(stage, { by, name: 'submission.replay', payload: { submissionId, key: held.key } });
  if (view.actions.decide.allowed) {
    stage.heard.again.push({ at: now(stage), submissionId });
    await ask(stage, { by, name: 'submission.decide', payload: { submissionId, decision: 'send-again' } });
    return;
  }
  if (view.state === 'superseded' || view.state === 'issue-deleted') {
    await ask(stage, { by, name: 'submission.close', payload: { submissionId, reason: 'Booked by hand' } });
    return;
  }
  if (!view.actions.upload.allowed) return;
  const n = stage.serial();
  const file = correctFile({ mandant, label: `Stapel ${n}`, name: `EXTF_${n}.csv` });
  await handIn(stage, by, { file, to: { submissionId } });
  await stage.w.forge.advance(MINUTE);
  const { mode, goes } = (await see(stage, found))?.actions.resubmit ?? {};
  if (goes === undefined) return;
  stage.heard.clicks.push({ at: now(stage), sha256: goes.sha256 });
  await ask(stage, { by, name: 'submission.resubmit', payload: { submissionId, mode, sha256: goes.sha256 } });
}

function inWords({ at, service, operation, fault, key = '' }: TraceEntry): Line {
  return { at, text: `  fault: ${fault} at ${service} ${operation} ${key}`.trimEnd() };
}

function told(lines: readonly Line[], began: number): readonly string[] {
  return [...lines]
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `${`+${((at - began) / MINUTE).toFixed(1)}`.padStart(7)} min  ${text}`);
}
