import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { checkExtf } from '../../src/extf/check/check';
import { renderFinding } from '../../src/extf/check/findings';
import { BUCHUNGSSTAPEL, DEBITOREN_KREDITOREN } from '../../src/extf/format';
import { writeSum } from '../../src/kernel/money';
import { MAX_PER_CODE } from '../../src/kernel/with-more';
import { codesIn } from '../support/texts';
import { fileText, headerLine, latin, utf8 } from './files';
import { check, GUID, row } from './good-row';

describe('the report', () => {
  it('lists the first faults of a kind and counts all', () => {
    const rows = Array.from({ length: 50 }, () => row({ 1: '0,00', 14: 'x'.repeat(61) }));
    const { errors, findings } = check(rows);
    expect(errors).toBe(100);
    expect(findings).toHaveLength(2 * MAX_PER_CODE);
    expect(findings.map((f) => ('row' in f ? [f.row, f.field] : []))).toEqual(
      Array.from({ length: MAX_PER_CODE }, (_, i) => [
        [i + 1, 1],
        [i + 1, 14],
      ]).flat(),
    );
  });

  it('says of the last one listed how many more there are', () => {
    const { findings } = check(Array.from({ length: 255 }, () => row({ 1: '0,00' })));
    const said = findings.map((finding) => renderFinding(finding, 'en').text);
    expect(said.at(-1)).toContain('… and 235 more of this kind.');
    expect(said.at(-2)).not.toContain('more');
  });

  it('adds up debit and credit by currency, exactly', () => {
    const foreign = { 3: 'USD', 4: '1,1', 5: '1,00', 6: 'EUR' };
    const { totals } = check([
      row(),
      row({ 2: 'H', 1: '0,10' }),
      row({ 1: '9999999999,99', ...foreign }),
      row(),
    ]);
    expect(totals.map((t) => [t.currency, writeSum(t.debit, ','), writeSum(t.credit, ',')])).toEqual([
      ['EUR', '238,00', '0,10'],
      ['USD', '9999999999,99', '0,00'],
    ]);
  });

  it.each(codesIn('extf-rows'))('%s names row, column and what to do in both languages', (code) => {
    const values = {
      count: 61,
      most: 60,
      allowed: 'S, H',
      character: '€',
      length: 4,
      personal: 5,
      form: 'TTMM',
      header: 0,
    };
    const said = (['de', 'en'] as const).map((lang) =>
      renderFinding({ code, row: 1234, field: 9, values }, lang),
    );
    for (const { text, rule, remedy, where } of said) {
      expect(`${text}${rule}${remedy}`).not.toMatch(/[{}]|undefined|–/);
      expect(where).toContain('BU-Schlüssel');
      expect(where).toMatch(/1[.,]234/);
      expect(remedy).toMatch(/^\S.*\.$/s);
      expect(rule).toMatch(/^\S.*\.$/s);
      expect(`${text} ${remedy}`).toContain('BU-Schlüssel');
    }
    expect(said[0]?.text).not.toBe(said[1]?.text);
  });

  it('says nothing of what stands in the rows', () => {
    const secret = '73519284';
    const rows = [
      row({ 1: `${secret},611` }),
      row({ 7: `${secret}9` }),
      row({ 14: `${secret}${'x'.repeat(60)}` }),
    ];
    const found = check(rows).findings;
    expect(found.length).toBeGreaterThan(2);
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});

const SAMPLES = sharedPath('samples', 'extf');
const sample = (name: string) => readFileSync(`${SAMPLES}/${name}`);

describe.skipIf(SAMPLES === undefined)('real files', () => {
  it.each([
    ['01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv', 54],
    ['03_datev-muster_EXTF_DebKred_Stamm_v5_cp1252.csv', 4],
  ])('%s has no errors', (name, rows) => {
    const found = checkExtf(sample(name));
    expect(found.findings.filter((f) => f.severity === 'error')).toEqual([]);
    expect(found).toMatchObject({ errors: 0, rows });
  });

  it.each([
    ['13_datevlint_BAD_embedded_newlines.csv', { code: 'extf.row.quote-broken', row: 2, field: 1 }],
    ['14_datevlint_BAD_broken_quotes.csv', { code: 'extf.row.quote-broken', row: 1, field: 14 }],
    ['15_datevlint_BAD_invalid_fields.csv', { code: 'extf.row.account-form', row: 1, field: 7 }],
  ])('%s: the first damage is found where it is', (name, first) => {
    const errors = checkExtf(sample(name)).findings.filter((f) => f.severity === 'error');
    expect(errors.some((f) => f.class === 'header')).toBe(true);
    expect(errors.filter((f) => f.class === 'row')).toContainEqual(expect.objectContaining(first));
  });

  it('every value of DATEV’s sample, damaged, is found at its row and column', () => {
    const lines = readFileSync(`${SAMPLES}/01_datev-muster_EXTF_Buchungsstapel_v13_utf8.csv`, 'utf8').split(
      /\r?\n/,
    );
    const rows = lines.slice(2).filter((line) => line !== '');
    const numeric = (nr: number) => !['text', 'reserved'].includes(BUCHUNGSSTAPEL.fields[nr - 1]?.kind ?? '');
    let damaged = 0;
    for (const [index, line] of rows.entries()) {
      for (const [at, cell] of line.split(';').entries()) {
        if (!numeric(at + 1) || cell === '' || cell === '""') continue;
        const bad = line
          .split(';')
          .map((c, i) => (i === at ? `${c}x` : c))
          .join(';');
        const text = [...lines.slice(0, 2), ...rows.map((r, i) => (i === index ? bad : r))].join('\r\n');
        const errors = checkExtf(utf8(text)).findings.filter((f) => f.severity === 'error');
        expect(errors[0], `${index + 1}/${at + 1}`).toMatchObject({ row: index + 1, field: at + 1 });
        damaged++;
      }
    }
    expect(damaged).toBeGreaterThan(200);
  });

  it('a reserved column of Debitoren/Kreditoren that is filled is a warning', () => {
    const nr = DEBITOREN_KREDITOREN.fields.find((f) => f.kind === 'reserved')?.nr ?? 0;
    const text = new TextDecoder('windows-1252').decode(
      sample('03_datev-muster_EXTF_DebKred_Stamm_v5_cp1252.csv'),
    );
    const lines = text.split(/\r?\n/);
    const cells = (lines[2] ?? '').split(';').map((c, i) => (i === nr - 1 ? '"x"' : c));
    const found = checkExtf(latin([...lines.slice(0, 2), cells.join(';'), ''].join('\r\n'))).findings;
    const reserved = found.filter((f) => f.code === 'extf.row.reserved');
    expect(reserved).toContainEqual(expect.objectContaining({ severity: 'warning', row: 1, field: nr }));
  });
});

describe('hostile files', () => {
  const good = utf8(fileText({}, [row(), row({ 20: `BEDI "${GUID}"` }), row({ 14: 'ä"b"' })]));

  it('10,000 mutated files: no throw, and findings in the file only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.nat(good.length),
        (changes, cutAt) => {
          const bytes = good.slice(0, cutAt % 7 === 0 ? cutAt : good.length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const { rows, findings } = checkExtf(bytes, { mandant: '1-1' });
          for (const f of findings) if ('row' in f) expect(f.row >= 1 && f.row <= rows).toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('100,000 random small inputs: no throw', { timeout: 60_000 }, () => {
    const head = utf8(`${headerLine()}\r\nUmsatz\r\n`);
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 24 }), { minLength: 500, maxLength: 500 }),
        (inputs) => {
          for (const input of inputs) {
            checkExtf(input);
            checkExtf(new Uint8Array([...head, ...input]));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
