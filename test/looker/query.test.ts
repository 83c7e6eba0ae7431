import { describe, expect, it } from 'vitest';
import { exploreOf } from '../../src/looker/explore';
import { definitionOf } from '../../src/looker/held-query';
import { inlineDefinition, periodFilter, type QueryDefinition, queryOf } from '../../src/looker/query';

/** A field as Looker's expressions name it. */
const ref = (field: string) => `$\{${field}}`;
const ID = ref('l.id');
const EITHER = `${ref('l.a')} = 1 OR ${ref('l.b')} = 2`;

const BASE: QueryDefinition = {
  model: 'finance',
  explore: 'ledger',
  fields: ['l.id', 'l.date', 'l.amount'],
  filters: { 'l.date': 'last month', 'l.client': '455148-3' },
  sorts: [],
  pivots: [],
};
const WISH = {
  fields: ['l.amount'],
  period: { field: 'l.date', days: { first: '2026-11-01', last: '2026-11-30' } },
  timezone: 'Europe/Berlin',
  limit: 5000,
};
const bodyOf = (definition: Partial<QueryDefinition>, wish: object = {}) => {
  const body = queryOf({ ...BASE, ...definition }, { ...WISH, ...wish });
  if (!body.ok) throw new Error(body.problem.code);
  return body.value;
};

describe('a query', () => {
  it('says everything that Looker would else choose itself, and keeps the columns that make a row', () => {
    expect(bodyOf({})).toEqual({
      model: 'finance',
      view: 'ledger',
      fields: ['l.id', 'l.date', 'l.amount'],
      filters: { 'l.date': '2026-11-01 to 2026-12-01', 'l.client': '455148-3' },
      filter_expression: null,
      filter_config: null,
      sorts: ['l.id'],
      limit: '5000',
      query_timezone: 'Europe/Berlin',
    });
  });

  it('keeps sorting, expression and own fields of the one who made it', () => {
    const own = {
      sorts: ['l.date desc'],
      filterExpression: EITHER,
      dynamicFields: '[{}]',
    };
    expect(bodyOf(own)).toMatchObject({
      ...{ sorts: ['l.date desc'], filter_expression: own.filterExpression, dynamic_fields: '[{}]' },
    });
  });

  it.each([
    ['2026-11-01', '2026-11-30', '2026-11-01 to 2026-12-01'],
    ['2026-11-05', '2026-11-05', '2026-11-05'],
    ['2024-02-01', '2024-02-29', '2024-02-01 to 2024-03-01'],
    ['2026-10-01', '2026-12-31', '2026-10-01 to 2027-01-01'],
    ['2026-03-28', '2026-03-29', '2026-03-28 to 2026-03-30'],
  ])('asks %s to %s as "%s"', (first, last, text) => {
    expect(periodFilter({ first, last })).toBe(text);
  });

  it.each([
    ['l.posting_date', 'l.posting_month', true],
    ['l.posting_month', 'l.posting_date', true],
    ['l.posting_date', 'l.posting_quarter', true],
    ['l.posting_date', 'l.due_month', false],
    ['l.posting_date', 'm.posting_month', false],
    ['l.posting_date', 'l.posting_day_of_week', false],
  ])('puts the period in %s in the place of a filter on %s: %s', (field, other, isReplaced) => {
    const body = bodyOf({ filters: { [other]: 'last month' } }, { period: { ...WISH.period, field } });
    expect(body.filters).toEqual({
      [field]: '2026-11-01 to 2026-12-01',
      ...(isReplaced ? {} : { [other]: 'last month' }),
    });
  });

  it.each([
    ['number', '-12.50', {}, { 'l.id': '>-12.50' }, null],
    ['number', '7', { filters: { 'l.id': '[1, 9]' } }, { 'l.id': '[1, 9]' }, `${ID} > 7`],
    ['number', '7', { filters: { 'l.id': ' ' } }, { 'l.id': '>7' }, null],
    ['string', 'A-1', {}, {}, `${ID} > "A-1"`],
    ['string', 'a"b\\c', {}, {}, `${ID} > "a\\"b\\\\c"`],
    ['string', 'A', { filterExpression: EITHER }, {}, `(${EITHER}) AND (${ID} > "A")`],
  ] as const)('goes on behind the %s key %s', (kind, after, definition, filters, expression) => {
    const body = bodyOf({ filters: {}, ...definition }, { key: { field: 'l.id', kind, after } });
    expect(body.filters).toEqual({ 'l.date': '2026-11-01 to 2026-12-01', ...filters });
    expect([body.filter_expression, body.sorts]).toEqual([expression, ['l.id']]);
  });

  it('begins a reading by key without a condition on the key', () => {
    const body = bodyOf({ sorts: ['l.date'] }, { key: { field: 'l.id', kind: 'number' } });
    expect([body.filters['l.id'], body.filter_expression, body.sorts]).toEqual([undefined, null, ['l.id']]);
  });

  it.each([
    [{}, 'NULL', null],
    [{ filters: { 'l.id': '>0' } }, '>0', `is_null(${ID})`],
  ])('asks for rows without a key: %o', (definition, filter, expression) => {
    const body = bodyOf(definition, { keyIsNull: { field: 'l.id' } });
    expect([body.filters['l.id'], body.filter_expression]).toEqual([filter, expression]);
  });

  it.each([
    ['a pivot', { pivots: ['l.date'] }, {}, 'looker.pivot', 'l.date'],
    ['a column that is not in it', {}, { fields: ['l.amount', 'l.tax'] }, 'looker.field-missing', 'l.tax'],
    [
      'a key that is not in it',
      {},
      { key: { field: 'l.no', kind: 'number' } },
      'looker.field-missing',
      'l.no',
    ],
  ])('is refused with %s', (_what, definition, wish, code, field) => {
    expect(queryOf({ ...BASE, ...definition }, { ...WISH, ...wish } as typeof WISH)).toEqual({
      ok: false,
      problem: { code, retry: 'after-fix', values: { field } },
    });
  });
});

