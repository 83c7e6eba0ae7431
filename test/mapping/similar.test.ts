import { expect, it } from 'vitest';
import { labelWords, nameWords, similarity } from '../../src/mapping/similar';

it.each([
  ['betrag', 'betrag', 1],
  ['a', 'a', 1],
  ['', '', 0],
  ['a', 'b', 0],
  ['a', '', 0],
  ['a b', 'a c', 0],
  ['night', 'nacht', 0.25],
  ['nacht', 'macht', 0.75],
  ['aaa', 'aa', 2 / 3],
  ['umsatz', 'konto', 0],
])('“%s” and “%s” are alike by %d', (one, other, alike) => {
  expect(similarity(one, other)).toBeCloseTo(alike, 10);
  expect(similarity(other, one)).toBeCloseTo(alike, 10);
});

it('a name is the words behind its view, a label its words without signs and umlauts', () => {
  expect(nameWords('general_ledger.gross_amount')).toBe('gross amount');
  expect(nameWords('grossAmount')).toBe('gross amount');
  expect(labelWords('USt-IdNr. (Empfänger)')).toBe('ust id nr empfaenger');
});
