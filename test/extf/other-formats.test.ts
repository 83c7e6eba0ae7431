import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../src/extf/changes';
import { checkExtf } from '../../src/extf/check/check';
import { renderFinding } from '../../src/extf/check/findings';
import { columnLabel, formatOf } from '../../src/extf/format';
import { readExtf } from '../../src/extf/read/read';
import { editExtf } from '../../src/extf/write/edit';
import { rewriteExtf } from '../../src/extf/write/rewrite';
import { CAPTIONS, headerLine, ROW, short, utf8 } from './files';
import { type OtherCategory, otherFile, otherRow } from './other-files';

const check = (category: OtherCategory, columns: Readonly<Record<number, string>>) =>
  short(checkExtf(utf8(otherFile(category, [otherRow(category, columns)]))).findings);

describe('the four formats whose tables come from public programs', () => {
  it.each([
    [20, 3, 4],
    [46, 2, 31],
    [48, 2, 191],
    [65, 4, 101],
  ])('category %i, version %i has %i columns', (category, version, columns) => {
    const format = formatOf(category, version);
    expect(format?.fields).toHaveLength(columns);
    expect(format?.isUnverified).toBe(true);
    expect(formatOf(category, version + 1)).toBeUndefined();
  });

  it.each([20, 46, 48, 65] as const)('an ordinary file of category %i is checked and fine', (category) => {
    const found = checkExtf(utf8(otherFile(category)));
    expect(found).toMatchObject({ areRowsChecked: true, rows: 1, findings: [], totals: [] });
  });

  it('header lines as in DATEV’s samples raise no error', () => {
    const headers = {
      20: '"EXTF";700;20;"Kontenbeschriftungen";3;20240729103107277;;"RE";"Admin";"";29098;55003;20240101;4;;;"";"";;;;"";;"";;"";;;"";"";',
      46: '"EXTF";700;46;"Zahlungsbedingungen";2;20240118092951894;;"RE";"";"";29098;55003;20240101;4;;;"";"";;;;"";;"";;;"04";;;"";""',
      48: '"EXTF";700;48;"Diverse Adressen";2;20240118132115652;;"RE";"Admin";"";29098;55003;20240101;4;;;"";"";;;;"";;"AW";;"";03;;"";"";',
      65: '"EXTF";700;65;"Wiederkehrende Buchungen";4;20240118094256087;;"WK";"Admin";"";29098;55003;20240101;4;;;"";"";;;;"";;"KP";"";;3;"";"";;',
    };
    for (const category of [20, 46, 48, 65] as const) {
      const [, ...lines] = otherFile(category).split('\r\n');
      const found = checkExtf(utf8([headers[category], ...lines].join('\r\n')));
      expect(found.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

describe('each rule, broken and kept', () => {
  it.each([
    [20, 'a short text in English', { 2: '"Cash on hand"', 3: '"en-GB"' }],
    [20, 'a long text', { 4: `"${'x'.repeat(300)}"` }],
    [20, 'umlauts', { 2: '"Erlöse 19 % USt"' }],
    [20, 'a personal account', { 1: '10000' }],
    [46, 'a discount with decimals', { 4: '3,00', 5: '10', 6: '2,5', 7: '20' }],
    [46, 'a discount without a comma', { 4: '300' }],
    [46, 'a number of four digits and a name of sixty', { 1: '9999', 2: `"${'x'.repeat(60)}"` }],
    [46, 'months of two digits', { 9: '15', 10: '31', 11: '12', 14: '31', 15: '12' }],
    [48, 'a postcode from abroad', { 18: '"SW1A 1AA"' }],
    [48, 'an IBAN and a BIC', { 57: '"DE89370400440532013000"', 59: '"COBADEFFXXX"' }],
    [48, 'days', { 26: '01012024', 27: '31122099' }],
    [48, 'account 0', { 2: '0' }],
    [65, 'days in quotation marks', { 12: '"01012024"', 80: '"31122024"' }],
    [65, 'a tax rate in quotation marks', { 98: '"19,00"' }],
    [65, 'days between', { 81: '"TAG"', 82: '14', 87: '1' }],
    [65, 'a rate', { 2: '"USD"', 5: '0,830000', 6: '99,17', 7: '"EUR"' }],
    [65, 'any Generalumkehr', { 97: '"G"' }],
  ] as const)('%i: %s is fine', (category, _, columns) => {
    expect(check(category, columns)).toEqual([]);
  });

  it.each([
    [20, { 1: '' }, 'required @1'],
    [20, { 1: '0' }, 'zero @1'],
    [20, { 1: '12x' }, 'account-form @1'],
    [20, { 1: '123456' }, 'account-length @1'],
    [20, { 1: '"1200"' }, 'quotes-needless @1'],
    [20, { 2: 'Kasse' }, 'quotes-missing @2'],
    [20, { 2: `"${'x'.repeat(41)}"` }, 'too-long @2'],
    [20, { 3: '"deutsch"' }, 'too-long @3'],
    [20, { 4: `"${'x'.repeat(301)}"` }, 'too-long @4'],
    [46, { 1: '' }, 'required @1'],
    [46, { 1: '10000' }, 'too-many-digits @1'],
    [46, { 1: 'Z1' }, 'number-form @1'],
    [46, { 2: `"${'x'.repeat(61)}"` }, 'too-long @2'],
    [46, { 3: '12' }, 'too-many-digits @3'],
    [46, { 4: '3.00' }, 'number-form @4'],
    [46, { 5: '1000' }, 'too-many-digits @5'],
    [46, { 10: '100' }, 'too-many-digits @10'],
    [46, { 30: `"${'x'.repeat(37)}"` }, 'too-long @30'],
    [48, { 1: '"1234567890"' }, 'too-long @1'],
    [48, { 2: '1000000000' }, 'account-form @2'],
    [48, { 4: `"${'x'.repeat(51)}"` }, 'too-long @4'],
    [48, { 25: 'ja' }, 'number-form @25'],
    [48, { 26: '20240101' }, 'day-form @26'],
    [48, { 27: '31022024' }, 'day-form @27'],
    [48, { 57: '"DE89370400440532013001"' }, 'iban @57'],
    [48, { 58: '"x"' }, 'reserved @58'],
    [48, { 158: `"${'x'.repeat(12)}"` }, 'too-long @158'],
    [48, { 169: '123' }, 'too-many-digits @169'],
    [48, { 191: `"${'x'.repeat(16)}"` }, 'too-long @191'],
    [65, { 1: 'x' }, 'number-form @1'],
    [65, { 2: '"eur"' }, 'currency @2'],
    [65, { 3: '' }, 'required @3'],
    [65, { 3: '100' }, 'amount-decimals @3'],
    [65, { 3: '-100,00' }, 'amount-form @3'],
    [65, { 4: '"X"' }, 'value @4'],
    [65, { 10: '"R 1"' }, 'letters @10'],
    [65, { 12: '0101' }, 'day-form @12'],
    [65, { 13: '' }, 'required @13'],
    [65, { 20: `"${'x'.repeat(61)}"` }, 'too-long @20'],
    [65, { 21: '2' }, 'value @21'],
    [65, { 73: `"${'x'.repeat(211)}"` }, 'too-long @73'],
    [65, { 81: '"JAR"' }, 'value @81'],
    [65, { 82: '' }, 'required @82'],
    [65, { 87: '4' }, 'value @87'],
    [65, { 101: '119,00' }, 'too-many-digits @101'],
  ] as const)('%i: %j is told, and stops nothing', (category, columns, found) => {
    expect(check(category, columns)).toEqual([`warning extf.row.${found}`]);
  });

  it('says a finding with the name of its own column', () => {
    const told = (category: OtherCategory, columns: Readonly<Record<number, string>>) =>
      checkExtf(utf8(otherFile(category, [otherRow(category, columns)]))).findings.map(
        (finding) => renderFinding(finding, 'de').where,
      );
    expect(told(20, { 2: `"${'x'.repeat(41)}"` })).toEqual(['Buchungszeile 1, Spalte 2 (Kontobeschriftung)']);
    expect(told(46, { 31: 'x' })).toEqual(['Buchungszeile 1, Spalte 31 (Verwendung)']);
    expect(told(48, { 163: `"${'x'.repeat(16)}"` })).toEqual([
      'Buchungszeile 1, Spalte 163 (Kunden-/Lief.-Nr.)',
    ]);
    expect(told(65, { 81: '"JAR"' })).toEqual(['Buchungszeile 1, Spalte 81 (Zeitintervallart)']);
  });
});

describe('the same fault many times', () => {
  const long = otherRow(20, { 2: `"${'x'.repeat(41)}"` });

  it('is one finding with a count', () => {
    const { findings, warnings } = checkExtf(utf8(otherFile(20, Array<string>(100).fill(long))));
    expect(findings).toMatchObject([{ code: 'extf.row.too-long', row: 1, field: 2, values: { more: 99 } }]);
    expect(warnings).toBe(100);
    expect(renderFinding(findings[0] as (typeof findings)[number], 'en').text).toContain('99 more');
  });

  it('in another column is another finding', () => {
    const other = otherRow(20, { 4: `"${'x'.repeat(301)}"` });
    const { findings } = checkExtf(utf8(otherFile(20, [long, other, long, other, other])));
    expect(findings).toMatchObject([
      { row: 1, field: 2, values: { more: 1 } },
      { row: 2, field: 4, values: { more: 2 } },
    ]);
  });

  it('is listed also where twenty of another one are', () => {
    const wrong = otherRow(
      48,
      Object.fromEntries([
        ...[...upTo(41, 52), ...upTo(171, 190)].map((nr) => [nr, `"${'x'.repeat(70)}"`] as const),
        [25, 'ja'] as const,
      ]),
    );
    const { findings } = checkExtf(utf8(otherFile(48, [wrong])));
    expect(findings.filter(({ code }) => code === 'extf.row.number-form')).toHaveLength(1);
    expect(findings).toHaveLength(21);
    const places = findings.map((one) => one.field ?? 0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('in very many columns ends with all that are not listed', () => {
    const wrong = otherRow(
      48,
      Object.fromEntries([...upTo(41, 52), ...upTo(171, 190)].map((nr) => [nr, `"${'x'.repeat(70)}"`])),
    );
    const { findings, warnings } = checkExtf(utf8(otherFile(48, [wrong, wrong])));
    expect(findings).toHaveLength(20);
    expect(warnings).toBe(64);
    const more = findings.map(({ values }) => Number(values['more'] ?? 0));
    expect(more.reduce((sum, each) => sum + each, findings.length)).toBe(64);
    expect(more.at(-1)).toBe(64 - 19 * 2 - 1);
  });
});

function upTo(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe('the line of column names', () => {
  const withCaptions = (category: OtherCategory, captions: string) => {
    const [header, , ...rows] = otherFile(category).split('\r\n');
    return short(checkExtf(utf8([header, captions, ...rows].join('\r\n'))).findings);
  };

  it('may have the names of DATEV’s portal', () => {
    expect(withCaptions(20, 'Konto;Kontenbeschriftung;Sprach-ID;Kontenbeschriftung lang')).toEqual([]);
    expect(withCaptions(20, 'Kontonummer;Kontobeschriftung;SprachId;Kontenbeschriftung lang')).toEqual([]);
  });

  it('of another format is told', () => {
    const [, captions = ''] = otherFile(46).split('\r\n');
    expect(withCaptions(20, captions)).toEqual(['warning extf.captions-differ']);
    expect(withCaptions(65, captions)).toEqual(['warning extf.captions-differ']);
  });

  it.each([40, 41])('may differ in column %i of a Buchungsstapel only', (nr) => {
    const [, captions = ''] = otherFile(48).split('\r\n');
    const renamed = captions.split(';').with(nr - 1, 'Anderes');
    expect(withCaptions(48, renamed.join(';'))).toEqual(['warning extf.captions-differ']);
    const booked = CAPTIONS.split(';')
      .with(nr - 1, 'Anderes')
      .join(';');
    expect(short(checkExtf(utf8(`${headerLine()}\r\n${booked}\r\n${ROW}\r\n`)).findings)).toEqual([]);
  });

  it('with umlauts of another encoding is told, and stops nothing', () => {
    const [header, captions = '', row] = otherFile(46).split('\r\n');
    const garbled = captions.replaceAll('ä', 'Š');
    const wide = String(row).replace('30 Tage', '30 Tage, fŠllig');
    const found = checkExtf(utf8(`${header}\r\n${garbled}\r\n${wide}\r\n`));
    expect(short(found.findings)).toEqual(['warning extf.encoding.captions']);
  });

  it('twice is told, and an address whose notes read like column names is none', () => {
    const [header, captions, row] = otherFile(48).split('\r\n');
    const twice = checkExtf(utf8(`${header}\r\n${captions}\r\n${captions}\r\n${row}\r\n`));
    expect(short(twice.findings)).toEqual(['warning extf.line.captions-again']);
    const [labels, , row20] = otherFile(20).split('\r\n');
    const renamed = 'Konto;Kontenbeschriftung;Sprach-ID;Kontobeschriftung;SprachId;Kontenbeschriftung lang';
    const again = checkExtf(utf8(`${labels}\r\nKonto\r\n${renamed}\r\n${row20}\r\n`));
    expect(short(again.findings)).toEqual(['warning extf.line.captions-again']);
    expect(check(48, { 42: '"Telefon"', 46: '"E-Mail"', 48: '"Internet"', 50: '"Fax"' })).toEqual([]);
  });
});

describe('a file of the four formats is edited by its types', () => {
  const edited = (category: OtherCategory, field: number, value: string) => {
    const anew = editExtf(readExtf(utf8(otherFile(category))), { row: 1, field, value });
    return 'refused' in anew ? anew.refused : new TextDecoder().decode(anew.bytes).split('\r\n')[2];
  };

  it('a text gets quotation marks, a number stays bare', () => {
    expect(edited(20, 2, 'Kasse; klein')).toBe(otherRow(20, { 2: '"Kasse; klein"' }));
    expect(edited(46, 8, '45')).toBe(otherRow(46, { 8: '45' }));
    expect(edited(48, 19, 'Fürth')).toBe(otherRow(48, { 19: '"Fürth"' }));
    expect(edited(65, 12, '01022024')).toBe(otherRow(65, { 12: '01022024' }));
  });

  it('what would tear the row apart is refused in a number', () => {
    expect(edited(46, 8, '3;0')).toEqual({ why: 'no-text' });
    expect(edited(65, 3, '1"0')).toEqual({ why: 'no-text' });
  });

  it.each([20, 46, 48, 65] as const)('category %i is written anew byte for byte', (category) => {
    const given = utf8(otherFile(category));
    expect(rewriteExtf(readExtf(given))).toEqual({ bytes: given });
  });
});

describe('rows of these formats, damaged at random', () => {
  const cell = fc.constantFrom(
    '',
    '""',
    '"x"',
    'x',
    '-1',
    '1,5',
    '"=1+1"',
    '"\u00fc\u202e"',
    '99999999999',
    '"a""b"',
    '"a',
  );
  const damage = fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), cell), { maxLength: 12 });

  it.each([20, 46, 48, 65] as const)('category %i: never an error, and all are counted', (category) => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 40 }), (rows) => {
        const lines = rows.map((cells) => otherRow(category, Object.fromEntries(cells)));
        const { findings, errors, warnings } = checkExtf(utf8(otherFile(category, lines)));
        expect(errors).toBe(0);
        const told = findings.reduce((sum, { values }) => sum + 1 + Number(values['more'] ?? 0), 0);
        expect(told).toBe(warnings);
      }),
    );
  });
});

describe('a file whose rows no table knows', () => {
  const NAMES = [
    'Zahlungsbedingungen',
    'Buchungsstapel',
    'Debitoren/Kreditoren',
    'Kontenbeschriftungen',
    'GP-Stamm',
  ];

  it('was told so before every format had a table, and what is kept of it still has its words', () => {
    const kept = { severity: 'warning', class: 'rows', code: 'extf.rows-not-checked', values: {} } as const;
    expect(renderFinding(kept, 'de').text).toMatch(/^Die Zeilen dieses Formats/);
  });

  it('is always stopped by its header line', () => {
    const changed = fc
      .tuple(fc.nat(70), fc.constantFrom(...NAMES), fc.nat(15))
      .map(([category, name, version]) =>
        otherFile(46).replace(';46;"Zahlungsbedingungen";2;', `;${category};"${name}";${version};`),
      );
    fc.assert(
      fc.property(changed, (text) => {
        const { areRowsChecked, findings } = checkExtf(utf8(text));
        const isStopped = findings.some((one) => one.severity === 'error' && one.class === 'header');
        expect(areRowsChecked || isStopped).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what no table says holds here, too', () => {
  it('two joined files', () => {
    const file = otherFile(46);
    const { findings } = checkExtf(utf8(file + file));
    expect(short(findings)).toContain('error extf.line.second-file');
  });

  it('a version that nobody here knows is only counted', () => {
    const text = otherFile(46).replace('"Zahlungsbedingungen";2;', '"Zahlungsbedingungen";1;');
    const found = checkExtf(utf8(text));
    expect(found).toMatchObject({ areRowsChecked: false, rows: 1 });
    expect(short(found.findings)).toEqual(['error extf.header.5 @5']);
  });
});

describe('what changed is named by the columns of its own format', () => {
  it.each([
    [20, 2, 'Kontobeschriftung'],
    [46, 8, 'Fällig Tage'],
    [48, 19, 'Ort'],
    [65, 13, 'Kontonummer'],
  ] as const)('category %i, column %i is %s', (category, nr, label) => {
    const before = utf8(otherFile(category));
    const after = utf8(otherFile(category, [otherRow(category, { [nr]: '"9"' })]));
    const { category: of, fields } = changesBetween(before, after);
    expect(fields.map((field) => columnLabel(of, field))).toEqual([label]);
  });

  it('a Buchungsstapel and a file of Debitoren by theirs; what nobody here knows by number only', () => {
    expect([columnLabel(21, 2), columnLabel(16, 2)]).toEqual([
      'Soll/Haben-Kennzeichen',
      'Name (Adressattyp Unternehmen)',
    ]);
    const unknown = utf8(`${headerLine({ 3: '99' })}\r\n${CAPTIONS}\r\n${ROW}\r\n`);
    expect(changesBetween(unknown, unknown)).not.toHaveProperty('category');
    expect([columnLabel(undefined, 2), columnLabel(99, 2), columnLabel(21, 126)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
