import { describe, expect, it } from 'vitest';
import { bookingRow } from '../../packages/sandbox/booking-rows';
import { checkExtf } from '../../src/extf/check/check';
import { fileText, headerLine, latin, short, utf8 } from './files';
import { check, raw, row } from './good-row';

type Columns = Readonly<Record<number, string>>;
const found = (columns: Columns, header: Columns = {}) => short(check([row(columns)], header).findings);
const USD = { 1: '100,00', 3: 'USD', 4: '1', 5: '100,00', 6: 'EUR' };
const DUE = '31012024';

describe('a value in its column', () => {
  it.each<[string, Columns, readonly string[]]>([
    ['day 32', { 10: '3201' }, ['day-form @10']],
    ['day 0', { 10: '0001' }, ['day-form @10']],
    ['month 0', { 10: '0100' }, ['day-form @10']],
    ['no digits for a day', { 10: 'ab01' }, ['day-form @10']],
    ['a day of December, which is one', { 10: '0112' }, ['day-outside-period @10']],
    ['day 0 of a whole day', { 115: '00012024' }, ['day-form @115']],
    ['month 0 of a whole day', { 115: '01002024' }, ['day-form @115']],
    ['month 13 of a whole day', { 115: '01132024' }, ['day-form @115']],
    ['a whole day of seven digits', { 115: '1012024' }, ['day-form @115']],
    ['a whole day of nine', { 115: '010120240' }, ['day-form @115']],
    ['a whole day with a letter', { 115: '0101202a' }, ['day-form @115']],
    ['a whole day of zeros', { 115: '00000000' }, ['day-form @115']],
    ['the year 1899', { 115: '31121899' }, ['day-form @115']],
    ['the year 1900', { 115: '01011900' }, []],
    ['the last day of a year', { 115: '31122024' }, []],
    ['the shortest account that is too long', { 7: '100000' }, ['account-length @7']],
    ['a letter that no kind of booking begins with', { 96: 'ÄÄ' }, ['value @96']],
    ['a long cost centre', { 37: 'x'.repeat(37) }, ['too-long @37']],
    [
      'an amount of zero without decimals, of which both is told',
      { 1: '0' },
      ['amount-decimals @1', 'zero @1'],
    ],
    ['two things missing', { 1: '', 7: '' }, ['required @1', 'required @7']],
    ['both accounts missing, which are not the same one', { 7: '', 8: '' }, ['required @7', 'required @8']],
    ['a line separator', { 14: 'a\u2028b' }, ['control-character @14']],
    ['a next line', { 14: 'a\u0085b' }, ['control-character @14']],
    ['a discount of an amount that is none', { 1: 'x', 13: '1,00' }, ['amount-form @1']],
  ])('%s', (_, columns, wanted) => {
    expect(found(columns).map((one) => one.replace(/^\w+ extf\.row\./, ''))).toEqual(wanted);
  });

  it('of a cost centre is only a note by its letters, by its length an error', () => {
    expect(check([row({ 37: 'a.b' })])).toMatchObject({ errors: 0, warnings: 1 });
    expect(check([row({ 37: 'x'.repeat(37) })])).toMatchObject({ errors: 1, warnings: 0 });
    expect(check([row({ 11: 'a b' })])).toMatchObject({ errors: 1, warnings: 0 });
  });

  it('of a business partner: the partner’s own account is a personal one, the account beside it need not be', () => {
    const header = {
      3: '16',
      4: '"Debitoren/Kreditoren"',
      5: '5',
      15: '',
      16: '',
      17: '""',
      19: '',
      20: '',
      21: '',
    };
    const partner = (columns: Columns) => {
      const cells = Array.from({ length: 254 }, (_none, i) => columns[i + 1] ?? '');
      const { findings } = checkExtf(utf8(`${headerLine(header)}\r\nKonto\r\n${cells.join(';')}\r\n`));
      return findings.filter(({ code }) => code === 'extf.row.account-length');
    };
    expect(partner({ 1: '9999' })).toMatchObject([
      { field: 1, values: { length: 4, personal: 5, category: 16 } },
    ]);
    expect(partner({ 1: '10000', 232: '1200' })).toEqual([]);
    expect(partner({ 1: '100000' })).toHaveLength(1);
  });
});

