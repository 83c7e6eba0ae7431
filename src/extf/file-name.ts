import type { Finding } from './findings';
import type { ExtfHeader } from './header-line';

/** DATEV allows `EXTF_.{0,51}\.csv`, so 60 characters; some characters it would replace, so only these are used. */
const MOST = 60;

/** What the name under which a file goes to DATEV is made of. `period` comes from `periodOf`. */
export type SendNameParts = {
  readonly mandant: string;
  readonly period: string;
  readonly shortId: string;
  readonly revision: number;
};

/**
 * The file name DATEV sees: `EXTF_<mandant>_<period>_<short id>_r<revision>.csv`. The same submission and revision always
 * give the same name, so a retry is recognised in DATEV's job list.
 */
export function sendName(parts: SendNameParts): string {
  const [mandant, period, shortId] = [parts.mandant, parts.period, parts.shortId].map((part) => part.replace(/[^A-Za-z0-9-]/g, '-'));
  const end = `_${(shortId ?? '').slice(0, 12)}_r${Math.trunc(parts.revision)}.csv`;
  return `${`EXTF_${mandant}_${period}`.slice(0, MOST - end.length)}${end}`;
}

/** The period for the file name: `2024-01` within one month, `20240101-20240831` beyond, else the fiscal year or `x`. */
export function periodOf(header: ExtfHeader | undefined): string {
  const { from, to, fiscalYearBegin } = header ?? {};
  if (from !== undefined && to !== undefined) {
    return from.slice(0, 7) === to.slice(0, 7) ? from.slice(0, 7) : `${from.replaceAll('-', '')}-${to.replaceAll('-', '')}`;
  }
  return fiscalYearBegin === undefined ? 'x' : `wj${fiscalYearBegin.replaceAll('-', '')}`;
}

/** A name with characters that could mislead people or that DATEV replaces: a remark only, because we send our own name. */
export function checkFileName(name: string): readonly Finding[] {
  if (/^[\p{L}\p{N} ._()+-]*$/u.test(name)) return [];
  return [{ severity: 'warning', class: 'file', code: 'extf.file-name', values: {} }];
}
