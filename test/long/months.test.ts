import { describe, expect, it } from 'vitest';
import { atDesk, type bookingDraft, seedBooking } from '../sandbox/world/booking';
import { expectClean } from '../support/audit';
import { download, expectedLine, expectRow, rowsOf } from '../support/ledger';
import { DAY, type TestWorld, testWorld } from '../support/world';

type RunRow = { readonly submissionId: string; readonly period: string; readonly startedAt: string };
type Run = {
  readonly totals: readonly { readonly rows: number; readonly agrees: boolean }[];
  readonly files: readonly { readonly kind: string; readonly submissionId: string }[];
  readonly submission: { readonly state: string; readonly auditIntact: boolean };
};

/** Third business days in Bavaria after the months 2026-11 to 2027-08, by hand, and 06:00 there in UTC. */
const DUE: Readonly<Record<string, string>> = {
  '2026-11': '2026-12-03T05:00:00.000Z',
  '2026-12': '2027-01-07T05:00:00.000Z',
  '2027-01': '2027-02-03T05:00:00.000Z',
  '2027-02': '2027-03-03T05:00:00.000Z',
  '2027-03': '2027-04-05T04:00:00.000Z',
  '2027-04': '2027-05-05T04:00:00.000Z',
  '2027-05': '2027-06-03T04:00:00.000Z',
  '2027-06': '2027-07-05T04:00:00.000Z',
  '2027-07': '2027-08-04T04:00:00.000Z',
  '2027-08': '2027-09-03T04:00:00.000Z',
};

async function runsOf(w: TestWorld, pipeline: string): Promise<readonly RunRow[]> {
  return (await atDesk<{ runs: readonly RunRow[] }>(w.forge, 'pipeline.view', { id: pipeline })).runs;
}

describe('ten months without anybody', () => {
  it.each(['alone', 'with documents'] as const)(
    'each batch runs on its day, every cell as worked out by hand (%s)',
    async (how) => {
      const w = await testWorld();
      const documents = { type: 'Ausgangsrechnung', sources: [{ from: 'dashboard', dashboard: '7' }] };
      const { pipeline } = await seedBooking(w.forge, (draft: ReturnType<typeof bookingDraft>) =>
        how === 'alone' ? draft : { ...draft, documents },
      );
      while (w.forge.clock.now() < Date.parse('2027-09-04T12:00:00Z')) await w.forge.advance(DAY);
      const runs = (await runsOf(w, pipeline)).toReversed();
      expect(runs.map(({ period }) => period)).toEqual(Object.keys(DUE));
      for (const { period, startedAt, submissionId } of runs) {
        expect(Date.parse(startedAt) - Date.parse(DUE[period] ?? '')).toBeGreaterThanOrEqual(0);
        expect(Date.parse(startedAt) - Date.parse(DUE[period] ?? '')).toBeLessThan(6 * 60_000);
        const run = await atDesk<Run>(w.forge, 'run.view', { submissionId });
        expect(run.submission).toMatchObject({ state: 'run-delivered', auditIntact: true });
        expect(run.totals.every(({ rows, agrees }) => rows === 12_345 && agrees)).toBe(true);
        // Bytes are kept for thirty days after the delivery.
        if (period !== '2027-08') continue;
        const guid = how === 'alone' ? undefined : w.datev.documents().at(-1)?.guid;
        const batch = run.files.find(({ kind }) => kind === 'extf');
        for (const [n, cells] of rowsOf(await download(w, batch?.submissionId ?? '', 1)).entries())
          expectRow(cells, expectedLine(period, n), guid);
      }
      expect(w.datev.accepted().map(({ booked }) => booked.rows)).toEqual(Object.keys(DUE).map(() => 12_345));
      for (const [at, { booked }] of w.datev.accepted().entries()) expect(booked).toEqual(totalsOf(at));
      await expectClean(w);
    },
    1_800_000,
  );
});

/** What DATEV has to count of the n-th month. */
function totalsOf(at: number): { rows: number; soll: number; haben: number } {
  const period = Object.keys(DUE)[at] ?? '';
  const sums = { rows: 12_345, soll: 0, haben: 0 };
  for (let n = 0; n < 12_345; n++) {
    const { side, cents } = expectedLine(period, n);
    sums[side === 'S' ? 'soll' : 'haben'] += cents;
  }
  return sums;
}
