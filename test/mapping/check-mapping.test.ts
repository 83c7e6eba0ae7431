import { describe, expect, it } from 'vitest';
import { checkMapping } from '../../src/mapping/check-mapping';
import { compile } from '../../src/mapping/compile';
import { mappingText } from '../../src/mapping/finding';
import type { Mapping } from '../../src/mapping/mapping';
import { mostCharacters } from '../../src/mapping/values';
import type { MappingCode } from '../../src/texts/problem-code';
import { problemText } from '../../src/texts/problem-text';
import { problemsIn, textsIn } from '../support/texts';
import { CONTEXT, FIELDS, MAPPING, NET, name } from './things';

const column = (of: string) => ({ from: 'column', column: name(of) }) as const;
const table = (rows: readonly [string, string, string?][], otherwise?: string) =>
  ({
    from: 'table',
    column: name('tax_name'),
    table: rows.map(([when, value, rate]) => ({ when, value, ...(rate === undefined ? {} : { rate }) })),
    ...(otherwise === undefined ? {} : { otherwise }),
  }) as const;

describe('a mapping', () => {
  it.each([
    ['of gross amounts', MAPPING],
    ['of net amounts', NET],
  ])('%s in which nothing is wrong has no findings and compiles', (_, mapping) => {
    expect(checkMapping(mapping, FIELDS)).toEqual([]);
    expect(() => compile(mapping, CONTEXT)).not.toThrow();
  });

  it.each<[string, Partial<Mapping>, readonly string[]]>([
    ['a column nobody has', { text: column('texts') }, ['column-missing text general_ledger.texts']],
    [
      'a table over a column nobody has',
      { contra: { ...table([['a', '8400']]), column: name('x') } },
      ['column-missing contra general_ledger.x'],
    ],
    [
      'a side from a column nobody has',
      { side: { by: 'column', column: name('x'), soll: ['S'], haben: ['H'] } },
      ['column-missing side general_ledger.x'],
    ],
    [
      'a template with an unknown field',
      { text: { from: 'template', template: '{general_ledger.text} {general_ledger.x} {Period}' } },
      ['template-field text general_ledger.x', 'template-field text Period'],
    ],
    [
      'a template with half a bracket',
      { text: { from: 'template', template: 'a {b' } },
      ['template-form text'],
    ],
    [
      'a table for all others only, and a text that may be empty',
      {
        kost1: table([], 'Sonstige'),
        text: { from: 'constant', value: ' ' },
        kost2: table([['a', '']], ' '),
      },
      [],
    ],
    ['an amount that comes as text', { amount: column('text') }, []],
    [
      'a day that a table finds by a number',
      { date: { ...table([['7', '2026-11-30']]), column: name('line_id') } },
      [],
    ],
    [
      'an account of nine digits, the longest there is',
      { account: { from: 'constant', value: '123456789' } },
      [],
    ],
    [
      'one of ten',
      { account: { from: 'constant', value: '1234567890' } },
      ['account-length account 1234567890'],
    ],
    ['an empty constant', { account: { from: 'constant', value: ' ' } }, ['target-empty account']],
    ['an amount that is a constant', { amount: { from: 'constant', value: '5' } }, ['amount-rule amount']],
    [
      'an amount with a substitute',
      { amount: { ...column('gross_amount'), otherwise: '5' } },
      ['amount-rule amount'],
    ],
    [
      'a date as an amount',
      { amount: column('posting_date') },
      ['column-type amount general_ledger.posting_date'],
    ],
    ['a number as a date', { date: column('line_id') }, ['column-type date general_ledger.line_id']],
    [
      'a number as the other days',
      { serviceDate: column('line_id'), dueDate: column('line_id') },
      ['column-type serviceDate general_ledger.line_id', 'column-type dueDate general_ledger.line_id'],
    ],
    ['a table without rows', { taxKey: table([]) }, ['table-empty taxKey general_ledger.tax_name']],
    [
      'a value twice in a table',
      {
        taxKey: table([
          ['a', '3'],
          ['a ', '2'],
        ]),
      },
      ['table-twice taxKey general_ledger.tax_name a'],
    ],
    ['an account that is a name', { contra: table([['a', 'Erlöse']]) }, ['account-form contra Erlöse']],
    [
      'a required value that is empty',
      {
        contra: table(
          [
            ['a', '8400'],
            ['b', ''],
          ],
          '',
        ),
      },
      ['target-empty contra general_ledger.tax_name b', 'target-empty contra general_ledger.tax_name'],
    ],
    ['a tax key of five digits', { taxKey: { from: 'constant', value: '12345' } }, ['key-form taxKey 12345']],
    [
      'a date that is none',
      { dueDate: { from: 'constant', value: '30 Tage' } },
      ['date-form dueDate 30 Tage'],
    ],
    [
      'a substitute that is too long',
      { documentNumber2: { ...column('text'), otherwise: '1234567890123' } },
      ['too-long documentNumber2 1234567890123'],
    ],
    [
      'a side without Haben',
      { side: { by: 'column', column: name('text'), soll: ['S'], haben: [' '] } },
      ['side-incomplete side general_ledger.text'],
    ],
    [
      'a side without Soll',
      { side: { by: 'column', column: name('text'), soll: [' '], haben: ['H'] } },
      ['side-incomplete side general_ledger.text'],
    ],
    [
      'a side that is both',
      { side: { by: 'column', column: name('text'), soll: ['S', 'x'], haben: ['x '] } },
      ['side-twice side general_ledger.text x'],
    ],
    [
      'net without a table',
      { amountIs: 'net', taxKey: { from: 'constant', value: '3' } },
      ['net-needs-table taxKey'],
    ],
    [
      'net without a rate',
      {
        amountIs: 'net',
        taxKey: table([
          ['a', '3', '19'],
          ['b', '2'],
        ]),
      },
      ['rate-missing taxKey general_ledger.tax_name b'],
    ],
    [
      'net with a value for all others',
      { amountIs: 'net', taxKey: table([['a', '3', '19']], '9') },
      ['rate-missing taxKey general_ledger.tax_name 9'],
    ],
  ])('with %s', (_, changed, wanted) => {
    const found = checkMapping({ ...MAPPING, ...changed }, FIELDS);
    expect(
      found.map((one) =>
        [one.code.slice('mapping.'.length), one.target, one.column, one.value]
          .filter((part) => part !== undefined)
          .join(' '),
      ),
    ).toEqual(wanted);
  });

  it('of net amounts without any tax rule is told so', () => {
    const { taxKey: _, ...without } = NET;
    expect(checkMapping(without, FIELDS)).toEqual([{ code: 'mapping.net-needs-table', target: 'taxKey' }]);
  });

  it.each([
    ['accountsPayableLedger', 'documentNumber'],
    ['cashLedger', 'text'],
  ] as const)('for a package (%s) needs %s', (ledger, target) => {
    const { documentNumber: _1, text: _2, ...without } = MAPPING;
    expect(checkMapping(without, FIELDS)).toEqual([]);
    expect(checkMapping(without, FIELDS, { as: 'dxso', ledger })).toEqual([
      { code: 'mapping.target-empty', target },
    ]);
  });

  it.each(['date_month', 'date_quarter', 'date_year', 'yesno'])('does not book by a %s', (type) => {
    const fields = FIELDS.map((field) => (field.name === name('posting_date') ? { ...field, type } : field));
    expect(checkMapping(MAPPING, fields)).toMatchObject([{ code: 'mapping.column-type', target: 'date' }]);
  });

  it.each(['date', 'date_date', 'date_time', 'time', 'string'])('books by a %s', (type) => {
    const fields = FIELDS.map((field) => (field.name === name('posting_date') ? { ...field, type } : field));
    expect(checkMapping(MAPPING, fields)).toEqual([]);
  });
});

