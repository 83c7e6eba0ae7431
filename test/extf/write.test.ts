import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { type BookingLine, bookingLine } from '../../src/extf/booking-line';
import { checkExtf } from '../../src/extf/check/check';
import { BUCHUNGSSTAPEL } from '../../src/extf/format';
import { writeBookings } from '../../src/extf/write/write';
import { cellsOf, cent, day, line, SAMPLE_HEADER } from './lines';

const HEADER_LINE =
  '"EXTF";700;21;"Buchungsstapel";13;20240130140440439;;"RE";"";"";29098;55003;20240101;4;20240101;20240831;"Buchungsstapel";"WD";1;0;0;"EUR";;"";;;"03";;;"";""';
const CAPTIONS = BUCHUNGSSTAPEL.fields.map((field) => field.label).join(';');
/** Columns 21 to 113 and 115 to 125 of a booking that has nothing there. */
const INFO = '"";'.repeat(16);
const BETWEEN = `"";"";;"";;"";;;;;;${'"";'.repeat(40)};;;"";;;;"";"";;"";;;;"";"";;"";;"";;"";"";;"";;`;
const END = ';;;;"";;"";"";;"";;';

/** A booking with umlauts, a quotation mark, an invoice number, a document and a due day; and what DATEV wants to see of it. */
const FULL: BookingLine = {
  amount: cent(123_405),
  side: 'H',
  account: 8400,
  contra: 10_100,
  taxKey: '40',
  day: day('2024-02-09'),
  belegfeld1: 'AR-78/13',
  belegfeld2: '160318',
  discount: cent(238),
  text: 'Größe 5"; für Köln',
  documentGuid: 'E0A08953-fbaa-4054-af36-993d5d68f040',
  dueDay: day('2024-03-01'),
};
const FULL_ROW = `1234,05;"H";"";;;"";8400;10100;"40";0902;"AR-78/13";"160318";2,38;"Größe 5""; für Köln";;"";;;;"BEDI ""E0A08953-fbaa-4054-af36-993d5d68f040""";${INFO}${BETWEEN}0;;;01032024;"";;"";"";;"";;`;
const PLAIN_ROW = `100,00;"S";"";;;"";10000;8400;"";3101;"";"";;"";;"";;;;"";${INFO}${BETWEEN}0${END}`;

