import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, usable } from '../../static/pipelines/editor/columns';
import { formOf } from '../../static/pipelines/editor/form';
import { pasted } from '../../static/pipelines/editor/paste';
import {
  accountOf,
  editPlan,
  isPlanDirty,
  matching,
  planBegun,
} from '../../static/pipelines/editor/plan-draft';
import { hasHost, withHost } from '../../static/pipelines/hosts';
import { amountText, chainOf } from '../../static/pipelines/run/chain';
import { firstOf } from '../../static/pipelines/run/first-action';
import { lastPeriods } from '../../static/pipelines/run/periods';
import { decoded } from '../../static/shared/files/decode';
import { aDraft } from './pipelines-samples';

describe('rows pasted from a spreadsheet', () => {
  it.each([
    [
      'tabs',
      'voll\t3\t19\nhalb\t2\t7',
      [
        ['voll', '3', '19'],
        ['halb', '2', '7'],
      ],
      [],
    ],
    [
      'semicolons and Windows lines',
      'voll;3;19,0 %\r\n\r\nhalb;2',
      [
        ['voll', '3', '19.0'],
        ['halb', '2', ''],
      ],
      [],
    ],
    ['quotation marks', '"USt ""voll"""\t3\t19%', [['USt "voll"', '3', '19']], []],
    ['a semicolon within a cell of tabs', 'a;b\t3', [['a;b', '3', '']], []],
    ['an empty value', 'frei\t', [['frei', '', '']], []],
    ['lines that are none', 'voll\nhalb\t2\tviel\nfrei\t0', [['frei', '0', '']], [1, 2]],
    ['too long', `${'x'.repeat(121)}\t1`, [], [1]],
    ['nothing', '  \n', [], []],
  ])('%s', (_, text, rows, wrong) => {
    expect(pasted(text, true)).toEqual({
      rows: rows.map(([when, value, rate]) => ({ when, value, rate })),
      wrong,
    });
  });

  it('takes no rate where there is none', () => {
    expect(pasted('Nord\t100\t19', false).rows).toEqual([{ when: 'Nord', value: '100', rate: '' }]);
  });
});

describe('the periods to choose from', () => {
  it.each([
    ['month', '2026-12-01T08:00:00.000Z', 'de', ['2026-11', '2026-10', '2026-09'], 'November 2026'],
    ['month', '2026-01-15T08:00:00.000Z', 'en', ['2025-12', '2025-11', '2025-10'], 'December 2025'],
    ['quarter', '2026-12-31T08:00:00.000Z', 'de', ['2026-Q3', '2026-Q2', '2026-Q1'], '3. Quartal 2026'],
    ['quarter', '2026-02-01T08:00:00.000Z', 'en', ['2025-Q4', '2025-Q3', '2025-Q2'], '4th quarter 2025'],
    ['day', '2026-03-01T08:00:00.000Z', 'de', ['2026-02-28', '2026-02-27', '2026-02-26'], '28.02.2026'],
    // In Berlin December has begun, in UTC it has not.
    ['month', '2026-11-30T23:30:00.000Z', 'de', ['2026-11', '2026-10', '2026-09'], 'November 2026'],
  ] as const)('%s on %s', (unit, at, lang, periods, label) => {
    const found = lastPeriods(unit, { at, zone: 'Europe/Berlin' }, lang);
    expect(found.slice(0, 3).map(({ period }) => period)).toEqual(periods);
    expect(found[0]?.label).toBe(label);
  });

  it('goes by our own clock while a time zone is still being typed', () => {
    const at = '2026-11-30T23:30:00.000Z';
    for (const zone of ['Europe/Berli', '', ' Europe/Berlin '])
      expect(lastPeriods('month', { at, zone }, 'de')[0]?.period).toBe('2026-11');
    expect(lastPeriods('month', { at, zone: 'UTC' }, 'de')[0]?.period).toBe('2026-10');
  });

  it('are all different and fall, on any day', () => {
    const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('month', 'quarter', 'day'), (at, unit) => {
        const now = { at: at.toISOString(), zone: 'Europe/Berlin' };
        const periods = lastPeriods(unit, now, 'de').map(({ period }) => period);
        expect(periods).toEqual([...new Set(periods)].sort().reverse());
      }),
    );
  });
});

describe('the chain of control totals', () => {
  it('tells each difference to the nearest earlier figure of its kind', () => {
    const links = chainOf([
      { where: 'Looker', rows: 412, sum: '1234,05', agrees: true },
      { where: 'lines', rows: 412, soll: '1234,05', haben: '1234,05', agrees: true },
      { where: 'file', soll: '1234,05', haben: '1234,04', agrees: false },
      { where: 'DATEV', rows: 413, agrees: false },
    ]);
    expect(links.map(({ differs }) => differs)).toEqual([{}, {}, { haben: '−0,01' }, { rows: '+1' }]);
  });

  it.each([
    ['1234567,05', 'de', '1.234.567,05'],
    ['1234567,05', 'en', '1,234,567.05'],
    ['-0,07', 'de', '−0,07'],
    ['+12', 'en', '+12'],
    ['–', 'de', '–'],
  ] as const)('writes %s in %s as %s', (amount, lang, text) => {
    expect(amountText(amount, lang)).toBe(text);
  });
});

