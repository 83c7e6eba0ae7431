import type { MandantBasics } from './basics';

/** What can be known before a transfer that DATEV would refuse, or only find out days later. */
export const PREFLIGHT_CASES = [
  'preflight-extf-service',
  'preflight-dxso-service',
  'preflight-documents-service',
  'preflight-fiscal-year',
  'preflight-account-length',
  'preflight-ledger',
  'preflight-environment',
] as const;
export type PreflightCase = (typeof PREFLIGHT_CASES)[number];

export type Going = {
  readonly kind: 'extf' | 'dxso' | 'document';
  /** First day of the fiscal year and Sachkontenlänge by the header of an EXTF file. */
  readonly fiscalYear?: string;
  readonly accountLength?: number;
  readonly package?: {
    readonly ledger: 'accountsPayableLedger' | 'accountsReceivableLedger' | 'cashLedger';
    readonly month: string;
  };
};

/** Names of the services in DATEV's list of Mandanten. */
export const SERVICES = {
  extf: 'Buchungsdatenservice',
  dxso: 'Rechnungsdatenservice 1.0',
  document: 'Belegbilderservice',
} as const;

/**
 * Why a file would not arrive where it should, by what DATEV says of the Mandant: service not booked, another fiscal year,
 * another Sachkontenlänge, no such ledger. What DATEV does not say is no reason.
 */
export function preflight(
  going: Going,
  known: { readonly services: readonly string[]; readonly basics?: MandantBasics },
): PreflightCase | undefined {
  if (!known.services.includes(SERVICES[going.kind]))
    return going.kind === 'document' ? 'preflight-documents-service' : `preflight-${going.kind}-service`;
  const years = known.basics?.years ?? [];
  if (years.length === 0) return undefined;
  return going.package === undefined ? ofHeader(going, years) : ofPackage(going.package, years);
}

type Years = MandantBasics['years'];

/** A fiscal year that begins on another day than DATEV's books overlaps one of theirs; an older or a newer one may exist. */
function ofHeader({ fiscalYear, accountLength }: Going, years: Years): PreflightCase | undefined {
  if (fiscalYear === undefined) return undefined;
  const year = years.find(({ from, to }) => from <= fiscalYear && fiscalYear <= to);
  if (year === undefined) return undefined;
  if (year.from !== fiscalYear) return 'preflight-fiscal-year';
  const differs = accountLength !== undefined && year.accountLength !== undefined;
  return differs && accountLength !== year.accountLength ? 'preflight-account-length' : undefined;
}

function ofPackage(
  { ledger, month }: NonNullable<Going['package']>,
  years: Years,
): PreflightCase | undefined {
  const year = years.find(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7));
  if (year === undefined) {
    // DATEV makes the next fiscal year by itself for invoices, never for cash.
    const isNext = month > (years.at(-1)?.to ?? '').slice(0, 7);
    return isNext && ledger !== 'cashLedger' ? undefined : 'preflight-fiscal-year';
  }
  const has = {
    accountsPayableLedger: year.payable,
    accountsReceivableLedger: year.receivable,
    cashLedger: year.cash,
  }[ledger];
  return has === false ? 'preflight-ledger' : undefined;
}

/** The Sachkontenlänge of the fiscal year that a month (`YYYY-MM`) lies in, where DATEV says it. */
export function accountLengthIn(basics: MandantBasics | undefined, month: string): number | undefined {
  return basics?.years.find(({ from, to }) => from.slice(0, 7) <= month && month <= to.slice(0, 7))
    ?.accountLength;
}
