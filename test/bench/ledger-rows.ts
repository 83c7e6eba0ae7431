import { ACCOUNT_OF, bookingDraft, FIELDS } from '../../packages/sandbox/world/booking';
import type { AccountPlan } from '../../src/accounts/plan';
import type { Period } from '../../src/pipelines/period';
import type { Pipeline } from '../../src/pipelines/pipeline';
import type { ExecutionPlan } from '../../src/runs/execute';

/** A month of a large firm as Looker answers it, made without Looker. */

const GL = Object.keys(ACCOUNT_OF);
const CENTRES = [
  'Vertrieb',
  'Entwicklung',
  'Verwaltung',
  'Marketing',
  'Einkauf',
  'Lager',
  'Support',
  'Personal',
];
const PARTNER_NAMES = ['Nordlicht Handels GmbH', 'Müller & Söhne "Feinkost"; Köln', 'Überland Reisen'];

/** The most rows that one batch of DATEV takes. */
export const MAX_ROWS = 99_999;

/** The plan of an execution over that month. */
export function largePlan(): ExecutionPlan {
  const stamp = { v: 1, id: 'p000000000000', version: 1, fields: [], changedAt: '', changedBy: '' } as const;
  const draft = bookingDraft('l000000000000') as unknown as Omit<Pipeline, keyof typeof stamp>;
  const partners = Array.from({ length: 40 }, (_, n) => ({
    number: String(n < 25 ? 10_001 + n : 70_001 + n - 25),
    name: `Partner ${n}`,
  }));
  const own = Object.entries(ACCOUNT_OF).map(([name, number]) => ({ number, name }));
  const books: AccountPlan = {
    v: 1,
    mandant: '455148-3',
    version: 1,
    chart: 'SKR03',
    accountLength: 4,
    fiscalYearBegin: '01-01',
    accounts: [...own, ...partners],
  };
  return {
    pipeline: { ...draft, ...stamp, fields: [] },
    books,
    period: '2026-11' as Period,
    fields: FIELDS,
    at: '2026-12-03T05:00:00.000Z',
  };
}

/** Looker's `json` answer for those rows, in pages of so many rows. */
export function pages(rows: number, perPage: number): readonly Uint8Array[] {
  const encoder = new TextEncoder();
  return Array.from({ length: Math.ceil(rows / perPage) }, (_, page) => {
    const from = page * perPage;
    const count = Math.min(perPage, rows - from);
    return encoder.encode(`[${Array.from({ length: count }, (_row, n) => rowText(from + n)).join(',')}]`);
  });
}

function rowText(n: number): string {
  const amount = 100 + ((n * 7919) % 2_000_000);
  const isRevenue = n % 5 < 3;
  const row: Readonly<Record<string, unknown>> = {
    line_id: 2_026_113_000_000 + n,
    posting_date: `2026-11-${String(1 + (n % 30)).padStart(2, '0')}`,
    document_number: `RE-202611-${String(n).padStart(6, '0')}`,
    gl_account_name: GL[n % GL.length],
    partner_name: PARTNER_NAMES[n % PARTNER_NAMES.length],
    partner_number: String(isRevenue ? 10_001 + (n % 25) : 70_001 + (n % 15)),
    cost_centre_name: CENTRES[n % CENTRES.length],
    cost_object: `P-${1001 + (n % 24)}`,
    tax_name: isRevenue ? 'USt 19 %' : 'VSt 7 %',
    gross_amount: isRevenue ? amount / 100 : -amount / 100,
    currency: 'EUR',
  };
  return JSON.stringify(
    Object.fromEntries(Object.entries(row).map(([name, value]) => [`general_ledger.${name}`, value])),
  );
}
