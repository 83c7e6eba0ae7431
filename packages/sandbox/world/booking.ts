import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS } from '../jira/site';
import { DEMO_HOST, DEMO_KEY } from '../looker/fresh-state';
import { asAdmin } from './set-up';

/**
 * The booking way as the guides tell it: Mandant 455148-3 books revenue and cost by cost centre from Looker's general
 * ledger, for the month before, on the third business day in Bavaria. Made by the calls a person's clicks make.
 */

const L = (name: string) => `general_ledger.${name}`;

/** Account names of the modelled ledger and the accounts a firm would give them (SKR03). */
export const ACCOUNT_OF: Readonly<Record<string, string>> = {
  'Erlöse Beratung': '8200',
  'Erlöse Wartung': '8210',
  'Erlöse Lizenzen': '8220',
  'Erlöse Schulung': '8230',
  Miete: '4210',
  Software: '4964',
  Reisekosten: '4660',
  Fremdleistungen: '4909',
  Bürobedarf: '4930',
  'Telefon und Internet': '4920',
  Werbekosten: '4600',
  Versicherungen: '4360',
};
/** Tax names and BU-Schlüssel. */
export const KEY_OF: Readonly<Record<string, { readonly key: string; readonly rate: string }>> = {
  'USt 19 %': { key: '3', rate: '19' },
  'USt 7 %': { key: '2', rate: '7' },
  'VSt 19 %': { key: '9', rate: '19' },
  'VSt 7 %': { key: '8', rate: '7' },
  steuerfrei: { key: '', rate: '0' },
};
/** Cost centres and KOST1. */
export const KOST_OF: Readonly<Record<string, string>> = {
  Vertrieb: '100',
  Entwicklung: '200',
  Verwaltung: '300',
  Marketing: '400',
  Einkauf: '500',
  Lager: '600',
  Support: '700',
  Personal: '800',
  Geschäftsführung: '900',
};

/** Cost objects and KOST2, in which DATEV takes letters and digits only. */
export const COST_OBJECTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 24 }, (_, n) => [`P-${1001 + n}`, `P${1001 + n}`]),
);

const table = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs).map(([when, value]) => ({ when, value }));

export const MAPPING = {
  side: { by: 'sign', positive: 'S' },
  amountIs: 'gross',
  amount: { from: 'column', column: L('gross_amount') },
  account: { from: 'column', column: L('partner_number') },
  contra: { from: 'table', column: L('gl_account_name'), table: table(ACCOUNT_OF) },
  date: { from: 'column', column: L('posting_date') },
  taxKey: {
    from: 'table',
    column: L('tax_name'),
    table: Object.entries(KEY_OF).map(([when, { key, rate }]) => ({ when, value: key, rate })),
  },
  documentNumber: { from: 'column', column: L('document_number') },
  text: { from: 'template', template: `{${L('document_number')}} {${L('cost_centre_name')}}` },
  kost1: { from: 'table', column: L('cost_centre_name'), table: table(KOST_OF) },
  kost2: { from: 'table', column: L('cost_object'), table: table(COST_OBJECTS) },
  currency: { from: 'column', column: L('currency') },
  partner: { from: 'column', column: L('partner_name') },
  zeroLines: 'stop',
} as const;

export const FIELDS: readonly string[] = [
  'line_id',
  'posting_date',
  'document_number',
  'gl_account_name',
  'partner_name',
  'partner_number',
  'cost_centre_name',
  'cost_object',
  'tax_name',
  'gross_amount',
  'currency',
].map(L);

/** What a person would save for it; `connection` is made when Looker is connected. */
export function bookingDraft(connection: string, mandant = '455148-3') {
  return {
    name: 'Erlöse und Kosten je Kostenstelle',
    mandant,
    connection,
    isActive: true,
    source: {
      is: 'inline',
      model: 'finance',
      explore: 'general_ledger',
      fields: [...FIELDS],
      filters: { [L('client')]: mandant },
      sorts: [],
    },
    reading: { by: 'key', key: L('line_id') },
    periodField: L('posting_date'),
    timezone: 'Europe/Berlin',
    unit: 'month',
    schedule: { on: 'business-day', day: 3, at: '06:00', zone: 'Europe/Berlin', land: 'BY' },
    mapping: MAPPING,
    output: { as: 'extf', label: 'Abschluss {period}', isLocked: false },
    guard: {},
  };
}

