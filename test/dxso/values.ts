import fc from 'fast-check';
import type { SimpleTypeName } from '../../src/dxso/xml/simple-types';

/** Values on both sides of each border of a type, and those that validators like to disagree about. */
type Pool = { readonly good: readonly string[]; readonly bad: readonly string[] };

const long = (most: number): Pool => ({
  good: ['x', ' x ', 'ä'.repeat(most), '😀'.repeat(most), 'a\nb', '&'],
  bad: ['', 'ä'.repeat(most + 1), '😀'.repeat(most + 1)],
});
const WHOLE_BAD = ['', '+5', '007', '1.0', '1e3', '٣', 'x', '99999999999999999999', '-0'];
const DAY: Pool = {
  good: ['2024-02-29', '1753-01-01', '9999-12-31', ' 2024-01-01\n'],
  bad: [
    '',
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-1-1',
    '1752-12-31',
    '10000-01-01',
    '2024-01-01Z',
    '2024-01-01+01:00',
    '24-01-01',
    '\u00a02024-01-01',
    '2024-01-01T00:00:00',
  ],
};
const amount = (good: readonly string[], bad: readonly string[] = []): Pool => ({
  good: ['1.00', '0.01', '+12.34', ' 1.50 ', ...good],
  bad: ['', '1', '1.0', '1,00', '01.00', '1.000', '.50', '1e2', '٣.00', '--1.00', '1 .00', ...bad],
});
const INVOICE: Pool = { good: ['RE-1', '$%&*+-/', 'a'], bad: ['ä', 'a b', 'a.b', 'a\n', 'RE_1', '٣'] };

