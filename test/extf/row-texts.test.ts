import { describe, expect, it } from 'vitest';
import { RowTexts } from '../../src/extf/check/row-texts';
import { sideOf } from '../../src/extf/check/side';
import { cellsOf, readExtf } from '../../src/extf/read/read';
import { fileText, latin, utf8, utf16 } from './files';
import { raw, row } from './good-row';

const ROWS = [
  row({ 11: 'A-1', 14: 'Rechnung' }),
  row({ 14: 'Müller "& Söhne"; Köln' }),
  raw(14, '"a"b"'),
  raw(14, '"ä"b"'),
  row({ 14: 'ü', 13: '' }),
  '1;;;',
];
const TEXT = fileText({}, ROWS);
const FILES = [utf8(TEXT), utf8(TEXT, false), latin(TEXT), utf16(TEXT, 'le')].map(readExtf);

describe('the texts of a row', () => {
  it.each(FILES.map((file) => [file.encoding, file] as const))(
    'are those of its cells, one by one: %s',
    (_, file) => {
      const texts = new RowTexts(file);
      for (const nr of [6, 1, 3, 2, 5, 4])
        expect(texts.of(nr)).toEqual(cellsOf(file, nr).map(({ text }) => text));
      expect(texts.of(1).slice(10, 14)).toEqual(['A-1', '', '', 'Rechnung']);
      expect(texts.of(2)[13]).toBe('Müller "& Söhne"; Köln');
      expect(texts.of(3)[13]).toBe('"a"b"');
      expect(texts.of(4)[13]).toBe('"ä"b"');
      expect(texts.of(6)).toEqual(['1', '', '', '']);
      expect([texts.of(0), texts.of(7)]).toEqual([[], []]);
    },
  );

  it('keep a byte order mark inside a text', () => {
    expect(new RowTexts(readExtf(utf8(fileText({}, [row({ 14: '\ufeffü' })])))).of(1)[13]).toBe('\ufeffü');
  });
});

describe('the marks of rows', () => {
  const [first = []] = FILES.map((file) => [...sideOf(file).marks]);
  it.each(FILES.map((file) => [file.encoding, file] as const))(
    'are the same in every encoding: %s',
    (_, file) => {
      expect([...sideOf(file).marks]).toEqual(first);
    },
  );

  it('are as many as rows, each a whole number that no other row has, be it by one letter or by the order', () => {
    const texts = ['ab', 'ba', 'a', 'b', 'aa', '', 'ä', 'a ', '\u007f'];
    const file = readExtf(
      utf8(
        fileText(
          {},
          texts.map((text) => row({ 14: text })),
        ),
      ),
    );
    const { marks } = sideOf(file);
    expect(new Set(marks).size).toBe(texts.length);
    expect([...marks].every((mark) => Number.isSafeInteger(mark) && mark > 2 ** 26)).toBe(true);
    expect(marks[2]).toBe(sideOf(readExtf(utf8(fileText({}, [row({ 14: 'a' })])))).marks[0]);
  });
});
