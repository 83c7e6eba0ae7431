import { describe, expect, it } from 'vitest';
import { readMandantList } from '../../static/admin/mandanten/mandant-list';

describe('a list of Mandanten', () => {
  it.each([
    ['455148-1\n455148-3', ['455148-1', '455148-3']],
    ['Berater;Mandant;Name\r\n455148;1;"Musterbau; Nord"\r\n"455148";"00003";x', ['455148-1', '455148-3']],
    ['Muster GmbH\t455148\t12\tBerlin', ['455148-12']],
    ['29098,100\n29098,100\n', ['29098-100']],
    ['Musterbau Nord (455148-1), Berlin', ['455148-1']],
  ])('%j', (text, ids) => {
    expect(readMandantList(text)).toEqual({ ids, unread: [] });
  });

  it('names the lines in which it finds no number, but not headings and empty ones', () => {
    expect(readMandantList('Berater;Mandant\n\n455148;x\nHaus 12\n455148-1')).toEqual({
      ids: ['455148-1'],
      unread: [3, 4],
    });
  });

  it('takes no piece of a longer number', () => {
    expect(readMandantList('DE123456789-12345678').ids).toEqual([]);
  });
});
