import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  AccountPlan,
  checkPlan,
  knownAccounts,
  MAX_ACCOUNTS,
  MAX_BYTES,
  storedBytes,
} from '../../src/accounts/plan';
import { presetAccounts } from '../../src/accounts/presets';
import { problemText } from '../../src/texts/problem-text';

const plan = (over: Partial<AccountPlan> = {}): AccountPlan => ({
  v: 1,
  mandant: '455148-1',
  version: 1,
  chart: 'SKR03',
  accountLength: 4,
  fiscalYearBegin: '01-01',
  accounts: [
    { number: '0420', name: 'Büroeinrichtung' },
    { number: '8400', name: 'Erlöse 19 % USt', automatic: true },
  ],
  ...over,
});

describe('what an account number is', () => {
  it.each([
    [4, '8400', 'sachkonto'],
    [4, '420', 'sachkonto'],
    [4, '0420', 'sachkonto'],
    [4, '1', 'sachkonto'],
    [4, '10000', 'debitor'],
    [4, '69999', 'debitor'],
    [4, '70000', 'kreditor'],
    [4, '99999', 'kreditor'],
    [4, '100000', undefined],
    [4, '08400', 'sachkonto'],
    [5, '10000', 'sachkonto'],
    [5, '100000', 'debitor'],
    [6, '840000', 'sachkonto'],
    [6, '7000000', 'kreditor'],
    [8, '99999999', 'sachkonto'],
    [8, '699999999', 'debitor'],
    [8, '700000000', 'kreditor'],
    [4, '0', undefined],
    [4, '0000', undefined],
    [4, '', undefined],
    [4, '84OO', undefined],
    [4, ' 8400', undefined],
    [4, '-8400', undefined],
    [4, '84.00', undefined],
    [8, '1000000000', undefined],
  ] as const)('length %i: %j is %s', (accountLength, account, kind) => {
    expect(knownAccounts(plan({ accountLength })).kindOf(account)).toBe(kind);
  });

  it('knows what is listed, with and without zeros in front', () => {
    const known = knownAccounts(plan());
    expect(['0420', '420', '00420', '8400', '4200', '84000', ''].map(known.has)).toEqual([
      ...[true, true, true, true, false, false, false],
    ]);
    expect(['8400', '08400', '0420', '9999'].map(known.isAutomatic)).toEqual([true, true, false, false]);
    expect(known.accountLength).toBe(4);
  });

  it('zeros in front never matter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 4, max: 8 }), (n, accountLength) => {
        const known = knownAccounts(plan({ accountLength }));
        const [short, long] = [String(n), String(n).padStart(9, '0')];
        expect([known.kindOf(long), known.has(long), known.isAutomatic(long)]).toEqual([
          ...[known.kindOf(short), known.has(short), known.isAutomatic(short)],
        ]);
      }),
    );
  });
});

describe('a plan', () => {
  it('passes as it is', () => {
    expect(v.parse(AccountPlan, plan({ closedThrough: '2026-10' }))).toEqual(
      plan({ closedThrough: '2026-10' }),
    );
    expect(checkPlan(plan())).toEqual([]);
    expect(checkPlan(plan({ accounts: [{ number: '10001', name: 'Muster GmbH' }] }))).toEqual([]);
  });

  it.each([
    ['accounts.year-begin', { fiscalYearBegin: '02-29' }],
    ['accounts.year-begin', { fiscalYearBegin: '04-31' }],
    ['accounts.length', { accounts: [{ number: '840000', name: 'Erlöse' }] }],
    ['accounts.length', { accounts: [{ number: '0', name: 'Null' }] }],
    ['accounts.doubled-in-plan', { accounts: [...plan().accounts, { number: '420', name: 'Andere' }] }],
  ] as const)('is refused with %s', (code, over) => {
    const problems = checkPlan(plan(over as Partial<AccountPlan>));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    for (const problem of problems) {
      expect(JSON.stringify(problem.values)).not.toMatch(/8400|420|Erl/);
      for (const lang of ['de', 'en'] as const)
        expect(Object.values(problemText(problem, lang)).join('')).not.toMatch(
          /[{}–]|hat nicht geklappt|did not work/,
        );
    }
  });

  it.each([
    { accountLength: 3 },
    { accountLength: 9 },
    { fiscalYearBegin: '13-01' },
    { fiscalYearBegin: '1-1' },
    { closedThrough: '2026-13' },
    { mandant: '1-1' },
    { chart: 'SKR49' },
    { v: 2 },
    { version: 0 },
    { accounts: [{ number: '84a0', name: 'x' }] },
    { accounts: [{ number: '8400', name: ' ' }] },
  ])('does not parse with %j', (over) => {
    expect(v.safeParse(AccountPlan, { ...plan(), ...over }).success).toBe(false);
  });

  const many = (count: number, name: string) =>
    plan({
      accountLength: 8,
      accounts: Array.from({ length: count }, (_, n) => ({ number: String(n + 1), name })),
    });

  it('holds 50,000 accounts and not one more', () => {
    expect(v.safeParse(AccountPlan, many(MAX_ACCOUNTS, 'x')).success).toBe(true);
    expect(v.safeParse(AccountPlan, many(MAX_ACCOUNTS + 1, 'x')).success).toBe(false);
  });

  it('may not be too big for storage: umlauts count as the two bytes they are', () => {
    const fits = many(MAX_ACCOUNTS, 'ä'.repeat(50));
    expect(storedBytes(fits)).toBe(new Blob([JSON.stringify(fits)]).size);
    expect(checkPlan(fits)).toEqual([]);
    const big = many(MAX_ACCOUNTS, 'ä'.repeat(75));
    expect(JSON.stringify(big).length).toBeLessThan(MAX_BYTES);
    expect(checkPlan(big).map(({ code }) => code)).toEqual(['accounts.too-big']);
  });
});

