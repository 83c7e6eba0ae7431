import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachRow } from '../../src/looker/reading/rows';
import type { Row } from '../../src/mapping/source';

const bytes = (text: string) => new TextEncoder().encode(text);
const F = 'v.f';
/** All rows, or why there are none. */
function readRows(from: Uint8Array, fields: readonly string[]) {
  const rows: Row[] = [];
  const read = eachRow(from, fields, (row) => rows.push(row));
  return read.ok ? { ok: true as const, value: rows } : read;
}
const one = (value: string) => readRows(bytes(`[{"v.f":${value}}]`), [F]);
const problem = (code: string, values?: object) => ({
  ok: false,
  problem: { problem: { code: `looker.${code}`, ...(values === undefined ? {} : { values }) } },
});

describe('a cell', () => {
  it.each([
    ['1234.10', '1234.10'],
    ['0.30', '0.30'],
    ['-0', '-0'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['9007199254740993', '9007199254740993'],
    ['1e3', '1000'],
    ['1.5E3', '1500'],
    ['1.23456e2', '123.456'],
    ['1.50e1', '15.0'],
    ['-12e-4', '-0.0012'],
    ['1234.5e-2', '12.345'],
    ['5e-1', '0.5'],
    ['0.0e5', '0'],
    ['0.05e1', '0.5'],
    ['1e+2', '100'],
    ['true', 'true'],
    ['false', 'false'],
    ['null', null],
    ['""', ''],
    ['"plain"', 'plain'],
    ['"Büro – 5 €"', 'Büro – 5 €'],
    ['"😀"', '😀'],
    ['"\\ud83d\\ude00"', '😀'],
    ['"\\ud83d"', '\ud83d'],
    ['"\\u00e4\\u00C4"', 'äÄ'],
    ['"a\\"b\\\\c\\/d\\b\\f\\n\\r\\te"', 'a"b\\c/d\b\f\n\r\te'],
    ['"\uFEFFx"', '\uFEFFx'],
    ['"exactly twelv"', 'exactly twelv'],
    ['"twelve chars"', 'twelve chars'],
    ['"1234.10"', '1234.10'],
    ['  1  ', '1'],
  ])('%s is %j', (json, cell) => {
    expect(one(json)).toEqual({ ok: true, value: [[cell]] });
  });

  it.each([
    ...['01', '+1', '.5', '1.', '1e', '1e+', '--1', '1-2', 'NaN', 'Infinity', '0x10', '1_000', '1e999'],
    ...['"a', '"a\nb"', '"a\\x"', '"\\u12"', '"\\u12g4"', "'a'", 'True', 'nul', 'nullx', '', ',', '1 2'],
    `1${'0'.repeat(500)}`,
  ])('%s cannot be read', (json) => {
    expect(one(json)).toMatchObject(problem('unreadable'));
  });

  it('is never a changed text: bytes that are no UTF-8 are refused', () => {
    for (const wrong of [[0xe4], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]])
      expect(
        readRows(Uint8Array.from([...bytes('[{"v.f":"'), ...wrong, ...bytes('"}]')]), [F]),
      ).toMatchObject(problem('unreadable'));
  });
});

describe('rows', () => {
  it('have the order of the fields asked for, whatever Looker’s is', () => {
    const text = '[{"v.a":1,"v.b":"x","v.c":null},{"v.c":3,"v.a":2,"v.x":[{"y":[1,"]"]}],"v.b":"y"}]';
    expect(readRows(bytes(text), ['v.c', 'v.a', 'v.b'])).toEqual({
      ok: true,
      value: [
        [null, '1', 'x'],
        ['3', '2', 'y'],
      ],
    });
  });

  it.each([
    ['[]', []],
    [' [ ] \n', []],
    ['\uFEFF[]', []],
    ['[ { "v.f" : 1 } , {"v\\u002ef":2} ]', [['1'], ['2']]],
    ['[{"v.f":1,"v.f":2}]', [['2']]],
  ])('%s', (text, rows) => {
    expect(readRows(bytes(text), [F])).toEqual({ ok: true, value: rows });
  });

  it.each([
    ['an object', '{"message":"no"}'],
    ['a page', '<!DOCTYPE html><html></html>'],
    ['nothing', ''],
    ['white space', '  '],
    ['a list of numbers', '[1]'],
    ['an end too early', '[{"v.f":1},'],
    ['an end within a row', '[{"v.f":1'],
    ['an end within a name', '[{"v.'],
    ['a comma too many', '[{"v.f":1},]'],
    ['a comma too many in a row', '[{"v.f":1,}]'],
    ['something behind', '[{"v.f":1}]x'],
    ['two lists', '[][]'],
    ['a name without a colon', '[{"v.f" 1}]'],
    ['a broken value that nobody asked for', '[{"v.f":1,"v.x":[1,}]'],
    ['a nesting without end', `[{"v.f":1,"v.x":${'['.repeat(5000)}`],
  ])('that are %s cannot be read', (_what, text) => {
    expect(readRows(bytes(text), [F])).toMatchObject(problem('unreadable'));
  });

  it('name the field that is missing', () => {
    expect(readRows(bytes('[{"v.f":1,"v.g":2},{"v.f":1}]'), [F, 'v.g'])).toMatchObject(
      problem('field-missing', { field: 'v.g' }),
    );
    expect(readRows(bytes('[{}]'), [F])).toMatchObject(problem('field-missing', { field: F }));
  });

  it.each(['{"v.x":{"|":1}}', '{}', '[1]'])('refuse the pivot %s of a field', (value) => {
    expect(one(value)).toMatchObject(problem('pivot', { field: F }));
  });

  it.each([
    ['[{"looker_error":"Unknown column \\"betrag\\" in 4711"}]'],
    ['[{"v.f":1},{"v.f":2},{"looker_error":"Unknown column \\"betrag\\" in 4711"}]'],
    ['[{"v.f":1,"looker_error":"Unknown column \\"betrag\\" in 4711"}]'],
  ])('with an error are a failed query: %s', (text) => {
    const read = readRows(bytes(text), [F]);
    expect(read).toEqual({
      ok: false,
      problem: {
        problem: { code: 'looker.query-failed', retry: 'after-fix' },
        verbatim: 'Unknown column "betrag" in 4711',
      },
    });
  });

  it('with an error that is no text are a failed query, too', () => {
    expect(readRows(bytes('[{"looker_error":{"a":1}}]'), [F])).toMatchObject(problem('query-failed'));
  });

  it('are handed over one by one', () => {
    const rows: Row[] = [];
    const read = eachRow(bytes('[{"v.f":1},{"v.f":2},{"v.g":3}]'), [F], (row) => rows.push(row));
    expect(rows).toEqual([['1'], ['2']]);
    expect(read).toMatchObject(problem('field-missing'));
  });
});