const MAPPING_MESSAGES = problemsIn('mapping');

describe('the words', () => {
  it.each(Object.keys(MAPPING_MESSAGES) as readonly MappingCode[])('for %s are whole', (code) => {
    const about = { target: 'documentNumber', column: 'a.b', most: 36, value: 'GEHEIM' } as const;
    const values = { target: 'x', column: 'a.b', most: 36, count: 7, columns: 'a.b, a.c' };
    for (const lang of ['de', 'en'] as const) {
      const words = problemText({ code, retry: 'after-fix', values }, lang);
      expect(words.title).toMatch(/\.$/);
      expect(words.remedy).toMatch(/\.$/);
      expect(words.title + words.remedy).not.toMatch(/[{}–]/);
      expect(Object.values(mappingText({ code, ...about }, lang)).join()).not.toContain('GEHEIM');
    }
    expect(MAPPING_MESSAGES[code]).toBeDefined();
    expect(MAPPING_MESSAGES[code]?.title.de).not.toBe(MAPPING_MESSAGES[code]?.title.en);
    expect(MAPPING_MESSAGES[code]?.remedy.de).not.toBe(MAPPING_MESSAGES[code]?.remedy.en);
  });

  it('name the target and its limit', () => {
    const finding = { code: 'mapping.too-long', target: 'text', most: 60 } as const;
    expect(mappingText(finding, 'de').title).toBe(
      '„Buchungstext“ hat mehr als 60 Zeichen; gekürzt wird nicht stillschweigend.',
    );
    // A stored cause has no limit of its own.
    expect(mappingText({ code: 'mapping.too-long', target: 'documentNumber2' }, 'de').title).toContain(
      'mehr als 12 Zeichen',
    );
    expect(['kost1', 'partner', 'side', 'constructor'].map(mostCharacters)).toEqual([
      36,
      undefined,
      undefined,
      undefined,
    ]);
    expect(new Set(Object.values(textsIn('targets')).map(({ de }) => de)).size).toBe(16);
  });
});
