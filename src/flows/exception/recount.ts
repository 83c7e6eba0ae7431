import { changeHealth } from '../../health/health-store';
import { afterPage, begunAt, type Doubt, doubtsWait, type Going, type PageDone } from '../../health/recount';
import { loadRecount, saveRecount } from '../../health/recount-store';
import { canonical } from '../../kernel/canonical';
import { present } from '../../kernel/present';
import type { Look } from '../../looks/look';
import { queueLater, queueLooks } from '../../looks/look-queue-store';
import { isPauseDue, PAUSE_SECONDS } from '../../looks/pace';
import { enlistMandanten } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { remainingMs } from '../../platform/context';
import { log } from '../../platform/log';
import { loadSettings } from '../../settings/settings-store';
import { sumOfRows } from '../../submissions/lists/list-store';
import { asCounted } from '../../submissions/lists/tally';
import { allTallies, correctTally, loadTally } from '../../submissions/lists/tally-store';
import type { Phase } from '../../submissions/phase';
import { releaseOf } from '../../submissions/record-store';
import { stuckAfterEnd } from '../../submissions/stuck';
import { enlist, unlisted } from '../../submissions/submission-store';

/** What a page takes at most. */
const RESERVE_MS = 15_000;

const LOOK: Look = { v: 1, look: 'recount', id: 'lists' };

/**
 * Every day, and after an upgrade: lists and counts are held against what is stored. What an earlier version of the app left without
 * is put on the lists and counted; what a shorter retention keeps no longer is looked at, and let go;
 * and the issue of what has ended meanwhile, which Jira had refused, is tried again, because nobody is asked for it any more.
 */
export async function beginRecount(): Promise<void> {
  const before = await loadRecount();
  const begun = begunAt(before.data, now());
  if (begun !== before.data && (await saveRecount(before, begun)) === 'conflict') return;
  await queueLooks(LOOK);
}

/** Goes on where the round stands, page by page; an invocation that dies leaves its last page to be done again. */
export async function recount(): Promise<void> {
  for (let spent = 0; ; ) {
    const before = await loadRecount();
    const { going } = before.data;
    if (going === undefined) return;
    const wait = doubtsWait(going, now());
    if (wait > 0) return queueLater(wait, LOOK);
    if (isPauseDue(spent, remainingMs(), RESERVE_MS)) return queueLater(PAUSE_SECONDS, LOOK);
    const page = await pageOf(going);
    const after = afterPage(before.data, page, now());
    // Somebody else is at it: one is enough.
    if ((await saveRecount(before, after)) === 'conflict') return;
    spent += Math.max(1, page.units);
    if (after.going === undefined) return told(going.wrong + (page.wrong ?? 0));
  }
}

type Page = PageDone & { readonly units: number };

function pageOf(going: Going): Promise<Page> {
  const { place } = going;
  if (place === 'mandanten') return enlistMandanten();
  if (place === 'tallies') return tallyPage(going.cursor);
  if (place === 'doubts') return doubtsPage(going.doubts);
  return phasePage(place, going);
}

/** Issues that a round has say what they should: what earlier versions of the app created comes in portions. */
const MIRRORED_A_ROUND = 100;

/** So many issues of what has ended are tried again with a page; those that wait longest come first. */
const RELEASED_A_PAGE = 10;

/** What is missing or wrong is written anew; each costs about so many units. */
const UNITS_EACH = 5;

/** A page of one phase. What changes its phase meanwhile is written by the change itself. */
async function phasePage(phase: Phase, { begunAt: upTo, cursor, mirrored = 0 }: Going): Promise<Page> {
  const { retentionDays } = (await loadSettings()).data;
  const found = await unlisted(phase, { upTo, retentionDays, ...present({ cursor }) });
  let wrong = 0;
  for (const id of found.ids)
    if ((await enlist(id, { now: now(), retentionDays })) === 'wrong') {
      log('recount.row', { submission: id });
      wrong += 1;
    }
  const unsaid = found.unsaid.slice(0, Math.max(0, MIRRORED_A_ROUND - mirrored));
  const stuck = found.stuck.slice(0, RELEASED_A_PAGE);
  for (const id of stuck) await releaseOf(id, (state) => stuckAfterEnd(state, upTo));
  const looks = [...new Set([...unsaid, ...found.expired, ...stuck])];
  await queueLooks(...looks.map((id): Look => ({ v: 1, look: 'submission', id })));
  const units = found.units + UNITS_EACH * (found.ids.length + looks.length + stuck.length);
  return { units, wrong, mirrored: unsaid.length, ...present({ cursor: found.cursor }) };
}

/** The next Mandant whose tally is held against its rows; while somebody writes it, it is left to the next day. */
async function tallyPage(after = ''): Promise<Page> {
  const mandanten = (await allTallies()).map(({ mandant }) => mandant).sort();
  const mandant = mandanten.find((one) => one > after);
  if (mandant === undefined) return { units: mandanten.length / 20 };
  const seen = await differing(mandant);
  return { units: seen.units, cursor: mandant, doubts: seen.doubt === undefined ? [] : [seen.doubt] };
}

async function differing(mandant: string): Promise<{ readonly units: number; readonly doubt?: Doubt }> {
  const at = now();
  const stored = await loadTally(mandant);
  if (stored === undefined) return { units: 1 };
  const { tally: rows, units } = await sumOfRows(mandant, at);
  if (canonical(rows) === canonical(asCounted(stored.tally, at))) return { units };
  const { version } = stored;
  const isStill = (await loadTally(mandant))?.version === version;
  return isStill ? { units, doubt: { version, rows } } : { units };
}

/** Two looks with nothing written between them saw the same difference: no index that shows late explains it. */
async function doubtsPage(doubts: readonly Doubt[]): Promise<Page> {
  let [wrong, units] = [0, 0];
  for (const before of doubts) {
    const { version, rows } = before;
    const seen = await differing(rows.mandant);
    units += seen.units;
    if (seen.doubt === undefined || canonical(seen.doubt) !== canonical(before)) continue;
    if ((await correctTally({ version, tally: rows }, rows)) === 'conflict') continue;
    log('recount.tally', { version });
    wrong += 1;
  }
  return { units, wrong };
}

/** What had to be put right is told: it must not happen. */
async function told(wrong: number): Promise<void> {
  if (wrong === 0) return;
  const at = now();
  await changeHealth((h) => ({ ...h, recounted: { at, wrong } }));
}
