import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { waitBefore } from '../../static/shared/data/waits';
import { failElsewhere, fileOf, fillUp, handIn, pressSend, submissionOf } from '../bench/cost/acts';
import { meterOf } from '../bench/cost/meter';
import { type CostWorld, costWorld } from '../bench/cost/world';
import { type Answer, call, HOUR, MINUTE } from '../support/hands';

const DESKS = 20;
const STOCK = 10_000;

type Seen = { readonly version: number; readonly ticket: string };
type Shown = { readonly seen: Seen };
type Problem = { readonly code: string; readonly again?: string };

/** An installation with years of work in it, one file of which is at DATEV. */
async function stocked(): Promise<CostWorld> {
  const w = await costWorld(4);
  const [mandant = ''] = w.mandanten;
  const delivered = await handIn(w, fileOf(mandant, 'Geliefert'), mandant);
  await pressSend(w, delivered);
  const waiting = await failElsewhere(w, { mandant, label: 'Abgelehnt' });
  fillUp(w, STOCK, [
    { id: delivered, share: 95 },
    { id: submissionOf(w, waiting), share: 5 },
  ]);
  const moving = await handIn(w, fileOf(mandant, 'Unterwegs'), mandant);
  w.datev.setPending(6 * HOUR);
  await pressSend(w, moving);
  await w.forge.advance(2 * MINUTE);
  return w;
}

/** One open desk, as its page behaves: static/shared/data/use-data. */
function desk(w: CostWorld, as: string) {
  let seen: Seen | undefined;
  let turn = 0;
  let next = 0;
  const told = { shown: 0, busy: 0 };
  const show = async () => {
    const answer = await call<Shown>(w, 'datev-desk', 'desk.view', { as, payload: { show: 'needs-you' } });
    if (answer.ok) ({ seen } = answer.value);
    turn = answer.ok ? 0 : turn;
    told.shown += answer.ok ? 1 : 0;
    return answer;
  };
  const ask = async (): Promise<Answer<unknown>> => {
    const before = seen;
    if (before === undefined) return show();
    const answer = await call<Seen>(w, 'datev-desk', 'desk.version', {
      as,
      payload: { ticket: before.ticket },
    });
    if (!answer.ok) return answer;
    seen = { ...answer.value, version: before.version };
    return answer.value.version === before.version ? answer : show();
  };
  return {
    told,
    async live(): Promise<void> {
      if (w.forge.clock.now() < next) return;
      const answer = await ask();
      const again = answer.ok ? undefined : (answer.problem as Problem).again;
      told.busy += again === undefined ? 0 : 1;
      next = again === undefined ? w.forge.clock.now() + waitBefore(turn++) : Date.parse(again);
    },
  };
}

const PEOPLE = [ACCOUNTS.accountant, ACCOUNTS.firmLead, ACCOUNTS.admin];

/** What storage refused meanwhile, and whom. */
function refused(meter: ReturnType<typeof meterOf>): readonly string[] {
  const { calls } = meter.counted();
  return calls.filter(({ status }) => status === 429).map(({ functionKey, key }) => `${functionKey} ${key}`);
}

/** The first Mandant is due, and the tick is told so. */
function makeDue({ forge, mandanten: [key = ''] }: CostWorld): void {
  const at = new Date(forge.clock.now()).toISOString();
  const row = forge.storage.getEntity('mandant', key) as { data: { discovery: object } };
  const data = { ...row.data, discovery: { ...row.data.discovery, nextAt: at } };
  forge.storage.put({ store: 'entity', entity: 'mandant', key, value: { ...row, dueAt: at, data } });
  const { version } = forge.storage.getEntity('record', 'due') as { version: number };
  const value = { version: version + 1, data: { at } };
  forge.storage.put({ store: 'entity', entity: 'record', key: 'due', value });
}

describe('an installation that many people look at', () => {
  it('goes on ticking and looking while twenty desks are open on 10,000 submissions, and shows each of them', async () => {
    const w = await stocked();
    const meter = meterOf(w.forge);
    const desks = Array.from({ length: DESKS }, (_, n) => desk(w, PEOPLE[n % PEOPLE.length] ?? ''));
    const end = w.forge.clock.now() + 6 * MINUTE;
    while (w.forge.clock.now() < end) {
      for (const one of desks) await one.live();
      await meter.advance(2000);
    }
    expect(refused(meter)).toEqual([]);
    const ran = meter.counted().invocations.map(({ functionKey }) => functionKey);
    expect(ran.filter((name) => name === 'five-minutes-fn').length).toBeGreaterThan(0);
    expect(ran).toContain('work-fn');
    expect(desks.filter(({ told }) => told.shown === 0)).toEqual([]);
  });

  it('goes on while six hundred people open the desk in the same minute, and shows it to all of them within five', async () => {
    const w = await stocked();
    const meter = meterOf(w.forge);
    await w.forge.advance(MINUTE - (w.forge.clock.now() % MINUTE));
    let waiting = Array.from({ length: 600 }, (_, n) => desk(w, PEOPLE[n % PEOPLE.length] ?? ''));
    const end = w.forge.clock.now() + 5 * MINUTE;
    while (w.forge.clock.now() < end && waiting.length > 0) {
      for (let n = 0; n < waiting.length; n += 50) {
        await Promise.all(waiting.slice(n, n + 50).map((one) => one.live()));
        await meter.advance(100);
      }
      waiting = waiting.filter(({ told }) => told.shown === 0);
      await w.forge.runScheduled('five-minutes');
      await meter.advance(2000);
    }
    expect(refused(meter)).toEqual([]);
    expect(waiting).toEqual([]);
  });

  it('goes on while one person asks as often as Forge lets them, whether they may or not', async () => {
    const w = await stocked();
    for (const as of [ACCOUNTS.outsider, ACCOUNTS.accountant]) {
      const meter = meterOf(w.forge);
      await w.forge.advance(MINUTE - (w.forge.clock.now() % MINUTE));
      for (let n = 0; n < 1200; n += 1) {
        const payload = n % 2 === 0 ? { show: 'all' } : { show: 'all', search: `EXTF_${n}` };
        await call(w, 'datev-desk', 'desk.view', { as, payload });
        if (n % 100 === 99) await meter.advance(100);
      }
      await w.forge.runScheduled('five-minutes');
      await meter.advance(MINUTE);
      expect(refused(meter)).toEqual([]);
    }
  });

  it('goes on with the next minute while three people ask as often as Forge lets them', async () => {
    const w = await costWorld(4);
    await w.forge.advance(MINUTE - (w.forge.clock.now() % MINUTE));
    const meter = meterOf(w.forge);
    const began = w.forge.clock.now();
    const ask = (n: number) =>
      call(w, 'datev-desk', 'desk.view', { as: PEOPLE[n % 3] ?? '', payload: { show: 'all' } });
    for (let n = 0; n < 3600; n += 200)
      await Promise.all(Array.from({ length: 200 }, (_, at) => ask(n + at)));
    expect(w.forge.clock.now() - began, 'all in one minute').toBeLessThan(MINUTE - 2000);
    makeDue(w);
    await w.forge.runScheduled('five-minutes');
    await meter.advance(1000);
    expect(refused(meter).join(), 'the minute is used up, also for the tick').toContain('five-minutes-fn');
    await meter.advance(MINUTE + 15_000);
    const { calls, invocations } = meter.counted();
    expect(calls.filter(({ operation }) => operation === 'listExtfJobs').length).toBeGreaterThan(0);
    expect(invocations.filter(({ functionKey }) => functionKey === 'five-minutes-fn')).toHaveLength(1);
  });
});
