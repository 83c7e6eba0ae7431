import { readDay } from '../kernel/day';
import type { HeaderNr } from './header-labels';
import type { ExtfHeader } from './header-values';

/**
 * The rule for one field of the header line. `strict` = DATEV's interface refuses the file for it (error table of the
 * OpenAPI document extf-files 3.0.1), so it is an error; the other rules come from the format description only and are
 * warnings, because DATEV's own samples break some of them.
 */
export type FieldRule = {
  readonly nr: HeaderNr;
  /** `bookings` = must be filled in a Buchungsstapel (category 21). */
  readonly need: 'always' | 'bookings' | 'never' | 'free';
  readonly strict: boolean;
  readonly valid: (value: string, category: string) => boolean;
};

function rule(nr: HeaderNr, need: FieldRule['need'], valid: FieldRule['valid']): FieldRule {
  return { nr, need, strict: STRICT.has(nr), valid };
}

const STRICT: ReadonlySet<HeaderNr> = new Set([
  1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 29, 30,
]);

/** Category → names and versions that belong to it. Category 20 is named differently in DATEV's own sample. */
const FORMATS: ReadonlyMap<
  string,
  { readonly names: readonly string[]; readonly versions: readonly string[] }
> = new Map([
  ['16', { names: ['Debitoren/Kreditoren'], versions: ['5'] }],
  ['20', { names: ['Sachkontenbeschriftungen', 'Kontenbeschriftungen'], versions: ['3'] }],
  ['21', { names: ['Buchungsstapel'], versions: ['13', '12'] }],
  ['46', { names: ['Zahlungsbedingungen'], versions: ['2'] }],
  ['48', { names: ['Diverse Adressen'], versions: ['2'] }],
  ['65', { names: ['Wiederkehrende Buchungen'], versions: ['4'] }],
]);
const NAMES = new Set([...FORMATS.values()].flatMap((format) => format.names));
const VERSIONS = new Set([...FORMATS.values()].flatMap((format) => format.versions));

/** Whether category, name and version, each valid for itself, belong together. */
export function isFormat(category: string, name: string, version: string): boolean {
  const format = FORMATS.get(category);
  return format?.names.includes(name) === true && format.versions.includes(version);
}

/** The names and the versions, newest first, that belong to a category; `undefined` for one that nobody knows. */
export function formatsOf(
  category: string,
): { readonly names: readonly string[]; readonly versions: readonly string[] } | undefined {
  return FORMATS.get(category);
}

/** A real calendar day of this century as `YYYYMMDD`. */
export function isDay(value: string): boolean {
  return value.startsWith('20') && readDay(value, 'compact') !== undefined;
}

function isInstant(value: string): boolean {
  return isDay(value.slice(0, 8)) && /^([01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}$/.test(value.slice(8));
}

function between(least: number, most: number): (value: string) => boolean {
  return (value) => /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

function like(pattern: RegExp): (value: string) => boolean {
  return (value) => pattern.test(value);
}

function never(): boolean {
  return false;
}

/** Whether the period leaves the fiscal year, as far as a header line says both. */
export function isOutsideFiscalYear({ from, to, fiscalYearBegin: begin }: ExtfHeader): boolean {
  if (from === undefined || to === undefined || begin === undefined || from > to) return false;
  return from < begin || to >= yearLater(begin);
}

/** A fiscal year has at most twelve months; shorter ones end earlier, which the header does not say. */
function yearLater(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

/** DATEV's own samples of 48 ("AW") and 65 ("KP") fill a field that its description keeps free. */
const WITH_DERIVATIVE: ReadonlySet<string> = new Set(['20', '46', '48', '65']);

function isDerivative(value: string, category: string): boolean {
  return WITH_DERIVATIVE.has(category) && /^[A-Z]{2}$/.test(value);
}

/** The 31 rules in the order of the fields; values come without their quotation marks. */
export const FIELD_RULES: readonly FieldRule[] = [
  rule(1, 'always', like(/^EXTF$/)),
  rule(2, 'always', like(/^700$/)),
  rule(3, 'always', (value) => FORMATS.has(value)),
  rule(4, 'always', (value) => NAMES.has(value)),
  rule(5, 'always', (value) => VERSIONS.has(value)),
  rule(6, 'always', isInstant),
  rule(7, 'never', never),
  rule(8, 'free', like(/^[\p{L}\p{N}_]{0,2}$/u)),
  rule(9, 'free', like(/^.{0,25}$/u)),
  rule(10, 'free', like(/^.{0,25}$/u)),
  rule(11, 'always', between(1001, 9_999_999)),
  rule(12, 'always', between(1, 99_999)),
  rule(13, 'always', isDay),
  rule(14, 'always', like(/^[4-8]$/)),
  rule(15, 'bookings', isDay),
  rule(16, 'bookings', isDay),
  rule(17, 'free', like(/^[\p{L}\p{N}_.\-/ ]{0,30}$/u)),
  rule(18, 'free', like(/^([A-Z]{2}){1,2}$/)),
  rule(19, 'bookings', like(/^[12]$/)),
  rule(20, 'bookings', like(/^(0|30|40|50|64)$/)),
  rule(21, 'free', like(/^[01]$/)),
  rule(22, 'bookings', like(/^[A-Z]{3}$/)),
  rule(23, 'never', never),
  rule(24, 'never', isDerivative),
  rule(25, 'never', never),
  rule(26, 'never', never),
  rule(27, 'free', like(/^(\d{2}){1,2}$/)),
  rule(28, 'free', like(/^\d{1,4}$/)),
  rule(29, 'never', never),
  rule(30, 'never', never),
  rule(31, 'free', like(/^.{0,16}$/u)),
];
