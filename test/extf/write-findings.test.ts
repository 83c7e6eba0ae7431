import { describe, expect, it } from 'vitest';
import type { BookingLine, ColumnValue, OtherColumn } from '../../src/extf/booking-line';
import { renderFinding } from '../../src/extf/check/findings';
import type { RowCode } from '../../src/extf/check/row-code';
import type { BatchHeader } from '../../src/extf/write/header-write';
import { type Written, writeBookings } from '../../src/extf/write/write';
import type { Day } from '../../src/kernel/day';
import { MAX_PER_CODE } from '../../src/kernel/with-more';
import { cellsOf, cent, day, line, SAMPLE_HEADER } from './lines';

type Encoding = 'utf-8' | 'windows-1252';
type Case = {
  readonly code: RowCode;
  readonly field: number;
  readonly name: string;
  readonly bad: Partial<BookingLine>;
  /** Almost the same, and right. */
  readonly good: Partial<BookingLine>;
  readonly encoding?: Encoding;
  readonly header?: Partial<BatchHeader>;
};

const pair = { type: 'Art', content: 'Inhalt' };
const exchange = { rate: { units: 105, scale: 2 }, baseAmount: cent(1), baseCurrency: 'EUR' };
const guid = 'e0a08953-fbaa-4054-af36-993d5d68f040';
const other = (value: ColumnValue<OtherColumn>): Partial<BookingLine> => ({ others: [value] });
const missing = undefined as never;