describe('values that belong together', () => {
  it.each<[string, Columns, readonly string[]]>([
    ['a rate alone', { 4: '1,1' }, ['currency-triple @5']],
    ['a base amount alone', { 5: '1,00' }, ['currency-triple @4']],
    ['the currency of a base amount alone', { 6: 'EUR' }, ['currency-triple @4']],
    ['another currency alone', { 3: 'USD' }, ['currency-triple @4']],
    ['a rate that is none', { ...USD, 4: 'x', 5: '50,00' }, ['number-form @4']],
    ['a discount that is none', { 1: '0,01', 13: 'x' }, ['amount-form @13']],
    ['a rate of zero', { ...USD, 4: '0' }, ['zero @4']],
    ['a base amount that is none', { ...USD, 5: 'x' }, ['amount-form @5']],
    ['an amount that is none', { ...USD, 1: 'x' }, ['amount-form @1']],
    ['a base amount that is off by a hundredth', { ...USD, 5: '101,00' }, []],
    ['by a cent more', { ...USD, 5: '101,01' }, ['base-amount @5']],
    ['a small one that is off by two cents', { ...USD, 1: '1,00', 5: '1,02' }, []],
    ['by three', { ...USD, 1: '1,00', 5: '1,03' }, ['base-amount @5']],
    ['a due day and the first personal account', { 7: '10000', 117: DUE }, []],
    ['a due day and the last account that is none', { 7: '9999', 117: DUE }, ['due-without-partner @117']],
    ['a due day without the first account', { 7: '', 117: DUE }, ['required @7']],
    ['a due day without the second', { 7: '1200', 8: '', 117: DUE }, ['required @8']],
    [
      'a key, with the Automatikkonto as first account',
      { 7: '8400', 8: '10100', 9: '3' },
      ['tax-key-on-automatic @9'],
    ],
    ['a key of three digits there', { 9: '101' }, []],
  ])('%s', (_, columns, wanted) => {
    expect(found(columns).map((one) => one.replace(/^\w+ extf\.row\./, ''))).toEqual(wanted);
    // Nothing of the row before counts.
    const before = row({
      1: '200,00',
      3: 'USD',
      4: '2',
      5: '100,00',
      6: 'EUR',
      7: '10001',
      8: '8400',
      13: '1,00',
    });
    const { findings, totals } = check([before, row(columns)]);
    expect(short(findings).map((one) => one.replace(/^\w+ extf\.row\./, ''))).toEqual(wanted);
    const alone = check([row(columns)]).totals;
    const sum = (all: typeof totals) => all.reduce((cents, { debit, credit }) => cents + debit + credit, 0n);
    expect(sum(totals)).toBe(sum(alone) + 20_000n);
  });

  it('an amount that is none adds nothing', () => {
    const { totals } = check([row({ 1: 'x' }), row(), row({ 1: 'x' })]);
    expect(totals).toEqual([{ currency: 'EUR', debit: 11_900n, credit: 0n }]);
  });

  it.each([
    ['03', ['8400', '8300', '3400', '3300']],
    ['04', ['4400', '4300', '5400', '5300']],
    ['constructor', []],
  ])('chart %s has well-known Automatikkonten', (chart, known) => {
    const all = ['8400', '8300', '3400', '3300', '4400', '4300', '5400', '5300', '8401', '4401'];
    const { findings } = check(
      all.map((account) => row({ 8: account, 9: '3' })),
      { 27: `"${chart}"` },
    );
    const told = findings.flatMap((one) =>
      one.code === 'extf.row.tax-key-on-automatic' && 'row' in one ? [one.row] : [],
    );
    expect(told.map((nr) => all[nr - 1])).toEqual(known);
  });

  it('a row that ends with the Festschreibung is asked for it, one that ends before is only short', () => {
    const cut = (columns: number) =>
      short(check([row({ 114: '' }).split(';').slice(0, columns).join(';')]).findings);
    expect(cut(114)).toEqual([
      'warning extf.row.locking-empty @114',
      'warning extf.row.columns-missing @115',
    ]);
    expect(cut(113)).toEqual(['warning extf.row.columns-missing @114']);
  });
});

