import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNumbers, isKeyProblem, type KeyWatch, nextKey } from '../../src/looker/reading/key-order';
import type { Cell } from '../../src/mapping/source';

function watched(kind: KeyWatch['kind'], ...cells: readonly Cell[]): string {
  let watch: KeyWatch = { kind };
  for (const cell of cells) {
    const next = nextKey(watch, 'l.id', cell);
    if (isKeyProblem(next)) return next.code;
    watch = next;
  }
  return watch.last ?? '';
}

describe('the keys of a reading', () => {
  it.each([
    ['number', ['1', '2', '10'], '10'],
    ['number', ['-10', '-2', '0', '0.1', '0.11'], '0.11'],
    ['number', ['9007199254740993', '9007199254740994'], '9007199254740994'],
    ['number', ['1', '1.0'], 'looker.key-not-unique'],
    ['number', ['2', '1'], 'looker.key-not-unique'],
    ['number', ['1', null], 'looker.key-not-unique'],
    ['number', ['a'], 'looker.key-order'],
    ['number', [''], 'looker.key-order'],
    ['string', ['A-1', 'A-2', 'B_9'], 'B_9'],
    ['string', ['0a', '0b'], '0b'],
    ['string', ['1', '10', '2'], '2'],
    ['string', ['A', 'A'], 'looker.key-not-unique'],
    ['string', [null], 'looker.key-not-unique'],
    ['string', ['B', 'A'], 'looker.key-order'],
    // A database may take these for equal or sort them in another order.
    ['string', ['A', 'b'], 'looker.key-order'],
    ['string', ['aB'], 'looker.key-order'],
    ['string', ['ä'], 'looker.key-order'],
    ['string', ['a '], 'looker.key-order'],
    ['string', [''], 'looker.key-order'],
  ] as const)('%s %j: %s', (kind, cells, outcome) => {
    expect(watched(kind, ...cells)).toBe(outcome);
  });

  it('compare as exact decimals', () => {
    const number = fc.tuple(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.constantFrom('', '0', '00'),
    );
    const text = ([units, zeros]: readonly [bigint, string]) => {
      const digits = String(units < 0n ? -units : units).padStart(5, '0');
      return `${units < 0n ? '-' : ''}${zeros}${digits.slice(0, -4)}.${digits.slice(-4)}${zeros}`;
    };
    fc.assert(
      fc.property(number, number, (a, b) => {
        // A difference may be −0, which is as equal as 0.
        expect(signOf(compareNumbers(text(a), text(b)))).toBe(a[0] < b[0] ? '<' : a[0] > b[0] ? '>' : '=');
        expect(signOf(compareNumbers(text(a), text(a)))).toBe('=');
      }),
    );
  });
});

function signOf(difference: number): '<' | '=' | '>' {
  return difference < 0 ? '<' : difference > 0 ? '>' : '=';
}
