import { describe, expect, it } from 'vitest';
import { findAccounts } from '../../src/accounts/find-accounts';
import { misfitsIn } from '../../src/mapping/fit';
import { valueGuesser } from '../../src/mapping/suggest-value';

const accounts = {
  accountLength: 4,
  kindOf: () => 'sachkonto' as const,
  has: (account: number) => account === 8400,
  isAutomatic: () => false,
};
const going = { column: 'a.b', hasOtherwise: false };
type Given = 'account' | 'contra' | 'text' | 'date' | 'taxKey' | 'kost1';
const codes = (values: Record<string, number>, target: Given) =>
  misfitsIn(new Map(Object.entries(values)), { ...going, target }, accounts).map(({ finding, rows }) => [
    finding.code,
    finding.value,
    rows,
  ]);

describe('values that a target does not take', () => {
  it('are told by kind, with the rows they stand in and the most frequent one', () => {
    expect(codes({ '8400': 90, '4711': 3, '4712': 7, '': 2, Miete: 1, '1234567': 1 }, 'account')).toEqual([
      ['mapping.unknown-account', '4712', 10],
      // Keys that are numbers come first in an object.
      ['mapping.account-length', '1234567', 1],
      ['mapping.empty', '', 2],
      ['mapping.account-form', 'Miete', 1],
    ]);
    expect(codes({ ['x'.repeat(61)]: 1, short: 5, '': 9 }, 'text')).toEqual([
      ['mapping.too-long', 'x'.repeat(61), 1],
    ]);
    expect(codes({ '2026-11-30': 4, November: 2 }, 'date')).toEqual([['mapping.date-form', 'November', 2]]);
    expect(codes({ '9': 4, voll: 2 }, 'taxKey')).toEqual([['mapping.key-form', 'voll', 2]]);
    expect(codes({ '8400': 1, '4711': 1 }, 'contra')).toEqual([['mapping.unknown-account', '4711', 1]]);
  });

  it('are told with the most frequent one wherever it stands; of two as frequent with the first', () => {
    expect(codes({ '4711': 7, '4712': 3, '4713': 5 }, 'account')).toEqual([
      ['mapping.unknown-account', '4711', 15],
    ]);
    expect(codes({ '4711': 3, '4712': 3 }, 'account')).toEqual([['mapping.unknown-account', '4711', 6]]);
  });

  it('name the limit where there is one, and nothing in its place where there is none', () => {
    const found = (target: 'text' | 'account', value: string) =>
      misfitsIn(new Map([[value, 2]]), { ...going, target }, accounts).map(({ finding }) => finding);
    const about = { target: 'text', column: 'a.b' };
    const long = 'x'.repeat(61);
    expect(found('text', long)).toStrictEqual([
      { code: 'mapping.too-long', ...about, value: long, most: 60 },
    ]);
    expect(found('account', 'x')).toStrictEqual([
      { code: 'mapping.account-form', ...about, target: 'account', value: 'x' },
    ]);
  });

  it('an empty value that is replaced is none', () => {
    const replaced = { ...going, target: 'account', hasOtherwise: true } as const;
    expect(misfitsIn(new Map([['', 3]]), replaced, accounts)).toEqual([]);
  });
});

describe('what a value could become', () => {
  const plan = [
    { number: '4210', name: 'Miete' },
    { number: '4920', name: 'Telefon und Internet' },
    { number: '4600', name: 'Werbekosten' },
    { number: '4610', name: 'WERBEKOSTEN' },
    { number: '4999', name: '' },
  ];
  it.each([
    ['contra', 'Miete', { value: '4210', name: 'Miete' }],
    ['contra', 'telefon & internet', undefined],
    ['contra', 'Telefon  und Internet', { value: '4920', name: 'Telefon und Internet' }],
    ['contra', 'Werbekosten', undefined],
    ['account', 'Miete', { value: '4210', name: 'Miete' }],
    ['contra', '', undefined],
    // An account without a name is not meant by whatever is no word.
    ['contra', '---', undefined],
    ['kost1', 'Miete', undefined],
    ['taxKey', 'USt 19 %', { value: '3', rate: '19' }],
    ['taxKey', 'USt 7%', { value: '2', rate: '7' }],
    ['taxKey', 'Vorsteuer 19,00 %', { value: '9', rate: '19' }],
    ['taxKey', 'VSt 7', { value: '8', rate: '7' }],
    ['taxKey', 'steuerfrei', { value: '', rate: '0' }],
    ['taxKey', '19 %', undefined],
    ['taxKey', 'USt 16 %', undefined],
    ['taxKey', 'USt 119 %', undefined],
    ['taxKey', 'VSt/USt 19 %', undefined],
  ] as const)('%s: %s', (target, value, guess) => {
    expect(valueGuesser(target, plan)(value)).toEqual(guess);
  });
});

describe('accounts while somebody types', () => {
  const plan = [
    ...Array.from({ length: 20 }, (_, n) => ({ number: String(8400 + n), name: `Erlöse ${n}` })),
    { number: '0420', name: 'Büro 8400' },
  ];
  const numbers = (query: string) => findAccounts(plan, query).accounts.map(({ number }) => number);

  it('are found by the beginning of their number, then by their name', () => {
    expect(numbers('841')).toEqual(Array.from({ length: 10 }, (_, n) => String(8410 + n)));
    expect(numbers('8400')).toEqual(['8400', '0420']);
    expect(numbers('42')).toEqual(['0420']);
    expect(numbers('büro')).toEqual(['0420']);
    expect(findAccounts(plan, '84')).toMatchObject({ more: 9 });
    expect(findAccounts(plan, '').accounts).toHaveLength(12);
  });
});
