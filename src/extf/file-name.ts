import type { Finding } from './check/findings';
import type { ExtfHeader } from './header-values';

/** Month of "Datum von" as `YYYYMM`; for a file without a period the month its fiscal year begins. */
export function periodOf(header: ExtfHeader | undefined): string | undefined {
  return (header?.from ?? header?.fiscalYearBegin)?.slice(0, 7).replace('-', '');
}

/** A name with characters that could mislead people or that DATEV replaces: a remark only, because we send our own name. */
export function checkFileName(name: string): readonly Finding[] {
  if (/^[\p{L}\p{N} ._()+-]*$/u.test(name)) return [];
  return [{ severity: 'warning', class: 'file', code: 'extf.file-name', values: {} }];
}