describe('what the header line says wrongly, or not at all', () => {
  it.each<[string, Columns, Columns, readonly string[]]>([
    ['no first day', { 15: '' }, {}, ['error extf.header.15 @15']],
    ['no last day', { 16: '' }, {}, ['error extf.header.16 @16']],
    [
      'days the wrong way round',
      { 15: '20240802', 16: '20240801' },
      {},
      ['error extf.header.date-order @15'],
    ],
    ['a Sachkontenlänge of 3', { 14: '3' }, { 7: '1234567', 117: DUE }, ['error extf.header.14 @14']],
    [
      'a Sachkontenlänge of 3, with an Automatikkonto of four digits',
      { 14: '3' },
      { 9: '3' },
      ['error extf.header.14 @14', 'warning extf.row.tax-key-on-automatic @9'],
    ],
    ['a Sachkontenlänge of 9', { 14: '9' }, { 7: '1234567', 117: DUE }, ['error extf.header.14 @14']],
    ['no fiscal year', { 13: '' }, { 10: '3002' }, ['error extf.header.13 @13']],
    ['no currency', { 22: '""' }, { 3: 'USD' }, ['warning extf.header.22 @22']],
  ])('%s is told once, and not of the rows', (_, header, columns, wanted) => {
    expect(found(columns, header)).toEqual(wanted);
  });

  it('a Sachkontenlänge of 8 is the longest, a period may be a single day', () => {
    expect(found({ 7: '123456789' }, { 14: '8' })).toEqual([]);
    const due = { 7: '12345678', 8: '87654321', 117: DUE };
    expect(found(due, { 14: '8' })).toEqual(['warning extf.row.due-without-partner @117']);
    const day = { 15: '20240315', 16: '20240315' };
    expect([found({}, day), found({ 10: '1603' }, day)]).toEqual([
      [],
      ['error extf.row.day-outside-period @10'],
    ]);
  });

  it('a period outside the fiscal year hides nothing else of the header line', () => {
    expect(found({}, { 8: '"REX"', 13: '20230101' })).toEqual([
      'warning extf.header.8 @8',
      'error extf.row.period-outside-year @10',
    ]);
    expect(check([row()], { 8: '"REX"', 14: '9' })).toMatchObject({ errors: 1, warnings: 1 });
  });
});

