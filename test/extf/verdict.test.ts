import { describe, expect, it } from 'vitest';
import { asJudged, mayBeTaken, needsMarkOnly, withMark } from '../../src/extf/check/verdict';

const ROW = { severity: 'error', code: 'extf.row.zero' } as const;
const WARNED = { severity: 'warning', code: 'extf.header.17' } as const;
const HEADER = { severity: 'error', code: 'extf.header.14' } as const;
const NO_MARK = { severity: 'warning', code: 'extf.encoding.utf8-without-bom' } as const;

type Found = { readonly severity: 'error' | 'warning'; readonly code: string };

describe('what findings mean for a file', () => {
  it.each([
    ['nothing', [], true],
    ['warnings', [WARNED], true],
    ['errors in rows, which DATEV’s interface does not look at', [ROW, WARNED], true],
    ['an error of the header line', [ROW, HEADER], false],
    ['umlauts that DATEV would garble', [NO_MARK], false],
  ])('%s: taken %#', (_, findings: readonly Found[], taken) => {
    expect(mayBeTaken(asJudged(findings))).toBe(taken);
  });

  it('offers the byte order mark only where it mends the file', () => {
    const offers = (...findings: Found[]) => needsMarkOnly(asJudged(findings));
    expect([offers(NO_MARK, ROW), offers(NO_MARK, HEADER), offers(ROW)]).toEqual([true, false, false]);
  });

  it('leaves out trifles of the rows where the file comes back anyway', () => {
    const trifle = { severity: 'warning', code: 'extf.row.quotes-needless' } as const;
    expect(asJudged<Found>([HEADER, trifle, ROW, WARNED])).toEqual([HEADER, ROW, WARNED]);
    expect(asJudged<Found>([trifle, ROW])).toEqual([trifle, ROW]);
  });

  it('adds the mark and touches no other byte', () => {
    expect([...withMark(Uint8Array.of(65, 195, 188))]).toEqual([0xef, 0xbb, 0xbf, 65, 195, 188]);
  });
});