const CASES: readonly Case[] = [
  { code: 'extf.row.required', field: 1, name: 'no amount', bad: { amount: missing }, good: {} },
  { code: 'extf.row.required', field: 2, name: 'no side', bad: { side: missing }, good: { side: 'H' } },
  { code: 'extf.row.required', field: 7, name: 'no account', bad: { account: missing }, good: {} },
  { code: 'extf.row.required', field: 8, name: 'no contra account', bad: { contra: missing }, good: {} },
  { code: 'extf.row.required', field: 10, name: 'no day', bad: { day: missing }, good: {} },
  { code: 'extf.row.value', field: 2, name: 'another side', bad: { side: 'X' as 'S' }, good: { side: 'S' } },
  { code: 'extf.row.zero', field: 1, name: 'nothing', bad: { amount: cent(0) }, good: { amount: cent(1) } },
  { code: 'extf.row.amount-form', field: 1, name: 'below nothing', bad: { amount: cent(-1) }, good: {} },
  { code: 'extf.row.amount-form', field: 1, name: 'half a cent', bad: { amount: cent(0.5) }, good: {} },
  {
    ...{ code: 'extf.row.too-many-digits', field: 1, name: 'eleven digits' },
    bad: { amount: cent(1_000_000_000_000) },
    good: { amount: cent(999_999_999_999) },
  },
  {
    ...{ code: 'extf.row.currency-triple', field: 4, name: 'a foreign currency without rate' },
    bad: { currency: 'CHF' },
    good: { currency: 'EUR' },
  },
  {
    ...{ code: 'extf.row.currency-triple', field: 3, name: 'a rate without currency' },
    bad: { exchange },
    good: { currency: 'CHF', exchange },
  },
  {
    ...{ code: 'extf.row.letters', field: 3, name: 'a currency in small letters' },
    bad: { currency: 'chf', exchange },
    good: { currency: 'CHF', exchange },
  },
  {
    ...{ code: 'extf.row.value', field: 6, name: 'a currency of two letters' },
    bad: { currency: 'CHF', exchange: { ...exchange, baseCurrency: 'EU' } },
    good: { currency: 'CHF', exchange },
  },
  {
    ...{ code: 'extf.row.zero', field: 4, name: 'a rate of nothing' },
    bad: { currency: 'CHF', exchange: { ...exchange, rate: { units: 0, scale: 0 } } },
    good: { currency: 'CHF', exchange: { ...exchange, rate: { units: 1, scale: 6 } } },
  },
  {
    ...{ code: 'extf.row.number-form', field: 4, name: 'a rate with seven decimals' },
    bad: { currency: 'CHF', exchange: { ...exchange, rate: { units: 1, scale: 7 } } },
    good: { currency: 'CHF', exchange: { ...exchange, rate: { units: 99_999_999_999, scale: 6 } } },
  },
  {
    ...{ code: 'extf.row.number-form', field: 39, name: 'a negative quantity' },
    bad: { kostQuantity: { units: -1, scale: 0 } },
    good: { kostQuantity: { units: 0, scale: 0 } },
  },
  {
    ...{ code: 'extf.row.too-many-digits', field: 39, name: 'a quantity of 13 digits' },
    bad: { kostQuantity: { units: 1e12, scale: 0 } },
    good: { kostQuantity: { units: 999_999_999_999, scale: 0 } },
  },
  { code: 'extf.row.zero', field: 7, name: 'account 0', bad: { account: 0 }, good: { account: 1 } },
  { code: 'extf.row.account-form', field: 8, name: 'half an account', bad: { contra: 8400.5 }, good: {} },
  { code: 'extf.row.account-form', field: 7, name: 'a negative account', bad: { account: -1 }, good: {} },
  {
    ...{ code: 'extf.row.account-length', field: 8, name: 'six digits where four are the length' },
    bad: { contra: 100_000 },
    good: { contra: 99_999 },
  },
  {
    ...{ code: 'extf.row.account-length', field: 125, name: 'a long account in any other column' },
    bad: other({ column: 125, account: 100_000 }),
    good: other({ column: 125, account: 8730 }),
  },
  {
    code: 'extf.row.letters',
    field: 9,
    name: 'a letter in the tax key',
    bad: { taxKey: '9a' },
    good: { taxKey: '9' },
  },
  {
    code: 'extf.row.too-long',
    field: 9,
    name: 'a long tax key',
    bad: { taxKey: '10001' },
    good: { taxKey: '1000' },
  },
  { code: 'extf.row.day-form', field: 10, name: '30 February', bad: { day: 20_240_230 as Day }, good: {} },
  {
    ...{ code: 'extf.row.day-outside-year', field: 10, name: 'a day of the year before' },
    bad: { day: day('2023-12-31') },
    good: { day: day('2024-01-01') },
  },
  {
    ...{ code: 'extf.row.day-outside-period', field: 10, name: 'a day after the period' },
    bad: { day: day('2024-09-01') },
    good: { day: day('2024-08-31') },
  },
  {
    ...{ code: 'extf.row.day-form', field: 117, name: 'a due day that does not exist' },
    bad: { dueDay: 20_230_229 as Day },
    good: { dueDay: 20_240_229 as Day },
  },
  {
    ...{ code: 'extf.row.letters', field: 11, name: 'a blank in Belegfeld 1' },
    bad: { belegfeld1: 'RE 1' },
    good: { belegfeld1: 'RE_1$&%*+-/' },
  },
  {
    code: 'extf.row.letters',
    field: 11,
    name: 'an umlaut there',
    bad: { belegfeld1: 'RÜ' },
    good: { belegfeld1: 'RU' },
  },
  {
    code: 'extf.row.letters',
    field: 12,
    name: 'a mark there',
    bad: { belegfeld2: '1"' },
    good: { belegfeld2: '1' },
  },
  {
    ...{ code: 'extf.row.too-long', field: 12, name: '13 characters in Belegfeld 2' },
    bad: { belegfeld2: '1234567890123' },
    good: { belegfeld2: '123456789012' },
  },
  {
    code: 'extf.row.zero',
    field: 13,
    name: 'no discount',
    bad: { discount: cent(0) },
    good: { discount: cent(1) },
  },
  {
    ...{ code: 'extf.row.discount', field: 13, name: 'a discount of everything' },
    bad: { discount: cent(10_000) },
    good: { discount: cent(9999) },
  },
  {
    ...{ code: 'extf.row.too-long', field: 14, name: '61 characters' },
    bad: { text: 'x'.repeat(61) },
    good: { text: `${'ü'.repeat(59)}"` },
  },
  {
    ...{ code: 'extf.row.too-long', field: 14, name: '61 characters after composing' },
    bad: { text: 'u\u0308'.repeat(61) },
    good: { text: 'u\u0308'.repeat(60) },
  },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'a line break',
    bad: { text: 'a\nb' },
    good: { text: 'a b' },
  },
  { code: 'extf.row.control-character', field: 14, name: 'a tab', bad: { text: '\t' }, good: { text: ' ' } },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'DEL',
    bad: { text: '\u007f' },
    good: { text: '~' },
  },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'C1',
    bad: { text: '\u0085' },
    good: { text: '\u00a0' },
  },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'U+2028',
    bad: { text: '\u2028' },
    good: { text: '\u2027' },
  },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'U+FFFD',
    bad: { text: '\ufffd' },
    good: { text: '\ufffc' },
  },
  {
    code: 'extf.row.control-character',
    field: 14,
    name: 'half a character',
    bad: { text: 'a\ud83d' },
    good: { text: '\u{1f600}' },
  },
  {
    ...{ code: 'extf.row.unwritable', field: 14, name: 'Polish in Windows-1252', encoding: 'windows-1252' },
    bad: { text: 'Łódź' },
    good: { text: 'Ódz €' },
  },
  {
    ...{
      code: 'extf.row.unwritable',
      field: 14,
      name: 'a place that Windows-1252 leaves free',
      encoding: 'windows-1252',
    },
    bad: { text: '\u0100' },
    good: { text: '\u00ff' },
  },
  {
    code: 'extf.row.guid',
    field: 20,
    name: 'a digit too few',
    bad: { documentGuid: guid.slice(1) },
    good: { documentGuid: guid },
  },
  {
    ...{ code: 'extf.row.guid', field: 20, name: 'a dash in the wrong place' },
    bad: { documentGuid: guid.replace('-f', 'f-') },
    good: { documentGuid: guid.toUpperCase() },
  },
  {
    code: 'extf.row.guid',
    field: 20,
    name: 'a foreign sign',
    bad: { documentGuid: guid.replace('e', 'é') },
    good: { documentGuid: guid },
  },
  {
    ...{ code: 'extf.row.guid', field: 103, name: 'no GUID of the booking' },
    bad: other({ column: 103, text: 'abc' }),
    good: other({ column: 103, text: guid }),
  },
  {
    ...{ code: 'extf.row.pair', field: 22, name: 'a kind without content' },
    bad: { documentInfo: [{ type: 'Art', content: '' }] },
    good: { documentInfo: [{ type: '', content: '' }] },
  },
  {
    ...{ code: 'extf.row.pair', field: 50, name: 'content without a kind' },
    bad: { additionalInfo: [pair, { type: '', content: 'x' }] },
    good: { additionalInfo: [pair, pair] },
  },
  {
    ...{ code: 'extf.row.too-many', field: 21, name: 'nine pairs' },
    bad: { documentInfo: Array.from({ length: 9 }, () => pair) },
    good: { documentInfo: Array.from({ length: 8 }, () => pair) },
  },
  {
    ...{ code: 'extf.row.too-many', field: 48, name: '21 pairs' },
    bad: { additionalInfo: Array.from({ length: 21 }, () => pair) },
    good: { additionalInfo: Array.from({ length: 20 }, () => pair) },
  },
  {
    ...{ code: 'extf.row.value', field: 96, name: 'no Buchungstyp' },
    bad: other({ column: 96, text: 'XX' }),
    good: other({ column: 96, text: 'SR' }),
  },
  {
    ...{ code: 'extf.row.value', field: 122, name: 'a number that is not on the list' },
    bad: other({ column: 122, number: { units: 6, scale: 0 } }),
    good: other({ column: 122, number: { units: 5, scale: 0 } }),
  },
  {
    ...{ code: 'extf.row.kind', field: 95, name: 'an amount for a text' },
    bad: other({ column: 95, amount: cent(1) }),
    good: other({ column: 95, text: '1' }),
  },
  {
    ...{ code: 'extf.row.column', field: 95, name: 'a column twice' },
    bad: {
      others: [
        { column: 95, text: 'a' },
        { column: 95, text: 'b' },
      ],
    },
    good: {
      others: [
        { column: 95, text: 'a' },
        { column: 96, text: 'AA' },
      ],
    },
  },
  {
    ...{ code: 'extf.row.column', field: 126, name: 'a column that does not exist' },
    bad: { others: [{ column: 126 as 125, text: 'x' }] },
    good: { others: [{ column: 125, account: 1 }] },
  },
  {
    ...{ code: 'extf.row.column', field: 1, name: 'a column that is written already' },
    bad: { others: [{ column: 1 as 15, amount: cent(1) }] },
    good: { others: [{ column: 15, number: { units: 1, scale: 0 } }] },
  },
  {
    ...{ code: 'extf.row.locking-mixed', field: 114, name: 'a locked row in an open batch' },
    bad: { isLocked: true },
    good: { isLocked: false },
  },
  {
    ...{
      code: 'extf.row.locking-mixed',
      field: 114,
      name: 'an open row in a locked batch',
      header: { isLocked: true },
    },
    bad: { isLocked: false },
    good: {},
  },
];

