import { expect, it } from 'vitest';
import { isForGood, isForNow } from '../../src/kernel/problem';

it.each([
  ['now', true, false],
  ['later', true, false],
  ['look-up', false, false],
  ['after-fix', false, true],
  ['never', false, true],
] as const)(
  'a problem of “%s”: over by itself %s, for good %s; a doubtful one is neither',
  (retry, now, good) => {
    expect([isForNow({ retry }), isForGood({ retry })]).toEqual([now, good]);
  },
);