/** Latin-1 is Windows-1252 for all characters of these texts. */
function asLatin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe('a written Buchungsstapel', () => {
  const lines = [FULL, line()];
  const text = [HEADER_LINE, CAPTIONS, FULL_ROW, PLAIN_ROW].map((one) => `${one}\r\n`).join('');

  it('is in UTF-8 with byte order mark, byte for byte', () => {
    const { bytes } = writeBookings(SAMPLE_HEADER, lines);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(`\uFEFF${text}`);
    expect([...(bytes?.subarray(0, 4) ?? [])]).toEqual([0xef, 0xbb, 0xbf, 0x22]);
  });

  it('is in Windows-1252 without one, byte for byte', () => {
    const { bytes } = writeBookings(SAMPLE_HEADER, lines, { encoding: 'windows-1252' });
    expect(bytes).toEqual(asLatin(text));
  });

  it('says how many rows and the control totals of each currency', () => {
    const francs = line({
      currency: 'CHF',
      exchange: { rate: { units: 105, scale: 2 }, baseAmount: cent(9524), baseCurrency: 'EUR' },
    });
    expect(writeBookings(SAMPLE_HEADER, [FULL, line(), francs, line()])).toMatchObject({
      rows: 4,
      findings: [],
      totals: [
        { currency: 'EUR', debit: 20_000n, credit: 123_405n },
        { currency: 'CHF', debit: 10_000n, credit: 0n },
      ],
    });
  });

  it('adds up exactly where floating-point numbers would not', () => {
    const many = Array.from({ length: 9999 }, () => line({ amount: cent(999_999_999_999) }));
    expect(writeBookings(SAMPLE_HEADER, many).totals).toEqual([
      { currency: 'EUR', debit: 9_998_999_999_990_001n, credit: 0n },
    ]);
  });

  it('is the same whether the lines are alike or not', () => {
    expect(writeBookings(SAMPLE_HEADER, lines.map(bookingLine)).bytes).toEqual(
      writeBookings(SAMPLE_HEADER, lines).bytes,
    );
  });

  it('grows to any size, also when later rows are much longer than the first', () => {
    const long = line({
      documentInfo: Array.from({ length: 8 }, () => ({ type: 'Art', content: 'ä'.repeat(210) })),
    });
    const many = [...Array.from({ length: 800 }, () => line()), ...Array.from({ length: 800 }, () => long)];
    const rows = cellsOf(writeBookings(SAMPLE_HEADER, many).bytes).slice(2);
    expect(rows).toHaveLength(1600);
    expect(rows[799]?.[21]).toBe('');
    expect(rows[1599]?.[35]).toBe('ä'.repeat(210));
  });

  it('uses memory that is given, as long as there is room', () => {
    const memory = new Uint8Array(400_000).fill(0x78);
    const own = writeBookings(SAMPLE_HEADER, lines).bytes;
    const { bytes } = writeBookings(SAMPLE_HEADER, lines, { memory: memory.subarray(1) });
    expect(bytes).toEqual(own);
    expect([bytes?.buffer === memory.buffer, bytes?.byteOffset]).toEqual([true, 1]);
    const many = Array.from({ length: 2000 }, () => line());
    const big = writeBookings(SAMPLE_HEADER, many, { memory }).bytes;
    expect(big?.buffer === memory.buffer).toBe(false);
    expect(Buffer.from(big ?? []).equals(writeBookings(SAMPLE_HEADER, many).bytes ?? new Uint8Array())).toBe(
      true,
    );
    expect(writeBookings(SAMPLE_HEADER, lines, { memory: new Uint8Array(100) }).bytes).toEqual(own);
  });

  it('composes characters (NFC), so that DATEV shows them right', () => {
    const decomposed = 'Bu\u0308ro A\u030angstro\u0308m e\u0301 \u65e5\u672c \u{1f600}';
    expect(decomposed).not.toBe(decomposed.normalize('NFC'));
    const { bytes } = writeBookings(SAMPLE_HEADER, [line({ text: decomposed })]);
    expect(cellsOf(bytes)[2]?.[13]).toBe(decomposed.normalize('NFC'));
  });

  it('knows all characters of Windows-1252', () => {
    const text1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ¡ÿß';
    const options = { encoding: 'windows-1252' } as const;
    const { bytes } = writeBookings(SAMPLE_HEADER, [line({ text: text1252 })], options);
    expect(cellsOf(bytes, 'windows-1252')[2]?.[13]).toBe(text1252);
  });

  it('has a place for every column', () => {
    const pair = (n: number) => ({ type: `Art ${n}`, content: `Inhalt ${n}` });
    const decimal = { units: 1250, scale: 2 };
    const { bytes, findings } = writeBookings(SAMPLE_HEADER, [
      {
        ...FULL,
        currency: 'USD',
        exchange: { rate: { units: 1_082_500, scale: 6 }, baseAmount: cent(1), baseCurrency: 'EUR' },
        documentInfo: Array.from({ length: 8 }, (_, n) => pair(n)),
        kost1: 'K 1',
        kost2: 'MÜNCHEN_2',
        kostQuantity: { units: 12_345, scale: 4 },
        euVatId: 'ATU52409200',
        euTaxRate: decimal,
        additionalInfo: Array.from({ length: 20 }, (_, n) => pair(n)),
        isLocked: false,
        serviceDay: day('2024-02-29'),
        taxPeriodDay: day('2023-12-31'),
        isReversal: true,
        others: OTHERS,
      },
    ]);
    expect(findings).toEqual([]);
    const row = cellsOf(bytes)[2] ?? [];
    expect(row).toHaveLength(125);
    expect(row.map((cell, index) => (cell === '' ? index + 1 : 0)).filter((nr) => nr > 0)).toEqual([]);
    expect([3, 4, 5, 6, 39, 41, 115, 116, 118].map((nr) => row[nr - 1])).toEqual([
      'USD',
      '1,082500',
      '0,01',
      'EUR',
      '1,2345',
      '12,50',
      '29022024',
      '31122023',
      '1',
    ]);
    expect(OTHERS.map(({ column }) => row[column - 1])).toEqual(OTHER_CELLS);
  });
});