/** Personenkonten of the modelled ledger: 25 customers, 15 suppliers. */
const PARTNERS = [
  ...Array.from({ length: 25 }, (_, n) => ({ number: String(10_001 + n), name: `Debitor ${n + 1}` })),
  ...Array.from({ length: 15 }, (_, n) => ({ number: String(70_001 + n), name: `Kreditor ${n + 1}` })),
];

type Account = { readonly number: string; readonly name: string; readonly automatic?: true };

/** Connects Looker; answers the connection. */
export async function connectLooker(
  world: ForgeWorld,
  how: {
    readonly host?: string;
    readonly key?: { readonly clientId: string; readonly clientSecret: string };
  } = {},
): Promise<string> {
  const { clientId, clientSecret } = how.key ?? DEMO_KEY;
  const url = `https://${how.host ?? DEMO_HOST}`;
  const { id } = await asAdmin<{ readonly id: string }>(world, 'looker.save', {
    name: 'Looker',
    url,
    clientId,
    secret: clientSecret,
  });
  return id;
}

/** The account plan of a Mandant: SKR03 with the firm's own accounts and the partners. */
export async function givePlan(world: ForgeWorld, mandant = '455148-3'): Promise<void> {
  const preset = await atDesk<readonly Account[]>(world, 'accounts.preset', {
    chart: 'SKR03',
    accountLength: 4,
  });
  const known = new Set(preset.map(({ number }) => number));
  const own = Object.entries(ACCOUNT_OF).flatMap(([name, number]) =>
    known.has(number) ? [] : [{ number, name }],
  );
  const plan = {
    chart: 'SKR03',
    accountLength: 4,
    fiscalYearBegin: '01-01',
    accounts: [...preset, ...own, ...PARTNERS],
  };
  const { version } = await atDesk<{ readonly version: number }>(world, 'accounts.view', { mandant });
  await atDesk(world, 'accounts.save', { mandant, version, plan });
}

/** The whole booking way of one Mandant; answers the pipeline. */
export async function seedBooking(
  world: ForgeWorld,
  change: (draft: ReturnType<typeof bookingDraft>) => object = (draft) => draft,
): Promise<{ readonly connection: string; readonly pipeline: string }> {
  const connection = await connectLooker(world);
  await asAdmin(world, 'looker.test', { id: connection });
  await givePlan(world);
  const draft = change(bookingDraft(connection));
  const pipeline = await savePipeline(world, { version: 0, draft });
  return { connection, pipeline };
}

/** Saves a pipeline as the editor does; answers its id. */
export async function savePipeline(
  world: ForgeWorld,
  wish: { readonly id?: string; readonly version: number; readonly draft: object },
): Promise<string> {
  return (await atDesk<{ readonly id: string }>(world, 'pipeline.save', wish)).id;
}

/** A call of the desk, as the admin makes it. */
export async function atDesk<T>(
  world: ForgeWorld,
  functionKey: string,
  payload: Readonly<Record<string, unknown>>,
  accountId: string = ACCOUNTS.admin,
): Promise<T> {
  const outcome = await world.invokeResolver({
    moduleKey: 'datev-desk',
    functionKey,
    payload: { lang: 'en', ...payload },
    accountId,
  });
  if (outcome.kind !== 'returned')
    throw new Error(`${functionKey} ended with ${outcome.kind}: ${outcome.message}`);
  const answer = outcome.value as { readonly ok: boolean; readonly value: T; readonly problem?: unknown };
  if (!answer.ok) throw new Error(`${functionKey} was refused: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}
