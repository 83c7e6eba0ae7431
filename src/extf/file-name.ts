import type { Finding } from './check/findings';
import type { ExtfHeader } from './header-values';

/** DATEV allows `EXTF_.{0,51}\.csv`, so 60 characters; some characters it would replace, so only these are used. */
const MOST = 60;

/** What the name under which a file goes to DATEV is made of. */
type SendNameParts = {
  readonly mandant: string;
  /** `YYYYMM`, from `periodOf`; left out for files without a period. */
  readonly period?: string | undefined;
  readonly shortId: string;
  readonly revision: number;
};

/**
 * The file name DATEV sees: `EXTF_<mandant>_<period>_<short id>_r<revision>.csv`. The same submission and revision always
 * give the same name, so a retry is recognised in DATEV's job list.
 */
export function sendName({ mandant, period, shortId, revision }: SendNameParts): string {
  const end = `_${safe(shortId).slice(0, 16)}_r${Math.trunc(revision)}.csv`;
  const front = ['EXTF', safe(mandant), safe(period ?? '')].filter((part) => part !== '').join('_');
  return `${front.slice(0, MOST - end.length)}${end}`;
}

function safe(part: string): string {
  return part.replace(/[^A-Za-z0-9-]/g, '-');
}

/** Month of "Datum von" as `YYYYMM`; for a file without a period the month its fiscal year begins. */
export function periodOf(header: ExtfHeader | undefined): string | undefined {
  return (header?.from ?? header?.fiscalYearBegin)?.slice(0, 7).replace('-', '');
}

/** A name with characters that could mislead people or that DATEV replaces: a remark only, because we send our own name. */
export function checkFileName(name: string): readonly Finding[] {
  if (/^[\p{L}\p{N} ._()+-]*$/u.test(name)) return [];
  return [{ severity: 'warning', class: 'file', code: 'extf.file-name', values: {} }];
}
