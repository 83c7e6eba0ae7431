import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal, writeDecimal } from '../../src/kernel/decimal';

describe('a decimal', () => {
  it.each([
    ['1,240402', { units: 1_240_402, scale: 6 }],
    ['0,830000', { units: 830_000, scale: 6 }],
    ['5', { units: 5, scale: 0 }],
    ['-0,07', { units: -7, scale: 2 }],
    ['000,5', { units: 5, scale: 1 }],
  ])('is read exactly: %s', (text, value) => {
    expect(readDecimal(text, ',')).toEqual(value);
  });

  it.each(['', ',5', '5,', '1.5', '1,2,3', '1e3', ' 1', '1234567890123456', '1,234567890123456'])(
    'is not %j',
    (text) => {
      expect(readDecimal(text, ',')).toBeUndefined();
    },
  );

  it('is read as it was written, with either mark', () => {
    const value = fc
      .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
      .map(([units, scale]) => ({ units, scale }));
    fc.assert(
      fc.property(value, fc.constantFrom(',' as const, '.' as const), (one, mark) => {
        expect(readDecimal(writeDecimal(one, mark), mark)).toEqual(one);
      }),
    );
  });
});
