import * as v from 'valibot';
import { present } from '../kernel/present';

/** The books of one Mandant as documents and dxso-jobs tell them: the last three fiscal years, the newest last. */
export type MandantBasics = {
  readonly hasBelegeOnline?: boolean;
  readonly years: readonly FiscalYear[];
};

type FiscalYear = {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Sachkontenlänge, 4 to 8. */
  readonly accountLength?: number;
  readonly payable?: boolean;
  readonly receivable?: boolean;
  readonly cash?: boolean;
};

/** DATEV's examples show booleans as strings and days as instants; both are read. */
const Flag = v.fallback(
  v.optional(
    v.union([
      v.boolean(),
      v.pipe(
        v.picklist(['true', 'false']),
        v.transform((text) => text === 'true'),
      ),
    ]),
  ),
  undefined,
);
const Day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}/),
  v.transform((text) => text.slice(0, 10)),
);
const Length = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.transform(Number))]),
      v.integer(),
      v.minValue(4),
      v.maxValue(8),
    ),
  ),
  undefined,
);
const Ledgers = v.fallback(
  v.optional(
    v.object({
      is_accounts_payable_ledger_available: Flag,
      is_accounts_receivable_ledger_available: Flag,
      is_cash_ledger_available: Flag,
    }),
  ),
  undefined,
);
const Year = v.pipe(
  v.object({ fiscal_year_start: Day, fiscal_year_end: Day, account_length: Length, ledgers: Ledgers }),
  v.transform(
    (wire): FiscalYear =>
      present({
        from: wire.fiscal_year_start,
        to: wire.fiscal_year_end,
        accountLength: wire.account_length,
        payable: wire.ledgers?.is_accounts_payable_ledger_available,
        receivable: wire.ledgers?.is_accounts_receivable_ledger_available,
        cash: wire.ledgers?.is_cash_ledger_available,
      }),
  ),
);

const WireBasics = v.object({
  is_document_management_available: Flag,
  basic_accounting_information: v.fallback(v.optional(v.array(v.unknown()), []), []),
});

/** What `GET /clients/{client-id}` of documents or dxso-jobs says; undefined when it is not that. */
export function parseBasics(wire: unknown): MandantBasics | undefined {
  const parsed = v.safeParse(WireBasics, wire);
  if (!parsed.success) return undefined;
  const years = parsed.output.basic_accounting_information.flatMap((one) => {
    const year = v.safeParse(Year, one);
    return year.success ? [year.output] : [];
  });
  return present({
    hasBelegeOnline: parsed.output.is_document_management_available,
    years: years.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  });
}
