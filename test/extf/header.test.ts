import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../packages/sandbox/datev/file-check';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { checkExtf } from '../../src/extf/check/check';
import { mayBeTaken } from '../../src/extf/check/verdict';
import { FIELD_RULES } from '../../src/extf/header-rules';
import { fileText, headerLine, latin, shortOfFile, TARGET, utf8 } from './files';
import { otherFile } from './other-files';

function check(changed: Readonly<Record<number, string>>, mandant = TARGET) {
  return shortOfFile(checkExtf(latin(fileText(changed)), { mandant }).findings);
}

/** Per field: a value that breaks its rule, one next to it that does not, and how bad the break is. */
const MUTATIONS: readonly (readonly [number, string, string, 'error' | 'warning'])[] = [
  [1, '"DTVF"', 'EXTF', 'error'],
  [2, '510', '"700"', 'error'],
  [3, '99', '21', 'error'],
  [4, '"Booking batch"', '"Buchungsstapel"', 'error'],
  [5, '9', '12', 'error'],
  [6, '20240130', '20240229000000000', 'error'],
  [7, '20240130140440439', '""', 'error'],
  [8, '"REX"', '""', 'warning'],
  [9, `"${'x'.repeat(26)}"`, `"${'x'.repeat(25)}"`, 'warning'],
  [10, `"${'x'.repeat(26)}"`, `"${'x'.repeat(25)}"`, 'warning'],
  [11, '1000', '0455148', 'error'],
  [12, '100000', '00001', 'error'],
  [13, '20230229', '20240101', 'error'],
  [14, '9', '8', 'error'],
  [15, '20240231', '20240229', 'error'],
  [16, '31.08.2024', '20241231', 'error'],
  [17, `"${'x'.repeat(31)}"`, '"Löhne - 01/2024_a.b"', 'warning'],
  [18, '"W"', '"WDXY"', 'warning'],
  [19, '3', '2', 'warning'],
  [20, '31', '30', 'warning'],
  [21, '2', '1', 'warning'],
  [22, '"Euro"', '"CHF"', 'warning'],
  [23, 'x', '', 'error'],
  [24, '"x"', '', 'error'],
  [25, '0', '', 'error'],
  [26, '1', '', 'error'],
  [27, '"3"', '"0304"', 'warning'],
  [28, '12345', '1234', 'warning'],
  [29, '1', '', 'error'],
  [30, '"x"', '', 'error'],
  [31, `"${'x'.repeat(17)}"`, `"${'x'.repeat(16)}"`, 'warning'],
];

/** Fields that must be filled, and what an empty one is. */
const NEEDED: readonly (readonly [number, 'error' | 'warning'])[] = [
  ...([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16] as const).map((nr) => [nr, 'error'] as const),
  ...([19, 20, 22] as const).map((nr) => [nr, 'warning'] as const),
];

describe('the fields of the header line', () => {
  it('has one rule for each of the 31 fields, and the table breaks each of them', () => {
    const all = Array.from({ length: 31 }, (_, i) => i + 1);
    expect(FIELD_RULES.map((rule) => rule.nr)).toEqual(all);
    expect(MUTATIONS.map(([nr]) => nr)).toEqual(all);
  });

  it('finds nothing in a correct file', () => {
    const found = checkExtf(latin(fileText()), { mandant: TARGET, fileName: 'EXTF_Januar.csv' });
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({ encoding: 'windows-1252', rows: 1, label: 'Rechnungen 2024' });
    expect(found.header).toMatchObject({
      category: 21,
      formatVersion: 13,
      mandant: TARGET,
      fiscalYearBegin: '2024-01-01',
      accountLength: 4,
      from: '2024-01-01',
      to: '2024-08-31',
      locked: false,
    });
  });

  it.each(MUTATIONS)('objects to field %i with %s, not with %s, as %s', (nr, broken, neutral, severity) => {
    expect(check({ [nr]: broken })).toEqual([`${severity} extf.header.${nr} @${nr}`]);
    expect(check({ [nr]: neutral })).toEqual([]);
  });

  it.each(NEEDED.filter(([nr]) => nr !== 1))(
    'wants field %i filled in a batch of bookings (%s)',
    (nr, severity) => {
      expect(check({ [nr]: '' })).toEqual([`${severity} extf.header.${nr} @${nr}`]);
    },
  );

  it.each([
    ['48', '"Diverse Adressen"', '2', '"AW"', []],
    ['65', '"Wiederkehrende Buchungen"', '4', '"KP"', []],
    ['48', '"Diverse Adressen"', '2', '"AWX"', ['error extf.header.24 @24']],
  ])(
    'category %s may name its derivative, as DATEV’s samples do: %s %s %s',
    (category, name, version, mark, found) => {
      const header = { 3: category, 4: name, 5: version, 15: '', 16: '', 24: mark };
      expect(check(header).filter((finding) => finding.includes('@24'))).toEqual(found);
    },
  );

  it('does not want the fields of bookings in master data', () => {
    const masterData = {
      3: '16',
      4: '"Debitoren/Kreditoren"',
      5: '5',
      15: '',
      16: '',
      17: '""',
      19: '',
      20: '',
      21: '',
      22: '""',
    };
    // The column names below are those of bookings.
    expect(check(masterData)).toEqual(['warning extf.captions-differ']);
  });

  it('warns that an empty Festschreibung locks by itself', () => {
    expect(check({ 21: '' })).toEqual(['warning extf.header.locking-empty @21']);
  });
});