const name = fc.constantFrom('v.a', 'v.b', 'v.ä"\\', 'other');
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const row = fc.dictionary(name, cell, { noNullPrototype: true });
const spaced = fc.tuple(fc.array(row, { maxLength: 8 }), fc.constantFrom(0, 1, '\t', '\r\n '));

describe('beside JSON.parse', () => {
  it('reads the same cells', () => {
    fc.assert(
      fc.property(spaced, ([rows, space]) => {
        const asked = ['v.ä"\\', 'v.a', 'v.b'];
        const full = rows.map((some) => ({ 'v.a': null, 'v.b': 1, 'v.ä"\\': 'x', ...some }));
        const read = readRows(bytes(JSON.stringify(full, null, space)), asked);
        if (!read.ok) throw new Error(read.problem.problem.code);
        const wanted = full.map((some) => asked.map((field) => (some as Record<string, unknown>)[field]));
        const cells = read.value.map((row, at) => row.map((text, field) => like(text, wanted[at]?.[field])));
        expect(cells).toEqual(wanted);
        const numbers = read.value.flatMap((row, at) =>
          row.filter((_, field) => typeof wanted[at]?.[field] === 'number'),
        );
        for (const text of numbers) expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      }),
      { numRuns: 500 },
    );
  });

  it('takes and refuses the same damaged texts', () => {
    const damaged = fc.tuple(
      spaced,
      fc.nat(),
      fc.constantFrom('', '"', ',', '}', ']', '\\', '0', 'e', ' ', '\n'),
    );
    fc.assert(
      fc.property(damaged, ([[rows, space], where, sign]) => {
        const text = JSON.stringify(rows, null, space);
        const at = where % (text.length + 1);
        const changed = `${text.slice(0, at)}${sign}${text.slice(at + 1)}`;
        // A number with hundreds of digits is refused on purpose; JSON.parse makes it Infinity.
        fc.pre(!/\d[eE][+-]?\d{3,}/.test(changed));
        expect(readRows(bytes(changed), []).ok).toBe(isListOfObjects(changed));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps every digit of a number with an exponent', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,12}$/);
    fc.assert(
      fc.property(
        digits,
        fc.stringMatching(/^\d{1,8}$/),
        fc.integer({ min: -30, max: 30 }),
        (whole, decimals, power) => {
          const read = one(`${whole}.${decimals}e${power}`);
          const text = read.ok ? (read.value[0]?.[0] ?? '') : '';
          const [front = '', back = ''] = text.split('.');
          const scale = decimals.length - power;
          const units = BigInt(front + back) * 10n ** BigInt(Math.max(0, scale - back.length));
          expect(units).toBe(BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, back.length - scale)));
        },
      ),
    );
  });
});

/** The cell as `JSON.parse` would have given it. */
function like(text: string | null | undefined, wanted: unknown): unknown {
  if (typeof wanted === 'number') return Number(text) === 0 ? wanted : Number(text);
  return typeof wanted === 'boolean' ? text === 'true' : text;
}

function isListOfObjects(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      Array.isArray(value) &&
      value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
    );
  } catch {
    return false;
  }
}

describe('a full month', () => {
  it('of 99,999 rows with 12 columns is read in time and in little memory', () => {
    const fields = Array.from({ length: 12 }, (_, n) => `general_ledger.column_${n}`);
    const text = bigAnswer(fields);
    const before = process.memoryUsage().heapUsed;
    const started = process.cpuUsage();
    const read = readRows(text, fields);
    const spent = process.cpuUsage(started);
    const grown = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
    expect(read.ok && read.value.length).toBe(99_999);
    expect(read.ok && read.value[4711]?.slice(0, 3)).toEqual([
      '4711.10',
      'Bürobedarf Rechnung 4711',
      `2026-11-${10 + (4711 % 19)}`,
    ]);
    // Alone about 0.8 s and 60 MB; the processor of the tests is shared and counts more then.
    expect((spent.user + spent.system) / 1_000_000).toBeLessThan(5);
    expect(grown).toBeLessThan(150);
  });
});

function bigAnswer(fields: readonly string[]): Uint8Array {
  const cells = (n: number) => [`${n}.10`, `"Bürobedarf Rechnung ${n}"`, `"2026-11-${10 + (n % 19)}"`];
  const rowsText = Array.from({ length: 99_999 }, (_, n) => {
    const three = cells(n);
    return `{${fields.map((field, at) => `"${field}":${three[at % 3]}`).join(',')}}`;
  });
  return bytes(`[${rowsText.join(',\n')}]`);
}
