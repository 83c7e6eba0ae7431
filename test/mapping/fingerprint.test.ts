import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { mappedColumns, usedColumns } from '../../src/mapping/columns';
import { drift, remap } from '../../src/mapping/fingerprint';
import type { Mapping } from '../../src/mapping/mapping';
import { suggestMapping } from '../../src/mapping/suggest';
import { PipelineDraft, type SourceField } from '../../src/pipelines/pipeline';
import { DRAFT, FIELDS, MAPPING, name } from './things';

const TEMPLATED: Mapping = {
  ...MAPPING,
  text: { from: 'template', template: '{general_ledger.text} { general_ledger.cost_object } {period}' },
  side: { by: 'column', column: name('net_amount'), soll: ['S'], haben: ['H'] },
};

function changed(from: string, to: Partial<SourceField>): readonly SourceField[] {
  return FIELDS.map((field) => (field.name === name(from) ? { ...field, ...to } : field));
}

describe('the columns a pipeline uses', () => {
  it('are those of rules, templates, the side and the key, each once', () => {
    const used = usedColumns({ mapping: TEMPLATED, reading: DRAFT.reading });
    expect(used.map((one) => one.slice('general_ledger.'.length))).toEqual([
      ...['gross_amount', 'partner_number', 'gl_account_name', 'tax_name', 'posting_date'],
      ...['document_number', 'text', 'cost_object', 'cost_centre_name', 'currency', 'partner_name'],
      ...['net_amount', 'line_id'],
    ]);
    expect(usedColumns({ mapping: TEMPLATED, reading: { by: 'one-call' } })).toEqual(used.slice(0, -1));
  });

  it('leave out the field of the period', () => {
    expect(
      usedColumns({ ...DRAFT, mapping: { ...MAPPING, date: { from: 'constant', value: '2026-11-30' } } }),
    ).not.toContain(DRAFT.periodField);
  });
});

describe('the columns a mapping reads', () => {
  it('are none of a value that always stands there, of a broken template, or of a side that is always the same', () => {
    expect(
      mappedColumns({
        date: { from: 'constant', value: '2026-11-30' },
        text: { from: 'template', template: '{general_ledger.text' },
        side: { by: 'constant', side: 'S' },
      }),
    ).toEqual([]);
  });
});

