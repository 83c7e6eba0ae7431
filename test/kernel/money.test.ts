import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cents, readCents, sumCents, writeCents, writeSum } from '../../src/kernel/money';

const anyCents = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }).map((n) => n as Cents);

describe('cents', () => {
  it.each([
    ['0,01', 1],
    ['1234,5', 123_450],
    ['1234,', 123_400],
    ['64083', 6_408_300],
    ['-0,07', -7],
    ['+9999999999,99', 999_999_999_999],
    ['00012,30', 1230],
  ])('reads %s exactly', (text, value) => {
    expect(readCents(text, ',')).toBe(value);
  });

  it.each([
    '',
    ',50',
    '1.234,00',
    '1,234',
    '1e3',
    ' 1',
    '1 ',
    '0x10',
    '١',
    '-',
    '12345678901234',
    '1.50',
    'NaN',
  ])('does not take %j for an amount', (text) => {
    expect(readCents(text, ',')).toBeUndefined();
  });

  it('has no negative zero', () => {
    expect(Object.is(readCents('-0,00', ','), 0)).toBe(true);
  });

  it('reads what it writes, with either mark', () => {
    fc.assert(
      fc.property(anyCents, fc.constantFrom(',' as const, '.' as const), (value, mark) => {
        expect(readCents(writeCents(value, mark), mark)).toBe(value);
      }),
    );
  });

  it('sums exactly where floating-point numbers would not', () => {
    const most = Array.from({ length: 99_999 }, () => 999_999_999_999 as Cents);
    expect(writeSum(sumCents(most), ',')).toBe('999989999999000,01');
    fc.assert(
      fc.property(fc.array(anyCents), (values) => {
        expect(sumCents(values)).toBe(values.reduce((sum, value) => sum + BigInt(value), 0n));
      }),
    );
  });
});
