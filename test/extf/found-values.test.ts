import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import { valuesIn } from '../../src/extf/check/found-values';
import { readExtf } from '../../src/extf/read/read';
import { faultsIn } from '../../src/kernel/faults';
import { fileText, latin, TARGET } from './files';
import { row } from './good-row';

/** A file with 300 rows whose account is no number, of three values, and one header fault. */
const BYTES = latin(
  fileText(
    { 14: '3' },
    Array.from({ length: 300 }, (_, i) => row({ 7: `12x${i % 3}` })),
  ),
);

describe('where something was found, with what stands there', () => {
  it('three wrong values in 300 rows are three things to mend, and the header line one', () => {
    const { findings, errors } = checkExtf(BYTES, { mandant: TARGET, most: 1000 });
    const faults = faultsIn(
      findings.filter(({ severity }) => severity === 'error'),
      valuesIn(readExtf(BYTES)),
    );
    expect(faults.map(({ value, count, isAtLeast }) => [value, count, isAtLeast])).toEqual([
      ['3', 1, false],
      ['12x0', 100, false],
      ['12x1', 100, false],
      ['12x2', 100, false],
    ]);
    expect(faults.reduce((sum, { count }) => sum + count, 0)).toBe(errors);
  });

  it('lists as many of a kind as are asked for, and says how many more there are', () => {
    const found = checkExtf(BYTES, { most: 50 }).findings.filter(
      ({ code }) => code === 'extf.row.account-form',
    );
    expect(found).toHaveLength(50);
    expect(found.at(-1)?.values).toMatchObject({ more: 250 });
  });

  it('of a format known from public programs only, too', () => {
    const rows = ['x;"a"', 'y;"b"', 'x;"c"'];
    const header = fileText({ 3: '20', 4: '"Kontenbeschriftungen"', 5: '3' }, rows).replace(
      /\r\n[^\r]*\r\n/,
      '\r\nKonto;Kontenbeschriftung;SprachId\r\n',
    );
    const bytes = latin(header);
    const found = checkExtf(bytes, { most: 1000 }).findings.filter(
      ({ code }) => code === 'extf.row.account-form',
    );
    expect(found.map(({ values }) => values['more'])).toEqual([undefined, undefined, undefined]);
    expect(faultsIn(found, valuesIn(readExtf(bytes))).map(({ value, count }) => [value, count])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });
});