describe('drift', () => {
  const used = usedColumns(DRAFT);

  it('is none when only order, labels and unused columns differ', () => {
    const now = changed('net_amount', { type: 'string' }).map((field) => ({ ...field, label: 'neu' }));
    expect(drift(FIELDS, [...now].reverse(), used)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['gross_amount', name('gross_amount_eur'), 'General Ledger Gross amount EUR'],
    ['gross_amount', 'gl.gross_amount', 'GL gross amount'],
    ['posting_date', name('booking_date'), 'Booking date'],
    ['document_number', name('invoice_no'), 'General Ledger document number'],
    ['partner_number', name('ku_nr'), 'Kundennummer'],
  ])('names %s as missing, and %s as the first candidate', (from, to, label) => {
    const [found] = drift(FIELDS, changed(from, { name: to, label }), used);
    expect(found).toMatchObject({ is: 'missing', field: name(from) });
    expect(found?.is === 'missing' ? found.candidates[0] : '').toBe(to);
  });

  it('is none of a column that is there and was not when the mapping was accepted', () => {
    const before = FIELDS.filter((field) => field.name !== name('gross_amount'));
    expect(drift(before, FIELDS, used)).toEqual([]);
  });

  it('has no candidate where nothing is alike, and never one that is in use', () => {
    const rest = FIELDS.filter((field) => field.name !== name('gross_amount'));
    const [found] = drift(FIELDS, rest, [...used, name('net_amount')]);
    expect(found).toEqual({ is: 'missing', field: name('gross_amount'), candidates: [] });
    const [open] = drift(FIELDS, rest, used);
    expect(open).toEqual({ is: 'missing', field: name('gross_amount'), candidates: [name('net_amount')] });
  });

  const field = (column: string, label: string, type = 'number') => ({ name: `v.${column}`, label, type });
  it.each<[string, SourceField, readonly SourceField[], readonly string[]]>([
    [
      'a new one of the same type, whatever it is called',
      field('abc', 'abc'),
      [field('xyz', 'xyz')],
      ['v.xyz'],
    ],
    [
      'a new one of another type that is half alike',
      field('abc', 'abc'),
      [field('abd', 'x', 'sum')],
      ['v.abd'],
    ],
    [
      'not one of another type that is less alike',
      field('abc', 'abc'),
      [field('abx', 'x', 'string')].map((one) => ({ ...one, name: 'v.axx' })),
      [],
    ],
    [
      'one that is alike by its label only',
      field('abc', 'Umsatz'),
      [field('xyz', 'Umsatz', 'string')],
      ['v.xyz'],
    ],
    [
      'of those alike the one of the same type first',
      field('abcd', ''),
      [field('abcx', '', 'string'), field('abxx', '')],
      ['v.abxx', 'v.abcx'],
    ],
    [
      'but first one of another type that is much more alike',
      field('abcd', 'abcd'),
      [field('xyz', ''), field('abcd2', 'abcd', 'string')],
      ['v.abcd2', 'v.xyz'],
    ],
    [
      'of equals the one that comes first by name',
      field('abc', 'abc'),
      ['m', 'k', 'l', 'k2'].map((one) => field(one, '')),
      ['v.k', 'v.k2', 'v.l', 'v.m'],
    ],
    [
      'five at most',
      field('abc', 'abc'),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => field(one, '')),
      ['v.a', 'v.b', 'v.c', 'v.d', 'v.e'],
    ],
  ])('has as its candidates %s', (_, lost, actual, candidates) => {
    expect(drift([lost], actual, [lost.name])).toEqual([{ is: 'missing', field: lost.name, candidates }]);
  });

  it.each<[string, SourceField, readonly SourceField[], readonly string[]]>([
    ['when it is alike by three fifths', field('abcdxy', ''), [], ['v.abcdxy']],
    ['not when it is less alike', field('abcxyz', ''), [], []],
    [
      'behind a new one that is hardly less alike',
      field('abcdxy', ''),
      [field('abcxyz', '')],
      ['v.abcxyz', 'v.abcdxy'],
    ],
    [
      'before a new one that is much less alike',
      field('abcdef2', ''),
      [field('abxxxx', '')],
      ['v.abcdef2', 'v.abxxxx'],
    ],
  ])('has a column that was there before as a candidate %s', (_, known, added, candidates) => {
    const lost = field('abcdef', '');
    expect(drift([lost, known], [known, ...added], [lost.name])).toMatchObject([{ candidates }]);
  });

  it('of a column that was never there goes by its name alone', () => {
    expect(drift([], [field('abcd', '', 'string'), field('xyz', '')], ['v.abce'])).toEqual([
      { is: 'missing', field: 'v.abce', candidates: ['v.abcd'] },
    ]);
  });

  it('tells both sides of a swap of two names', () => {
    const now = changed('text', { name: name('memo') }).map((field) =>
      field.name === name('currency') ? { ...field, name: name('waehrung') } : field,
    );
    expect(drift(FIELDS, now, used).map(({ is, field }) => `${is} ${field}`)).toEqual([
      `missing ${name('text')}`,
      `missing ${name('currency')}`,
    ]);
  });

  it('names a column whose type changed, until the type is accepted', () => {
    const now = changed('gross_amount', { type: 'string' });
    expect(drift(FIELDS, now, used)).toEqual([
      { is: 'retyped', field: name('gross_amount'), was: 'number', now: 'string' },
    ]);
    expect(drift(now, now, used)).toEqual([]);
  });
});

