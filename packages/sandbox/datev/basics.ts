import type { Basics, FiscalYear, Ledgers, Mandant } from './model';

/** Levers of a test; `accountLength` and `ledgers` hold for all fiscal years. */
export type BasicsChange = Partial<Basics> & {
  readonly accountLength?: number;
  readonly ledgers?: Partial<Ledgers>;
};

export const DOCUMENT_TYPES = ['Rechnungseingang', 'Rechnungsausgang', 'Sonstige'] as const;

export function calendarYear(year: number): FiscalYear {
  return {
    start: `${year}-01-01`,
    end: `${year}-12-31`,
    accountLength: 4,
    ledgers: { payable: true, receivable: true, cash: true },
  };
}

export const usualBasics = (): Basics => ({
  fiscalYears: [2024, 2025, 2026].map(calendarYear),
  payableFolders: ['Eingangsrechnungen'],
  receivableFolders: ['Ausgangsrechnungen'],
  cashBooks: ['Kasse'],
});

export function changedBasics(before: Basics, { accountLength, ledgers, ...more }: BasicsChange): Basics {
  const basics = { ...before, ...more };
  const fiscalYears = basics.fiscalYears.map((year) => ({
    ...year,
    accountLength: accountLength ?? year.accountLength,
    ledgers: { ...year.ledgers, ...ledgers },
  }));
  return { ...basics, fiscalYears };
}

/** A Mandant in the lists of the two APIs. */
export function wireDcoClient(mandant: Mandant): Record<string, unknown> {
  return {
    client_number: mandant.client,
    consultant_number: mandant.consultant,
    id: mandant.id,
    name: mandant.name,
  };
}

/**
 * `ClientBasics`. DATEV's examples show truth values, numbers and instants as strings; the schemas of both documents say
 * boolean, integer and `format: date`, and the schema holds here.
 */
export function wireBasics(mandant: Mandant): Record<string, unknown> {
  return {
    ...wireDcoClient(mandant),
    is_document_management_available: hasBelege(mandant),
    basic_accounting_information: lastYears(mandant.basics).map((year) => ({
      fiscal_year_start: year.start,
      fiscal_year_end: year.end,
      account_length: year.accountLength,
      ledgers: {
        is_accounts_payable_ledger_available: year.ledgers.payable,
        is_accounts_receivable_ledger_available: year.ledgers.receivable,
        is_cash_ledger_available: year.ledgers.cash,
      },
    })),
  };
}

/** "The last three fiscal years are returned." */
function lastYears({ fiscalYears }: Basics): readonly FiscalYear[] {
  return inOrder(fiscalYears).slice(-3);
}

export function inOrder(years: readonly FiscalYear[]): readonly FiscalYear[] {
  return [...years].sort((one, other) => (one.start < other.start ? -1 : 1));
}

export function hasBelege({ basics, services }: Mandant): boolean {
  return (
    basics.documentManagement ??
    (services.includes('Belegbilderservice') || services.includes('Rechnungsdatenservice 1.0'))
  );
}
