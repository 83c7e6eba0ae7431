import { describe, expect, it } from 'vitest';
import { atDesk, bookingDraft, seedBooking } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { download } from '../support/download';
import { expectedLine, expectRow, rowsOf } from '../support/ledger';
import { addPipeline, asPackage, expectPackage } from '../support/ledger-package';
import { DAY, MINUTE, type TestWorld, testWorld } from '../support/world';

type Draft = ReturnType<typeof bookingDraft>;
type RunRow = { readonly submissionId: string; readonly period: string; readonly startedAt: string };
type Run = {
  readonly totals: readonly { readonly where: string; readonly rows: number; readonly agrees: boolean }[];
  readonly sumsAreGone: boolean;
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

/** Ten months pass, one day after the other. */
async function passAll(w: TestWorld): Promise<void> {
  while (w.forge.clock.now() < Date.parse('2027-09-04T12:00:00Z')) await w.forge.advance(DAY);
}

const BATCH = { lines: 12_345, places: ['Looker', 'Bookings', 'Files', 'DATEV'] };
/** DATEV says nothing of what it counts in a package. */
const PLACES = ['Looker', 'Bookings', 'Files'];
type Month = { readonly lines: number; readonly places: readonly string[] };

/** Every month ran once, on its day, and was delivered with its lines; answers the run of the last month. */
async function expectAllDelivered(w: TestWorld, pipeline: string, { lines, places }: Month): Promise<Run> {
  const runs = (await runsOf(w, pipeline)).toReversed();
  expect(runs.map(({ period }) => period)).toEqual(Object.keys(DUE));
  let last: Run | undefined;
  for (const { period, startedAt, submissionId } of runs) {
    const late = Date.parse(startedAt) - Date.parse(DUE[period] ?? '');
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(6 * MINUTE);
    last = await atDesk<Run>(w.forge, 'run.view', { submissionId });
    expect(last.submission).toMatchObject({ state: 'run-delivered', auditIntact: true });
    expect(last.totals).toMatchObject(places.map((where) => ({ where, rows: lines, agrees: true })));
    // Sums are kept for a hundred days, counts as long as the run.
    expect(last.sumsAreGone).toBe(w.forge.clock.now() - Date.parse(startedAt) > 100 * DAY);
  }
  return last as Run;
}

describe('ten months without anybody', () => {
  it.each(['alone', 'with documents'] as const)(
    'each batch runs on its day, every cell as worked out by hand (%s)',
    async (how) => {
      const w = await testWorld();
      const documents = { type: 'Ausgangsrechnung', sources: [{ from: 'dashboard', dashboard: '7' }] };
      const { pipeline } = await seedBooking(w.forge, (draft: Draft) =>
        how === 'alone' ? draft : { ...draft, documents },
      );
      await passAll(w);
      const last = await expectAllDelivered(w, pipeline, BATCH);
      // DATEV's own reader counted each month; the bytes themselves are kept for thirty days after the delivery.
      expect(w.datev.accepted().map(({ booked }) => booked)).toEqual(Object.keys(DUE).map(totalsOf));
      const guid = how === 'alone' ? undefined : w.datev.documents().at(-1)?.guid;
      const batch = last.files.find(({ kind }) => kind === 'extf');
      const rows = rowsOf(await download(w, batch?.submissionId ?? '', 1));
      expect(rows).toHaveLength(12_345);
      for (const [n, cells] of rows.entries()) expectRow(cells, expectedLine('2027-08', n), guid);
      await expectClean(w);
    },
    1_800_000,
  );

  it('packages run on their days, revenue and cost, every position as worked out by hand', async () => {
    const w = await testWorld();
    const { pipeline, connection } = await seedBooking(w.forge, asPackage('revenue'));
    w.datev.setService('455148-3', 'Rechnungsdatenservice 1.0', true);
    const cost = await addPipeline(w, asPackage('cost')(bookingDraft(connection)));
    await passAll(w);
    for (const [id, half, lines] of [
      [pipeline, 'revenue', 7407],
      [cost, 'cost', 4938],
    ] as const) {
      const last = await expectAllDelivered(w, id, { lines, places: PLACES });
      const zip = await download(w, last.files[0]?.submissionId ?? '', 1);
      expectPackage(w, zip, { month: '2027-08', half });
    }
    expect(w.datev.dxsoJobs().map(({ month, status }) => [month, status])).toEqual(
      Object.keys(DUE).flatMap((month) => [
        [month, 2],
        [month, 2],
      ]),
    );
    await expectClean(w);
  }, 1_800_000);
});

/** What DATEV has to count of a month. */
function totalsOf(period: string): { rows: number; soll: number; haben: number } {
  const sums = { rows: 12_345, soll: 0, haben: 0 };
  for (let n = 0; n < 12_345; n++) {
    const { side, cents } = expectedLine(period, n);
    sums[side === 'S' ? 'soll' : 'haben'] += cents;
  }
  return sums;
}
