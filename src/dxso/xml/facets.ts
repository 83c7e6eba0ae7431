import { dayOf } from '../../kernel/day';
import { type SimpleType, type SimpleTypeName, TYPES } from './simple-types';

/** Why a value does not fit its type. */
type Misfit = 'too-long' | 'empty' | 'form';

/**
 * Whether a value is what its type in DATEV's schema allows, judged exactly as a validator of XML Schema 1.0 does: texts
 * with their blanks, everything else without those around it.
 */
export function misfitOf(name: SimpleTypeName, raw: string): Misfit | undefined {
  return misfit(TYPES[name], raw);
}

function misfit(type: SimpleType, raw: string): Misfit | undefined {
  if (type.base === 'text') return textMisfit(type, raw);
  if (type.base === 'list')
    return type.values.has(type.keepsBlanks ? raw : collapsed(raw)) ? undefined : 'form';
  if (type.base === 'any') return anyMisfit(type, raw);
  const value = collapsed(raw);
  if (type.base === 'decimal') return decimalFits(type, value) ? undefined : formOrEmpty(value);
  if (type.base === 'whole') return wholeFits(type, value) ? undefined : formOrEmpty(value);
  return DATES[type.base](value) ? undefined : formOrEmpty(value);
}

function formOrEmpty(value: string): Misfit {
  return value === '' ? 'empty' : 'form';
}

/** Nothing that fits a type of DATEV's is nearly that long. */
const MAX_COLLAPSED = 4096;

/**
 * XML's blanks are four characters; JavaScript's `trim` knows many more. Of a text without end only so much is made that it fits
 * nothing and equals nothing: replacing its blanks would cost many times its size.
 */
export function collapsed(raw: string): string {
  if (raw.length <= MAX_COLLAPSED && !/[ \t\n\r]/.test(raw)) return raw;
  return raw.length > MAX_COLLAPSED
    ? beginning(raw)
    : raw.replaceAll(/[ \t\n\r]+/g, ' ').replaceAll(/^ | $/g, '');
}

function beginning(raw: string): string {
  const words = /[^ \t\n\r]{1,4096}/g;
  let text = '';
  let end = 0;
  for (let word = words.exec(raw); word !== null && text.length <= MAX_COLLAPSED; word = words.exec(raw)) {
    text += text === '' || word.index === end ? word[0] : ` ${word[0]}`;
    end = words.lastIndex;
  }
  return text.slice(0, MAX_COLLAPSED + 1);
}

function textMisfit(type: SimpleType & { base: 'text' }, value: string): Misfit | undefined {
  const length = lengthOf(value);
  if (length > type.most) return 'too-long';
  if (length < (type.least ?? 0)) return 'empty';
  if (type.pattern === undefined || type.pattern.test(value)) return undefined;
  return formOrEmpty(value);
}

/** In characters as XML counts them. */
export function lengthOf(value: string): number {
  let length = value.length;
  for (let i = 0; i < value.length; i++) if ((value.charCodeAt(i) & 0xfc00) === 0xdc00) length--;
  return length;
}

function anyMisfit(type: SimpleType & { base: 'any' }, raw: string): Misfit | undefined {
  const misfits = type.of.map((name) => misfitOf(name as SimpleTypeName, raw));
  return misfits.includes(undefined) ? undefined : misfits.at(-1);
}

function decimalFits(
  { digits, decimals, least, isNeverZero }: SimpleType & { base: 'decimal' },
  value: string,
): boolean {
  const units = decimalUnits(value, decimals);
  if (units === undefined) return false;
  const whole = value.replace(/^[+-]/, '').length - decimals - 1;
  return whole <= digits && units >= least && !(isNeverZero === true && units === 0n);
}

/** No number of DATEV's is longer; reading a number takes time with the square of its digits. */
const MAX_DIGITS = 40;

/** `-12.30` with two decimals as -1230; `undefined` unless written with exactly so many and without leading zeros. */
export function decimalUnits(value: string, decimals: number): bigint | undefined {
  if (value.length > MAX_DIGITS) return undefined;
  const found = /^([+-]?)([1-9][0-9]*|0)\.([0-9]+)$/.exec(value);
  if (found === null || found[3]?.length !== decimals) return undefined;
  const units = BigInt(`${found[2]}${found[3]}`);
  return found[1] === '-' ? -units : units;
}

function wholeFits({ least, most, isSigned }: SimpleType & { base: 'whole' }, value: string): boolean {
  const form = isSigned === true ? /^[+-]?([1-9][0-9]{0,9}|0)$/ : /^([1-9][0-9]{0,9}|0)$/;
  return form.test(value) && Number(value) >= least && Number(value) <= most;
}

const DATES = {
  day: (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value) && value >= '1753-01-01',
  month: (value: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value) && value >= '1753-01',
  moment: (value: string) => {
    const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/.exec(value);
    return found !== null && isDay(found[1] ?? '') && isTime(found[2] ?? '', found[1] ?? '');
  },
};

function isDay(iso: string): boolean {
  const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
  // The years before 1000 have the same calendar here; those of `dayOf` begin later.
  return year > 0 && dayOf(2000 + (year % 400), month, date) !== undefined;
}

/** The last moment of the schema is 9999-12-31T23:59:59. */
function isTime(time: string, day: string): boolean {
  const isLast = day === '9999-12-31';
  if (/^24:00:00(\.0+)?$/.test(time)) return !isLast;
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(time)) return false;
  return !(isLast && time > '23:59:59' && /[1-9]/.test(time.slice(8)));
}