describe('a definition', () => {
  it('is made of a pipeline’s own fields', () => {
    const source = {
      is: 'inline',
      model: 'm',
      explore: 'e',
      fields: ['a.b'],
      filters: {},
      sorts: ['a.b'],
    } as const;
    expect(inlineDefinition({ ...source, fields: ['a.b'], sorts: ['a.b'] })).toEqual({
      ...{ model: 'm', explore: 'e', fields: ['a.b'], filters: {}, sorts: ['a.b'], pivots: [] },
    });
  });

  const held = { model: 'm', view: 'e', fields: ['a.b'] };
  it('is read from a Look with nulls in it', () => {
    const nulls = { filters: null, filter_expression: '', sorts: null, pivots: null, dynamic_fields: null };
    expect(definitionOf({ ...held, ...nulls, limit: '500' })).toEqual({
      ...{ model: 'm', explore: 'e', fields: ['a.b'], filters: {}, sorts: [], pivots: [] },
    });
  });

  it.each([
    null,
    {},
    { ...held, fields: [] },
    { ...held, fields: null },
    { ...held, model: '' },
    // A filter that cannot be read must not be passed over: too much would be booked.
    { ...held, filters: { 'a.b': 1 } },
    { ...held, filters: 'a' },
  ])('is none: %j', (wire) => {
    expect(definitionOf(wire)).toBeUndefined();
  });
});

describe('the fields of an explore', () => {
  it('are those whose names can be asked for: columns, and what one can only filter by', () => {
    const id = {
      name: 'l.id',
      label: 'Id',
      type: 'number',
      is_numeric: true,
      primary_key: true,
      sortable: true,
    };
    const wire = {
      fields: {
        dimensions: [id, { name: 'no view' }, 7],
        measures: [{ name: 'l.sum', label: null, measure: true }],
        filters: [{ name: 'l.f', type: 'date', label: 'F', hidden: true }, null],
        parameters: [{ name: 'l.p' }, { name: 'no view' }],
      },
    };
    const no = {
      isMeasure: false,
      isNumeric: false,
      isPrimaryKey: false,
      isSortable: false,
      isHidden: false,
    };
    const seen = exploreOf(wire);
    expect(seen?.columns).toEqual([
      {
        ...no,
        name: 'l.id',
        label: 'Id',
        type: 'number',
        isNumeric: true,
        isPrimaryKey: true,
        isSortable: true,
      },
      { ...no, name: 'l.sum', label: '', type: '', isMeasure: true },
    ]);
    expect(seen?.filterOnly).toEqual([
      { name: 'l.f', type: 'date' },
      { name: 'l.p', type: '' },
    ]);
    expect(exploreOf({ fields: { dimensions: [id] } })).toMatchObject({ filterOnly: [] });
    expect(exploreOf({ fields: null })).toBeUndefined();
  });
});