describe('preset accounts', () => {
  const find = (chart: 'SKR03' | 'SKR04', number: string, length = 4) =>
    presetAccounts(chart, length).find((account) => account.number === number);

  it.each([
    ['SKR03', '8400', 'Erlöse 19 % USt', true],
    ['SKR03', '8300', 'Erlöse 7 % USt', true],
    ['SKR03', '8200', 'Erlöse', undefined],
    ['SKR03', '3400', 'Wareneingang 19 % Vorsteuer', true],
    ['SKR03', '3300', 'Wareneingang 7 % Vorsteuer', true],
    ['SKR03', '3200', 'Wareneingang', undefined],
    ['SKR03', '1200', 'Bank', undefined],
    ['SKR03', '1000', 'Kasse', undefined],
    ['SKR03', '1400', 'Forderungen aus Lieferungen und Leistungen', undefined],
    ['SKR03', '1600', 'Verbindlichkeiten aus Lieferungen und Leistungen', undefined],
    ['SKR03', '1576', 'Abziehbare Vorsteuer 19 %', undefined],
    ['SKR03', '1776', 'Umsatzsteuer 19 %', undefined],
    ['SKR03', '1590', 'Durchlaufende Posten', undefined],
    ['SKR03', '4210', 'Miete (unbewegliche Wirtschaftsgüter)', undefined],
    ['SKR04', '4400', 'Erlöse 19 % USt', true],
    ['SKR04', '4300', 'Erlöse 7 % USt', true],
    ['SKR04', '5400', 'Wareneingang 19 % Vorsteuer', true],
    ['SKR04', '5300', 'Wareneingang 7 % Vorsteuer', true],
    ['SKR04', '1800', 'Bank', undefined],
    ['SKR04', '1600', 'Kasse', undefined],
    ['SKR04', '1200', 'Forderungen aus Lieferungen und Leistungen', undefined],
    ['SKR04', '3300', 'Verbindlichkeiten aus Lieferungen und Leistungen', undefined],
    ['SKR04', '1406', 'Abziehbare Vorsteuer 19 %', undefined],
    ['SKR04', '3806', 'Umsatzsteuer 19 %', undefined],
    ['SKR04', '1370', 'Durchlaufende Posten', undefined],
    ['SKR04', '6310', 'Miete (unbewegliche Wirtschaftsgüter)', undefined],
  ] as const)('%s %s is %s', (chart, number, name, automatic) => {
    expect(find(chart, number)).toEqual({ number, name, ...(automatic === undefined ? {} : { automatic }) });
  });

  it.each(['SKR03', 'SKR04'] as const)('of %s are a plan without fault at any length', (chart) => {
    for (const accountLength of [4, 5, 6, 7, 8]) {
      const accounts = presetAccounts(chart, accountLength);
      const made = plan({ chart, accountLength, accounts: [...accounts] });
      expect(v.parse(AccountPlan, made)).toEqual(made);
      expect(checkPlan(made)).toEqual([]);
      expect(accounts.length).toBeGreaterThanOrEqual(60);
      expect(accounts.every(({ number }) => number.length === accountLength)).toBe(true);
      expect(accounts.map(({ number }) => number)).toEqual(accounts.map(({ number }) => number).toSorted());
      expect(new Set(accounts.map(({ name }) => name)).size).toBe(accounts.length);
    }
  });

  it('flag only accounts of revenue and goods as automatic', () => {
    const auto = (chart: 'SKR03' | 'SKR04') =>
      presetAccounts(chart, 4).flatMap(({ number, automatic }) => (automatic ? [number] : []));
    expect(auto('SKR03').every((number) => /^[38]/.test(number))).toBe(true);
    expect(auto('SKR04').every((number) => /^[45]/.test(number))).toBe(true);
    expect(auto('SKR03')).toHaveLength(auto('SKR04').length);
  });

  it('get their zeros at the end when numbers are longer, and a chart of one’s own has none', () => {
    expect(find('SKR03', '840000', 6)?.name).toBe('Erlöse 19 % USt');
    expect(find('SKR03', '00270000', 8)?.name).toBe('EDV-Software');
    expect(presetAccounts('own', 4)).toEqual([]);
  });
});
