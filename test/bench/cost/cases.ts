/** The cases of `npm run bench -- cost`: each makes its world, then says what of it counts. */
import { packageFile } from '../../../packages/sandbox/package-files';
import type { Seen as Given } from '../../../src/contract/answers';
import { waitBefore } from '../../../static/shared/data/waits';
import { attach } from '../../support/attach';
import {
  call,
  DAY,
  HOUR,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  upload,
  viewOf,
} from '../../support/hands';
import {
  failElsewhere,
  fileOf,
  fillUp,
  foreignIssue,
  handIn,
  lengthenHistory,
  pressSend,
  stateOf,
  submissionOf,
} from './acts';
import { type Meter, meterOf } from './meter';
import type { Counted } from './model';
import { type CostWorld, costWorld } from './world';

export type Case = {
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly count: () => Promise<Counted>;
};

type Seen = Pick<Given, 'version' | 'ticket' | 'line'>;
/** `until`: when what is shown is loaded anew although nothing changed, as the page said. */
type ShownPage = Seen & { readonly until?: string | undefined };
type Page = {
  readonly load: () => Promise<ShownPage>;
  readonly ask: (asked: { readonly ticket: string; readonly wantsLine: boolean }) => Promise<Seen>;
};

/**
 * An open page, as `static/shared/data/use-data` has it: the small question after its waits and at every signal, and everything when
 * something changed.
 */
async function openPage(
  { meter, ms, forge }: { readonly meter: Meter; readonly ms: number; readonly forge: TestWorld['forge'] },
  page: Page,
): Promise<void> {
  let [seen, isHeard, isHearing] = [await page.load(), false, false];
  let [turn, next] = [0, waitBefore(0)];
  for (let at = SECOND; at <= ms; at += SECOND) {
    await meter.advance(SECOND);
    if (!isHeard && at < next) continue;
    if (isHeard) turn = 0;
    isHeard = false;
    const isOver = seen.until !== undefined && Date.parse(seen.until) <= forge.clock.now();
    const { version, ticket, line } = isOver
      ? seen
      : await page.ask({ ticket: seen.ticket, wantsLine: !isHearing });
    if (line !== undefined) {
      const order = { channelName: line.channel, isGlobal: true, options: { token: line.token } };
      forge.realtime.subscribe(order, () => {
        isHeard = true;
      });
      isHearing = true;
    }
    const isNew = isOver || version !== seen.version;
    seen = isNew ? await page.load() : { ...seen, ticket };
    turn = isNew ? 0 : turn + 1;
    next = at + waitBefore(turn, isHearing);
  }
}

const SECOND = 1000;

export const CASES: readonly Case[] = [
  { name: 'one-look', title: 'One look at a Mandant, nothing new', count: oneLook },
  { name: 'idle-1', title: 'An hour with 1 Mandant, nothing new', count: () => idle(1) },
  { name: 'idle-120', title: 'An hour with 120 Mandanten, nothing new', count: () => idle(120) },
  { name: 'day-120', title: 'A day with 120 Mandanten and 136 transmissions', count: day },
  {
    name: 'failed-to-issue',
    title: 'A failed job of another program becomes an issue',
    count: failedToIssue,
  },
  { name: 'move-to-delivered', title: 'From the move of an issue to “delivered”', count: moveToDelivered },
  { name: 'foreign-edits', title: '100 edits of issues that are not ours', count: foreignEdits },
  { name: 'desk-50', title: 'The desk opened, 50 submissions', count: () => desk(50) },
  { name: 'desk-1000', title: 'The desk opened, 1,000 submissions', count: () => desk(1000) },
  { name: 'desk-10000', title: 'The desk opened, 10,000 submissions', count: () => desk(10_000) },
  {
    name: 'desk-minute-10000',
    title: 'A minute of a desk on which something moves, 10,000 submissions',
    count: deskMinute,
  },
  { name: 'desk-search-10000', title: 'One search at the desk, 10,000 submissions', count: deskSearch },
  { name: 'panel-505', title: 'The panel of a submission with 505 audit entries', count: longPanel },
  {
    name: 'open-screen',
    title: 'Five minutes of an open panel while the file is at DATEV',
    count: openScreen,
  },
  {
    name: 'package-1000',
    title: 'A package with 1,000 documents, from the click to “delivered”',
    count: bigPackage,
  },
];

/** Invocations of work that was queued, and of what queued it; the ticks go on beside and are counted as idle hours. */
const WORK = /^(?:work|issue-changed)-fn$/;

function only(counted: Counted, functions: RegExp): Counted {
  const invocations = counted.invocations.filter(({ functionKey }) => functions.test(functionKey));
  const ids = new Set(invocations.map(({ id }) => id));
  return { invocations, calls: counted.calls.filter(({ invocation }) => ids.has(invocation)) };
}

