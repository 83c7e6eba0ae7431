import type { Explore, State, Value } from './model';

/**
 * The ledger, pure from (client, month, index); index counts from 0, `n` = index + 1, `month` is `YYYY-MM`,
 * `c` = the client's number (1 or 3), `m` = months since 2026-01, `q` = floor(index / 5).
 *
 *   line_id           month as number × 10,000,000 + c × 1,000,000 + n
 *                     (2026-11, 455148-3, index 0: 2026113000001)
 *   posting_date      day 1 + index mod (days of the month)
 *   posting_month     month
 *   kind              index mod 5 < 3 ? revenue : cost
 *   document_number   RE- (revenue) or ER- (cost), YYYYMM, -, n with six digits
 *   gl_account_name   revenue: REVENUE[index mod 4], cost: COSTS[index mod 8]
 *   partner_name      revenue: CUSTOMERS[q mod 25], cost: SUPPLIERS[q mod 15]
 *   partner_number    revenue: 10001 + q mod 25, cost: 70001 + q mod 15
 *   cost_centre_name  CENTRES[index mod 9]
 *   cost_object       P-(1001 + index mod 24)
 *   tax_name          q mod 10: 0–6 "USt 19 %", 7–8 "USt 7 %", 9 "steuerfrei"; cost: "VSt …"
 *   net cents         100 + (index × 7919 + c × 104729 + m × 1299709) mod 2,000,000, + 10,000,000 where index mod 100 = 42
 *   gross cents       net + floor((net × rate + 50) / 100)
 *   sign of both      revenue +, cost −; turned round (credit note) where index mod 17 = 16
 *   currency          EUR
 *   text              "Rechnung <document_number> für <cost_centre_name>", + LONG where index mod 97 = 96
 *   client            client
 */
export type Line = {
  readonly frame: Frame;
  readonly index: number;
  readonly changed?: Readonly<Record<string, Value>>;
};

/** What all lines of one client and month have in common, worked out once. */
export type Frame = {
  readonly client: string;
  readonly month: string;
  /** `YYYYMM` */
  readonly compact: string;
  readonly days: number;
  readonly firstId: number;
  readonly firstCents: number;
};

export const REVENUE = ['Erlöse Beratung', 'Erlöse Wartung', 'Erlöse Lizenzen', 'Erlöse Schulung'] as const;
export const COSTS = [
  ...['Miete', 'Software', 'Reisekosten', 'Fremdleistungen'],
  ...['Bürobedarf', 'Telefon und Internet', 'Werbekosten', 'Versicherungen'],
] as const;
export const CUSTOMERS = [
  ...['Nordlicht Handels GmbH', 'Auer Maschinenbau AG', 'Bäckerei Sonnenschein', 'City Hotel Betriebs GmbH'],
  ...['Donau Spedition KG', 'Elbe Technik GmbH', 'Fischer & Partner mbB'],
  'Müller & Söhne "Feinkost"; Köln',
  ...['Gärtnerei Grün', 'Hanse Logistik SE', 'Isar Medien GmbH', 'Jäger Immobilien', 'Küstenwind Energie eG'],
  ...[
    'Löwen Apotheke',
    'Main Consulting GmbH',
    'Neckar Druck OHG',
    'Ostsee Klinik gGmbH',
    'Pfälzer Weinhaus',
  ],
  ...['Quelle Bad & Heizung', 'Rhein Bau GmbH', 'Spree Software UG', 'Taunus Optik', 'Überland Reisen'],
  ...['Vogt Elektro', 'Werra Papier AG'],
] as const;
export const SUPPLIERS = [
  ...['Alster Bürobedarf', 'Blitz Telekom AG', 'Cloudwerk GmbH', 'Druckhaus Süd', 'Eifel Werbung'],
  ...['Fuhrpark Mitte', 'Gebäudereinigung Klar', 'Haus & Grund Verwaltung', 'IT-Systeme Öttl'],
  ...['Jura Beratung PartG', 'Kurier Express', 'Leasing Plus', 'Messebau Rot', 'Nova Versicherung'],
  'Ökostrom Stadtwerke',
] as const;
export const CENTRES = [
  ...['Vertrieb', 'Entwicklung', 'Verwaltung', 'Marketing', 'Einkauf'],
  ...['Lager', 'Support', 'Personal', 'Geschäftsführung'],
] as const;
export const LONG = ' – Leistungszeitraum laut Stundennachweis, geprüft und freigegeben';

export const CLIENTS: readonly string[] = ['455148-1', '455148-3'];
const FIRST_YEAR = 2026;
export const MONTHS: readonly string[] = Array.from(
  { length: 24 },
  (_, m) => `${FIRST_YEAR + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`,
);

const isRevenue = ({ index }: Line): boolean => index % 5 < 3;
const q = ({ index }: Line): number => Math.floor(index / 5);
const of = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

