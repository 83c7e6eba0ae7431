import { expect, it } from 'vitest';
import { isMendedHere } from '../../static/shared/files/mended-here';

const found = (code: string, file?: string, severity: 'error' | 'warning' = 'error') => ({
  ...{ code, severity, values: {} },
  ...(file === undefined ? {} : { file }),
});

it.each([
  ['a wrong value in a row', [found('extf.row.value')], true],
  ['a wrong value in a ledger', [found('dxso.xsd.form', 'Beleg_1.xml')], true],
  ['bookings that do not fit together', [found('dxso.ledger.sum', 'Beleg_1.xml')], true],
  ['a wrong value in document.xml', [found('dxso.xsd.form', 'document.xml')], false],
  ['an element that is missing', [found('dxso.xsd.missing', 'Beleg_1.xml')], false],
  ['a file that is missing', [found('dxso.package.missing-file', 'document.xml')], false],
  ['nothing but a notice', [found('dxso.ledger.iban', 'Beleg_1.xml', 'warning')], false],
  [
    'one that can be mended among others',
    [found('dxso.xsd.missing', 'a.xml'), found('dxso.xsd.empty', 'a.xml')],
    true,
  ],
] as const)('whether there are fields for %s', (_, findings, expected) => {
  expect(isMendedHere(findings)).toBe(expected);
});