async function oneLook(): Promise<Counted> {
  const w = await costWorld(1);
  const meter = meterOf(w.forge);
  await meter.advance(HOUR);
  const works = only(meter.counted(), /^work-fn$/);
  const first = works.invocations[0]?.id;
  if (first === undefined) throw new Error('No Mandant was looked at.');
  return {
    invocations: works.invocations.filter(({ id }) => id === first),
    calls: works.calls.filter(({ invocation }) => invocation === first),
  };
}

/** Mandanten are not looked at exactly once in each hour of the clock: one hour is the mean of some. */
const IDLE_HOURS = 4;

async function idle(mandanten: number): Promise<Counted> {
  const { forge } = await costWorld(mandanten);
  const meter = meterOf(forge);
  await meter.advance(IDLE_HOURS * HOUR);
  return { ...meter.counted(), times: IDLE_HOURS };
}

const TRANSMISSIONS = 136;
/** Files of other programs that fail, of these: each becomes an issue, is corrected there and moved. */
const FAILURES = 6;
const WORKING_HOURS = 8;

async function day(): Promise<Counted> {
  const w = await costWorld(120);
  const meter = meterOf(w.forge);
  const rounds = WORKING_HOURS * 4;
  const own = TRANSMISSIONS - FAILURES;
  for (let round = 0, sent = 0, failed = 0; round < rounds; round += 1) {
    for (; sent < Math.ceil((own * (round + 1)) / rounds); sent += 1) await sendOne(w, sent);
    if (round % 5 === 0 && failed < FAILURES) {
      failed += 1;
      await correctOne(w, meter, failed);
    }
    await meter.advance(15 * MINUTE);
  }
  await meter.advance(DAY - WORKING_HOURS * HOUR);
  const counted = meter.counted();
  const taken = w.datev.accepted().length;
  if (taken !== TRANSMISSIONS + FAILURES) throw new Error(`DATEV took ${taken} files.`);
  return counted;
}

async function sendOne(w: CostWorld, n: number): Promise<void> {
  const mandant = w.mandanten[(n * 7) % w.mandanten.length] ?? '';
  await pressSend(w, await handIn(w, fileOf(mandant, `Tag_${n}`), mandant));
}

async function correctOne(w: CostWorld, meter: Meter, n: number): Promise<void> {
  const mandant = w.mandanten[(n * 11) % w.mandanten.length] ?? '';
  const label = `Abgelehnt_${n}`;
  const issue = await failElsewhere(w, { mandant, label }, (ms) => meter.advance(ms));
  await upload(w, fileOf(mandant, label), { issue });
  moveTo(w, issue.key, 'Done');
}

async function failedToIssue(): Promise<Counted> {
  const w = await costWorld(1);
  const meter = meterOf(w.forge);
  await failElsewhere(w, { mandant: w.mandanten[0] ?? '', label: 'Februar' }, (ms) => meter.advance(ms));
  return only(meter.counted(), WORK);
}

async function moveToDelivered(): Promise<Counted> {
  const w = await costWorld(1);
  const mandant = w.mandanten[0] ?? '';
  const issue = await failElsewhere(w, { mandant, label: 'Januar' });
  await upload(w, fileOf(mandant, 'Januar'), { issue });
  await w.forge.advance(10 * MINUTE);
  const meter = meterOf(w.forge);
  moveTo(w, issue.key, 'Done');
  await meter.advance(10 * MINUTE);
  const counted = only(meter.counted(), WORK);
  const { state } = await viewOf<{ state: string }>(w, issue);
  if (state !== 'delivered') throw new Error(`The corrected file is ${state}.`);
  return counted;
}

async function foreignEdits(): Promise<Counted> {
  const w = await costWorld(1);
  const keys = Array.from({ length: 20 }, (_, n) => foreignIssue(w, `Anfrage ${n}`));
  await w.forge.advance(MINUTE);
  const meter = meterOf(w.forge);
  for (let n = 0; n < 100; n += 1) {
    const key = keys[n % keys.length] ?? '';
    // What people do with issues: of a hundred changes, three are moves and two are files.
    if (n < 3) moveTo(w, key, 'Done');
    else if (n < 5) attach(w, key, { name: `Anlage_${n}.csv`, bytes: new TextEncoder().encode('a;b\r\n') });
    else jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { summary: `Anfrage ${n}, geändert` } } });
    await meter.advance(1000);
  }
  await meter.advance(2 * MINUTE);
  return only(meter.counted(), WORK);
}

