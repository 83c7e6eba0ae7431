import { describe, expect, it } from 'vitest';
import type { BookingLine } from '../../src/extf/booking-line';
import { sha256 } from '../../src/platform/bytes';
import { type GivenImage, linksOf, matchImages } from '../../src/runs/given-images';
import { file } from '../submissions/life';

const line = (belegfeld1: string | undefined, account: number) => ({
  line: { belegfeld1, account } as BookingLine,
});
const guid = (n: number) => `${n}0000000-fbaa-4054-af36-993d5d68f040`;
const image = (name: string, n: number): GivenImage => ({ name, guid: guid(n), file: file() });
/** Accounts with five digits are partners. */
const about = {
  partnerOf: ({ account }: BookingLine) => (account > 9999 ? account : undefined),
  hash: sha256,
};
const [ONE, OTHER] = [line('1001', 70_001), line('1001', 70_002)];
const takenBy = (lines: Parameters<typeof linksOf>[0], ...images: readonly GivenImage[]) =>
  linksOf(lines, matchImages(lines, { images, linked: [] }, about), about);
const places = (
  lines: Parameters<typeof matchImages>[0],
  images: readonly GivenImage[],
  linked: readonly string[] = [],
) =>
  Object.fromEntries(
    [...matchImages(lines, { images, linked }, about)].map(([place, all]) => [
      place,
      all.map((one) => Number(one.guid[0])),
    ]),
  );

describe('images that people gave', () => {
  it.each([
    ['belong to the one partner with the number', [ONE, line('1002', 70_002)], ['1001'], { '1001': [1] }],
    ['to no row without their number', [line('1002', 70_001), line(undefined, 70_001)], ['1001'], {}],
    ['to a number without a partner', [line('1001', 4210)], ['1001'], { '1001': [1] }],
    ['to nobody’s yet, where two have it', [ONE, OTHER], ['1001'], { '1001': [1] }],
    ['to the partner they name', [ONE, OTHER], ['1001_70002'], { '1001_70002': [1] }],
    ['also with zeros before the account', [ONE, OTHER], ['1001_070002'], { '1001_70002': [1] }],
    ['to none where they name one who has no such invoice', [ONE], ['1001_70009'], {}],
    ['to no partner where what follows is no account', [ONE], ['1001_a', '1001_'], {}],
    [
      'to the one who is left when all others are named',
      [ONE, OTHER],
      ['1001', '1001_70002'],
      { '1001_70002': [2], '1001_70001': [1] },
    ],
    [
      'to nobody’s when all are named and one is more',
      [ONE, OTHER],
      ['1001', '1001_70002', '1001_70001'],
      { '1001_70002': [2], '1001_70001': [3], '1001': [1] },
    ],
    ['to a number with a line below', [line('A_1', 70_001)], ['A_1'], { A_1: [1] }],
  ])('%s', (_, lines, names, expected) => {
    expect(
      places(
        lines,
        names.map((name, at) => image(name, at + 1)),
      ),
    ).toEqual(expected);
  });

  it('that an earlier run took stay with that partner', () => {
    const linked = takenBy([ONE], image('1001', 1));
    expect(linked).toHaveLength(1);
    expect(linked[0]).not.toContain('70001');
    expect(places([ONE], [image('1001', 1)], linked)).toEqual({ '1001_70001': [1] });
    expect(places([OTHER], [image('1001', 1)], linked)).toEqual({});
    expect(places([OTHER], [image('1001', 2), image('1001', 1)], linked)).toEqual({ '1001': [2] });
    expect(places([ONE, OTHER], [image('1001', 1)], linked)).toEqual({ '1001_70001': [1] });
  });

  it('are noted for each partner who gets one, and for nobody else', () => {
    expect(takenBy([ONE, ONE], image('1001', 1))).toHaveLength(1);
    expect(takenBy([line('1001', 4210)], image('1001', 1))).toEqual([]);
    expect(takenBy([line('9', 70_001)], image('1001', 1))).toEqual([]);
  });
});
