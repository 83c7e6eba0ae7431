import { expect, it } from 'vitest';
import { type Outcome, summed } from './each';

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
