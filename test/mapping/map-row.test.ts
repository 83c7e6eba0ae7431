import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cents } from '../../src/kernel/money';
import { compile } from '../../src/mapping/compile';
import type { Mapping, Rule } from '../../src/mapping/mapping';
import { grossOf, MAX_CENTS, readAmount } from '../../src/mapping/values';
import { CONTEXT, type Column, day, faults, lineOf, MAPPING, map, NET, name, row } from './things';

/** The mapping with one rule replaced. */
const withRule = (target: keyof Mapping, rule: Rule | undefined): Mapping =>
  ({ ...MAPPING, [target]: rule }) as Mapping;

describe('a row in which nothing is wrong', () => {
  it('becomes a booking line with every target', () => {
    const mapping: Mapping = {
      ...MAPPING,
      text: { from: 'template', template: '{general_ledger.partner_name} {period}' },
      documentNumber2: { from: 'constant', value: 'LOOKER' },
      serviceDate: { from: 'column', column: name('posting_date') },
      dueDate: { from: 'constant', value: '2026-12-31' },
      euVatId: { from: 'constant', value: 'ATU52409200' },
    };
    const mapped = map({}, { mapping });
    expect(mapped).toMatchObject({ partner: 'Auer Maschinenbau AG', source: 11_900 });
    const given = Object.entries(lineOf(mapped)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(given)).toEqual({
      amount: 11_900,
      side: 'S',
      account: 10_001,
      contra: 8200,
      taxKey: '3',
      day: 20_261_105,
      belegfeld1: 'RE-202611-000001',
      belegfeld2: 'LOOKER',
      text: 'Auer Maschinenbau AG November 2026',
      kost1: 'Vertrieb',
      kost2: 'P-1001',
      euVatId: 'ATU52409200',
      serviceDay: 20_261_105,
      dueDay: 20_261_231,
    });
  });

  it('loses nothing but the blanks around its values', () => {
    const line = lineOf(
      map({ document_number: '  RE-1 ', text: ' zwei  Wörter ', partner_number: ' 10001 ' }),
    );
    expect([line.belegfeld1, line.text, line.account]).toEqual(['RE-1', 'zwei  Wörter', 10_001]);
  });

  it('does not depend on the order of the columns', () => {
    const fields = [...CONTEXT.fields].reverse();
    const reversed = compile(MAPPING, { ...CONTEXT, fields }).map([...row()].reverse());
    expect(reversed).toEqual(map({}));
  });
});

