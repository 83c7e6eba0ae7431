import { describe, expect, it } from 'vitest';
import { seenColumn } from '../../src/views/pipeline/values-view';

const known = {
  accountLength: 4,
  kindOf: () => 'sachkonto' as const,
  has: (account: number) => account === 4210,
  isAutomatic: () => false,
};
const about = { named: [{ number: '4210', name: 'Miete' }], known, lang: 'en' } as const;
const of = { column: 'l.account', hasOtherwise: false } as const;

describe('what stands in a column', () => {
  it('for a value table: the most frequent first, of as many by the alphabet, with what they could become', () => {
    const counted = new Map([
      ['Zins', 2],
      ['Miete', 7],
      ['Auto', 2],
      ['Bahn', 2],
    ]);
    expect(seenColumn({ ...of, target: 'contra', isTable: true }, counted, about)).toEqual({
      ...{ target: 'contra', column: 'l.account', more: 0, misfits: [] },
      values: [
        { value: 'Miete', count: 7, guess: { value: '4210', name: 'Miete' } },
        { value: 'Auto', count: 2 },
        { value: 'Bahn', count: 2 },
        { value: 'Zins', count: 2 },
      ],
    });
  });

  it.each([
    [1000, 1000, 0],
    [1003, 1000, 3],
  ])('of %i values shows %i and says that there are %i more', (there, shown, more) => {
    const counted = new Map(Array.from({ length: there }, (_, n) => [`v${n}`, 1]));
    const seen = seenColumn({ ...of, target: 'kost1', isTable: true }, counted, about);
    expect([seen.values.length, seen.more]).toEqual([shown, more]);
  });

  it('as it is: what the target does not take, and no values', () => {
    const counted = new Map([
      ['4210', 9],
      ['4711', 3],
    ]);
    expect(seenColumn({ ...of, target: 'contra', isTable: false }, counted, about)).toEqual({
      ...{ target: 'contra', column: 'l.account', values: [], more: 0 },
      misfits: [
        {
          title: 'A value of “Contra account” is not in the account plan of this Mandant.',
          remedy: 'Add the account to the account plan, or correct the mapping.',
          ...{ value: '4711', rows: 3 },
        },
      ],
    });
  });

  it('as it is, empty: nothing is wrong where something stands in for it', () => {
    const counted = new Map([['', 3]]);
    const misfits = (hasOtherwise: boolean) =>
      seenColumn({ ...of, target: 'contra', isTable: false, hasOtherwise }, counted, about).misfits;
    expect(misfits(false)).toMatchObject([{ value: '', rows: 3 }]);
    expect(misfits(true)).toEqual([]);
  });
});
