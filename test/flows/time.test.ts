import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { SIMULATES } from '../support/simulate';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const listCalls = (w: TestWorld) => w.forge.log.requests.filter((r) => r.operation === 'listExtfJobs');

const LOST_DAYS = SIMULATES ? 31 : 8;

describe('time', () => {
  it('the same seed gives the same trace, byte for byte', async () => {
    const traces: string[] = [];
    for (let run = 0; run < 2; run++) {
      const w = await testWorld({ seed: 42, fresh: true });
      const issue = await rejected(w);
      await upload(w, correctFile(), { issue });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(30 * MINUTE);
      traces.push(w.forge.traceText());
      await w.forge.close();
    }
    expect(traces[0]?.length).toBeGreaterThan(1000);
    expect(traces[1]).toBe(traces[0]);
  });

  it('asks DATEV ever less often while a job is pending for six hours, differently for two installations', async () => {
    const all: number[][] = [];
    for (const seed of [1, 2]) {
      const w = await testWorld({ seed });
      const issue = await rejected(w);
      await upload(w, correctFile(), { issue });
      w.datev.setPending(6 * HOUR);
      w.datev.setRetryAfter(30);
      const before = listCalls(w).length;
      const at = w.forge.clock.now();
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(6 * HOUR + 30 * MINUTE);
      const times = listCalls(w)
        .slice(before)
        .filter((r) => r.path.includes('/455148-1/'))
        .map((r) => r.at);
      const gaps = times.map((t, i) => (t - (times[i - 1] ?? at)) / 1000);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30);
      expect(times.length).toBeLessThanOrEqual(40);
      expect(gaps[2]).toBeGreaterThan(gaps[1] ?? 0);
      expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
      all.push(gaps);
      await w.forge.close();
    }
    expect(all[0]).not.toEqual(all[1]);
  });

  it('asks on while DATEV’s answers make no sense, and takes the result when it comes', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    w.datev.setPending((file) => (file.program === 'DATEV for Jira' ? 6 * HOUR : 20_000));
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(3 * MINUTE);
    fault(w, { service: 'datev', operation: 'listExtfJobs', fault: 'html', times: 500 });
    await w.forge.advance(20 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'pending' });
    w.forge.faults.clear();
    await w.forge.advance(2 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    await w.forge.close();
  });

  it('deletes the bytes after the retention time and keeps hash and audit', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    const chunks = () => w.forge.storage.dump().filter((r) => r.key.startsWith('file:'));
    expect(chunks()).not.toEqual([]);
    await w.forge.advance(31 * DAY);
    expect(chunks()).toEqual([]);
    const view = await viewOf<{
      files: readonly { sha256: string; available: boolean }[];
      auditIntact: boolean;
    }>(w, issue);
    expect(view.files).toEqual([
      expect.objectContaining({ available: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
    ]);
    expect(view.auditIntact).toBe(true);
    await expectClean(w);
    await w.forge.close();
  });

  it(`honours every Done within the hour through ${LOST_DAYS} days of lost events, once, and the warning shows and clears`, async () => {
    const w = await testWorld();
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 100_000 });
    for (let day = 0; day < LOST_DAYS; day++) {
      postElsewhere(w, { ...failingFile(), name: `EXTF_Tag_${day}.csv` });
      await w.forge.advance(2 * HOUR + 20 * MINUTE);
      const issue = issuesOf(w).at(-1);
      if (issue === undefined) throw new Error('There is no issue.');
      await upload(w, correctFile({ label: `Tag ${day}` }), { issue });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(HOUR);
      expect(w.datev.accepted().filter((a) => a.program === 'DATEV for Jira')).toHaveLength(day + 1);
      await w.forge.advance(21 * HOUR - 20 * MINUTE);
    }
    const health = async () =>
      (
        await must<{ health: readonly { code: string }[] }>(
          call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
        )
      ).health.map((h) => h.code);
    expect(await health()).toContain('health.events-missing');
    w.forge.faults.clear();
    postElsewhere(w, { ...failingFile(), name: 'EXTF_Ende.csv' });
    await w.forge.advance(2 * HOUR);
    const last = issuesOf(w).at(-1);
    moveTo(w, last?.key ?? '', 'Done');
    await w.forge.advance(5 * MINUTE);
    expect(await health()).not.toContain('health.events-missing');
    await w.forge.close();
  });

  it('reads one list per round when nothing is new, also beside hundreds of old jobs', async () => {
    const w = await testWorld();
    await must(
      call(w, 'datev-admin', 'mandant.watch', {
        as: ACCOUNTS.admin,
        payload: { mandant: '455148-4', lookBackDays: 0 },
      }),
    );
    await w.forge.advance(2 * HOUR);
    const before = listCalls(w).length;
    await w.forge.advance(5 * HOUR);
    expect(listCalls(w).length - before).toBe(15);
    expect(issuesOf(w)).toEqual([]);
    await w.forge.close();
  });

  it('does nothing but one read in a tick with nothing due', async () => {
    const w = await testWorld();
    await w.forge.advance(10 * MINUTE);
    const before = w.forge.trace().length;
    await w.forge.runScheduled('five-minutes');
    expect(
      w.forge
        .trace()
        .slice(before)
        .map((t) => `${t.service} ${t.key}`),
    ).toEqual(['kvs record/due']);
    await w.forge.close();
  });
});