/** The columns without a member of their own, and how their values have to be written. */
const OTHERS = [
  { column: 15, number: { units: 0, scale: 0 } },
  { column: 16, text: 'Adr_1' },
  { column: 17, number: { units: 999, scale: 0 } },
  { column: 18, number: { units: 31, scale: 0 } },
  { column: 19, number: { units: 1, scale: 0 } },
  { column: 42, text: 'I' },
  { column: 43, number: { units: 1, scale: 0 } },
  { column: 44, number: { units: 190, scale: 0 } },
  { column: 45, number: { units: 4, scale: 0 } },
  { column: 46, number: { units: 12, scale: 0 } },
  { column: 47, number: { units: 3, scale: 0 } },
  { column: 88, number: { units: 12, scale: 0 } },
  { column: 89, number: { units: 505, scale: 1 } },
  { column: 90, number: { units: 3, scale: 0 } },
  { column: 91, text: 'F1' },
  { column: 92, number: { units: 2024, scale: 0 } },
  { column: 93, day: day('2024-01-02') },
  { column: 94, number: { units: 1, scale: 0 } },
  { column: 95, text: 'Projekt 4711' },
  { column: 96, text: 'AG' },
  { column: 97, number: { units: 3, scale: 0 } },
  { column: 98, text: 'FR' },
  { column: 99, number: { units: 7, scale: 0 } },
  { column: 100, number: { units: 2000, scale: 2 } },
  { column: 101, account: 8070 },
  { column: 102, text: 'WK' },
  { column: 103, text: 'e0a08953-fbaa-4054-af36-993d5d68f040' },
  { column: 104, day: day('1999-12-31') },
  { column: 105, text: 'Mandat' },
  { column: 106, number: { units: 0, scale: 0 } },
  { column: 107, text: 'Gesellschaft' },
  { column: 108, number: { units: 1, scale: 0 } },
  { column: 109, text: '12345678901' },
  { column: 110, text: 'Z' },
  { column: 111, day: day('2024-12-31') },
  { column: 112, text: 'SoBil' },
  { column: 113, number: { units: 10, scale: 0 } },
  { column: 119, number: { units: 1900, scale: 2 } },
  { column: 120, text: 'DE' },
  { column: 121, text: 'Ref' },
  { column: 122, number: { units: 5, scale: 0 } },
  { column: 123, text: 'DE133546770' },
  { column: 124, number: { units: 7, scale: 0 } },
  { column: 125, account: 0 },
] as const;
const OTHER_CELLS = [
  ...['0', 'Adr_1', '999', '31', '1', 'I', '1', '190', '4', '12', '3', '12', '50,5', '3', 'F1', '2024'],
  ...['02012024', '1', 'Projekt 4711', 'AG', '3', 'FR', '7', '20,00', '8070', 'WK'],
  ...[
    'e0a08953-fbaa-4054-af36-993d5d68f040',
    '31121999',
    'Mandat',
    '0',
    'Gesellschaft',
    '1',
    '12345678901',
    'Z',
  ],
  ...['31122024', 'SoBil', '10', '19,00', 'DE', 'Ref', '5', 'DE133546770', '7', '0'],
];

describe('rows of DATEV’s own sample, those in which DATEV keeps its rules', () => {
  const path = sharedPath('samples', 'extf', '01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv');
  const number = (units: number, scale = 0) => ({ units, scale });
  const WK = { column: 102, text: 'WK' } as const;
  const rebuilt: readonly (readonly [number, BookingLine])[] = [
    [
      2,
      {
        ...{ amount: cent(1000), side: 'S', account: 48_220, contra: 8400, day: day('2024-03-31') },
        text: 'Normalabschr. immater. VermG',
        kost1: '90',
        others: [WK],
      },
    ],
    [
      4,
      {
        ...{ amount: cent(53_116), side: 'S', account: 4832, contra: 320, day: day('2024-01-31') },
        text: 'Normalabschreibung Kfz',
        kost1: '20',
        others: [WK],
      },
    ],
    [
      7,
      {
        ...{ amount: cent(1_396_883), side: 'H', account: 8125, contra: 40_100, day: day('2024-02-16') },
        belegfeld1: '201802023',
        kost1: '299',
        kost2: '889',
        kostQuantity: number(5),
        euVatId: 'DE133546770',
        others: [WK],
      },
    ],
    [
      14,
      {
        ...{ amount: cent(11_855), side: 'H', account: 1000, contra: 1369, day: day('2024-02-02') },
        belegfeld1: '4',
        text: 'Test-Shop',
        additionalInfo: [{ type: 'Beleg fehlt', content: 'Post' }],
        others: [WK],
      },
    ],
    [
      17,
      {
        ...{ amount: cent(12_400), side: 'H', account: 8120, contra: 20_050, day: day('2024-02-27') },
        currency: 'CHF',
        exchange: { rate: number(1_240_402, 6), baseAmount: cent(10_000), baseCurrency: 'EUR' },
        text: 'Umsatz Schweiz',
        others: [WK],
      },
    ],
    [
      32,
      {
        ...{ amount: cent(11_662), side: 'S', account: 1200, contra: 10_100, day: day('2024-03-01') },
        belegfeld1: 'AR-456/13',
        discount: cent(238),
        text: 'Zahlung mit 2% Skonto',
        others: [WK],
      },
    ],
    [
      15,
      {
        ...{ amount: cent(2687), side: 'H', account: 1000, contra: 4930, day: day('2024-02-01') },
        taxKey: '9',
        text: 'Schreibwaren',
        kost1: '90',
        others: [WK],
      },
    ],
  ];

  it.skipIf(path === undefined).each(rebuilt)('are written byte for byte: row %i', (row, typed) => {
    const lines = readFileSync(path ?? '', 'utf8').split(/\r?\n/);
    const text = new TextDecoder().decode(writeBookings(SAMPLE_HEADER, [typed]).bytes);
    expect(text.split('\r\n')).toEqual([lines[0], lines[1], lines[row + 1], '']);
  });
});

describe('what is written', () => {
  it('is clean for our own check, in both encodings', () => {
    for (const encoding of ['utf-8', 'windows-1252'] as const) {
      const { bytes = new Uint8Array() } = writeBookings(SAMPLE_HEADER, [FULL, line()], { encoding });
      expect(checkExtf(bytes, { mandant: '29098-55003' })).toMatchObject({ encoding, findings: [], rows: 2 });
    }
  });
});
