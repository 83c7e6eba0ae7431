import { expect, it } from 'vitest';
import { isIn, type Outcome, partOf, summed } from './each';

const outcome = (of: Partial<Outcome>): Outcome => ({
  life: 'document',
  unmet: false,
  wrong: [],
  faults: '',
  ...of,
});

it('counts what went wrong also where the second of two faults was never met', () => {
  const played = [outcome({}), outcome({ wrong: ['lost'] }), outcome({ unmet: true, wrong: ['lost'] })];
  expect(summed(played)).toEqual([{ life: 'document', played: 2, unmet: 1, violations: 2 }]);
});

it('counts a life that never came to its fault as not met, and no other life', () => {
  expect(summed([outcome({ unmet: true })])).toEqual([
    { life: 'document', played: 0, unmet: 1, violations: 0 },
  ]);
});

it('reads one part and several', () => {
  expect(partOf('3/8')).toEqual({ at: 3, to: 3, of: 8 });
  expect(partOf('1-12/60')).toEqual({ at: 1, to: 12, of: 60 });
  for (const text of ['0/8', '9/8', '3-2/8', '1-9/8', '1', 'x/8', '1/8/2'])
    expect(() => partOf(text)).toThrow('--part');
});

it('divides a part among processes so that each has as many, and all of them all', () => {
  const part = partOf('2-4/5');
  const all = Array.from({ length: 50 }, (_, n) => n);
  const mine = all.filter((n) => isIn(part, n));
  expect(mine.slice(0, 4)).toEqual([1, 2, 3, 6]);
  const shares = [1, 2].map((at) => all.filter((n) => isIn(part, n, { at, of: 2 })));
  expect(shares.flat().sort((a, b) => a - b)).toEqual(mine);
  expect(shares.map(({ length }) => length)).toEqual([15, 15]);
});
