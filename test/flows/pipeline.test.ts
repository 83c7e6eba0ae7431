import { describe, expect, it } from 'vitest';
import {
  atDesk,
  bookingDraft,
  givePlan,
  savePipeline,
  seedBooking,
} from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { sendAtDesk } from '../support/desk';
import { download } from '../support/download';
import { expectedLine, expectRow, rowsOf } from '../support/ledger';
import { addPipeline, asPackage, expectPackage } from '../support/ledger-package';
import { HOUR, MINUTE, type TestWorld, testWorld } from '../support/world';

type Draft = ReturnType<typeof bookingDraft>;
type RunRow = { readonly submissionId: string; readonly period: string; readonly startedAt: string };
type Run = {
  readonly totals: readonly { readonly where: string; readonly rows: number; readonly agrees: boolean }[];
  readonly counts: { readonly rows: number; readonly lines: number };
  readonly files: readonly {
    readonly name: string;
    readonly kind: string;
    readonly rows: number;
    readonly submissionId: string;
    readonly lozenge: { readonly text: string };
  }[];
  readonly submission: { readonly state: string; readonly auditIntact: boolean };
};

const MONTH_ROWS = 12_345;

async function runsOf(w: TestWorld, pipeline: string): Promise<readonly RunRow[]> {
  return (await atDesk<{ runs: readonly RunRow[] }>(w.forge, 'pipeline.view', { id: pipeline })).runs;
}

function runOf(w: TestWorld, { submissionId }: RunRow): Promise<Run> {
  return atDesk<Run>(w.forge, 'run.view', { submissionId });
}

/** The world shortly before the calendar wants a pipeline, which is set up then; it runs by itself. */
async function atMonthEnd(at: string, change?: (draft: Draft) => object) {
  const w = await testWorld({ startAt: Date.parse(at) });
  const { pipeline } = await seedBooking(w.forge, change);
  return { w, pipeline };
}

/** Time passes until everything the calendar wanted is delivered. */
async function pass(w: TestWorld, hours: number): Promise<void> {
  for (let n = 0; n < hours; n++) await w.forge.advance(HOUR);
}

