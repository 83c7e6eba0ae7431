import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sideOf } from '../../src/extf/check/side';
import { compareRows, type Side } from '../../src/extf/compare';
import { cellsOf, readExtf } from '../../src/extf/read/read';
import { compareAsBefore } from './compare-as-before';
import { CAPTIONS, ROW } from './files';

type Row = readonly string[];

/** Marks as a reader would give them: equal rows, equal numbers. */
function sides(before: readonly Row[], after: readonly Row[]): readonly [Side, Side] {
  const numbers = new Map<string, number>();
  const mark = (row: Row) => {
    const key = JSON.stringify(row);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key) ?? 0;
  };
  const side = (rows: readonly Row[]): Side => ({
    marks: Float64Array.from(rows.map(mark)),
    cells: (row) => rows[row - 1] ?? [],
  });
  return [side(before), side(after)];
}
const row = (n: number): Row => [`${n},00`, 'S', String(1000 + n), '8400', '0101', `RE${n}`];
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1));
const compare = (before: readonly Row[], after: readonly Row[]) => compareRows(...sides(before, after));
const NOTHING = { added: [], removed: [], edited: [] };

describe('comparing two revisions', () => {
  it('finds nothing between equal files', () => {
    expect(compare(rows(50), rows(50))).toEqual(NOTHING);
    expect(compare([], [])).toEqual(NOTHING);
  });

  it('names the row and the columns that were edited', () => {
    const after = rows(9).map((r, i) => (i === 3 ? ['4,00', 'H', ...r.slice(2, 5), 'RE-neu'] : r));
    expect(compare(rows(9), after)).toEqual({
      ...NOTHING,
      edited: [{ before: 4, after: 4, fields: [2, 6] }],
    });
  });

  it('names added and removed rows by their number in their own file', () => {
    const before = rows(9);
    expect(compare(before, [row(100), ...before, row(101)])).toEqual({ ...NOTHING, added: [1, 11] });
    expect(
      compare(
        before,
        before.filter((_, i) => i !== 0 && i !== 5),
      ),
    ).toEqual({ ...NOTHING, removed: [1, 6] });
  });

  it('tells an edited row from one that was removed and another that was added', () => {
    const before = rows(5);
    const other: Row = ['7,77', 'H', '4711', '1200', '3112', 'X'];
    expect(
      compare(
        before,
        before.map((r, i) => (i === 2 ? other : r)),
      ),
    ).toEqual({
      ...NOTHING,
      added: [3],
      removed: [3],
    });
  });

  it('is not confused by rows that occur several times', () => {
    const same = row(1);
    const before = [same, same, row(2), same, row(3)];
    const after = [same, row(2), same, same, row(3), row(4)];
    const { added, removed, edited } = compare(before, after);
    expect({ more: added.length - removed.length, edited }).toEqual({ more: 1, edited: [] });
  });

  it('an edit among a thousand rows does not hide behind rows that moved', () => {
    const before = rows(1000);
    const after = [...before.slice(300), ...before.slice(0, 300)].map((r, i) =>
      i === 100 ? ['1,11', ...r.slice(1)] : r,
    );
    expect(compare(before, after).edited).toEqual([{ before: 401, after: 101, fields: [1] }]);
  });

  it('asks for the cells of each row once, however much the files differ', () => {
    const asked = (before: readonly Row[], after: readonly Row[]) => {
      let count = 0;
      const counting = (side: Side): Side => ({
        marks: side.marks,
        cells: (nr) => {
          count++;
          return side.cells(nr);
        },
      });
      const [a, b] = sides(before, after);
      compareRows(counting(a), counting(b));
      return count;
    };
    const strangers = (tag: string, count: number) =>
      Array.from({ length: count }, (_, i) => (i % 41 === 0 ? row(i) : [tag, `${tag}${i}`, `${i}${tag}`]));
    for (const count of [400, 4000, 8000])
      expect(asked(strangers('a', count), strangers('b', count))).toBeLessThanOrEqual(2 * count);
    const all = Array.from({ length: 4000 }, (_, i): Row => [`x${i}`, ...row(i).slice(1)]);
    expect(asked(rows(4000), all)).toBeLessThanOrEqual(8000);
  });

  it('says what it said when it was slow', () => {
    const anyRow = fc.array(fc.constantFrom('1', '2', '3', '', 'a'), { minLength: 1, maxLength: 5 });
    const anyRows = fc.array(anyRow, { maxLength: 60 });
    const edited = fc
      .tuple(anyRows, fc.array(fc.tuple(fc.nat(), anyRow, fc.nat(2)), { maxLength: 9 }))
      .map(([before, edits]) => {
        const after = [...before];
        for (const [at, by, how] of edits)
          after.splice(at % (after.length + 1), how === 0 ? 0 : 1, ...(how === 2 ? [] : [by]));
        return [before, after] as const;
      });
    fc.assert(
      fc.property(fc.oneof(edited, fc.tuple(anyRows, anyRows)), ([before, after]) => {
        const [a, b] = sides(before, after);
        expect(compareRows(a, b)).toEqual(compareAsBefore(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('reads the texts of a row as the reader of cells does, in each encoding', () => {
    const cell = fc.constantFrom(
      '',
      '""',
      '"a"',
      '"a""b"',
      '"ü;"',
      'ü',
      '€',
      '1,5',
      '"',
      '"a"b',
      'x"',
      '"x\ny"',
      '"ü',
    );
    const header = `"EXTF";700;21;"Buchungsstapel";13\r\n${CAPTIONS}\r\n`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { maxLength: 5 }),
        fc.nat(2),
        (cells, how) => {
          const text = `${header}${[ROW.split(';'), ...cells].map((one) => one.join(';')).join('\r\n')}\r\n`;
          const bytes = [
            Uint8Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0))),
            Buffer.from(`\ufeff${text}`),
            Buffer.from(`\ufeff${text}`, 'utf16le'),
          ][how];
          const file = readExtf(bytes ?? new Uint8Array());
          const side = sideOf(file);
          for (let nr = 0; nr <= file.rows + 1; nr++)
            expect(side.cells(nr)).toEqual(cellsOf(file, nr).map((one) => one.text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('applying what it found turns the older file into the newer', () => {
    const anyRow = fc.tuple(
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('S', 'H'),
      fc.constantFrom('a', 'b', ''),
    );
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 40 }),
        fc.array(anyRow, { maxLength: 40 }),
        (before, after) => {
          const { added, removed, edited } = compare(before, after);
          const kept = before.map((r, i) => ({ r, nr: i + 1 })).filter(({ nr }) => !removed.includes(nr));
          const rest = after.map((r, i) => ({ r, nr: i + 1 })).filter(({ nr }) => !added.includes(nr));
          expect(rest).toHaveLength(kept.length);
          for (const [i, { r, nr }] of rest.entries()) {
            const edit = edited.find((e) => e.after === nr);
            expect(edit?.before ?? kept[i]?.nr).toBe(kept[i]?.nr);
            const fields = r.flatMap((cell, n) => (cell === kept[i]?.r[n] ? [] : [n + 1]));
            expect(edit?.fields ?? []).toEqual(fields);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