describe('a remapped pipeline', () => {
  const draft: PipelineDraft = { ...DRAFT, mapping: TEMPLATED };

  it('uses the new name wherever the old one stood, and no rule is lost', () => {
    for (const column of [...mappedColumns(TEMPLATED), name('line_id')]) {
      const now = remap(draft, column, 'gl.renamed');
      expect(JSON.stringify(now)).not.toMatch(new RegExp(`${column.replace('.', '\\.')}(?![a-z_])`));
      expect(usedColumns(now)).toEqual(
        usedColumns(draft).map((one) => (one === column ? 'gl.renamed' : one)),
      );
      expect(v.is(PipelineDraft, now)).toBe(true);
      // Only the blanks around a name that was put in anew are gone.
      const template = '{general_ledger.text} {general_ledger.cost_object} {period}';
      const mapping = { ...TEMPLATED, text: { from: 'template', template } };
      const back = remap(now, 'gl.renamed', column);
      expect(back).toEqual(column === name('cost_object') ? { ...draft, mapping } : draft);
    }
  });

  it('has the new name in filters, sorts, key and period', () => {
    const { source, periodField } = remap(draft, name('posting_date'), name('day'));
    expect(periodField).toBe(name('day'));
    expect(source).toMatchObject({ sorts: ['general_ledger.day desc', 'general_ledger.line_id'] });
    expect(remap(draft, name('currency'), name('wkz')).source).toMatchObject({
      filters: { 'general_ledger.text': '-%test%', 'general_ledger.wkz': 'EUR' },
    });
    expect(remap(draft, name('line_id'), name('id')).reading).toEqual({ by: 'key', key: name('id') });
    expect(remap(draft, name('text'), name('memo')).mapping.text).toEqual({
      from: 'template',
      template: '{general_ledger.memo} { general_ledger.cost_object } {period}',
    });
  });

  it('leaves alone what names no column', () => {
    const fixed: PipelineDraft = {
      ...DRAFT,
      source: { is: 'look', look: '42' },
      reading: { by: 'one-call' },
      mapping: { ...MAPPING, side: { by: 'constant', side: 'S' }, kost1: { from: 'constant', value: '1' } },
    };
    const { contra } = fixed.mapping;
    expect(remap(fixed, name('gl_account_name'), name('konto'))).toStrictEqual({
      ...fixed,
      mapping: { ...fixed.mapping, contra: { ...contra, column: name('konto') } },
    });
  });

  it('asks for a column once when it is there already', () => {
    const { source } = remap(draft, name('gross_amount'), name('net_amount'));
    expect(
      source.is === 'inline' ? source.fields.filter((one) => one === name('net_amount')) : [],
    ).toHaveLength(1);
  });
});