/** An installation in which years of work lie, one file of which is at DATEV right now; counted by the daily run. */
async function stocked(submissions: number): Promise<CostWorld> {
  const w = await costWorld(Math.max(1, Math.min(120, Math.floor(submissions / 80))));
  const [mandant = ''] = w.mandanten;
  const delivered = await handIn(w, fileOf(mandant, 'Geliefert'), mandant);
  await pressSend(w, delivered);
  const corrected = await failElsewhere(w, { mandant, label: 'Korrigiert' });
  await upload(w, fileOf(mandant, 'Korrigiert'), { issue: corrected });
  moveTo(w, corrected.key, 'Done');
  const closed = await failElsewhere(w, { mandant, label: 'Geschlossen' });
  moveTo(w, closed.key, 'Closed without sending');
  const failed = await failElsewhere(w, { mandant, label: 'Abgelehnt' });
  const moving = await handIn(w, fileOf(mandant, 'Unterwegs'), mandant);
  const [afterwards, without, waiting] = [corrected, closed, failed].map((issue) => submissionOf(w, issue));
  if ((await stateOf(w, afterwards ?? '')) !== 'delivered') throw new Error('Nothing was delivered.');
  fillUp(w, submissions, [
    { id: delivered, share: 80 },
    { id: afterwards ?? '', share: 10 },
    { id: without ?? '', share: 5 },
    { id: waiting ?? '', share: 5 },
  ]);
  await w.forge.runScheduled('daily');
  await untilCounted(w);
  w.datev.setPending(6 * HOUR);
  await pressSend(w, moving);
  await w.forge.advance(2 * MINUTE);
  return w;
}

/** The daily run takes a share of each minute's storage only: 10,000 that no list knows take it most of an hour. */
async function untilCounted(w: TestWorld): Promise<void> {
  for (let waited = 0; waited < 3 * HOUR; waited += 10 * MINUTE) {
    await w.forge.advance(10 * MINUTE);
    const recount = w.forge.storage.getEntity('record', 'recount') as { readonly data: { going?: unknown } };
    if (recount.data.going === undefined) return;
  }
  throw new Error('The submissions were not counted.');
}

function askDesk(w: TestWorld, search?: string) {
  const payload = { show: 'needs-you', ...(search === undefined ? {} : { search, show: 'all' }) };
  return call<{ seen: Seen }>(w, 'datev-desk', 'desk.view', { payload });
}

const PAGES = /-resolver-fn$/;

async function desk(submissions: number): Promise<Counted> {
  const w = await stocked(submissions);
  const meter = meterOf(w.forge);
  await askDesk(w);
  return only(meter.counted(), PAGES);
}

async function deskMinute(): Promise<Counted> {
  const w = await stocked(10_000);
  const meter = meterOf(w.forge);
  await openPage(
    { meter, ms: MINUTE, forge: w.forge },
    {
      load: async () => (await must<{ seen: Seen }>(askDesk(w))).seen,
      ask: (payload) => must(call<Seen>(w, 'datev-desk', 'desk.version', { payload })),
    },
  );
  return only(meter.counted(), PAGES);
}

async function deskSearch(): Promise<Counted> {
  const w = await stocked(10_000);
  const meter = meterOf(w.forge);
  await askDesk(w, 'EXTF_09876');
  return only(meter.counted(), PAGES);
}

async function longPanel(): Promise<Counted> {
  const w = await costWorld(1);
  const issue = await failElsewhere(w, { mandant: w.mandanten[0] ?? '', label: 'Februar' });
  lengthenHistory(w, submissionOf(w, issue), 505);
  const meter = meterOf(w.forge);
  await viewOf(w, issue);
  return only(meter.counted(), PAGES);
}

type Moving = { readonly moving: boolean; readonly seen: Seen; readonly nextPollAt?: string };

async function openScreen(): Promise<Counted> {
  const w = await costWorld(1);
  const mandant = w.mandanten[0] ?? '';
  const issue = await failElsewhere(w, { mandant, label: 'Januar' });
  await upload(w, fileOf(mandant, 'Januar'), { issue });
  w.datev.setPending(6 * HOUR);
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(2 * MINUTE);
  const meter = meterOf(w.forge);
  await openPage(
    { meter, ms: 5 * MINUTE, forge: w.forge },
    {
      load: async () => {
        const { moving, seen, nextPollAt } = await viewOf<Moving>(w, issue);
        if (!moving) throw new Error('Nothing moves.');
        return { ...seen, until: nextPollAt };
      },
      ask: (payload) => must(call<Seen>(w, 'datev-panel', 'submission.version', { issue, payload })),
    },
  );
  return only(meter.counted(), PAGES);
}

async function bigPackage(): Promise<Counted> {
  const w = await costWorld(1);
  const mandant = w.mandanten[0] ?? '';
  const id = await handIn(w, packageFile({ documents: 1000, mandant }), mandant);
  const meter = meterOf(w.forge);
  await pressSend(w, id);
  for (let waited = 0; waited < 8 * HOUR; waited += 15 * MINUTE) {
    await meter.advance(15 * MINUTE);
    if (meter.counted().invocations.length > 0 && isDelivered(w, id)) return only(meter.counted(), WORK);
  }
  throw new Error(`The package is ${await stateOf(w, id)}.`);
}

/** Looked up in storage, so that asking costs nothing. */
function isDelivered(w: TestWorld, id: string): boolean {
  const row = w.forge.storage.getEntity('submission', id) as { readonly phase: string } | undefined;
  return row?.phase === 'delivered';
}
