import type { ExtfHeader } from './header-values';

/** What DATEV itself says of a Mandant, as far as a header line repeats it. */
export type Books = {
  readonly consultant: string;
  readonly client: string;
  /** Fiscal years, the newest last: first and last day (`YYYY-MM-DD`), Sachkontenlänge. */
  readonly years: readonly { readonly from: string; readonly to: string; readonly accountLength?: number }[];
};

/**
 * Header fields by number, as DATEV's own data have them: Berater, Mandant, and of the fiscal year that the file's period lies in
 * its first day and Sachkontenlänge. Only what DATEV really said: of an unknown year nothing.
 */
export function booksSay(header: ExtfHeader, books: Books | undefined): Readonly<Record<number, string>> {
  if (books === undefined) return {};
  const day = header.from ?? header.fiscalYearBegin;
  const year = day === undefined ? undefined : books.years.find(({ from, to }) => from <= day && day <= to);
  const { accountLength } = year ?? {};
  return {
    11: books.consultant,
    12: books.client,
    ...(year === undefined ? {} : { 13: year.from.replaceAll('-', '') }),
    ...(accountLength === undefined ? {} : { 14: String(accountLength) }),
  };
}

/** Fields that are fine by their form and still other than DATEV has; that a file is of another Mandant is a finding of its own. */
export function headerDiffers(header: ExtfHeader, books: Books | undefined): readonly number[] {
  return Object.entries(booksSay(header, books)).flatMap(([nr, said]) => {
    const value = header.fields[Number(nr) - 1] ?? '';
    return nr === '11' || nr === '12' || value === said ? [] : [Number(nr)];
  });
}