describe('a damaged row', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'with a value only behind its last column',
      [`${';'.repeat(125)}1`],
      [1, 2, 7, 8, 10].map((nr) => `required @${nr}`).concat('locking-empty @114', 'columns-extra @126'),
    ],
    ['with two letters behind its last column', [`${row()};ab`], ['columns-extra @126']],
    ['whose first mark never closes', ['"119,00;"S";;'], ['quote-broken @1']],
    [
      'with two broken texts, of which the first is told',
      [row({ 11: '\u0001', 14: '\u0002' }).replace('"\u0001"', '"a"b"').replace('"\u0002"', '"c"d"')],
      ['quote-broken @11'],
    ],
    [
      'with two texts without marks, of which the first is told',
      [row({ 11: '\u0001', 14: '\u0002' }).replace('"\u0001"', 'a').replace('"\u0002"', 'c'), raw(14, 'd')],
      ['quotes-missing @11', 'quotes-missing @14'],
    ],
    ['that begins like a header line, and is none', [row({ 1: 'EXTX' })], ['amount-form @1']],
    ['that begins with more than the mark', [row({ 1: 'EXTFX' })], ['amount-form @1']],
  ])('%s', (_, rows, wanted) => {
    expect(short(check(rows).findings).map((one) => one.replace(/^\w+ extf\.row\./, ''))).toEqual(wanted);
  });

  it('a text that is called as the mark of a header line is a text', () => {
    expect(found({ 14: 'EXTF' })).toEqual([]);
  });

  it.each(['"EXTF"', 'EXTF'])(
    'a second file that begins with %s is passed over, its rows are not',
    (mark) => {
      const second = fileText({ 1: mark }, [row({ 2: 'X' }), row()]);
      const { findings } = checkExtf(utf8(fileText({}, [row()]) + second));
      expect(findings).toMatchObject([
        { code: 'extf.line.second-file' },
        { code: 'extf.row.value', row: 4, field: 2 },
      ]);
    },
  );

  it.each(['\n', '\r'])('with line ends %j is one note of all of them, and no line is blank', (end) => {
    const text = fileText({}, [row(), row(), row()]).replaceAll('\r\n', end);
    const { findings } = checkExtf(utf8(text));
    expect(findings).toMatchObject([{ code: 'extf.row.line-end', row: 1, field: 125 }]);
    const wide = fileText({}, [`${row()};`, row()]).replaceAll('\r\n', end);
    expect(checkExtf(utf8(wide)).findings).toMatchObject([{ code: 'extf.row.line-end', field: 125 }]);
  });

  it.each(['\n', '\r'])('with line ends %j and a blank line is told both, from its first row on', (end) => {
    const text = fileText({}, [`${row()}\r\n`, row()]).replaceAll('\r\n', end);
    expect(checkExtf(utf8(text)).findings).toMatchObject([
      { code: 'extf.line.blank', line: 4 },
      { code: 'extf.row.line-end', row: 1 },
    ]);
  });

  it('that ends with a column it needs, empty, is told that one and the next', () => {
    const { findings } = check([`${row().split(';').slice(0, 6).join(';')};`]);
    expect(short(findings)).toEqual([
      'error extf.row.required @7',
      'warning extf.row.columns-missing @8',
      'error extf.row.required @8',
    ]);
  });

  it('of broken characters is told with its line, and each other fault of a text as ever', () => {
    const undefinedBytes = latin(fileText({}, [row({ 14: 'a\u0081' }), row({ 14: 'ü'.repeat(61) })]));
    expect(short(checkExtf(undefinedBytes).findings)).toEqual([
      'error extf.encoding.undefined-bytes',
      'error extf.row.too-long @14',
    ]);
    const broken = utf8(fileText({}, [row({ 14: 'a\u0001' })]));
    broken[broken.indexOf(1)] = 0xff;
    expect(short(checkExtf(broken).findings)).toEqual(['error extf.encoding.broken']);
    const values = [undefinedBytes, broken, utf8(fileText({}, [row({ 14: 'ü' })]), false)].map((bytes) => {
      const [first] = checkExtf(bytes).findings;
      return first?.values;
    });
    expect(values).toEqual([{ byte: '81' }, { encoding: 'UTF-8' }, {}]);
  });
});

describe('how far a check is', () => {
  it('is told every two thousand rows, rising, and never more than the whole', () => {
    const shares: number[] = [];
    const rows = Array.from({ length: 5000 }, () => bookingRow({ 1: '1,00' }));
    checkExtf(utf8(fileText({}, rows)), { watch: (share) => shares.push(share) });
    expect(shares.map((share) => Math.round(share * 100))).toEqual([41, 82]);
  });
});

describe('the findings of a row', () => {
  it('say nothing of the category in a Buchungsstapel', () => {
    expect(check([row({ 1: '0,00' })]).findings).toStrictEqual([
      { severity: 'error', class: 'row', code: 'extf.row.zero', row: 1, field: 1, values: {} },
    ]);
  });
});