function short({ findings }: Written): readonly string[] {
  return findings.map((found) =>
    found.class === 'row' ? `${found.severity} ${found.code} @${found.row}/${found.field}` : found.code,
  );
}

describe('the writer refuses', () => {
  it.each(CASES)(
    '$code in column $field: $name',
    ({ code, field, bad, good, encoding = 'utf-8', header }) => {
      const head = { ...SAMPLE_HEADER, ...header };
      const refused = writeBookings(head, [line(), line(bad), line()], { encoding });
      expect(short(refused)).toEqual([`error ${code} @2/${field}`]);
      expect(refused).toMatchObject({ errors: 1, warnings: 0, rows: 3 });
      expect(refused.bytes).toBeUndefined();
      const written = writeBookings(head, [line(), line(good), line()], { encoding });
      expect(short(written)).toEqual([]);
      expect(written.bytes).toBeDefined();
    },
  );

  it('writes what a transcribed rule would forbid, with a warning', () => {
    const { bytes, findings, warnings } = writeBookings(SAMPLE_HEADER, [line({ kost1: '100-2"0' })]);
    expect([findings.map((found) => `${found.severity} ${found.code}`), warnings]).toEqual([
      ['warning extf.row.letters'],
      1,
    ]);
    expect(cellsOf(bytes)[2]?.[36]).toBe('100-2"0');
    expect(short(writeBookings(SAMPLE_HEADER, [line({ kost1: '1-2\n3' })]))).toEqual([
      'warning extf.row.letters @1/37',
      'error extf.row.control-character @1/37',
    ]);
  });

  it('lists twenty of a kind, in the order of the rows, and counts all', () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      line(i % 2 === 0 ? { amount: cent(0) } : { contra: 0 }),
    );
    const { findings, errors } = writeBookings(SAMPLE_HEADER, many);
    expect(errors).toBe(100);
    expect(findings).toHaveLength(MAX_PER_CODE);
    expect(findings.map((found) => (found.class === 'row' ? found.row : 0))).toEqual(
      Array.from({ length: MAX_PER_CODE }, (_, i) => i + 1),
    );
  });

  it('never repeats what stands in the row', () => {
    const secret = 'GeheimerText\n';
    const found = JSON.stringify(
      writeBookings(SAMPLE_HEADER, [line({ text: secret, belegfeld1: 'Ä geheim' })]).findings,
    );
    expect(found).not.toContain('eheim');
  });

  it('every code has words that name the row and DATEV’s column', () => {
    for (const { bad, encoding = 'utf-8', header } of CASES) {
      const { findings } = writeBookings({ ...SAMPLE_HEADER, ...header }, [line(bad)], { encoding });
      for (const finding of findings) {
        const { text, remedy } = renderFinding(finding, 'de');
        expect(`${text} ${remedy}`).not.toMatch(/–\B|undefined|\{/);
      }
    }
  });
});

