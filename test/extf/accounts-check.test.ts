import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import { DEBITOREN_KREDITOREN } from '../../src/extf/format';
import { headerLine, short, utf8 } from './files';

const HEADER = {
  3: '16',
  4: '"Debitoren/Kreditoren"',
  5: '5',
  15: '',
  16: '',
  17: '""',
  18: '""',
  19: '',
  20: '',
  21: '',
  22: '""',
};

/** A business partner: some columns with their quotation marks or without, the others empty as DATEV writes them. */
function partner(columns: Readonly<Record<number, string>>): string {
  return DEBITOREN_KREDITOREN.fields
    .map(({ nr, isQuoted }) => columns[nr] ?? (nr === 1 ? '10100' : isQuoted ? '""' : ''))
    .join(';');
}

const ADDRESS = DEBITOREN_KREDITOREN.fields.find(({ label }) => label === 'Adressart')?.nr ?? 0;
const CAPTIONS = DEBITOREN_KREDITOREN.fields.map(({ label }) => label).join(';');
const check = (columns: Readonly<Record<number, string>>) =>
  short(checkExtf(utf8(`${headerLine(HEADER)}\r\n${CAPTIONS}\r\n${partner(columns)}\r\n`)).findings);

describe('business partners', () => {
  it.each([
    ['a postcode from abroad', { 18: '"SW1A 1AA"' }],
    ['a postcode from abroad, for invoices', { 156: '"1234 AB"' }],
    ['an address written by hand', { 246: '1', 247: '"Hauptstraße 5, Hinterhaus, 90402 Nürnberg"' }],
    ['an address written by hand, for invoices', { 248: '1', 249: '"c/o Muster GmbH"' }],
    ['a kind of address of two letters', { [ADDRESS]: '"ST"' }],
    ['an IBAN', { 45: '"DE89370400440532013000"' }],
    ['an IBAN with letters', { 45: '"GB29NWBK60161331926819"' }],
    ['a bank with four digits', { 135: '1200' }],
    ['columns that DATEV’s documents write both ways', { 101: '1', 107: '2', 136: '9' }],
    ['the same in quotation marks', { 101: '"1"', 107: '"2"', 136: '"9"' }],
  ])('%s is fine', (_, columns) => {
    expect(check(columns)).toEqual([]);
  });

  it.each([
    [{ 18: '"12345678901"' }, 'error extf.row.too-long @18'],
    [{ 247: `"${'x'.repeat(513)}"` }, 'error extf.row.too-long @247'],
    [{ 135: '12000' }, 'error extf.row.too-many-digits @135'],
    [{ 45: '"DE89370400440532013001"' }, 'error extf.row.iban @45'],
    [{ 45: '"DE89 3704 0044 0532 0130 00"' }, 'error extf.row.letters @45'],
    [{ 101: 'de' }, 'error extf.row.letters @101'],
    [{ 2: 'Muster' }, 'warning extf.row.quotes-missing @2'],
    // Three letters as a currency has them, and no currency.
    [{ [ADDRESS]: '"S-R"' }, `warning extf.row.letters @${ADDRESS}`],
  ])('%j is not', (columns, found) => {
    expect(check(columns)).toEqual([found]);
  });
});