describe('suggestions', () => {
  it('find every target of the sandbox’s ledger', () => {
    expect(suggestMapping(FIELDS)).toStrictEqual({
      side: { by: 'sign', positive: 'S' },
      amountIs: 'gross',
      amount: { from: 'column', column: name('gross_amount') },
      account: { from: 'column', column: name('partner_number') },
      contra: { from: 'table', column: name('gl_account_name'), table: [] },
      taxKey: { from: 'table', column: name('tax_name'), table: [] },
      date: { from: 'column', column: name('posting_date') },
      documentNumber: { from: 'column', column: name('document_number') },
      text: { from: 'column', column: name('text') },
      kost1: { from: 'table', column: name('cost_centre_name'), table: [] },
      kost2: { from: 'column', column: name('cost_object') },
      currency: { from: 'column', column: name('currency') },
      partner: { from: 'column', column: name('partner_name') },
    });
  });

  const german = (columns: readonly (readonly [string, string, string])[]) =>
    suggestMapping(columns.map(([column, label, type]) => ({ name: `fibu.${column}`, label, type })));

  it('read German labels, Soll/Haben and Gegenkonto', () => {
    const found = german([
      ['a1', 'Nettobetrag', 'number'],
      ['a2', 'Fälligkeitsdatum', 'date_date'],
      ['a3', 'Buchungsdatum', 'date_date'],
      ['a4', 'Gegenkonto', 'string'],
      ['a5', 'Konto', 'string'],
      ['a6', 'Soll/Haben-Kennzeichen', 'string'],
      ['a7', 'Rechnungsnummer', 'string'],
      ['a8', 'BU-Schlüssel', 'string'],
      ['a9', 'Kostenstelle', 'string'],
      ['b1', 'Kostenträger', 'string'],
      ['b2', 'Währung', 'string'],
      ['b3', 'Leistungsdatum', 'date_date'],
      ['b4', 'Kundenname', 'string'],
      ['b5', 'USt-IdNr.', 'string'],
      ['b6', 'Buchungstext', 'string'],
    ]);
    const columns = Object.fromEntries(
      Object.entries(found).map(([target, rule]) => [
        target,
        typeof rule === 'object' && 'column' in rule ? rule.column : rule,
      ]),
    );
    expect(columns).toEqual({
      ...{ amount: 'fibu.a1', amountIs: 'net', dueDate: 'fibu.a2', date: 'fibu.a3', contra: 'fibu.a4' },
      ...{ account: 'fibu.a5', side: 'fibu.a6', documentNumber: 'fibu.a7', taxKey: 'fibu.a8' },
      ...{ kost1: 'fibu.a9', kost2: 'fibu.b1', currency: 'fibu.b2', serviceDate: 'fibu.b3' },
      ...{ partner: 'fibu.b4', euVatId: 'fibu.b5', text: 'fibu.b6' },
    });
  });

  it('leave open what no column is called like', () => {
    expect(german([['x', 'Wetter', 'string']])).toStrictEqual({ side: { by: 'sign', positive: 'S' } });
    expect(german([['amount', 'Betrag', 'date']]).amount).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['a sum of all', 'Gesamtbetrag total brutto', 'number'],
    ['a tax amount', 'Steuerbetrag Betrag Steuer', 'number'],
    ['the day it is due', 'Datum Fälligkeit', 'date'],
    ['a day as its text', 'Buchungstext', 'date'],
    ['a yes or no as its text', 'Buchungstext', 'yesno'],
  ])('take for nothing else what is %s', (_, label, type) => {
    const { side: _side, dueDate: _due, taxKey: _tax, ...found } = german([['x', label, type]]);
    expect(found).toEqual({});
  });

  it('an amount that says neither gross nor net is gross; gross goes before it, and it before net', () => {
    const amount = (...labels: readonly string[]) => {
      const { amount: rule, amountIs } = german(labels.map((label, n) => [`c${n}`, label, 'number']));
      return [rule?.from === 'column' ? rule.column : undefined, amountIs];
    };
    expect(amount('Umsatz')).toEqual(['fibu.c0', 'gross']);
    expect(amount('Umsatz', 'Bruttobetrag')).toEqual(['fibu.c1', 'gross']);
    expect(amount('Nettobetrag', 'Umsatz')).toEqual(['fibu.c1', 'gross']);
    expect(amount('Nettobetrag')).toEqual(['fibu.c0', 'net']);
  });

  it.each<[readonly string[], string | undefined, string | undefined]>([
    [['Konto', 'Gegenkonto', 'Debitorennummer'], 'Konto', 'Gegenkonto'],
    [['Gegenkonto', 'Debitorennummer'], 'Debitorennummer', 'Gegenkonto'],
    [['Konto', 'Debitorennummer'], 'Debitorennummer', 'Konto'],
    [['Gegenkonto'], undefined, 'Gegenkonto'],
  ])('of the accounts %j', (labels, account, contra) => {
    const found = german(labels.map((label) => [label.toLowerCase(), label, 'string']));
    const column = (rule: typeof found.account) =>
      rule?.from === 'column' ? rule.column.slice(5) : undefined;
    expect([column(found.account), column(found.contra)]).toEqual(
      [account, contra].map((label) => label?.toLowerCase()),
    );
  });
});
