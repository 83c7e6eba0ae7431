import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { bookingDraft, connectLooker, givePlan, savePipeline } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { seeRun, start } from '../support/booking';
import { atDesk, sendAtDesk } from '../support/desk';
import { healthItems, healthOf } from '../support/health';
import { ours, rejected } from '../support/story';
import {
  commentsOf,
  DAY,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  type TestOptions,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const MANDANT = '455148-1';
/** Storage and Jira answer in 250 ms, foreign services in 400, as on real sites; it counts against an invocation's time. */
const SLOW = { callLatency: [250, 250], outsideLatency: [150, 150] } as const;
/** What `platform/context` assumes where Forge does not say, and what a tunnel gives. */
const SHORT = { mostSeconds: 25 } as const;
const WAYS = [
  ['at once, conflicts are 409', { ...SHORT, conflictStatus: 409 }],
  ['at once, conflicts are 400', { ...SHORT, conflictStatus: 400 }],
  ['slowly, conflicts are 409', { ...SHORT, ...SLOW, conflictStatus: 409 }],
  ['slowly, conflicts are 400', { ...SHORT, ...SLOW, conflictStatus: 400 }],
  ['slowly, and nobody tells the app its time', { ...SHORT, ...SLOW, tellsTime: false }],
] as const;

/** What the app did since, for the record and for the limits. */
function effort(w: TestWorld, since = 0) {
  const invocations = w.forge.log.invocations.filter(({ at }) => at >= since);
  const calls = w.forge.trace().filter(({ at }) => at >= since);
  const killed = invocations.filter(({ outcome }) => outcome !== 'running' && outcome.kind === 'killed');
  const of = (service: string) => calls.filter((call) => call.service === service).length;
  return {
    invocations: invocations.length,
    killed: killed.length,
    ...{ kvs: of('kvs'), queue: of('queue'), jira: of('jira'), datev: of('datev'), looker: of('looker') },
  };
}

describe('25 s per invocation: the whole story', () => {
  it.each(WAYS)(
    '%s: rejected, corrected, delivered; a package; a run',
    { timeout: 120_000 },
    async (name, tuning) => {
      const w = await testWorld({ tuning });
      // DATEV's 201 for a file that it took is as good as the documented 202.
      w.datev.setAcceptedStatus(name.endsWith('400') ? 201 : 202);
      const began = w.forge.clock.now();
      const issue = await rejected(w);
      await upload(w, correctFile(), { issue });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(HOUR);
      expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
      expect(ours(w)).toHaveLength(1);
      expect(commentsOf(w, issue.key).length).toBeLessThanOrEqual(2);

      const sent = await sendAtDesk(w, packageFile(), { mandant: MANDANT });
      const run = await makeRun(w);
      await w.forge.advance(2 * HOUR);
      expect(await atDesk(w, sent)).toMatchObject({ state: 'delivered' });
      expect((await seeRun(run.booked, run.id)).submission.state).toBe('run-delivered');
      expect(ours(w)).toHaveLength(2);
      const imports = w.forge.trace().filter(({ operation }) => operation === 'importExtfFile');
      expect(imports.map(({ status }) => status)).toEqual(name.endsWith('400') ? [201, 201] : [202, 202]);
      expect(issuesOf(w)).toHaveLength(1);

      const spent = effort(w, began);
      process.stdout.write(`25 s, ${name}: ${JSON.stringify(spent)}\n`);
      expect(spent.killed).toBe(0);
      // Five hours with three polls, five rounds of discovery and a run: far from the 20,000 pushes of a loop that spins.
      expect(spent.queue).toBeLessThanOrEqual(40);
      expect(spent.datev).toBeLessThanOrEqual(45);
      expect(spent.jira).toBeLessThanOrEqual(80);
      expect(spent.kvs).toBeLessThanOrEqual(1300);
      expect(await healthOf(w)).toEqual(['health.well']);
      await expectClean(w);
    },
  );
});

describe('25 s per invocation: what is large', () => {
  it('goes file by file, as many at a time as fit, where each takes three seconds', async () => {
    const w = await testWorld({ tuning: { ...SHORT, outsideLatency: [3000, 3000] } });
    const id = await sendAtDesk(w, packageFile({ documents: 12 }), { mandant: MANDANT });
    await w.forge.advance(2 * HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    expect(effort(w).killed).toBe(0);
    // One job, made once: what fitted was never thrown away.
    expect(w.forge.trace().filter(({ operation }) => operation === 'createDxsoJob')).toHaveLength(1);
  });
});

/** A pipeline of 120 rows, set up and begun by hand. */
async function makeRun(w: TestWorld) {
  const connection = await connectLooker(w.forge);
  await givePlan(w.forge, MANDANT);
  const draft = { ...bookingDraft(connection, MANDANT), schedule: { on: 'manual' } };
  const pipeline = await savePipeline(w.forge, { version: 0, draft });
  await w.forge.advance(MINUTE);
  const booked = { w, connection, pipeline };
  return { booked, id: await start(booked) };
}

/** The same installation goes on under other circumstances. */
async function goesOn(w: TestWorld, options: TestOptions): Promise<TestWorld> {
  const state = structuredClone(w.forge.snapshot());
  const other = await testWorld({ ...options, empty: true });
  other.forge.restore(state);
  return other;
}

describe('8 s per invocation: nothing that is asked of DATEV or Jira fits', () => {
  const TOO_SHORT = { tuning: { mostSeconds: 8, mostInvocations: 5000 } } as const;

  it('is told with what to do, tried ever less often, and made up for when there is time again', async () => {
    const w = await testWorld(TOO_SHORT);
    const id = await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(3 * HOUR);
    expect(await healthOf(w)).toEqual(['health.short']);
    const since = w.forge.clock.now();
    await w.forge.advance(DAY);
    expect(ours(w)).toEqual([]);
    const spent = effort(w, since);
    process.stdout.write(`8 s, a day: ${JSON.stringify(spent)}\n`);
    // Hourly at last: a look by the tick, and one that has an invocation to itself.
    expect(spent.queue).toBeLessThanOrEqual(250);
    const [said] = await healthItems(w);
    expect(said?.title).toContain('needs 16');
    expect(await healthOf(w)).toEqual(['health.short']);

    const later = await goesOn(w, { tuning: SHORT });
    await later.forge.advance(4 * HOUR);
    expect(await atDesk(later, id)).toMatchObject({ state: 'delivered' });
    expect(ours(later)).toHaveLength(1);
    expect(await healthOf(later)).toEqual(['health.well']);
  });

  it('says so too when not even a new token for DATEV fits', async () => {
    const w = await testWorld(TOO_SHORT);
    await w.forge.advance(DAY);
    expect(await healthOf(w)).toContain('health.short');
  });
});
