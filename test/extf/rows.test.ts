import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import { CAPTIONS, fileText, headerLine, latin, ROW, short, utf8, utf16 } from './files';

/** Counts what comes after the header line, of a format whose rows nobody knows. */
function count(after: string, order?: 'le' | 'be') {
  const text = `${headerLine({ 3: '46', 4: '"Zahlungsbedingungen"', 5: '2' })}\r\n${after}`;
  return checkExtf(order === undefined ? latin(text) : utf16(text, order)).rows;
}

describe('whoever looks at a big file', () => {
  it('is told now and then how far it is, and not at every row', () => {
    const told: number[] = [];
    const rows = Array.from({ length: 5000 }, () => ROW);
    checkExtf(utf8(fileText({}, rows)), { watch: (share) => told.push(share) });
    expect(told).toHaveLength(2);
    const [first = 0, second = 0] = told;
    expect(first).toBeCloseTo(0.41, 1);
    expect(second).toBeCloseTo(0.82, 1);
  });
});

describe('counting rows', () => {
  it.each([
    ['nothing', '', 0],
    ['column names only', 'Umsatz;S/H\r\n', 0],
    ['one row', 'Umsatz\r\n1;2\r\n', 1],
    ['a last row without a line end', 'Umsatz\r\n1;2\r\n3;4', 2],
    ['LF alone', 'Umsatz\n1\n2\n', 2],
    ['CR alone', 'Umsatz\r1\r2\r', 2],
    ['empty lines between and behind', 'Umsatz\r\n\r\n1\r\n \r\n2\r\n\r\n\r\n', 2],
    ['rows of separators', 'Umsatz\r\n;;;\r\n', 1],
    ['a row that is an empty text', 'Umsatz\r\n""\r\n', 1],
    ['semicolons and line ends inside a text', 'Umsatz\r\n"a;b\r\nc";1\r\n2\r\n', 2],
    ['doubled quotation marks', 'Umsatz\r\n"a ""b"" c";1\r\n2\r\n', 2],
    ['a doubled mark next to a line end', 'Umsatz\r\n"a""\r\nb";1\r\n2\r\n', 2],
    ['a stray mark inside an unquoted cell', 'Umsatz\r\n5" Rohr;1\r\n2\r\n', 2],
    ['doubled stray marks inside an unquoted cell', 'Umsatz\r\na""b;1\r\n2\r\n', 2],
  ])('counts %s', (_, after, rows) => {
    expect([count(after), count(after, 'le'), count(after, 'be')]).toEqual([rows, rows, rows]);
  });

  it('a forgotten quotation mark does not swallow the rows after it', () => {
    expect(count('U\r\n1\r\n2;"a\r\n3\r\n')).toBe(3);
  });

  it('does not take a UTF-16 character for a line end because one of its bytes looks like one', () => {
    // U+0A0A and U+2222 consist of bytes that are LF and the quotation mark in ASCII.
    expect(count('U\r\n\u0A0A\u2222;1\r\n', 'le')).toBe(1);
  });

  it('counts what a plain reading of the same rows counts', () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[a-z0-9,]{0,6}$/),
      fc.stringMatching(/^[a-z0-9 ;"\r\n]{0,8}$/).map((text) => `"${text.replaceAll('"', '""')}"`),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => `x;${cells.join(';')}`);
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.boolean(),
        (rows, end, last) => {
          const text = ['U', ...rows].join(end) + (last ? end : '');
          expect([count(text), count(text, 'le')]).toEqual([rows.length, rows.length]);
        },
      ),
    );
  });
});

describe('findings about rows', () => {
  it.each([
    ['no booking', fileText({}, []), ['error extf.no-payload']],
    ['only a header line', headerLine(), ['error extf.no-payload']],
    [
      'a booking where the column names belong',
      `${headerLine()}\r\n${ROW}\r\n${ROW}\r\n`,
      ['error extf.no-captions'],
    ],
  ])('objects to %s', (_, text, findings) => {
    const found = checkExtf(latin(text)).findings;
    expect(short(found)).toEqual(findings);
    const line = found[0]?.code === 'extf.no-captions' ? 2 : undefined;
    expect(found.map((one) => ('line' in one ? one.line : undefined))).toEqual([line]);
  });

  it.each([
    [99_999, []],
    [100_000, ['error extf.too-many-rows']],
  ])('takes up to 99,999 rows: %i', (rows, findings) => {
    const bytes = utf8(`${headerLine()}\r\n${CAPTIONS}\r\n${`${ROW}\r\n`.repeat(rows)}`);
    const found = checkExtf(bytes);
    expect(found.rows).toBe(rows);
    expect(short(found.findings)).toEqual(findings);
    expect(found.findings.map(({ values }) => values)).toEqual(findings.map(() => ({ count: rows })));
  });

  it.each([
    [50_000_000, []],
    [50_000_001, ['error extf.too-large']],
  ])(
    'takes up to 50 MB: %i bytes',
    (size, findings) => {
      const bytes = new Uint8Array(size).fill(0x0a);
      bytes.set(latin(fileText()));
      const found = checkExtf(bytes).findings;
      expect(short(found)).toEqual(findings);
      // Rounded up: 50 MB would be allowed.
      expect(found.map(({ values }) => values)).toEqual(findings.map(() => ({ megabytes: 51 })));
    },
    30_000,
  );
});

describe('any bytes at all', () => {
  it('never make the check throw, and the count never exceeds the number of lines', () => {
    const head = fc.constantFrom(
      new Uint8Array(),
      latin(fileText()),
      utf8(fileText()),
      utf16(fileText(), 'le'),
      utf16(fileText(), 'be'),
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 400 }), fc.nat(600), (start, noise, cutAt) => {
        const bytes = new Uint8Array([...start.subarray(0, cutAt), ...noise]);
        const found = checkExtf(bytes, { mandant: '1-1', fileName: 'x' });
        expect(found.rows).toBeLessThanOrEqual(bytes.filter((byte) => byte === 10 || byte === 13).length + 1);
        expect(found.rows).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  });
});
