import { describe, expect, it } from 'vitest';
import { mayBeTaken, needsMarkOnly, rowErrors, withMark } from '../../src/extf/verdict';

const ROW = { severity: 'error', code: 'extf.row.zero' } as const;
const WARNED = { severity: 'warning', code: 'extf.header.17' } as const;
const HEADER = { severity: 'error', code: 'extf.header.14' } as const;
const NO_MARK = { severity: 'warning', code: 'extf.encoding.utf8-without-bom' } as const;

describe('what findings mean for a file', () => {
  it.each([
    ['nothing', [], true],
    ['warnings', [WARNED], true],
    ['errors in rows, which DATEV’s interface does not look at', [ROW, WARNED], true],
    ['an error of the header line', [ROW, HEADER], false],
    ['umlauts that DATEV would garble', [NO_MARK], false],
  ])('%s: taken %#', (_, findings, taken) => {
    expect(mayBeTaken(findings)).toBe(taken);
  });

  it('counts the errors that wait for a correction', () => {
    expect(rowErrors([ROW, WARNED, ROW, HEADER])).toBe(2);
  });

  it('offers the byte order mark only where it mends the file', () => {
    expect(needsMarkOnly([NO_MARK, ROW])).toBe(true);
    expect(needsMarkOnly([NO_MARK, HEADER])).toBe(false);
    expect(needsMarkOnly([ROW])).toBe(false);
  });

  it('adds the mark and touches no other byte', () => {
    expect([...withMark(Uint8Array.of(65, 195, 188))]).toEqual([0xef, 0xbb, 0xbf, 65, 195, 188]);
  });
});