describe('a monthly pipeline of 12,345 rows', () => {
  it.each([
    // [set up at, due at, period]: third business day in Bavaria, worked out by hand.
    ['2026-12-02T12:00:00Z', '2026-12-03T05:00:00.000Z', '2026-11'],
    // New Year, Sunday and Epiphany: Mon 4th, Tue 5th, Thu 7th; the fiscal year has changed.
    ['2027-01-06T12:00:00Z', '2027-01-07T05:00:00.000Z', '2026-12'],
    // Summer time since 28 March, which is Easter: 06:00 in Berlin is 04:00 UTC now. Thu 1st, Fri 2nd, Mon 5th.
    ['2027-04-04T12:00:00Z', '2027-04-05T04:00:00.000Z', '2027-03'],
    // Winter time since 31 October; All Saints’ Day is a holiday in Bavaria.
    ['2027-11-03T12:00:00Z', '2027-11-04T05:00:00.000Z', '2027-10'],
  ])('set up at %s runs at %s for %s, and every cell is as worked out by hand', async (at, due, period) => {
    const { w, pipeline } = await atMonthEnd(at);
    await pass(w, (Date.parse(due) - Date.parse(at)) / HOUR + 2);
    const [row, ...more] = await runsOf(w, pipeline);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ period });
    expect(Date.parse(row?.startedAt ?? '') - Date.parse(due)).toBeLessThan(6 * MINUTE);
    expect(row?.startedAt && row.startedAt >= due).toBe(true);
    const run = await runOf(w, row as RunRow);
    expect(run.submission).toMatchObject({ state: 'run-delivered', auditIntact: true });
    expect(run.totals.map(({ rows, agrees }) => [rows, agrees])).toEqual([
      [MONTH_ROWS, true],
      [MONTH_ROWS, true],
      [MONTH_ROWS, true],
      [MONTH_ROWS, true],
    ]);
    const [file] = run.files;
    const bytes = await download(w, file?.submissionId ?? '', 1);
    const rows = rowsOf(bytes);
    expect(rows).toHaveLength(MONTH_ROWS);
    const sums = { S: 0, H: 0 };
    for (const [n, cells] of rows.entries()) {
      const line = expectedLine(period, n);
      expectRow(cells, line);
      sums[line.side] += line.cents;
    }
    // DATEV's own reader counts the same from the bytes it got.
    const [accepted, ...others] = w.datev.accepted();
    expect(others).toEqual([]);
    expect(accepted).toMatchObject({
      bytes: bytes.length,
      booked: { rows: MONTH_ROWS, soll: sums.S, haben: sums.H },
    });
    await expectClean(w);
  });

  it('goes with a picture and a page rendered by Looker, uploaded first and linked in every row', async () => {
    const { w, pipeline } = await atMonthEnd('2026-12-02T12:00:00Z', (draft) => ({
      ...draft,
      documents: {
        type: 'Ausgangsrechnung',
        sources: [
          { from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' },
          { from: 'look', look: '43' },
        ],
      },
    }));
    await pass(w, 20);
    const [row] = await runsOf(w, pipeline);
    const run = await runOf(w, row as RunRow);
    expect(run.submission.state).toBe('run-delivered');
    expect(run.files.map(({ kind }) => kind)).toEqual(['document', 'document', 'extf']);
    const [pdf, jpg] = w.datev.documents().toSorted((a, b) => a.name.localeCompare(b.name));
    expect([pdf?.name, jpg?.name]).toEqual(['Beleg_2026-11_1.pdf', 'Beleg_2026-11_2.jpg']);
    const page = await download(w, run.files[0]?.submissionId ?? '', 1);
    expect(Buffer.from(page).toString('latin1')).toContain('Zeitraum: 2026-11-01 to 2026-12-01');
    const rows = rowsOf(await download(w, run.files[2]?.submissionId ?? '', 1));
    expect(rows).toHaveLength(MONTH_ROWS);
    for (const [n, cells] of rows.entries()) expectRow(cells, expectedLine('2026-11', n), pdf?.guid);
    const sent = w.forge
      .trace()
      .flatMap(({ service, operation }) => (service === 'datev' ? [operation] : []))
      .filter((operation) => /^(?:putDocument|importExtfFile)$/.test(operation));
    expect(sent).toEqual(['putDocument', 'putDocument', 'importExtfFile']);
    await expectClean(w);
  });

  it('goes as packages with the page inside: revenue into the receivable, cost into the payable ledger', async () => {
    const { w, pipeline } = await atMonthEnd('2026-12-02T12:00:00Z', asPackage('revenue'));
    w.datev.setService('455148-3', 'Rechnungsdatenservice 1.0', true);
    const { connection } = (
      await atDesk<{ pipeline: { connection: string } }>(w.forge, 'pipeline.view', { id: pipeline })
    ).pipeline;
    const cost = await addPipeline(w, asPackage('cost')(bookingDraft(connection)));
    await pass(w, 24);
    for (const [id, half] of [
      [pipeline, 'revenue'],
      [cost, 'cost'],
    ] as const) {
      const [row] = await runsOf(w, id);
      const run = await runOf(w, row as RunRow);
      expect(run.submission).toMatchObject({ state: 'run-delivered', auditIntact: true });
      expect(run.totals.every(({ agrees }) => agrees)).toBe(true);
      const zip = await download(w, run.files[0]?.submissionId ?? '', 1);
      expectPackage(w, zip, { month: '2026-11', half });
    }
    expect(w.datev.dxsoJobs()).toHaveLength(2);
    await expectClean(w);
  });

  it('links what people handed in to the bookings of that document, and nothing else', async () => {
    const w = await testWorld();
    const { connection } = await seedBooking(w.forge);
    await givePlan(w.forge, '455148-1');
    w.datev.setService('455148-1', 'Belegbilderservice', true);
    const bytes = new TextEncoder().encode('%PDF-1.7\n%%EOF\n');
    const types = await atDesk<readonly string[]>(w.forge, 'datev.document-types', { mandant: '455148-1' });
    for (const number of ['RE-202611-000002', 'RE-209912-000001'])
      await sendAtDesk(
        w,
        { name: `${number}.pdf`, bytes: Buffer.concat([bytes, Buffer.from(number)]) },
        { mandant: '455148-1', document: { type: types[0] ?? '' } },
      );
    await w.forge.advance(10 * MINUTE);
    const draft = {
      ...bookingDraft(connection, '455148-1'),
      schedule: { on: 'manual' },
      documents: { type: types[0], sources: [], byHand: true },
    };
    const id = await savePipeline(w.forge, { version: 0, draft });
    const { submissionId } = await atDesk<RunRow>(w.forge, 'pipeline.run', {
      ...{ id, period: '2026-11', isDry: false },
    });
    await w.forge.advance(10 * MINUTE);
    const run = await runOf(w, { submissionId, period: '', startedAt: '' });
    expect(run.submission.state).toBe('run-delivered');
    const rows = rowsOf(await download(w, run.files[0]?.submissionId ?? '', 1));
    const [there] = w.datev.documents().filter(({ name }) => name === 'RE-202611-000002.pdf');
    expect(rows.map((cells) => cells[19]).filter((cell) => cell !== '')).toEqual([`BEDI "${there?.guid}"`]);
    expect(rows[1]?.[19]).toBe(`BEDI "${there?.guid}"`);
  });
});