export const POOLS: Readonly<Record<SimpleTypeName, Pool>> = {
  p1: { good: ['EUR', 'CHF', 'USD'], bad: ['', 'eur', ' EUR', 'EURO', 'XXX', '978'] },
  p3: { good: ['6.0', '6x0'], bad: ['', '6', '5.0', ' 6.0', '6.0 '] },
  p7: amount(['-0.01', '9999999999.99', '-9999999999.99'], ['0.00', '-0.00', '10000000000.00']),
  p10: { good: [...INVOICE.good, 'a'.repeat(12)], bad: [...INVOICE.bad, '', 'a'.repeat(13)] },
  p11: { good: ['10000', '999999999', ' 70000 '], bad: [...WHOLE_BAD, '9999', '1000000000'] },
  p13: { good: ['A.1/2', 'a'.repeat(30)], bad: ['', 'a b', 'a'.repeat(31), 'ä'] },
  p23: { good: ['9', '999', '+10', ' 12 '], bad: ['', '8', '1000', '-9', '010', 'x', '9.0'] },
  p30: long(120),
  p31: {
    good: ['1.147900', '0.000001', '9999.999999', '+1.000000'],
    bad: ['', '0.000000', '-1.000000', '1.1479', '10000.000000', '01.000000'],
  },
  p33: {
    good: ['19.00', '0.00', '-0.00', '+7.00', '99.99'],
    bad: ['', '100.00', '-1.00', '19', '19.0', '019.00'],
  },
  p34: amount(['99999999.99'], ['0.00', '-1.00', '100000000.00']),
  p35: { good: ['true', 'false', '1', '0', ' true '], bad: ['', 'TRUE', 'ja', '2'] },
  p36: { good: ['Kopie'], bad: ['', 'a-b', 'ä'] },
  p37: {
    good: ['1.0000', '0.0001', '999999999999.9999', '+2.0000'],
    bad: ['', '0.0000', '-1.0000', '1.00', '1000000000000.0000'],
  },
  p10001: long(10),
  p10002: amount(['0.00', '-0.00', '-9999999999.99'], ['10000000000.00']),
  p10005: long(30),
  p10007: { good: ['1', '10', '0123456789'], bad: ['', '0', '12345678901', 'a', ' 1'] },
  p10010: {
    good: ['DE38500700100087654321', `AT12${'a'.repeat(30)}`, 'DE٣٣12345678901'],
    bad: ['', 'de38500700100087654321', 'DE38 5007 0010', 'DE381234567890', `AT12${'a'.repeat(31)}`],
  },
  p10011: long(15),
  p10012: long(50),
  p10014: { good: ['DE', 'AT', 'XI'], bad: ['', 'de', 'D', ' DE', 'EU', 'DEU'] },
  p10019: long(30),
  p10027: { good: ['DE123456789', 'a. _', 'x'.repeat(15)], bad: ['', 'x'.repeat(16), 'DE-1', 'ä'] },
  p10029: DAY,
  p10030: {
    good: ['ABCDEFGH', 'ABCDEF12', 'ABCDEF12XXX', 'ABCDEF123'],
    bad: ['', 'ABCDEFG', 'abcdefgh', 'ABCDEF12XXXX', 'ABCDE123'],
  },
  p10033: { good: ['0', '9', '9999', ' 40 '], bad: [...WHOLE_BAD, '10000'] },
  p10036: long(60),
  p10039: { good: ['1', '4400', '999999999'], bad: [...WHOLE_BAD, '0', '1000000000'] },
  p10040: { good: [...INVOICE.good, '', 'a'.repeat(36)], bad: [...INVOICE.bad, 'a'.repeat(37)] },
  p10041: {
    good: ['', 'a', 'a b', '\u00a0a', 'ä'.repeat(36), '😀', '😀'.repeat(36)],
    bad: [' ', ' a', 'a ', 'a\tb', 'a\nb', 'ä'.repeat(37)],
  },
  p16: { good: ['6.0', '6x0'], bad: ['', '6', '60', ' 6.0'] },
  p17: long(36),
  p18: { good: ['Incoming', 'Outgoing'], bad: ['', 'incoming', 'Both'] },
  p19: { good: ['InvoiceType'], bad: ['', 'invoiceType'] },
  p20: long(255),
  p25: { good: ['1', '2', ' 1 '], bad: ['', '0', '3', '+1', '01'] },
  p26: { good: ['1', '2'], bad: ['', '3', 'x'] },
  p27: { good: ['1', '+2', ' 3 ', '99'], bad: ['', '0', '100', '-1', '01'] },
  p28: { good: ['2024-01', '1753-01', '9999-12'], bad: [] },
  p32: { good: ['1', '2', '3', ' 1 '], bad: ['', '0', '4', '+1', '01'] },
  p10008: long(30),
  p10009: long(40),
  p10037: {
    good: ['e0a08953-fbaa-4054-af36-993d5d68f040', 'E0A08953-FBAA-4054-AF36-993D5D68F040'],
    bad: [
      '',
      'e0a08953fbaa4054af36993d5d68f040',
      '{e0a08953-fbaa-4054-af36-993d5d68f040}',
      'g0a08953-fbaa-4054-af36-993d5d68f040',
    ],
  },
  p10048: {
    good: [
      '2024-01-01T12:00:00',
      '2024-01-01T24:00:00',
      '2024-01-01T00:00:00.123',
      '0001-01-01T00:00:00',
      '9999-12-31T23:59:59',
      ' 2024-01-01T12:00:00 ',
    ],
    bad: [
      '',
      '2024-01-01',
      '2024-01-01T12:00:00Z',
      '2024-01-01T12:00:00+01:00',
      '2024-01-01T12:00',
      '2024-01-01T12:00:60',
      '2024-02-30T12:00:00',
      '0000-01-01T00:00:00',
      '9999-12-31T23:59:59.5',
      '9999-12-31T24:00:00',
      '2024-01-01T24:00:01',
      '2024-01-01T00:00:00.',
      '12024-01-01T00:00:00',
    ],
  },
  p10049: { good: ['1000', '9999999'], bad: [...WHOLE_BAD, '999', '10000000'] },
  p10050: { good: ['0', '99999', ' 1 '], bad: [...WHOLE_BAD, '100000'] },
  p10051: long(255),
  p10052: long(40),
  cashPropertyValue: {
    good: ['2024-01', `${' '.repeat(50)}2024-01`, `${' '.repeat(45)}1000`, 'Kasse', 'x'.repeat(40)],
    bad: ['', 'x'.repeat(41), `${' '.repeat(50)}2024-13`],
  },
  invoicePropertyValue: {
    good: ['2024-01', `${' '.repeat(50)}2024-01`, 'Eingangsrechnungen'],
    bad: ['', 'x'.repeat(41), `${' '.repeat(45)}1000`],
  },
};

/** Mostly a good value; attributes lose line breaks on the way, so those with one are for elements only. */
export function anyValue(type: SimpleTypeName, oneBadIn = 60): fc.Arbitrary<string> {
  const { good, bad } = POOLS[type];
  const allowed = fc.constantFrom(...good);
  if (bad.length === 0) return allowed;
  return fc.oneof(
    { arbitrary: allowed, weight: oneBadIn },
    { arbitrary: fc.constantFrom(...bad), weight: 1 },
  );
}
