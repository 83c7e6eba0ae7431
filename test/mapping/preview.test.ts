import { describe, expect, it } from 'vitest';
import { writeBookings } from '../../src/extf/write/write';
import { previewRow } from '../../src/mapping/preview';
import { cellsOf } from '../extf/lines';
import { CONTEXT, HEADER, lineOf, MAPPING, map, NET, name, row } from './things';

const how = { mapping: MAPPING, context: CONTEXT, header: HEADER, lang: 'de' } as const;

describe('a preview of one row', () => {
  it('shows Looker’s cells, the booking line and the cells of the file', () => {
    const seen = previewRow(row(), how);
    expect(seen.is).toBe('line');
    expect(seen.source.find(({ column }) => column === name('gross_amount'))?.value).toBe('119');
    expect(Object.fromEntries(seen.values.map(({ target, text }) => [target, text]))).toStrictEqual({
      ...{ amount: '119,00', side: 'S', account: '10001', contra: '8200', taxKey: '3', date: '05.11.2026' },
      ...{ documentNumber: 'RE-202611-000001', text: 'Rechnung RE-202611-000001 für Vertrieb' },
      ...{ kost1: 'Vertrieb', kost2: 'P-1001', partner: 'Auer Maschinenbau AG' },
    });
    expect(seen.cells.slice(0, 6)).toEqual([
      { nr: 1, label: 'Umsatz (ohne Soll/Haben-Kz)', text: '119,00' },
      { nr: 2, label: 'Soll/Haben-Kennzeichen', text: 'S' },
      { nr: 7, label: 'Konto', text: '10001' },
      { nr: 8, label: 'Gegenkonto (ohne BU-Schlüssel)', text: '8200' },
      { nr: 9, label: 'BU-Schlüssel', text: '3' },
      { nr: 10, label: 'Belegdatum', text: '0511' },
    ]);
  });

  it('shows nothing where the row ends early', () => {
    const { source } = previewRow(row().slice(0, -1), how);
    expect(source.slice(-2)).toStrictEqual([
      { column: name('currency'), value: 'EUR' },
      { column: name('text'), value: null },
    ]);
  });

  it('shows the cells that a run would write, read without the product’s code', () => {
    const { bytes } = writeBookings(HEADER, [lineOf(map({}))]);
    const [, , cells = []] = cellsOf(bytes);
    const filled = cells.flatMap((text, at) => (text === '' ? [] : [[at + 1, text]]));
    expect(previewRow(row(), how).cells.map(({ nr, text }) => [nr, text])).toEqual(filled);
  });

  it('shows net and gross where Looker’s amount is net', () => {
    const { values } = previewRow(row({ net_amount: '-100' }), { ...how, mapping: NET });
    expect(values.slice(0, 3)).toEqual([
      { target: 'net', text: '100,00' },
      { target: 'amount', text: '119,00' },
      { target: 'side', text: 'H' },
    ]);
  });

  it('writes days and amounts as people of either language do; the cells of the file stay DATEV’s', () => {
    const { values, cells } = previewRow(row(), { ...how, lang: 'en' });
    expect(values).toContainEqual({ target: 'date', text: '5 Nov 2026' });
    expect(values).toContainEqual({ target: 'amount', text: '119.00' });
    const big = row({ gross_amount: '15605.39' });
    for (const [lang, text] of [
      ['de', '15.605,39'],
      ['en', '15,605.39'],
    ] as const) {
      const { values: shown, cells } = previewRow(big, { ...how, lang });
      expect(shown).toContainEqual({ target: 'amount', text });
      expect(cells[0]?.text).toBe('15605,39');
    }
    expect(cells).toEqual(previewRow(row(), how).cells);
  });

  it('says why a row is refused or left out', () => {
    const refused = previewRow(row({ currency: 'USD' }), how);
    expect(refused).toMatchObject({ is: 'refused', values: [], cells: [] });
    expect(refused.findings).toMatchObject([{ code: 'mapping.other-currency', value: 'USD' }]);
    const mapping = { ...MAPPING, zeroLines: 'leave-out' } as const;
    const out = previewRow(row({ gross_amount: '0' }), { ...how, mapping });
    expect([out.is, out.leftOut]).toEqual(['left-out', 'mapping.zero-left-out']);
  });

  it('tells what the writer objects to', () => {
    const { is, cells, objections } = previewRow(row({ text: 'a\ufffd' }), how);
    expect([is, cells]).toEqual(['line', []]);
    expect(objections.join()).toContain('Buchungstext');
  });
});