describe('the writer refuses a file', () => {
  it('without bookings', () => {
    expect(short(writeBookings(SAMPLE_HEADER, []))).toEqual(['extf.no-payload']);
  });

  it('of more than 99,999 bookings', () => {
    const most = Array.from({ length: 99_999 }, () => line());
    expect(short(writeBookings(SAMPLE_HEADER, most))).toEqual([]);
    expect(short(writeBookings(SAMPLE_HEADER, [...most, line()]))).toEqual(['extf.too-many-rows']);
  }, 30_000);

  it('of more than 50 MB', () => {
    const long = line({
      additionalInfo: Array.from({ length: 20 }, () => ({ type: 'x', content: 'y'.repeat(210) })),
    });
    const { findings, bytes } = writeBookings(
      SAMPLE_HEADER,
      Array.from({ length: 12_000 }, () => long),
    );
    expect(findings).toMatchObject([{ code: 'extf.too-large', class: 'file' }]);
    expect(bytes).toBeUndefined();
  }, 30_000);
});

describe('the writer refuses a header line', () => {
  it.each([
    ['a consultant of three digits', { consultant: 999 }, 11],
    ['a client of six digits', { client: 100_000 }, 12],
    ['a fiscal year of another century', { fiscalYearBegin: 19_990_101 as Day }, 13],
    ['a length of three', { accountLength: 3 }, 14],
    ['a moment that is none', { createdAt: 'gestern' }, 6],
    ['an origin of three characters', { origin: 'ABC' }, 8],
    ['a quotation mark in the label', { label: 'a"b' }, 17],
    ['a label of 31 characters', { label: 'x'.repeat(31) }, 17],
    ['initials in small letters', { initials: 'wd' }, 18],
    ['a currency of two letters', { currency: 'EU' }, 22],
    ['a chart of one digit', { chart: '3' }, 27],
    ['a long application', { application: 'x'.repeat(17) }, 31],
    ['a line break', { application: 'a\nb' }, 31],
  ] as const)('%s', (_, changed, field) => {
    const { bytes, findings } = writeBookings({ ...SAMPLE_HEADER, ...changed }, [line()]);
    expect(findings.filter((found) => found.class === 'header')).toMatchObject([
      { severity: 'error', code: `extf.header.${field}`, field },
    ]);
    expect(bytes).toBeUndefined();
  });

  it('with half a character, and only then', () => {
    const label = (text: string) => ({ ...SAMPLE_HEADER, label: text });
    expect(short(writeBookings(label('Łódź \ud83d'), [line()]))).toEqual(['extf.header.17']);
    expect(short(writeBookings(label('Łódź'), [line()]))).toEqual([]);
  });

  it('with a character that the encoding lacks, and only then', () => {
    const header = { ...SAMPLE_HEADER, label: 'Łódź' };
    expect(short(writeBookings(header, [line()], { encoding: 'windows-1252' }))).toEqual(['extf.header.17']);
    expect(short(writeBookings(header, [line()]))).toEqual([]);
  });

  it('whose period ends before it begins, or leaves the fiscal year', () => {
    const turned = { ...SAMPLE_HEADER, from: day('2024-03-01'), to: day('2024-02-01') };
    expect(short(writeBookings(turned, [line()]))[0]).toBe('extf.header.date-order');
    const beyond = { ...SAMPLE_HEADER, to: day('2025-01-01') };
    expect(writeBookings(beyond, [line()]).findings).toMatchObject([
      { severity: 'error', code: 'extf.header.outside-fiscal-year' },
    ]);
  });

  it('of more than 1,000 characters', () => {
    const header = { ...SAMPLE_HEADER, label: 'x'.repeat(1000) };
    expect(short(writeBookings(header, [line()]))).toEqual(['extf.header.17', 'extf.header.too-long']);
  });

  it('composes its texts and doubles their quotation marks', () => {
    const header = { ...SAMPLE_HEADER, label: 'Bu\u0308ro', application: 'a"b' };
    const { bytes } = writeBookings(header, [line()]);
    const [head = []] = cellsOf(bytes);
    expect([head[16], head[30]]).toEqual(['Büro', 'a"b']);
  });
});
