import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import { CUSTOMERS, SUPPLIERS } from '../../packages/sandbox/looker/ledger';
import { type bookingDraft, savePipeline } from '../../packages/sandbox/world/booking';
import { expectedLine } from './ledger';
import type { TestWorld } from './world';

type Draft = ReturnType<typeof bookingDraft>;
export type Half = 'revenue' | 'cost';

/** Where each half of the ledger goes, and how many of 12,345 lines it has. */
const HALVES = {
  revenue: { ledger: 'accountsReceivableLedger', folder: 'Ausgangsrechnungen', lines: 7407 },
  cost: { ledger: 'accountsPayableLedger', folder: 'Eingangsrechnungen', lines: 4938 },
} as const;

/** One half of the ledger as reviewable suggestions, with Looker's page inside. */
export function asPackage(half: Half) {
  const { ledger, folder } = HALVES[half];
  return (draft: Draft) => ({
    ...draft,
    name: `Paket ${half}`,
    source: { ...draft.source, filters: { ...draft.source.filters, 'general_ledger.kind': half } },
    mapping: {
      ...draft.mapping,
      // One document per day and business partner, as the firm wants to see them.
      documentNumber: { from: 'template', template: 'LB-{general_ledger.posting_date}' },
      text: { from: 'column', column: 'general_ledger.document_number' },
    },
    output: { as: 'dxso', ledger, folder },
    documents: {
      type: 'Ausgangsrechnung',
      sources: [{ from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' }],
    },
  });
}

/** A second pipeline beside the first one; answers its id. */
export function addPipeline(w: TestWorld, draft: object): Promise<string> {
  return savePipeline(w.forge, { version: 0, draft });
}

/** A package is what DATEV got, and every position of it as worked out by hand. */
export function expectPackage(w: TestWorld, zip: Uint8Array, of: { month: string; half: Half }): void {
  const members = Object.entries(unzipSync(zip));
  const job = w.datev.dxsoJobs().find(({ month, importType }) => {
    return month === of.month && importType === `${HALVES[of.half].ledger}Import`;
  });
  expect(job?.status).toBe(2);
  const sums = new Map(job?.files.map(({ name, sha256 }) => [name, sha256]));
  expect(new Map(members.map(([name, bytes]) => [name, hashOf(bytes)]))).toEqual(sums);
  const xml = members.flatMap(([name, bytes]) =>
    name.startsWith('LB-') ? [new TextDecoder().decode(bytes)] : [],
  );
  const found = xml.flatMap(documentOf);
  expect(found).toHaveLength(HALVES[of.half].lines);
  const expected = Array.from({ length: 12_345 }, (_, n) => positionOf(of.month, n)).filter(
    ({ bookingText }) => bookingText.startsWith('RE') === (of.half === 'revenue'),
  );
  expect(byText(found)).toEqual(byText(expected));
}

type Position = Readonly<Record<string, string>> & { readonly bookingText: string };

/** What DATEV has to show of the n-th line of the ledger. */
function positionOf(month: string, n: number): Position {
  const line = expectedLine(month, n);
  const date = `${month}-${line.day.slice(0, 2)}`;
  // Positive is an invoice: a Forderung in Soll, a Verbindlichkeit in Haben of the partner.
  const isInvoice = (line.side === 'S') === line.number.startsWith('RE');
  return {
    date,
    amount: `${isInvoice ? '' : '-'}${line.amount.replace(',', '.')}`,
    accountNo: line.contra,
    ...(line.key === '' ? {} : { buCode: line.key }),
    ...{ costCategoryId: line.kost1, costCategoryId2: line.kost2, currencyCode: 'EUR' },
    invoiceId: `LB-${date}`,
    bookingText: line.number,
    bpAccountNo: line.account,
    ...partnerOf(Number(line.account)),
  };
}

function partnerOf(account: number): Readonly<Record<string, string>> {
  return account < 70_000
    ? { customerName: CUSTOMERS[account - 10_001] ?? '' }
    : { supplierName: SUPPLIERS[account - 70_001] ?? '' };
}

/** The positions of one document, whose sum and partner fit what stands above them. */
function documentOf(xml: string): readonly Position[] {
  const rows = xml.match(/<accounts\w+>[\s\S]*?<\/accounts\w+>/g) ?? [];
  const positions = rows.map((row) =>
    Object.fromEntries(
      [...row.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text = '']) => [
        name,
        text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
      ]),
    ),
  );
  const cents = positions.reduce((sum, { amount }) => sum + Number(String(amount).replace('.', '')), 0);
  expect(xml).toContain(`consolidatedAmount="${(cents / 100).toFixed(2)}"`);
  expect(new Set(positions.map(({ bpAccountNo, invoiceId }) => `${bpAccountNo} ${invoiceId}`)).size).toBe(1);
  return positions as readonly Position[];
}

function byText(positions: readonly Position[]): readonly Position[] {
  return positions.toSorted((a, b) => (a.bookingText < b.bookingText ? -1 : 1));
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
