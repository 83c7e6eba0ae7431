import { expect, it } from 'vitest';
import { retryAfterSeconds } from '../../src/platform/retry-after';

const NOW = Date.parse('2026-12-01T08:00:00Z');

it.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['0', 0],
  ['90', 90],
  ['1.2', 2],
  ['Tue, 01 Dec 2026 08:01:30 GMT', 90],
  ['Tue, 01 Dec 2026 07:00:00 GMT', 0],
  // A wrong clock on the other side stops us for a day at most.
  ['2592000', 86_400],
  ['Fri, 01 Jan 2027 08:00:00 GMT', 86_400],
])('Retry-After: %s is %s seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, NOW)).toBe(seconds);
});
