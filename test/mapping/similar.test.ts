import { expect, it } from 'vitest';
import { similarity } from '../../src/mapping/similar';

it.each([
  ['betrag', 'betrag', 1],
  ['', '', 0],
  ['a', 'b', 0],
  ['a', '', 0],
  ['night', 'nacht', 0.25],
  ['aaa', 'aa', 2 / 3],
  ['umsatz', 'konto', 0],
])('“%s” and “%s” are alike by %d', (one, other, alike) => {
  expect(similarity(one, other)).toBeCloseTo(alike, 10);
  expect(similarity(other, one)).toBeCloseTo(alike, 10);
});