export function frameOf(client: string, month: string): Frame {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const c = Number(client.slice(client.indexOf('-') + 1));
  const m = (year - FIRST_YEAR) * 12 + number - 1;
  const compact = month.replace('-', '');
  return {
    ...{ client, month, compact },
    days: new Date(Date.UTC(year, number, 0)).getUTCDate(),
    firstId: Number(compact) * 10_000_000 + c * 1_000_000 + 1,
    firstCents: c * 104_729 + m * 1_299_709,
  };
}

function taxRate(line: Line): 0 | 7 | 19 {
  const at = q(line) % 10;
  if (at < 7) return 19;
  return at < 9 ? 7 : 0;
}
function netCents({ frame, index }: Line): number {
  const mixed = (index * 7919 + frame.firstCents) % 2_000_000;
  // Before 2026 `m` is negative, and so would the rest be.
  const usual = 100 + (mixed < 0 ? mixed + 2_000_000 : mixed);
  return index % 100 === 42 ? usual + 10_000_000 : usual;
}
function signed(line: Line, cents: number): number {
  const turned = line.index % 17 === 16;
  return (isRevenue(line) === turned ? -cents : cents) / 100;
}
function documentNumber(line: Line): string {
  const n = String(line.index + 1).padStart(6, '0');
  return `${isRevenue(line) ? 'RE' : 'ER'}-${line.frame.compact}-${n}`;
}

const MAKE = {
  line_id: ({ frame, index }: Line) => frame.firstId + index,
  posting_date: ({ frame, index }: Line) =>
    `${frame.month}-${String(1 + (index % frame.days)).padStart(2, '0')}`,
  posting_month: ({ frame }: Line) => frame.month,
  document_number: documentNumber,
  kind: (line: Line) => (isRevenue(line) ? 'revenue' : 'cost'),
  gl_account_name: (line: Line) => of(isRevenue(line) ? REVENUE : COSTS, line.index),
  partner_name: (line: Line) => of(isRevenue(line) ? CUSTOMERS : SUPPLIERS, q(line)),
  partner_number: (line: Line) => String(isRevenue(line) ? 10_001 + (q(line) % 25) : 70_001 + (q(line) % 15)),
  cost_centre_name: ({ index }: Line) => of(CENTRES, index),
  cost_object: ({ index }: Line) => `P-${1001 + (index % 24)}`,
  tax_name: (line: Line) => {
    const rate = taxRate(line);
    return rate === 0 ? 'steuerfrei' : `${isRevenue(line) ? 'USt' : 'VSt'} ${rate} %`;
  },
  gross_amount: (line: Line) => {
    const net = netCents(line);
    return signed(line, net + Math.floor((net * taxRate(line) + 50) / 100));
  },
  net_amount: (line: Line) => signed(line, netCents(line)),
  currency: () => 'EUR',
  text: (line: Line) =>
    `Rechnung ${documentNumber(line)} für ${of(CENTRES, line.index)}${line.index % 97 === 96 ? LONG : ''}`,
  client: ({ frame }: Line) => frame.client,
} satisfies Readonly<Record<string, (line: Line) => Value>>;
export type Column = keyof typeof MAKE;
export const COLUMNS = Object.keys(MAKE) as readonly Column[];
export function isColumn(name: string): name is Column {
  return Object.hasOwn(MAKE, name);
}

export function columnValue(line: Line, column: Column): Value {
  return readerOf(column)(line);
}
/** The column of any line; the rule is looked up once. */
export function readerOf(column: Column): (line: Line) => Value {
  const make: (line: Line) => Value = MAKE[column];
  return (line) => {
    const changed = line.changed?.[column];
    return changed === undefined ? make(line) : changed;
  };
}

export type Bucket = {
  readonly frame: Frame;
  readonly rows: number;
  /** By index; absent where nobody changed a line. */
  readonly changed?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
};
export const bucketKey = (explore: Explore, client: string, month: string): string =>
  `${explore}|${client}|${month}`;

const USUAL = { '455148-1': 120, '455148-3': 12_345 } as const;
const USUAL_BIG = { '455148-1': 120, '455148-3': 99_999 } as const;

/** What there is of an explore, by month and client. Only months the ledger has, and those somebody gave lines. */
export function bucketsOf(state: State, explore: Explore): readonly Bucket[] {
  const usual: Readonly<Record<string, number>> = explore === 'big_ledger' ? USUAL_BIG : USUAL;
  const given = Object.keys(state.rows)
    .map((key) => key.split('|'))
    .filter(([of]) => of === explore);
  const months = [...new Set([...MONTHS, ...given.map(([, , month]) => month ?? '')])].sort();
  const clients = [...new Set([...CLIENTS, ...given.map(([, client]) => client ?? '')])].sort();
  return months.flatMap((month) =>
    clients.flatMap((client) => {
      const key = bucketKey(explore, client, month);
      const rows = state.rows[key] ?? (MONTHS.includes(month) ? (usual[client] ?? 0) : 0);
      const changed = state.mutations[key];
      return rows === 0
        ? []
        : [{ frame: frameOf(client, month), rows, ...(changed === undefined ? {} : { changed }) }];
    }),
  );
}