describe('fields that must fit together', () => {
  it.each([
    ['another Berater', { 11: '29098' }, 'error extf.header.mandant-mismatch @11'],
    ['another Mandant of the same Berater', { 12: '2' }, 'error extf.header.mandant-mismatch @12'],
    ['both', { 11: '29098', 12: '55003' }, 'error extf.header.mandant-mismatch @11'],
    ['category and version', { 5: '5' }, 'error extf.header.combination @3'],
    ['category and name', { 4: '"Debitoren/Kreditoren"' }, 'error extf.header.combination @3'],
    ['dates the wrong way round', { 15: '20240802', 16: '20240801' }, 'error extf.header.date-order @15'],
    ['a start before the fiscal year', { 15: '20231231' }, 'warning extf.header.outside-fiscal-year @15'],
    ['an end after twelve months', { 16: '20250101' }, 'warning extf.header.outside-fiscal-year @16'],
  ])('objects to %s', (_, changed: Record<number, string>, finding) => {
    expect(check(changed)).toEqual([finding]);
  });

  it.each([
    ['one day', { 15: '20240801', 16: '20240801' }],
    ['a fiscal year from July to June', { 13: '20230701', 15: '20240601', 16: '20240630' }],
    ['a fiscal year that starts on a leap day', { 13: '20240229', 15: '20240301', 16: '20250228' }],
  ])('accepts %s', (_, changed: Record<number, string>) => {
    expect(check(changed)).toEqual([]);
  });

  it.each(['Kontenbeschriftungen', 'Sachkontenbeschriftungen'])(
    'accepts the name %s, which DATEV uses for category 20',
    (name) => {
      const text = otherFile(20).replace('"Kontenbeschriftungen"', `"${name}"`);
      expect(shortOfFile(checkExtf(utf8(text), { mandant: TARGET }).findings)).toEqual([]);
    },
  );

  it('says both Mandanten, and which is which', () => {
    const [finding] = checkExtf(latin(fileText({ 11: '29098', 12: '55003' })), { mandant: TARGET }).findings;
    expect(finding?.values).toEqual({ inFile: '29098-55003', target: TARGET });
  });

  it('does not compare the Mandant when its number is wrong in itself, or when no target is given', () => {
    expect(check({ 11: '7' })).toEqual(['error extf.header.11 @11']);
    expect(shortOfFile(checkExtf(latin(fileText({ 11: '29098' }))).findings)).toEqual([]);
  });
});

describe('a version', () => {
  it.each<[string, string, string]>([
    ['13', '14', 'error extf.header.newer @5'],
    ['of four digits', '0014', 'error extf.header.5 @5'],
    ['with a letter', '14a', 'error extf.header.5 @5'],
  ])('behind %s: %s', (_, version, wanted) => {
    expect(check({ 5: version })).toEqual([wanted]);
  });

  it('of a category that nobody knows is not newer than any', () => {
    expect(check({ 3: '99', 5: '900' })).toEqual(['error extf.header.3 @3', 'error extf.header.5 @5']);
  });

  it('that is long is cut in the finding', () => {
    const [finding] = checkExtf(latin(fileText({ 5: 'x'.repeat(50) }))).findings;
    expect(finding?.values).toEqual({ value: 'x'.repeat(40) });
  });
});

