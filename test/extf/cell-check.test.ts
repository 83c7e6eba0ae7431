import { describe, expect, it } from 'vitest';
import {
  asciiLength,
  foreignByte,
  foreignCharacter,
  type NumberRead,
  readDigits,
  readNumber,
} from '../../src/extf/check/cell-check';
import { BUCHUNGSSTAPEL } from '../../src/extf/format';
import { maskOf } from '../../src/extf/read/letters';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const whole = (text: string) => ({ from: 0, to: text.length });

function number(nr: number, text: string): NumberRead {
  const field = BUCHUNGSSTAPEL.fields[nr - 1];
  if (field === undefined) throw new Error(`no column ${nr}`);
  const into: NumberRead = { code: undefined, isZero: false, cents: 0, value: 0 };
  readNumber(bytesOf(text), whole(text), { field, into });
  return into;
}

describe('a number', () => {
  it.each([
    ['119,00', 11_900, undefined],
    ['119,5', 11_950, 'amount-decimals'],
    ['119', 11_900, 'amount-decimals'],
    ['119,', 11_900, 'amount-decimals'],
    ['0,09', 9, undefined],
    ['9999999999,99', 999_999_999_999, undefined],
  ])('%s is an amount of %i cents', (text, cents, code) => {
    const read = number(1, text);
    expect(read).toMatchObject({ cents, value: cents / 100, isZero: false });
    expect(read.code).toBe(code === undefined ? undefined : `extf.row.${code}`);
  });

  it.each([
    [1, ',50', 'amount-form'],
    [1, ',,5', 'amount-form'],
    [1, '1,1,1', 'amount-form'],
    [1, '1,234', 'amount-form'],
    [1, '1:00', 'amount-form'],
    [1, '1/00', 'amount-form'],
    [1, '', 'amount-form'],
    [1, '12345678901,00', 'too-many-digits'],
    [4, ',5', 'number-form'],
    [4, '1,1234567', 'number-form'],
    [88, '1,5', 'number-form'],
  ])('in column %i is not %j: %s', (nr, text, code) => {
    expect(number(nr, text).code).toBe(`extf.row.${code}`);
  });

  it('that is no amount has its value, too, and zero is known as such', () => {
    expect(number(4, '0,830000')).toMatchObject({ code: undefined, value: 0.83 });
    expect([number(1, '0,00').isZero, number(1, '0,10').isZero]).toEqual([true, false]);
  });
});

it.each([
  ['007', 7],
  ['', 0],
  ['123456789', 123_456_789],
  ['1234567890', -1],
  ['1a', -1],
  ['1:', -1],
  ['1/', -1],
])('digits %j are the number %i', (text, wanted) => {
  expect(readDigits(bytesOf(text), 0, text.length)).toBe(wanted);
});

it('a text is as long as its characters, doubled marks once and what stands behind it not at all', () => {
  expect(asciiLength(bytesOf('ab""c"'), { from: 0, to: 5 }, true)).toBe(4);
  expect(asciiLength(bytesOf('""'), whole('""'), true)).toBe(1);
  expect(asciiLength(bytesOf('a"b'), whole('a"b'), false)).toBe(3);
});

it('the first letter that a column may not have is named', () => {
  const mask = maskOf('capitals');
  const of = (text: string) => foreignByte(bytesOf(text), whole(text), mask);
  expect([of('EUR'), of('EuR'), of(';')]).toEqual([-1, 'u'.charCodeAt(0), ';'.charCodeAt(0)]);
  expect(['EUR', 'EÜR', 'EuR', 'E\u007f'].map((text) => foreignCharacter(text, mask))).toEqual([
    ...[undefined, 'Ü', 'u', '\u007f'],
  ]);
});