describe('an account plan', () => {
  const stored = {
    version: 2,
    plan: {
      chart: 'SKR03' as const,
      accountLength: 4,
      fiscalYearBegin: '01-01',
      accounts: [
        { number: '1200', name: 'Bank' },
        { number: '0420', name: 'Büro' },
        { number: '8400', name: 'Erlöse 19 %', automatic: true as const },
      ],
    },
  };
  const state = planBegun(stored);
  const numbers = (plan: typeof state) => plan.form.accounts.map(({ number }) => number);

  it('is sorted by number, as a plan is printed: 420 is 0420, and personal accounts come last', () => {
    expect(numbers(state)).toEqual(['420', '1200', '8400']);
    const added = { number: '10001', name: 'Debitor', isAutomatic: false };
    expect(numbers(editPlan(state, { on: 'added', account: added })).at(-1)).toBe('10001');
    expect(accountOf('0420', ' Büro ', false)).toEqual({ number: '420', name: 'Büro', isAutomatic: false });
    expect([accountOf('0', 'Null', false), accountOf('12a', 'x', false), accountOf('12', ' ', true)]).toEqual(
      [undefined, undefined, undefined],
    );
  });

  it('takes what is read in beside what is there, and a chart instead of it', () => {
    const read = [
      { number: '1200', name: 'Hausbank' },
      { number: '1000', name: 'Kasse' },
    ];
    const imported = editPlan(state, { on: 'imported', read: { accounts: read } });
    expect(imported.form.accountLength).toBe(state.form.accountLength);
    const told = editPlan(state, { on: 'imported', read: { accounts: read, accountLength: 7 } });
    expect(told.form.accountLength).toBe(7);
    expect(imported.form.accounts.find(({ number }) => number === '1200')?.name).toBe('Hausbank');
    expect(numbers(imported)).toEqual(['420', '1000', '1200', '8400']);
    expect(numbers(editPlan(state, { on: 'preset', chart: 'SKR04', read }))).toEqual(['1000', '1200']);
    expect(numbers(editPlan(state, { on: 'removed', number: '420' }))).toEqual(['1200', '8400']);
  });

  it('loses nothing when somebody else saved: mine upon theirs, or theirs', () => {
    const typed = editPlan(state, { on: 'typed', part: { closedThrough: '2026-10' } });
    const theirs = { version: 3, plan: { ...stored.plan, accountLength: 5 } };
    const mine = editPlan(typed, { on: 'stored', stored: theirs, keep: 'mine' });
    expect([mine.version, mine.form.closedThrough, mine.form.accountLength]).toEqual([3, '2026-10', 4]);
    expect(isPlanDirty(mine)).toBe(true);
    const other = editPlan(typed, { on: 'stored', stored: theirs, keep: 'theirs' });
    expect([other.version, other.form.accountLength, isPlanDirty(other)]).toEqual([3, 5, false]);
  });

  it.each([
    ['', 3],
    ['84', 1],
    ['erlöse', 1],
    ['2', 0],
    ['420', 1],
  ])('finds by number or name: %s', (search, count) => {
    expect(matching(state.form.accounts, search)).toHaveLength(count);
  });
});

describe('small parts', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Löhne €'), 'Löhne €'],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x41]), 'A'],
    ['Windows-1252', new Uint8Array([0x4c, 0xf6, 0x68, 0x6e, 0x65]), 'Löhne'],
  ])('reads a file that is %s', (_, bytes, text) => {
    expect(decoded(bytes)).toBe(text);
  });

  it('a new host goes beside those that were approved before, once', () => {
    const before = [
      { domain: 'a.example', type: ['FETCH_BACKEND_SIDE'] },
      { domain: 'b.example', type: ['IMAGES'] },
    ];
    const after = withHost(withHost(before, 'b.example'), 'c.example');
    expect(after).toEqual([
      { domain: 'a.example', type: ['FETCH_BACKEND_SIDE'] },
      { domain: 'b.example', type: ['IMAGES', 'FETCH_BACKEND_SIDE'] },
      { domain: 'c.example', type: ['FETCH_BACKEND_SIDE'] },
    ]);
    expect(withHost(after, 'c.example')).toEqual(after);
    expect(['a.example', 'b.example', 'c.example'].map((host) => hasHost(before, host))).toEqual([
      true,
      false,
      false,
    ]);
    expect(hasHost(after, 'b.example')).toBe(true);
  });

  it('a rule may take only columns that the source asks for', () => {
    const known = columnsOf(undefined, [{ name: 'a.b', label: 'B', type: 'string' }]);
    const look = formOf(aDraft()).source;
    const unused = known.map((column) => ({ ...column, isUsed: false }));
    expect(usable(look, unused)).toEqual([]);
    const own = { ...look, is: 'inline' as const, fields: ['a.b', '', ' a.new '] };
    expect(usable(own, unused).map(({ name, label }) => [name, label])).toEqual([
      ['a.b', 'B'],
      ['a.new', 'a.new'],
    ]);
  });
});

describe('the action of a run that comes next', () => {
  const yes = { allowed: true };
  const actions = { again: yes, accept: { allowed: false }, approve: { allowed: false } };

  it('is no further try while the mapping does not fit, whoever has to change it', () => {
    const submission = { state: 'rejected' } as const;
    expect(firstOf({ submission, drift: [], missing: [], actions })).toBe('again');
    expect(firstOf({ submission: { state: 'closed' }, drift: [], missing: [], actions })).toBeUndefined();
    expect(firstOf({ submission, drift: ['general_ledger.text'], missing: [], actions })).toBeUndefined();
    expect(firstOf({ submission, drift: [], missing: ['steuerfrei'], actions })).toBeUndefined();
  });
});
