import { describe, expect, it } from 'vitest';
import { COLUMN_NAMES } from '../../packages/sandbox/booking-rows';
import { checkExtf } from '../../src/extf/check/check';
import { codesIn } from '../support/texts';
import { fileText, headerLine, short, utf8 } from './files';
import { check, GUID, raw, row } from './good-row';

describe('every rule', () => {
  type Case = {
    readonly rule: string;
    /** The damage: exactly this code at exactly this column. */
    readonly bad: string;
    readonly finds: string;
    /** The nearest thing that is right. */
    readonly good: string;
  };
  const cases: readonly Case[] = [
    {
      rule: 'fewer columns',
      bad: row().split(';').slice(0, 124).join(';'),
      finds: 'warning extf.row.columns-missing @125',
      good: row(),
    },
    {
      rule: 'more columns',
      bad: `${row()};1`,
      finds: 'error extf.row.columns-extra @126',
      // Many programs end each row so.
      good: `${row()};`,
    },
    {
      rule: 'two more columns, empty',
      bad: `${row()};;`,
      finds: 'error extf.row.columns-extra @126',
      good: `${row()};""`,
    },
    {
      rule: 'a text behind the last column',
      bad: `${row()};"1"`,
      finds: 'error extf.row.columns-extra @126',
      good: `${row()};""`,
    },
    {
      rule: 'amount required',
      bad: row({ 1: '' }),
      finds: 'error extf.row.required @1',
      good: row({ 1: '0,01' }),
    },
    {
      rule: 'Soll/Haben required',
      bad: row({ 2: '' }),
      finds: 'error extf.row.required @2',
      good: row({ 2: 'H' }),
    },
    {
      rule: 'account required',
      bad: row({ 7: '' }),
      finds: 'error extf.row.required @7',
      good: row({ 7: '1' }),
    },
    {
      rule: 'contra account required',
      bad: row({ 8: '' }),
      finds: 'error extf.row.required @8',
      good: row({ 8: '85' }),
    },
    {
      rule: 'date required',
      bad: row({ 10: '' }),
      finds: 'error extf.row.required @10',
      good: row({ 10: '3108' }),
    },
    {
      rule: 'a mark is missing',
      bad: raw(14, '"Text'),
      finds: 'error extf.row.quote-broken @14',
      good: raw(14, '"Text"'),
    },
    {
      rule: 'a single mark inside',
      bad: raw(14, '"5" Rohr"'),
      finds: 'error extf.row.quote-broken @14',
      good: raw(14, '"5"" Rohr"'),
    },
    {
      rule: 'text without marks',
      bad: raw(14, 'Text'),
      finds: 'warning extf.row.quotes-missing @14',
      good: raw(14, '""'),
    },
    {
      rule: 'number in marks',
      bad: raw(1, '"119,00"'),
      finds: 'warning extf.row.quotes-needless @1',
      good: raw(1, '119,00'),
    },
    {
      rule: 'empty number in marks',
      bad: raw(39, '""'),
      finds: 'warning extf.row.quotes-needless @39',
      good: raw(39, ''),
    },
    {
      rule: 'line break in a text',
      bad: row({ 14: 'a\r\nb' }),
      finds: 'error extf.row.control-character @14',
      good: row({ 14: 'a b' }),
    },
    {
      rule: 'tab in a text',
      bad: row({ 14: 'a\tb' }),
      finds: 'error extf.row.control-character @14',
      good: row({ 14: 'a;b' }),
    },
    {
      rule: 'NFD',
      bad: row({ 14: 'u\u0308ber' }),
      finds: 'warning extf.row.not-nfc @14',
      good: row({ 14: 'über' }),
    },
    ...['=1+1', ' =SUM(A1)', "'=A1", '＝A1', '@SUM(1)', "+cmd|' /C calc'!A0", '-HYPERLINK(1)'].map(
      (text) => ({
        rule: `formula ${text}`,
        bad: row({ 14: text }),
        finds: 'warning extf.row.formula @14',
        good: row({ 14: `Text ${text.replace('＝', '=')}` }),
      }),
    ),
    ...['+49 911 319-0', '- Anzahlung', '-12,50', '-', '+', '@home', '= ', '+/- Saldo', '=='].map((text) => ({
      rule: `no formula ${text}`,
      bad: row({ 14: '=A1' }),
      finds: 'warning extf.row.formula @14',
      good: row({ 14: text }),
    })),
    ...['\u202e', '\u2066', '\u200b', '\ufeff', '\u200f'].map((letter) => ({
      rule: `hidden ${letter.codePointAt(0)?.toString(16)}`,
      bad: row({ 14: `Rechnung ${letter}fdp` }),
      finds: 'warning extf.row.hidden-character @14',
      good: row({ 14: 'Rech\u00adnung äöü €' }),
    })),
    {
      rule: 'text too long',
      bad: row({ 14: 'x'.repeat(61) }),
      finds: 'error extf.row.too-long @14',
      good: row({ 14: 'x'.repeat(60) }),
    },
    {
      rule: 'umlauts count once',
      bad: row({ 14: 'ü'.repeat(61) }),
      finds: 'error extf.row.too-long @14',
      good: row({ 14: 'ü'.repeat(60) }),
    },
    {
      rule: 'doubled marks count once',
      bad: row({ 14: '"'.repeat(61) }),
      finds: 'error extf.row.too-long @14',
      good: row({ 14: '"'.repeat(60) }),
    },
    {
      rule: 'a doubled mark among others counts once, and they as many as they are',
      bad: row({ 14: `${'x'.repeat(60)}"` }),
      finds: 'error extf.row.too-long @14',
      good: row({ 14: `${'x'.repeat(59)}"` }),
    },
    {
      rule: 'amount too long',
      bad: row({ 1: '12345678901,00' }),
      finds: 'error extf.row.too-many-digits @1',
      good: row({ 1: '1234567890,00' }),
    },
    {
      rule: 'Belegfeld 1',
      bad: row({ 11: 'RE 17' }),
      finds: 'error extf.row.letters @11',
      good: row({ 11: 'RE$17&%*+-/_a' }),
    },
    {
      rule: 'Belegfeld 1 umlaut',
      bad: row({ 11: 'Ü17' }),
      finds: 'error extf.row.letters @11',
      good: row({ 11: 'U17' }),
    },
    {
      rule: 'Belegfeld 2',
      bad: row({ 12: '1.2' }),
      finds: 'error extf.row.letters @12',
      good: row({ 12: '010124' }),
    },
    {
      rule: 'country code',
      bad: row({ 98: 'eu' }),
      finds: 'error extf.row.letters @98',
      good: row({ 98: 'EU' }),
    },
    {
      rule: 'BU-Schlüssel',
      bad: row({ 9: '9a' }),
      finds: 'error extf.row.letters @9',
      good: row({ 8: '4530', 9: '9' }),
    },
    {
      rule: 'BU-Schlüssel length',
      bad: row({ 9: '12345' }),
      finds: 'error extf.row.too-long @9',
      good: row({ 9: '6501' }),
    },
    {
      rule: 'KOST1',
      bad: row({ 37: 'a.b' }),
      finds: 'warning extf.row.letters @37',
      good: row({ 37: 'Köln 4' }),
    },
    { rule: 'Soll/Haben', bad: row({ 2: 'X' }), finds: 'error extf.row.value @2', good: row({ 2: 'H' }) },
    {
      rule: 'Postensperre',
      bad: row({ 15: '2' }),
      finds: 'error extf.row.value @15',
      good: row({ 15: '1' }),
    },
    {
      rule: 'Buchungstyp',
      bad: row({ 96: 'XX' }),
      finds: 'error extf.row.value @96',
      good: row({ 96: 'SO' }),
    },
    {
      rule: 'Generalumkehr',
      bad: row({ 118: 'J' }),
      finds: 'error extf.row.value @118',
      good: row({ 118: 'G' }),
    },
    {
      rule: 'minus',
      bad: row({ 1: '-119,00' }),
      finds: 'error extf.row.amount-form @1',
      good: row({ 1: '119,00' }),
    },
    {
      rule: 'thousands',
      bad: row({ 1: '1.119,00' }),
      finds: 'error extf.row.amount-form @1',
      good: row({ 1: '1119,00' }),
    },
    {
      rule: 'decimal point',
      bad: row({ 1: '119.00' }),
      finds: 'error extf.row.amount-form @1',
      good: row({ 1: '0119,00' }),
    },
    {
      rule: 'three decimals',
      bad: row({ 1: '119,001' }),
      finds: 'error extf.row.amount-form @1',
      good: row({ 1: '119,01' }),
    },
    {
      rule: 'no decimals',
      bad: row({ 1: '119' }),
      finds: 'warning extf.row.amount-decimals @1',
      good: row({ 1: '119,00' }),
    },
    {
      rule: 'one decimal',
      bad: row({ 1: '119,5' }),
      finds: 'warning extf.row.amount-decimals @1',
      good: row({ 1: '119,50' }),
    },
    {
      rule: 'number',
      bad: row({ 39: '1.5' }),
      finds: 'error extf.row.number-form @39',
      good: row({ 39: '1,5' }),
    },
    {
      rule: 'whole number',
      bad: row({ 88: '1,5' }),
      finds: 'error extf.row.number-form @88',
      good: row({ 88: '15' }),
    },
    {
      rule: 'zero amount',
      bad: row({ 1: '0,00' }),
      finds: 'error extf.row.zero @1',
      good: row({ 1: '0,01' }),
    },
    {
      rule: 'zero account',
      bad: row({ 7: '0000' }),
      finds: 'error extf.row.zero @7',
      good: row({ 7: '0001' }),
    },
    {
      rule: 'zero discount',
      bad: row({ 13: '0,00' }),
      finds: 'error extf.row.zero @13',
      good: row({ 13: '0,01' }),
    },
    {
      rule: 'account letters',
      bad: row({ 7: '10A0' }),
      finds: 'error extf.row.account-form @7',
      good: row({ 7: '1000' }),
    },
    {
      rule: 'account ten digits',
      bad: row({ 8: '1234567890' }),
      finds: 'error extf.row.account-form @8',
      good: row({ 8: '69999' }),
    },
    {
      rule: 'account length',
      bad: row({ 7: '101000' }),
      finds: 'error extf.row.account-length @7',
      good: row({ 7: '0010100' }),
    },
    {
      rule: 'date three digits',
      bad: row({ 10: '103' }),
      finds: 'error extf.row.day-form @10',
      good: row({ 10: '0103' }),
    },
    {
      rule: 'month 13',
      bad: row({ 10: '0113' }),
      finds: 'error extf.row.day-form @10',
      good: row({ 10: '0101' }),
    },
    {
      rule: '30 February',
      bad: row({ 10: '3002' }),
      finds: 'error extf.row.day-outside-year @10',
      good: row({ 10: '2902' }),
    },
    {
      rule: 'outside the period',
      bad: row({ 10: '0109' }),
      finds: 'error extf.row.day-outside-period @10',
      good: row({ 10: '3108' }),
    },
    {
      rule: 'whole date',
      bad: row({ 115: '29022023' }),
      finds: 'error extf.row.day-form @115',
      good: row({ 115: '29022024' }),
    },
    {
      rule: 'whole date turned round',
      bad: row({ 117: '20240131' }),
      finds: 'error extf.row.day-form @117',
      good: row({ 117: '31012024' }),
    },
    {
      rule: 'foreign currency without rate',
      bad: row({ 3: 'USD', 5: '100,00', 6: 'EUR' }),
      finds: 'error extf.row.currency-triple @4',
      good: row({ 3: 'USD', 4: '0,83', 5: '98,77', 6: 'EUR' }),
    },
    {
      rule: 'base amount alone',
      bad: row({ 5: '100,00', 4: '1,1' }),
      finds: 'error extf.row.currency-triple @6',
      good: row({ 3: 'EUR' }),
    },
    {
      rule: 'base amount that no rate gives',
      bad: row({ 1: '100,00', 3: 'USD', 4: '0,83', 5: '100,00', 6: 'EUR' }),
      finds: 'warning extf.row.base-amount @5',
      good: row({ 1: '100,00', 3: 'USD', 4: '1,2', 5: '83,33', 6: 'EUR' }),
    },
    {
      rule: 'an account against itself',
      bad: row({ 7: '8400' }),
      finds: 'warning extf.row.same-account @8',
      good: row({ 7: '8401' }),
    },
    {
      rule: 'a due date without a personal account',
      bad: row({ 7: '1200', 117: '31012024' }),
      finds: 'warning extf.row.due-without-partner @117',
      good: row({ 7: '1200', 8: '10100', 117: '31012024' }),
    },
    {
      rule: 'a letter that was lost',
      bad: row({ 14: 'M\ufffdller' }),
      finds: 'error extf.row.lost-letter @14',
      good: row({ 14: 'Müller' }),
    },
    {
      rule: 'a character that Windows-1252 lacks',
      bad: row({ 14: 'Łódź' }),
      finds: 'warning extf.row.beyond-1252 @14',
      good: row({ 14: 'Žižka 5 €' }),
    },
    {
      rule: 'currency in small letters',
      bad: row({ 3: 'eur' }),
      finds: 'error extf.row.currency @3',
      good: row({ 3: 'EUR' }),
    },
    {
      rule: 'currency of two letters',
      bad: row({ 3: 'EU' }),
      finds: 'error extf.row.currency @3',
      good: row({ 3: 'EUR' }),
    },
    {
      rule: 'tax key on an Automatikkonto',
      bad: row({ 9: '3' }),
      finds: 'warning extf.row.tax-key-on-automatic @9',
      good: row({ 9: '40' }),
    },
    {
      rule: 'tax key of two digits on an Automatikkonto: what a pipeline refuses is told of a file, too',
      bad: row({ 9: '94' }),
      finds: 'warning extf.row.tax-key-on-automatic @9',
      good: row({ 9: '80' }),
    },
    {
      rule: 'discount larger than the amount',
      bad: row({ 13: '119,00' }),
      finds: 'error extf.row.discount @13',
      good: row({ 13: '118,99' }),
    },
    {
      rule: 'Beleginfo content without kind',
      bad: row({ 22: 'x' }),
      finds: 'warning extf.row.pair @21',
      good: row({ 21: 'Filiale', 22: 'x' }),
    },
    {
      rule: 'Zusatzinformation kind without content',
      bad: row({ 86: 'x' }),
      finds: 'warning extf.row.pair @87',
      good: row({ 86: 'x', 87: 'y' }),
    },
    {
      rule: 'Beleglink',
      bad: row({ 20: `BEDI "${GUID.slice(1)}"` }),
      finds: 'error extf.row.guid @20',
      good: row({ 20: `BEDI "${GUID}"` }),
    },
    {
      rule: 'Beleglink without kind',
      bad: row({ 20: GUID }),
      finds: 'error extf.row.guid @20',
      good: row({ 20: `DDMS "${GUID}"` }),
    },
    {
      rule: 'Buchungs GUID',
      bad: row({ 103: 'x' }),
      finds: 'error extf.row.guid @103',
      good: row({ 103: GUID.toLowerCase() }),
    },
    {
      rule: 'Festschreibung empty',
      bad: row({ 114: '' }),
      finds: 'warning extf.row.locking-empty @114',
      good: row({ 114: '0' }),
    },
  ];

  it.each(cases)('$rule: finds the damage and leaves its neighbour alone', ({ bad, finds, good }) => {
    expect(short(check([row(), good, row()]).findings)).toEqual([]);
    const found = check([row(), bad, row()]).findings;
    expect(found.map((f) => [short([f as never])[0], 'row' in f ? f.row : 0])).toEqual([[finds, 2]]);
  });

  it.each([
    ['another line end', (text: string) => text.replace(/(Rechnung 18[^\r]*)\r\n/, '$1\n')],
    ['a cut-off end', (text: string) => text.replace(/(Rechnung 18[^\r]*)\r\n.*/s, '$1')],
  ])('%s is told at its row', (_, damage) => {
    const text = fileText({}, [row(), row({ 14: 'Rechnung 18' }), row()]);
    expect(checkExtf(utf8(damage(text))).findings).toMatchObject([{ code: 'extf.row.line-end', row: 2 }]);
    expect(checkExtf(utf8(text)).findings).toEqual([]);
  });

  it('two rows run together', () => {
    const text = fileText({}, [row(), row({ 14: 'Rechnung 18' }), row()]);
    const joined = text.replace(/(Rechnung 18[^\r]*)\r\n/, '$1');
    expect(checkExtf(utf8(joined)).findings[0]).toMatchObject({ severity: 'error', row: 2 });
  });

  it('one locked row among unlocked ones, where the header line is silent', () => {
    const { findings } = check([row(), row(), row({ 114: '1' })], { 21: '' });
    expect(findings).toMatchObject([
      { code: 'extf.header.locking-empty' },
      { code: 'extf.row.locking-mixed', row: 3, field: 114 },
    ]);
  });

  it.each([
    ['0', '1'],
    ['1', '0'],
  ])('header line %s, rows %s: one error, where it begins', (header, locked) => {
    const other = row({ 114: locked });
    const found = check([row({ 114: header }), other, other], { 21: header });
    expect(found).toMatchObject({ errors: 1, warnings: 0 });
    expect(found.findings).toMatchObject([
      {
        severity: 'error',
        code: 'extf.row.locking-header',
        row: 2,
        field: 114,
        values: { header: Number(header) },
      },
    ]);
    expect(check([row({ 114: header })], { 21: header }).findings).toEqual([]);
  });

  it('has a case', () => {
    const tested = new Set(cases.map((c) => c.finds.split(' ')[1]));
    const elsewhere = [
      // lines.test.ts
      'extf.row.nothing',
      // In business partners only (accounts-check).
      'extf.row.iban',
      'extf.row.period-outside-year',
      'extf.row.locking-mixed',
      'extf.row.locking-header',
      'extf.row.reserved',
      'extf.row.line-end',
    ];
    const writerOnly = ['extf.row.unwritable', 'extf.row.column', 'extf.row.kind', 'extf.row.too-many'];
    const untested = codesIn('extf-rows').filter(
      (c) => ![...elsewhere, ...writerOnly].includes(c) && !tested.has(c),
    );
    expect(untested).toEqual([]);
  });
});

