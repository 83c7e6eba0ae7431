import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { atDesk, sendAtDesk, theIssue } from '../support/desk';
import { SIMULATES } from '../support/simulate';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const MANDANT = '455148-1';
const SEEDS = Array.from({ length: SIMULATES ? 4 : 2 }, (_, n) => n + 1);

/** GETs of the app to DATEV's four APIs for this Mandant so far. */
function gets(w: TestWorld): number {
  return calls(w).filter((r) => r.method === 'GET' && r.path.includes(`/clients/${MANDANT}`)).length;
}

function calls(w: TestWorld) {
  return w.forge.log.requests.filter((r) => r.service === 'datev' && r.path.startsWith('/platform'));
}

/** Looking for other programs' jobs is no part of a transmission: in these tests it happens once a day. */
async function quiet(seed: number): Promise<TestWorld> {
  const w = await testWorld({ seed });
  const view = await must<{ version: number; settings: { discovery: object } }>(
    call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
  );
  const discovery = { ...view.settings.discovery, everyMinutes: 1440 };
  const payload = { version: view.version, settings: { ...view.settings, discovery } };
  await must(call(w, 'datev-admin', 'admin.save', { as: ACCOUNTS.admin, payload }));
  await w.forge.advance(HOUR);
  return w;
}

function send(w: TestWorld, file = correctFile()): Promise<string> {
  return sendAtDesk(w, file, { mandant: MANDANT });
}

describe.each(SEEDS)('GETs of a transmission (seed %i)', (seed) => {
  it.each([
    ['batch', () => correctFile()],
    ['package', () => packageFile()],
  ] as const)('are at most 2 for a %s that goes well', async (_, file) => {
    const w = await quiet(seed);
    const before = gets(w);
    const id = await send(w, file());
    await w.forge.advance(20 * MINUTE);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    expect(gets(w) - before).toBeLessThanOrEqual(2);
  });

  it('are at most 4 for one that fails, is corrected and goes well', async () => {
    const w = await quiet(seed);
    w.datev.failNext('1008836', { mandant: MANDANT });
    const before = gets(w);
    const id = await send(w);
    await w.forge.advance(20 * MINUTE);
    const issue = theIssue(w);
    await upload(w, correctFile({ label: 'Neu' }), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(20 * MINUTE);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    expect(gets(w) - before).toBeLessThanOrEqual(4);
  });

  it('are at most 6 for one that is pending for half an hour', async () => {
    const w = await quiet(seed);
    w.datev.setPending(30 * MINUTE);
    const before = gets(w);
    const id = await send(w);
    await w.forge.advance(HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    expect(gets(w) - before).toBeLessThanOrEqual(6);
  });

  it('are at most 6 when the answer to the import is lost', async () => {
    const w = await quiet(seed);
    fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'lost-response', times: 1 });
    const before = gets(w);
    const id = await send(w);
    await w.forge.advance(HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    expect(ours(w)).toHaveLength(1);
    expect(gets(w) - before).toBeLessThanOrEqual(6);
  });

  it.each(['lost-response', 'timeout'] as const)(
    'are at most 30 when the answer is lost, of a Mandant with 1,000 jobs in no order (%s)',
    async (kind) => {
      const w = await quiet(seed);
      w.datev.addOldJobs(MANDANT, 950);
      w.datev.setOrder('unsorted');
      fault(w, { service: 'datev', operation: 'importExtfFile', fault: kind, times: 1 });
      const before = gets(w);
      const id = await send(w);
      await w.forge.advance(HOUR);
      const arrived = kind === 'lost-response';
      expect(await atDesk(w, id)).toMatchObject({ state: arrived ? 'delivered' : 'unknown' });
      expect(ours(w)).toHaveLength(arrived ? 1 : 0);
      expect(gets(w) - before).toBeLessThanOrEqual(30);
    },
  );
});

describe('the meter', () => {
  it('shows what really left the app: queries, writing calls, errors, transmissions', async () => {
    const w = await testWorld({ fresh: true });
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    fault(w, { service: 'datev', operation: 'listExtfJobs', fault: '503', times: 2 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(DAY);
    await send(w, packageFile());
    await w.forge.advance(HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    const view = await must<{ figures: { datev: Record<string, number> } }>(
      call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
    const made = calls(w);
    const statuses = made.map((r) => Number(r.status));
    expect(view.figures.datev).toEqual({
      gets: made.filter((r) => r.method === 'GET').length,
      writes: made.filter((r) => r.method !== 'GET').length,
      errors: statuses.filter((status) => status >= 400).length,
      sent: 2,
    });
  });
});

describe('looking for jobs of other programs', () => {
  it('of 120 Mandanten with 1,000 old jobs each takes 120 GETs a round when nothing is new', {
    timeout: 300_000,
  }, async () => {
    const w = await testWorld();
    const ids = await manyMandanten(w, 120);
    await w.forge.advance(3 * HOUR);
    const rounds: number[] = [];
    for (let round = 0; round < 3; round++) {
      const before = calls(w).length;
      await w.forge.advance(HOUR);
      rounds.push(
        calls(w)
          .slice(before)
          .filter((r) => ids.some((id) => r.path.includes(`/clients/${id}/`))).length,
      );
    }
    expect(rounds).toEqual([120, 120, 120]);
  });
});

/** A firm's Mandanten, all watched, each with a history at DATEV. */
async function manyMandanten(w: TestWorld, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, n) =>
    w.datev.addMandant({ client: 1001 + n, name: `Mandant ${n}` }),
  );
  for (const id of ids) w.datev.addOldJobs(id, 1000);
  for (let at = 0; at < ids.length; at += 25)
    await must(
      call(w, 'datev-admin', 'mandant.watch-many', {
        as: ACCOUNTS.admin,
        payload: { mandanten: ids.slice(at, at + 25) },
      }),
    );
  return ids;
}
