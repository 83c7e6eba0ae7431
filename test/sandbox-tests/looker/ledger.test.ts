import { describe, expect, it } from 'vitest';
import { ALL_FIELDS } from '../../../packages/sandbox/looker/fresh-state';
import { bench, GL, ID, inline, NOVEMBER, type Row, requestOf } from './bench';

const all = (on: ReturnType<typeof bench>, filters = NOVEMBER, view = 'general_ledger') =>
  on.rows({ view, fields: ALL_FIELDS, filters, limit: '-1' });
const values = (row: Row | undefined): unknown[] => Object.values(row ?? {});

describe('the modelled ledger', () => {
  it('has the lines its comment describes, worked out by hand', () => {
    const rows = all(bench());
    // index 0: net = 100 + (3 · 104729 + 10 · 1299709) mod 2,000,000 = 100 + 1,311,277 → 13,113.77; · 1.19 = 15,605.39
    expect(values(rows[0])).toEqual([
      ...[2026113000001, '2026-11-01', '2026-11', 'RE-202611-000001', 'revenue', 'Erlöse Beratung'],
      ...['Nordlicht Handels GmbH', '10001', 'Vertrieb', 'P-1001', 'USt 19 %', 15605.39, 13113.77],
      ...['EUR', 'Rechnung RE-202611-000001 für Vertrieb', '455148-3'],
    ]);
    // index 38: q = 7, cost; net = 100 + (38 · 7919 + 13311277) mod 2,000,000 = 100 + 1612199 = 16,122.99, 7 %: 1,128.61
    expect(values(rows[38])).toEqual([
      ...[2026113000039, '2026-11-09', '2026-11', 'ER-202611-000039', 'cost', 'Werbekosten'],
      ...['Haus & Grund Verwaltung', '70008', 'Verwaltung', 'P-1015'],
      ...['VSt 7 %', -17251.6, -16122.99, 'EUR', 'Rechnung ER-202611-000039 für Verwaltung', '455148-3'],
    ]);
    // index 42 is large, index 16 a credit note, 96 has the long text, 35–37 the awkward name.
    expect(rows[42]?.[GL('gross_amount')]).toBeGreaterThan(100_000);
    expect(rows[16]?.[GL('kind')]).toBe('revenue');
    expect(Number(rows[16]?.[GL('gross_amount')])).toBeLessThan(0);
    expect(String(rows[96]?.[GL('text')]).length).toBeGreaterThan(60);
    expect(rows[35]?.[GL('partner_name')]).toBe('Müller & Söhne "Feinkost"; Köln');
  });

  it('has the promised number of lines in every month, unique keys and no zero', () => {
    const on = bench();
    for (const month of ['2026-01', '2026-02', '2027-12']) {
      const rows = all(on, { ...NOVEMBER, [GL('posting_month')]: month });
      expect(rows).toHaveLength(12_345);
      expect(new Set(rows.map((row) => row[ID])).size).toBe(12_345);
      expect(rows.every((row) => row[GL('gross_amount')] !== 0)).toBe(true);
      const days = new Set(rows.map((row) => row[GL('posting_date')]));
      expect(days.size).toBe(
        new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate(),
      );
    }
    expect(all(on, { ...NOVEMBER, [GL('client')]: '455148-1' })).toHaveLength(120);
    expect(all(on, { ...NOVEMBER, [GL('posting_month')]: '2028-01' })).toHaveLength(0);
    expect(all(on, { ...NOVEMBER, [GL('posting_month')]: '2025-12' })).toHaveLength(0);
  });

  it('uses all names, rates and signs', () => {
    const rows = all(bench());
    const distinct = (name: string): number => new Set(rows.map((row) => row[GL(name)])).size;
    expect(
      ['gl_account_name', 'partner_name', 'cost_centre_name', 'tax_name', 'cost_object'].map(distinct),
    ).toEqual([12, 40, 9, 5, 24]);
    const signs = new Set(
      rows.map((row) => `${row[GL('kind')]} ${Math.sign(Number(row[GL('net_amount')]))}`),
    );
    expect([...signs].sort()).toEqual(['cost -1', 'cost 1', 'revenue -1', 'revenue 1']);
    expect(rows.filter((row) => Number(row[GL('gross_amount')]) > 100_000).length).toBeGreaterThan(100);
    expect(rows.filter((row) => String(row[GL('text')]).length > 60).length).toBe(127);
  });

  it('gives 99,999 lines of the big explore in good time', { retry: 2 }, () => {
    const on = bench();
    const query = inline({ view: 'big_ledger', fields: ALL_FIELDS, limit: '-1' });
    const request = requestOf('/queries/run/json', query, on.token());
    // Time of this process only: on a busy machine the clock on the wall says nothing.
    const once = (): { readonly cpu: number; readonly body: string } => {
      const before = process.cpuUsage();
      const answer = on.looker.handle(request);
      const { user, system } = process.cpuUsage(before);
      return { cpu: (user + system) / 1000, body: String(answer.body) };
    };
    const runs = [once(), once(), once()];
    const took = Math.min(...runs.map(({ cpu }) => cpu));
    console.info(`99,999 rows with 16 fields: ${Math.round(took)} ms, ${runs[0]?.body.length} characters`);
    expect(JSON.parse(runs[0]?.body ?? '[]')).toHaveLength(99_999);
    expect(took).toBeLessThan(1_500);
  });
});
