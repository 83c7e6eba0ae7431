import { describe, expect, it } from 'vitest';
import { afterShort, afterStorageTest, NO_HEALTH, shortNow, storageHolds } from '../../src/health/health';

const at = (minutes: number) => new Date(Date.parse('2026-12-01T09:00:00Z') + minutes * 60_000).toISOString();

describe('a test of storage', () => {
  it('counts only when nothing failed, and one that was never made does not', () => {
    expect(storageHolds(NO_HEALTH)).toBe(false);
    expect(storageHolds(afterStorageTest(NO_HEALTH, ['plain'], at(0)))).toBe(false);
    expect(storageHolds(afterStorageTest(NO_HEALTH, [], at(0)))).toBe(true);
  });

  it('says since when it is so, whatever fails meanwhile', () => {
    const well = afterStorageTest(afterStorageTest(NO_HEALTH, [], at(0)), [], at(5));
    expect(well.storage).toEqual({ since: at(0), at: at(5), failed: [] });
    const ill = afterStorageTest(afterStorageTest(well, ['plain'], at(10)), ['entity'], at(15));
    expect(ill.storage).toEqual({ since: at(10), at: at(15), failed: ['entity'] });
  });
});

describe('something too long for an invocation', () => {
  const noted = afterShort(NO_HEALTH, { seconds: 25, needs: 40 }, at(0));

  it('is told for two hours after it was seen last', () => {
    expect(shortNow(noted, at(120))).toMatchObject({ seconds: 25, needs: 40 });
    expect(shortNow(noted, at(121))).toBeUndefined();
  });

  it('is told with the longest of several, since the first', () => {
    const more = afterShort(noted, { seconds: 24, needs: 16 }, at(60));
    expect(more.short).toEqual({ since: at(0), at: at(60), seconds: 24, needs: 40 });
    expect(afterShort(noted, { seconds: 24, needs: 16 }, at(180)).short).toMatchObject({
      since: at(180),
      needs: 16,
    });
  });
});
