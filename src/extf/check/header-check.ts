import { present } from '../../kernel/present';
import { FIELD_RULES, type FieldRule, formatsOf, isFormat, isOutsideFiscalYear } from '../header-rules';
import type { ExtfHeader } from '../header-values';
import { readHeader } from '../read/header-line';
import type { FileFinding, Finding } from './findings';

const FIELDS = 31;

/**
 * Checks the fields of the header line against DATEV's rules. With fewer than 31 fields nobody knows which value is
 * which, so only that is reported.
 */
export function checkHeader(fields: readonly string[], target: string | undefined): readonly Finding[] {
  if (fields.length < FIELDS) return [headerError('columns', { count: fields.length })];
  const header = readHeader(fields);
  const single = FIELD_RULES.flatMap((rule) => checkField(rule, fields));
  const slipped = slippedAt(fields, single);
  if (slipped !== undefined) return [slipped];
  const wrong = new Set(single.map((finding) => finding.field));
  const together = [
    ...checkFormat(fields, wrong),
    ...checkMandant(header, { target, wrong }),
    ...checkPeriod(header),
    ...checkLocking(fields),
    ...extraColumns(fields),
  ];
  return [...single, ...together].sort((a, b) => (a.field ?? FIELDS + 1) - (b.field ?? FIELDS + 1));
}

/** A header line with fields too many of which several are wrong has one semicolon too many, before the first of them. */
function slippedAt(fields: readonly string[], single: readonly FileFinding[]): FileFinding | undefined {
  const errors = single.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (fields.length === FIELDS || errors.length < 3 || first === undefined) return undefined;
  return { ...headerError('extra-columns', { count: fields.length }), ...present({ field: first.field }) };
}

function isBookings(fields: readonly string[]): boolean {
  return fields[2] === '21';
}

function checkField(rule: FieldRule, fields: readonly string[]): readonly FileFinding[] {
  const value = fields[rule.nr - 1] ?? '';
  const needed = rule.need === 'always' || (rule.need === 'bookings' && isBookings(fields));
  if (value === '' ? !needed : rule.valid(value, fields[2] ?? '')) return [];
  if (rule.nr === 5) return [versionError(value, fields[2] ?? '')];
  const severity = rule.strict ? 'error' : 'warning';
  return [
    {
      severity,
      class: 'header',
      code: `extf.header.${rule.nr}`,
      field: rule.nr,
      values: { value: value.slice(0, 40) },
    },
  ];
}

/** A version that DATEV made after this product is another matter than a wrong one. */
function versionError(value: string, category: string): FileFinding {
  const [known] = formatsOf(category)?.versions ?? [];
  if (known !== undefined && /^\d{1,3}$/.test(value) && Number(value) > Number(known))
    return { ...headerError('newer', { version: value, known }), field: 5 };
  return {
    severity: 'error',
    class: 'header',
    code: 'extf.header.5',
    field: 5,
    values: { value: value.slice(0, 40) },
  };
}

function checkFormat(fields: readonly string[], wrong: ReadonlySet<number | undefined>): readonly Finding[] {
  const [, , category = '', name = '', version = ''] = fields;
  if (wrong.has(3) || wrong.has(4) || wrong.has(5) || isFormat(category, name, version)) return [];
  return [{ ...headerError('combination', { category, name, version }), field: 3 }];
}

function checkMandant(
  header: ExtfHeader,
  against: { readonly target: string | undefined; readonly wrong: ReadonlySet<number | undefined> },
): readonly Finding[] {
  const { mandant: inFile } = header;
  const { target, wrong } = against;
  if (target === undefined || inFile === undefined || wrong.has(11) || wrong.has(12) || inFile === target)
    return [];
  const field = inFile.split('-')[0] === target.split('-')[0] ? 12 : 11;
  return [{ ...headerError('mandant-mismatch', { inFile, target }), field }];
}

function checkPeriod(header: ExtfHeader): readonly Finding[] {
  const { from, to, fiscalYearBegin: begin } = header;
  if (from === undefined || to === undefined) return [];
  if (from > to) return [{ ...headerError('date-order', { from, to }), field: 15 }];
  if (begin === undefined || !isOutsideFiscalYear(header)) return [];
  const field = from < begin ? 15 : 16;
  return [
    {
      severity: 'warning',
      class: 'header',
      code: 'extf.header.outside-fiscal-year',
      field,
      values: { from, to, begin },
    },
  ];
}

function checkLocking(fields: readonly string[]): readonly Finding[] {
  if (!isBookings(fields) || fields[20] !== '') return [];
  return [{ severity: 'warning', class: 'header', code: 'extf.header.locking-empty', field: 21, values: {} }];
}

function extraColumns(fields: readonly string[]): readonly Finding[] {
  if (fields.length === FIELDS) return [];
  return [
    {
      severity: 'warning',
      class: 'header',
      code: 'extf.header.extra-columns',
      values: { count: fields.length },
    },
  ];
}

/** An error of the header line as a whole. */
export function headerError(
  what:
    | 'columns'
    | 'extra-columns'
    | 'combination'
    | 'newer'
    | 'mandant-mismatch'
    | 'date-order'
    | 'too-long',
  values: Finding['values'],
): FileFinding {
  return { severity: 'error', class: 'header', code: `extf.header.${what}`, values };
}