describe('amounts', () => {
  it.each([
    ['1234.1', 123_410],
    ['5.', 500],
    ['1234.10', 123_410],
    ['-0.07', -7],
    ['0.07', 7],
    ['+5', 500],
    ['1234.1000', 123_410],
    ['1e3', 100_000],
    ['1.5E+2', 15_000],
    ['25e-2', 25],
    ['5e-2', 5],
    ['-0.000', 0],
    ['9999999999.99', 999_999_999_999],
    ['-9999999999.99', -999_999_999_999],
    ['0000012.5', 1250],
  ])('%s is read as %i cents', (text, cents) => {
    expect(readAmount(text)).toBe(cents);
  });

  it.each([
    ['1,234.56', 'mapping.amount-form'],
    ['1.234,56', 'mapping.amount-form'],
    ['1234,56', 'mapping.amount-form'],
    ['€ 12', 'mapping.amount-form'],
    ['12 €', 'mapping.amount-form'],
    ['(12.00)', 'mapping.amount-form'],
    ['.5', 'mapping.amount-form'],
    ['NaN', 'mapping.amount-form'],
    ['1.001', 'mapping.amount-precision'],
    ['0.30000000000000004', 'mapping.amount-precision'],
    ['1e-3', 'mapping.amount-precision'],
    ['10000000000', 'mapping.amount-too-large'],
    ['-10000000000.00', 'mapping.amount-too-large'],
    ['-1e99', 'mapping.amount-too-large'],
    ['1e999', 'mapping.amount-too-large'],
  ])('%s is refused as %s', (text, code) => {
    expect(readAmount(text)).toBe(code);
    expect(map({ gross_amount: text })).toMatchObject({
      is: 'refused',
      findings: [{ code, target: 'amount', column: name('gross_amount'), value: text }],
    });
  });

  it('are exact, whatever form the database writes them in', () => {
    const anyCents = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });
    const anyForm = fc.record({ zeros: fc.nat(20), shift: fc.integer({ min: -12, max: 12 }) });
    fc.assert(
      fc.property(anyCents, anyForm, (cents, { zeros, shift }) => {
        const digits = String(Math.abs(cents)).padStart(3, '0');
        const sign = cents < 0 ? '-' : '';
        const plain = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${'0'.repeat(zeros)}`;
        // The same number with its point elsewhere and an exponent that makes up for it.
        const wide = `${'0'.repeat(20)}${digits}${'0'.repeat(20)}`;
        const at = wide.length - 22 + shift;
        const scientific = `${sign}${wide.slice(0, at)}.${wide.slice(at)}e${-shift}`;
        expect([readAmount(plain), readAmount(scientific)].map((value) => Number(value) + 0)).toEqual([
          cents,
          cents,
        ]);
      }),
    );
  });

  it('are never read from anything but a number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = readAmount(text);
        if (typeof value === 'number') expect(value / 100).toBeCloseTo(Number(text), 2);
        else expect(value).toMatch(/^mapping\.amount-/);
      }),
    );
  });

  it('of 0,00 stop the row or leave it out, as the mapping says', () => {
    expect(faults(map({ gross_amount: '0.00' }))).toEqual(['zero-amount amount 0.00']);
    const mapping: Mapping = { ...MAPPING, zeroLines: 'leave-out' };
    expect(map({ gross_amount: '0.00' }, { mapping })).toEqual({
      is: 'left-out',
      code: 'mapping.zero-left-out',
    });
    expect(lineOf(map({ gross_amount: '0.01' }, { mapping })).amount).toBe(1);
  });

  it('that are missing are not 0', () => {
    expect(faults(map({ gross_amount: null }, { mapping: { ...MAPPING, zeroLines: 'leave-out' } }))).toEqual([
      'empty amount',
    ]);
  });
});

describe('net amounts', () => {
  it.each([
    ['100', 'USt 19 %', 11_900, '3'],
    ['0.01', 'USt 19 %', 1, '3'],
    // 0.03 + 0.0057 · 0.50 + 0.035 · 0.50 + 0.095: half a cent goes away from zero.
    ['0.03', 'USt 19 %', 4, '3'],
    ['0.50', 'USt 7 %', 54, '2'],
    ['-0.50', 'USt 7 %', 54, '2'],
    ['0.50', 'USt 19 %', 60, '3'],
    ['10', 'USt 5,5 %', 1055, undefined],
    ['10', 'steuerfrei', 1000, undefined],
  ])('%s with %s becomes %i gross', (net_amount, tax_name, amount, taxKey) => {
    const line = lineOf(map({ net_amount, tax_name }, { mapping: NET }));
    expect([line.amount, line.taxKey]).toEqual([amount, taxKey]);
  });

  it('are rounded as exact fractions are, up to the largest that DATEV takes', () => {
    const anyNet = fc.oneof(
      fc.integer({ min: -2000, max: 2000 }),
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
    );
    fc.assert(
      fc.property(anyNet, fc.integer({ min: 0, max: 9999 }), (net, rate) => {
        const exact = BigInt(Math.abs(net)) * BigInt(10_000 + rate);
        const gross = Number(exact / 10_000n) + (exact % 10_000n >= 5000n ? 1 : 0);
        if (gross > MAX_CENTS) expect(Math.abs(grossOf(net as Cents, rate))).toBeGreaterThan(MAX_CENTS);
        else expect(grossOf(net as Cents, rate) + 0).toBe(net < 0 ? -gross : gross);
      }),
    );
  });

  it('are rounded down to the last hundredth below half a cent, and 0,00 stays 0,00', () => {
    expect([4999, 5000].map((rate) => grossOf(1 as Cents, rate))).toEqual([1, 2]);
    expect(grossOf(0 as Cents, 1900)).toBe(0);
  });

  it('that may be as large as DATEV takes are taken', () => {
    const taken = lineOf(map({ net_amount: '9999999999.99', tax_name: 'steuerfrei' }, { mapping: NET }));
    expect(taken.amount).toBe(MAX_CENTS);
    expect(lineOf(map({ net_amount: '-9999999999.99', tax_name: 'steuerfrei' }, { mapping: NET })).side).toBe(
      'H',
    );
  });

  it('keep Looker’s own amount for the totals', () => {
    expect(map({ net_amount: '-100' }, { mapping: NET })).toMatchObject({ source: -10_000 });
  });

  it('need a known tax', () => {
    expect(faults(map({ tax_name: 'USt 16 %' }, { mapping: NET }))).toEqual([
      'unknown-value taxKey USt 16 %',
    ]);
  });

  it('need the rate of their tax: a key from a column has none, and one without is not 0 %', () => {
    const fromColumn: Mapping = { ...NET, taxKey: { from: 'column', column: name('tax_name') } };
    expect(faults(map({ tax_name: '3' }, { mapping: fromColumn }))).toEqual(['rate-missing taxKey 3']);
    const table = [{ when: 'USt 19 %', value: '3' }];
    const without: Mapping = { ...NET, taxKey: { from: 'table', column: name('tax_name'), table } };
    expect(faults(map({}, { mapping: without }))).toEqual(['rate-missing taxKey 3']);
  });

  it('that are none are told once', () => {
    expect(faults(map({ net_amount: 'x' }, { mapping: NET }))).toEqual(['amount-form amount x']);
  });

  it('that are too large with the tax are refused', () => {
    expect(faults(map({ net_amount: '9000000000' }, { mapping: NET }))).toEqual(['amount-too-large amount']);
  });
});

describe('Soll and Haben', () => {
  const byColumn: Mapping = {
    ...MAPPING,
    side: { by: 'column', column: name('cost_object'), soll: ['S', 'Debit'], haben: ['H', 'Credit'] },
  };
  it.each<[Mapping['side'], string, string | null, 'S' | 'H']>([
    [{ by: 'sign', positive: 'S' }, '5', null, 'S'],
    [{ by: 'sign', positive: 'S' }, '-5', null, 'H'],
    [{ by: 'sign', positive: 'H' }, '5', null, 'H'],
    [{ by: 'sign', positive: 'H' }, '-5', null, 'S'],
    [{ by: 'constant', side: 'H' }, '5', null, 'H'],
    [{ by: 'constant', side: 'H' }, '-5', null, 'S'],
    [byColumn.side, '5', 'Debit', 'S'],
    [byColumn.side, '5', ' H ', 'H'],
    [byColumn.side, '-5', 'H', 'S'],
  ])('by %j: %s with %j is %s', (side, gross_amount, cost_object, wanted) => {
    const line = lineOf(map({ gross_amount, cost_object }, { mapping: { ...MAPPING, side } }));
    expect([line.side, line.amount]).toEqual([wanted, 500]);
  });

  it.each([['soll'], [null]])('%j in the column is unknown', (cost_object) => {
    expect(faults(map({ cost_object }, { mapping: byColumn }))).toEqual([
      `unknown-value side ${cost_object ?? ''}`,
    ]);
  });
});

describe('what is wrong with a row', () => {
  const table: readonly [string, Partial<Record<Column, string | null>>, readonly string[]][] = [
    ['no account', { partner_number: null }, ['empty account']],
    ['blanks for an account', { partner_number: '  ' }, ['empty account']],
    ['a name for an account', { partner_number: 'D10001' }, ['account-form account D10001']],
    ['account 0', { partner_number: '0' }, ['account-form account 0']],
    ['half an account', { partner_number: '10001.5' }, ['account-form account 10001.5']],
    ['an account that is too long', { partner_number: '100010' }, ['account-length account 100010']],
    ['an account of one digit too many', { partner_number: '100000' }, ['account-length account 100000']],
    ['an account nobody knows', { partner_number: '10009' }, ['unknown-account account 10009']],
    ['both accounts the same', { partner_number: '8200' }, ['accounts-equal contra']],
    [
      'neither account',
      { partner_number: null, gl_account_name: 'Zinsen' },
      ['empty account', 'unknown-value contra Zinsen'],
    ],
    ['an account that the table lacks', { gl_account_name: 'Zinsen' }, ['unknown-value contra Zinsen']],
    ['no name where a table is', { gl_account_name: null }, ['unknown-value contra ']],
    ['a tax the table lacks', { tax_name: 'VSt 19 %' }, ['unknown-value taxKey VSt 19 %']],
    ['a key on an Automatikkonto', { gl_account_name: 'Erlöse Wartung' }, ['key-on-automatic taxKey 3']],
    [
      'a key, with an Automatikkonto as the first account',
      { partner_number: '8400' },
      ['key-on-automatic taxKey 3'],
    ],
    ['no date', { posting_date: null }, ['empty date']],
    ['a month', { posting_date: '2026-11' }, ['date-form date 2026-11']],
    ['no day', { posting_date: '2026-11-31' }, ['date-form date 2026-11-31']],
    ['a time with a zone', { posting_date: '2026-11-30T23:30:00Z' }, ['date-form date 2026-11-30T23:30:00Z']],
    ['another month', { posting_date: '2026-10-31' }, ['date-outside-period date 2026-10-31']],
    ['the month after', { posting_date: '2026-12-01' }, ['date-outside-period date 2026-12-01']],
    ['the year after', { posting_date: '2027-01-01' }, ['date-outside-year date 2027-01-01']],
    ['the year before', { posting_date: '2025-11-05' }, ['date-outside-year date 2025-11-05']],
    ['another currency', { currency: 'USD' }, ['other-currency currency USD']],
    ['no currency', { currency: null }, ['empty currency']],
    ['a blank in Belegfeld 1', { document_number: 'RE 1' }, ['characters documentNumber RE 1']],
    ['an umlaut in Belegfeld 1', { document_number: 'RÜ-1' }, ['characters documentNumber RÜ-1']],
    ['a line break in a text', { text: 'a\nb' }, ['characters text a\nb']],
    ['half a character in a text', { text: 'a\ud83d' }, ['characters text a\ud83d']],
    ['a long text', { text: 'ä'.repeat(61) }, [`too-long text ${'ä'.repeat(61)}`]],
    [
      'a long Belegfeld 1',
      { document_number: '1'.repeat(37) },
      [`too-long documentNumber ${'1'.repeat(37)}`],
    ],
    ['a long cost object', { cost_object: 'x'.repeat(37) }, [`too-long kost2 ${'x'.repeat(37)}`]],
    ['a long cost centre', { cost_centre_name: 'x'.repeat(37) }, [`too-long kost1 ${'x'.repeat(37)}`]],
    [
      'several things at once, all of which are told',
      { gross_amount: '1.005', partner_number: null, posting_date: 'gestern', text: 'x'.repeat(61) },
      [
        'amount-precision amount 1.005',
        'empty account',
        'date-form date gestern',
        `too-long text ${'x'.repeat(61)}`,
      ],
    ],
  ];
  it.each(table)('%s', (_, changed, wanted) => {
    expect(faults(map(changed))).toEqual(wanted);
  });

  it.each<[keyof Mapping, readonly string[]]>([
    ['amount', ['empty amount']],
    ['account', ['empty account']],
    ['contra', ['empty contra']],
    ['date', ['empty date']],
    ['taxKey', ['empty taxKey']],
    ['currency', ['empty currency']],
    ['serviceDate', ['empty serviceDate']],
  ])('a %s that no value comes of is told once', (target, wanted) => {
    const mapping = withRule(target, { from: 'template', template: '{general_ledger.cost_object}' });
    expect(faults(map({ cost_object: null }, { mapping }))).toEqual(wanted);
  });

  it('in a value of the mapping’s own is told with the value', () => {
    const constant = (value: string) => ({ from: 'constant', value }) as const;
    const mapping: Mapping = {
      ...MAPPING,
      documentNumber2: constant('Ü'),
      serviceDate: constant('gestern'),
      euVatId: constant('X'.repeat(16)),
    };
    expect(faults(map({}, { mapping }))).toEqual([
      'characters documentNumber2 Ü',
      `too-long euVatId ${'X'.repeat(16)}`,
      'date-form serviceDate gestern',
    ]);
  });

  it.each<[string, Rule, object]>([
    ['a column', { from: 'column', column: name('tax_name') }, { column: name('tax_name') }],
    ['a table', { from: 'table', column: name('text'), table: [], otherwise: 'x' }, { column: name('text') }],
    ['nowhere', { from: 'constant', value: 'x' }, {}],
  ])('names the column of a tax key that comes from %s', (_, rule, column) => {
    const mapped = map({ tax_name: 'x' }, { mapping: withRule('taxKey', rule) });
    const found = mapped.is === 'refused' ? mapped.findings : [];
    expect(found).toStrictEqual([{ code: 'mapping.key-form', target: 'taxKey', ...column, value: 'x' }]);
  });

  it.each<[string, Rule, Partial<Record<Column, string | null>>, object]>([
    [
      'a column',
      { from: 'column', column: name('text') },
      { text: 'x' },
      { column: name('text'), value: 'x' },
    ],
    [
      'a table',
      { from: 'table', column: name('text'), table: [{ when: 'a', value: '1' }] },
      { text: 'b' },
      { code: 'mapping.unknown-value', column: name('text'), value: 'b' },
    ],
    [
      'several columns',
      { from: 'template', template: '{general_ledger.text}{period}' },
      { text: 'x' },
      { value: 'xNovember 2026' },
    ],
    ['none', { from: 'constant', value: 'x' }, {}, { value: 'x' }],
  ])('names its column where it comes from %s', (_, rule, changed, wanted) => {
    const mapped = map(changed, { mapping: withRule('account', rule) });
    const found = mapped.is === 'refused' ? mapped.findings : [];
    expect(found).toStrictEqual([{ code: 'mapping.account-form', target: 'account', ...wanted }]);
  });

  it('in one row is not said of the next', () => {
    const { map: one } = compile(MAPPING, CONTEXT);
    const bad = one(row({ partner_number: null }));
    expect(one(row()).is).toBe('line');
    expect(faults(bad)).toEqual(['empty account']);
    expect(faults(one(row({ currency: 'CHF' })))).toEqual(['other-currency currency CHF']);
    expect(faults(bad)).toEqual(['empty account']);
  });

  it.each([
    [20_261_104, undefined],
    [20_261_105, 'period-closed date 2026-11-05'],
  ])('closed through %i', (closedThrough, wanted) => {
    const mapped = map({}, { context: { closedThrough: day(closedThrough) } });
    expect(mapped.is === 'line' ? undefined : faults(mapped)[0]).toBe(wanted);
  });
});

describe('what is right at the limit', () => {
  it.each(['2026-01-01', '2026-12-31'])(
    '%s, the first or last day of a fiscal year that is run whole',
    (posting_date) => {
      const { fiscalYear } = CONTEXT;
      const context = { from: fiscalYear.first, to: fiscalYear.last };
      expect(map({ posting_date }, { context }).is).toBe('line');
    },
  );

  it.each<[string, Partial<Record<Column, string | null>>]>([
    ['a character of two halves', { text: 'a\u{1f600}' }],
    ['60 characters of text', { text: 'ä'.repeat(60) }],
    ['60 characters written as 120', { text: 'a\u0308'.repeat(60) }],
    ['36 characters in Belegfeld 1', { document_number: `$&%*+-/_${'a'.repeat(28)}` }],
    ['the first day', { posting_date: '2026-11-01' }],
    ['the last second of the last day', { posting_date: '2026-11-30 23:59:59' }],
    ['a currency in small letters', { currency: 'eur' }],
    ['an account as a number with decimals', { partner_number: '10001.0' }],
    ['a key that cancels the automatic', { gl_account_name: 'Erlöse Wartung', tax_name: 'aufgehoben' }],
    ['no key on an Automatikkonto', { gl_account_name: 'Erlöse Wartung', tax_name: 'steuerfrei' }],
    ['no cost centre', { cost_centre_name: null, cost_object: '' }],
  ])('%s', (_, changed) => {
    expect(map(changed).is).toBe('line');
  });
});

describe('rules', () => {
  it.each<[string, Rule, Partial<Record<Column, string | null>>, string | undefined]>([
    ['a constant', { from: 'constant', value: ' fest ' }, {}, 'fest'],
    ['a column', { from: 'column', column: name('text') }, { text: 'x' }, 'x'],
    ['an empty column', { from: 'column', column: name('text') }, { text: null }, undefined],
    [
      'a value for empty ones',
      { from: 'column', column: name('text'), otherwise: 'leer' },
      { text: ' ' },
      'leer',
    ],
    [
      'a table with a value for all others',
      { from: 'table', column: name('text'), table: [{ when: 'a', value: 'b' }], otherwise: 'c' },
      { text: 'z' },
      'c',
    ],
    [
      'a table that says what empty means',
      { from: 'table', column: name('text'), table: [{ when: '', value: 'ohne' }] },
      { text: null },
      'ohne',
    ],
    [
      'a template whose column is empty',
      { from: 'template', template: 'Re. {general_ledger.cost_object} vom {period}' },
      { cost_object: null },
      'Re. vom November 2026',
    ],
  ])('%s', (_, rule, changed, wanted) => {
    expect(lineOf(map(changed, { mapping: withRule('text', rule) })).text).toBe(wanted);
  });

  it('leave out of a name what is empty', () => {
    const template = '{general_ledger.partner_name} {general_ledger.cost_object} GmbH';
    const mapping = withRule('partner', { from: 'template', template });
    expect(map({}, { mapping })).toMatchObject({ partner: 'Auer Maschinenbau AG P-1001 GmbH' });
    expect(map({ cost_object: null }, { mapping })).toMatchObject({ partner: 'Auer Maschinenbau AG GmbH' });
  });

  it('never make half a document number', () => {
    const rule = { from: 'template', template: 'RE-{general_ledger.cost_object}' } as const;
    const mapping = withRule('documentNumber', rule);
    expect(lineOf(map({}, { mapping })).belegfeld1).toBe('RE-P-1001');
    expect(faults(map({ cost_object: null }, { mapping }))).toEqual(['empty documentNumber']);
  });

  it('without one for the tax key give none', () => {
    const { taxKey: _1, currency: _2, kost1: _3, ...without } = MAPPING;
    const { taxKey, currency, kost1 } = lineOf(map({ currency: 'USD' }, { mapping: without }));
    expect([taxKey, currency, kost1]).toEqual([undefined, undefined, undefined]);
  });

  it('that name a column the rows do not have, or a broken template, are never read', () => {
    const text = (rule: Rule) => () => compile(withRule('text', rule), CONTEXT);
    expect(text({ from: 'column', column: name('nowhere') })).toThrow('no column general_ledger.nowhere');
    expect(text({ from: 'template', template: '{general_ledger.text' })).toThrow('template is broken');
  });

  it.each(['12345', '1a', '-1'])('refuse %s as a BU key', (value) => {
    const mapping = withRule('taxKey', { from: 'column', column: name('tax_name') });
    expect(faults(map({ tax_name: value }, { mapping }))).toEqual([`key-form taxKey ${value}`]);
  });

  it('take a BU key from a column, and none where it is empty', () => {
    const mapping = withRule('taxKey', { from: 'column', column: name('tax_name') });
    expect(lineOf(map({ tax_name: '9' }, { mapping })).taxKey).toBe('9');
    expect(lineOf(map({ tax_name: null }, { mapping })).taxKey).toBeUndefined();
  });

  it.each(['1U12345678', 'DE 123', 'D', 'DE12345678901234'])('refuse %s as a VAT id', (value) => {
    const mapping = withRule('euVatId', { from: 'column', column: name('text') });
    expect(map({ text: value }, { mapping }).is).toBe('refused');
  });
});

it('any row is a line or refused with a reason, and nothing is thrown', () => {
  const cell = fc.option(
    fc.oneof(fc.string(), fc.constantFrom('0', '-1', '10002', '8400', '2026-11-06', 'EUR', '1e5')),
  );
  const change = fc.tuple(fc.nat(row().length - 1), cell);
  const seen = new Set<string>();
  for (const mapping of [MAPPING, NET, { ...MAPPING, zeroLines: 'leave-out' } as Mapping]) {
    const mapper = compile(mapping, CONTEXT);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        const cells = [...row()];
        for (const [at, value] of changes) cells[at] = value;
        const mapped = mapper.map(cells);
        seen.add(mapped.is);
        if (mapped.is === 'refused') expect(mapped.findings.length).toBeGreaterThan(0);
        if (mapped.is !== 'line') return;
        const { amount, account, contra, side, day: on } = mapped.line;
        expect(amount).toBeGreaterThan(0);
        expect([account, contra].every((one) => CONTEXT.accounts.has(one)) && account !== contra).toBe(true);
        expect(['S', 'H']).toContain(side);
        expect(on >= CONTEXT.from && on <= CONTEXT.to).toBe(true);
      }),
      { seed: 11, numRuns: 500 },
    );
  }
  expect(seen).toEqual(new Set(['line', 'refused', 'left-out']));
});
