import { expect, it } from 'vitest';
import { isPauseDue } from '../../src/looks/pace';

it.each([
  ['its first page in any case', 0, 1, false],
  ['another one while there is time and storage', 999, 60_000, false],
  ['none once its share of storage is used', 1000, 600_000, true],
  ['none in the last part of its invocation', 1, 59_999, true],
])('a long round begins %s', (_, spent, remainingMs, pauses) => {
  expect(isPauseDue(spent, remainingMs, 60_000)).toBe(pauses);
});