describe('what the header line means for the rows', () => {
  it('a fiscal year from July to June decides which year a day is in', () => {
    const header = { 13: '20230701', 15: '20240101', 16: '20240630' };
    expect(check([row({ 10: '3006' })], header).findings).toEqual([]);
    expect(check([row({ 10: '0107' })], header).findings).toMatchObject([
      { code: 'extf.row.day-outside-period' },
    ]);
    expect(
      check([row({ 10: '2902' })], { 13: '20220701', 15: '20230101', 16: '20230630' }).findings,
    ).toMatchObject([{ code: 'extf.row.day-outside-year' }]);
  });

  it('a period outside the fiscal year is one error at the first row outside, not one at every row', () => {
    const header = { 13: '20230101', 15: '20240101', 16: '20240831' };
    const found = check([row(), row(), row()], header);
    expect(short(found.findings)).toEqual(['error extf.row.period-outside-year @10']);
    expect(found).toMatchObject({ errors: 1, warnings: 0 });
  });

  it('a period that leaves the fiscal year without any row in it stays a note', () => {
    const found = check([row(), row()], { 16: '20250131' });
    expect(short(found.findings)).toEqual(['warning extf.header.outside-fiscal-year @16']);
  });

  it('29.02. is no day of a fiscal year that has none, whatever the next has', () => {
    const header = { 13: '20230101', 15: '20230101', 16: '20231231' };
    expect(short(check([row({ 10: '2902' })], header).findings)).toEqual([
      'error extf.row.day-outside-year @10',
    ]);
  });

  it('account length 6 makes longer accounts right and the well-known ones longer', () => {
    const long = { 7: '1010000', 8: '840000', 9: '3' };
    expect(check([row(long)], { 14: '6' }).findings).toMatchObject([
      { code: 'extf.row.tax-key-on-automatic' },
    ]);
  });

  it('SKR04 has other Automatikkonten, and the Mandant’s own plan takes their place', () => {
    const keyed = fileText({ 27: '"04"' }, [row({ 8: '4400', 9: '3' }), row({ 9: '3' })]);
    expect(checkExtf(utf8(keyed)).findings).toMatchObject([{ row: 1 }]);
    const automaticAccounts = new Set([8400]);
    expect(checkExtf(utf8(keyed), { automaticAccounts }).findings).toMatchObject([{ row: 2 }]);
  });

  it.each([
    [12, 124],
    [9, 120],
    [7, 116],
  ])('version %i ends after %i columns', (version, columns) => {
    const cut = (line: string) => line.split(';').slice(0, columns).join(';');
    const text = [
      headerLine({ 5: String(version) }),
      cut(COLUMN_NAMES.join(';')),
      cut(row()),
      row({ 125: '1200' }),
    ].join('\r\n');
    const rows = checkExtf(utf8(`${text}\r\n`)).findings.filter((f) => f.class === 'row');
    expect(rows).toMatchObject([{ code: 'extf.row.columns-extra', row: 2, field: columns + 1 }]);
  });
});