describe('the shape of the header line', () => {
  const longer = (changed: Readonly<Record<number, string>>) => {
    const text = fileText().replace(headerLine(), `${headerLine(changed)};`);
    return shortOfFile(checkExtf(latin(text), { mandant: TARGET }).findings);
  };
  const wrong = { 11: '7', 12: '100000', 14: '9' };
  it('has slipped where it is longer and three errors are in it, not where there are two, or only notes', () => {
    expect(longer(wrong)).toEqual(['error extf.header.extra-columns @11']);
    const { 14: _, ...two } = wrong;
    expect(longer(two)).toEqual([
      'error extf.header.11 @11',
      'error extf.header.12 @12',
      'warning extf.header.extra-columns',
    ]);
    expect(longer({ 8: '"REX"', 18: '"W"', 19: '3', 22: '"Euro"' })).toEqual([
      ...[8, 18, 19, 22].map((nr) => `warning extf.header.${nr} @${nr}`),
      'warning extf.header.extra-columns',
    ]);
    expect(check(wrong)).toEqual([11, 12, 14].map((nr) => `error extf.header.${nr} @${nr}`));
  });

  it('reports missing fields only once, because nobody knows which are missing', () => {
    const text = fileText().replace(
      headerLine(),
      headerLine({ 11: '', 14: '99' }).split(';').slice(0, 30).join(';'),
    );
    expect(shortOfFile(checkExtf(latin(text), { mandant: TARGET }).findings)).toEqual([
      'error extf.header.columns',
    ]);
  });

  it('only warns of more than 31 fields, as Excel appends them', () => {
    const text = fileText().replace(headerLine(), `${headerLine()};;;`);
    expect(shortOfFile(checkExtf(latin(text), { mandant: TARGET }).findings)).toEqual([
      'warning extf.header.extra-columns',
    ]);
  });

  it.each([
    [1000, []],
    [1001, ['error extf.header.too-long']],
  ])('counts %i characters', (length, findings) => {
    const text = fileText().replace(
      headerLine(),
      `${headerLine()}${';'.repeat(length - headerLine().length)}`,
    );
    const found = shortOfFile(checkExtf(latin(text), { mandant: TARGET }).findings).filter((f) =>
      f.startsWith('error'),
    );
    expect(found).toEqual(findings);
  });

  it('reads a semicolon and doubled quotation marks inside a text', () => {
    const { label, header } = checkExtf(latin(fileText({ 17: '"a;b ""c"""' })));
    expect(label).toBe('a;b "c"');
    expect(header?.fields).toHaveLength(31);
  });

  it('keeps long values out of the findings', () => {
    const [finding] = checkExtf(latin(fileText({ 6: 'x'.repeat(500) })), { mandant: TARGET }).findings;
    expect(String(finding?.values['value'])).toHaveLength(40);
  });
});

const SAMPLE = sharedPath('samples', 'extf', '01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv');
const HEADER_SPEC = sharedPath('specs', 'datev', 'extf', 'header-v700.json');

describe.skipIf(SAMPLE === undefined)(
  `DATEV’s own sample${SAMPLE === undefined ? ' (skipped: not beside the project)' : ''}`,
  () => {
    const bytes = SAMPLE === undefined ? new Uint8Array() : new Uint8Array(readFileSync(SAMPLE));

    it('shows exactly two things when it is to go to another Mandant: the Mandant, and UTF-8 without a mark', () => {
      const found = checkExtf(bytes, { mandant: TARGET });
      expect(shortOfFile(found.findings)).toEqual([
        'warning extf.encoding.utf8-without-bom',
        'error extf.header.mandant-mismatch @11',
      ]);
      expect(found.rows).toBe(54);
    });

    it('is clean with a byte order mark for its own Mandant, and DATEV counts the same rows', () => {
      const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);
      const found = checkExtf(marked, { mandant: '29098-55003' });
      expect(shortOfFile(found.findings)).toEqual([]);
      expect(found.errors).toBe(0);
      const outcome = checkFile(marked, { consultant: 29_098, client: 55_003 });
      expect(outcome).toMatchObject({
        result: 'succeeded',
        facts: { records: found.rows, label: found.label },
      });
    });
  },
);

describe.skipIf(HEADER_SPEC === undefined)(
  `the published example header${HEADER_SPEC === undefined ? ' (skipped: not beside the project)' : ''}`,
  () => {
    it('passes for its own Mandant', () => {
      const spec = JSON.parse(readFileSync(HEADER_SPEC ?? '', 'utf8')) as {
        example: string;
        columns: { nr: number; label: string }[];
      };
      const bytes = utf8(fileText().replace(headerLine(), spec.example));
      const found = checkExtf(bytes, { mandant: '29098-55003' });
      expect(found.findings).toEqual([]);
      expect(mayBeTaken(found.findings)).toBe(true);
    });
  },
);
