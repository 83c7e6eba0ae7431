import type { BatchHeader } from '../../src/extf/write/header-write';
import type { Day } from '../../src/kernel/day';
import { compile, type MapContext } from '../../src/mapping/compile';
import type { KnownAccounts } from '../../src/mapping/known-accounts';
import type { Mapped } from '../../src/mapping/map-row';
import type { Mapping } from '../../src/mapping/mapping';
import type { Cell } from '../../src/mapping/source';
import type { PipelineDraft, SourceField } from '../../src/pipelines/pipeline';

export const day = (value: number) => value as Day;

/** What the sandbox's ledger has, in its order. */
export const TYPES = {
  line_id: 'number',
  posting_date: 'date',
  document_number: 'string',
  gl_account_name: 'string',
  partner_name: 'string',
  partner_number: 'string',
  cost_centre_name: 'string',
  cost_object: 'string',
  tax_name: 'string',
  gross_amount: 'number',
  net_amount: 'number',
  currency: 'string',
  text: 'string',
} as const;
export type Column = keyof typeof TYPES;
export const COLUMNS = Object.keys(TYPES) as readonly Column[];
export const name = (column: string) => `general_ledger.${column}`;

export const FIELDS: readonly SourceField[] = Object.entries(TYPES).map(([column, type]) => ({
  name: name(column),
  label: `General Ledger ${column.replaceAll('_', ' ')}`,
  type,
}));

const GOOD: Readonly<Record<Column, Cell>> = {
  line_id: '2026113000001',
  posting_date: '2026-11-05',
  document_number: 'RE-202611-000001',
  gl_account_name: 'Erlöse Beratung',
  partner_name: 'Auer Maschinenbau AG',
  partner_number: '10001',
  cost_centre_name: 'Vertrieb',
  cost_object: 'P-1001',
  tax_name: 'USt 19 %',
  gross_amount: '119',
  net_amount: '100',
  currency: 'EUR',
  text: 'Rechnung RE-202611-000001 für Vertrieb',
};

/** A row in which nothing is wrong, with some cells replaced. */
export function row(changed: Partial<Record<Column, Cell>> = {}): readonly Cell[] {
  const cells = { ...GOOD, ...changed };
  return COLUMNS.map((column) => cells[column]);
}

const column = (of: Column) => ({ from: 'column', column: name(of) }) as const;

export const MAPPING: Mapping = {
  side: { by: 'sign', positive: 'S' },
  amountIs: 'gross',
  amount: column('gross_amount'),
  account: column('partner_number'),
  contra: {
    from: 'table',
    column: name('gl_account_name'),
    table: [
      { when: 'Erlöse Beratung', value: '8200' },
      { when: 'Erlöse Wartung', value: '8400' },
      { when: 'Miete', value: '4210' },
    ],
  },
  date: column('posting_date'),
  taxKey: {
    from: 'table',
    column: name('tax_name'),
    table: [
      { when: 'USt 19 %', value: '3', rate: '19' },
      { when: 'USt 7 %', value: '2', rate: '7' },
      { when: 'USt 5,5 %', value: '', rate: '5.5' },
      { when: 'aufgehoben', value: '40', rate: '0' },
      { when: 'steuerfrei', value: '', rate: '0' },
    ],
  },
  documentNumber: column('document_number'),
  text: column('text'),
  kost1: column('cost_centre_name'),
  kost2: column('cost_object'),
  currency: column('currency'),
  partner: column('partner_name'),
  zeroLines: 'stop',
};
export const NET: Mapping = { ...MAPPING, amountIs: 'net', amount: column('net_amount') };

const PLAN = new Set([1000, 1200, 4210, 8200, 8400, 10_001, 10_002, 70_001, 70_002]);
export const ACCOUNTS: KnownAccounts = {
  accountLength: 4,
  has: (account) => PLAN.has(account),
  kindOf: (account) => (PLAN.has(account) ? (account >= 10_000 ? 'personenkonto' : 'sachkonto') : undefined),
  isAutomatic: (account) => account === 8400,
};

export const CONTEXT: MapContext = {
  fields: COLUMNS.map(name),
  from: day(20_261_101),
  to: day(20_261_130),
  periodLabel: 'November 2026',
  currency: 'EUR',
  fiscalYear: { first: day(20_260_101), last: day(20_261_231) },
  accounts: ACCOUNTS,
};

export const HEADER: BatchHeader = {
  createdAt: '2026-12-01T08:00:00.000Z',
  consultant: 455_148,
  client: 1,
  fiscalYearBegin: day(20_260_101),
  accountLength: 4,
  from: CONTEXT.from,
  to: CONTEXT.to,
  label: 'November',
  isLocked: false,
  currency: 'EUR',
};

/** Maps one row with some cells and some of the mapping replaced. */
export function map(
  changed: Partial<Record<Column, Cell>>,
  how: { readonly mapping?: Mapping; readonly context?: Partial<MapContext> } = {},
): Mapped {
  return compile(how.mapping ?? MAPPING, { ...CONTEXT, ...how.context }).map(row(changed));
}

/** The line, or a complaint with what was found instead. */
export function lineOf(mapped: Mapped) {
  if (mapped.is !== 'line') throw new Error(JSON.stringify(mapped));
  return mapped.line;
}

/** `unknown-account account 9999`: code, target, value. */
export function faults(mapped: Mapped): readonly string[] {
  if (mapped.is !== 'refused') throw new Error(`it was not refused but ${mapped.is}`);
  return mapped.findings.map(({ code, target, value }) =>
    [code.slice('mapping.'.length), target, value].filter((part) => part !== undefined).join(' '),
  );
}

export const DRAFT: PipelineDraft = {
  name: 'Monatsabschluss',
  mandant: '455148-1',
  connection: 'l0123456789ab',
  isActive: true,
  source: {
    is: 'inline',
    model: 'finance',
    explore: 'general_ledger',
    fields: COLUMNS.map(name),
    filters: { [name('text')]: '-%test%', [name('currency')]: 'EUR' },
    sorts: [`${name('posting_date')} desc`, name('line_id')],
  },
  reading: { by: 'key', key: name('line_id') },
  periodField: name('posting_date'),
  timezone: 'Europe/Berlin',
  unit: 'month',
  schedule: { on: 'manual' },
  mapping: MAPPING,
  output: { as: 'extf', label: 'Monatsabschluss {period}', isLocked: false, byMonth: false },
  guard: { mayBeEmpty: false },
  needsApproval: false,
  deliverWithinHours: 24,
};
