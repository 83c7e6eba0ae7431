import { describe, expect, it } from 'vitest';
import { checkBegun, isBig, uncounted, withPart } from '../../src/files/check-begin';
import { goesOn, type Upload } from '../../src/files/upload';
import { file, minutes, T0 } from '../submissions/life';

const UPLOAD: Upload = {
  ...{ v: 1, fileId: 'u1', target: { to: 'mandant', mandant: '455148-1' }, by: 'anna', name: 'EXTF_neu.csv' },
  ...{ bytes: 900, sha256: 'a'.repeat(64), packedBytes: 400, chunks: 1, begunAt: T0, expiresAt: minutes(60) },
  state: 'checking',
};

describe('a check', () => {
  it('is counted before it begins, three times at most', () => {
    const first = checkBegun(UPLOAD, minutes(1));
    expect(first).toEqual({ ...UPLOAD, tries: 1, triedAt: minutes(1) });
    expect(checkBegun({ ...UPLOAD, tries: 2, triedAt: T0 }, minutes(1))).toMatchObject({ tries: 3 });
  });

  it('that began three times and did not end is dead once no invocation can be at it any more', () => {
    const third = { ...UPLOAD, tries: 3, triedAt: T0 };
    expect(checkBegun(third, minutes(4))).toBe('busy');
    expect(checkBegun(third, minutes(5))).toBe('died');
    expect(checkBegun({ ...UPLOAD, tries: 3 }, minutes(1)), 'nobody knows since when').toBe('died');
  });

  it('that met trouble of the platform does not count', () => {
    expect(uncounted({ ...UPLOAD, tries: 3 }).tries).toBe(2);
    expect(uncounted(UPLOAD).tries).toBe(0);
  });

  it('that is made again cuts the same part out once', () => {
    const part = { fileId: 'u1-abc', sha256: 'b'.repeat(64), chunks: 2 };
    const other = { ...part, fileId: 'u1-def' };
    const once = withPart(withPart(UPLOAD, part), other);
    expect(once.parts).toEqual([part, other]);
    expect(withPart(once, { ...part, chunks: 3 }).parts).toEqual([other, { ...part, chunks: 3 }]);
  });
});

describe('a check wants more memory', () => {
  const before = file({ bytes: 600 });
  it.each([
    ['for a package, whatever its size', { bytes: 1, name: 'Belege.zip' }, undefined, true],
    ['not for a small file', { bytes: 1000, name: 'EXTF_neu.CSV' }, undefined, false],
    ['for a big file', { bytes: 1001, name: 'EXTF_neu.csv' }, undefined, true],
    [
      'for a file that is big together with the one before',
      { bytes: 401, name: 'EXTF_neu.csv' },
      before,
      true,
    ],
    ['not where both fit', { bytes: 400, name: 'EXTF_neu.csv' }, before, false],
    [
      'not for one before that is deleted',
      { bytes: 401, name: 'a.csv' },
      { ...before, deletedAt: T0 },
      false,
    ],
  ])('%s', (_, upload, last, big) => {
    expect(isBig(upload, last, 1000)).toBe(big);
  });
});

describe('an interrupted upload', () => {
  const goes = (over: Partial<Upload>, at = 1) => goesOn({ ...UPLOAD, ...over }, UPLOAD, minutes(at));

  it('goes on with the same bytes until its time is over', () => {
    expect([goes({ state: 'receiving' }), goes({ state: 'checking' })]).toEqual([true, true]);
    expect([goes({}, 59), goes({}, 60)]).toEqual([true, false]);
    expect(goes({ packedBytes: 401 }), 'packed in another way').toBe(false);
  });

  it('does not once it has ended', () => {
    expect([goes({ state: 'accepted' }), goes({ state: 'refused' })]).toEqual([false, false]);
  });
});
