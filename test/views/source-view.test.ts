import { describe, expect, it } from 'vitest';
import type { ExploreField } from '../../src/looker/explore';
import { exploresOf, sourceView } from '../../src/views/pipeline/source-view';

const field = (name: string, over: Partial<ExploreField> = {}): ExploreField => ({
  ...{ name, label: name, type: 'string', isMeasure: false, isNumeric: false },
  ...{ isPrimaryKey: false, isSortable: true, isHidden: false },
  ...over,
});
const ID = field('l.id', { type: 'number', isNumeric: true, isPrimaryKey: true });
const AMOUNT = field('l.amount', { label: 'Amount', type: 'number', isNumeric: true });
const DAY = field('l.date', { label: 'Document date', type: 'date_date' });
const TOTAL = field('l.total', { label: 'Amount', type: 'sum', isNumeric: true, isMeasure: true });
const view = (fields: readonly ExploreField[], over: Partial<Parameters<typeof sourceView>[0]> = {}) =>
  sourceView({
    ...{ model: 'finance', explore: 'ledger', asked: fields.map(({ name }) => name), fields, isOwn: false },
    ...over,
  });

describe('the columns of a source', () => {
  it('are all that the explore shows, each with whether the source asks for it', () => {
    const { fields, ...rest } = view([ID, AMOUNT, field('l.secret', { isHidden: true }), TOTAL], {
      asked: ['l.amount', 'l.secret'],
    });
    expect(rest).toMatchObject({ model: 'finance', explore: 'ledger' });
    expect(fields).toEqual([
      { name: 'l.id', label: 'l.id', type: 'number', isMeasure: false, isUsed: false, isKey: true },
      { name: 'l.amount', label: 'Amount', type: 'number', isMeasure: false, isUsed: true, isKey: true },
      { name: 'l.total', label: 'Amount', type: 'sum', isMeasure: true, isUsed: false, isKey: false },
    ]);
  });

  it.each<[string, boolean, ExploreField]>([
    ['a number', true, AMOUNT],
    ['text', true, field('l.text')],
    ['a day', false, DAY],
    ['what Looker cannot sort by', false, field('l.text', { isSortable: false })],
    ['a number that Looker cannot sort by', false, { ...AMOUNT, isSortable: false }],
    ['a sum', false, TOTAL],
    ['a text that groups', false, field('l.list', { isMeasure: true })],
  ])('may be read by in chunks: %s – %s', (_, isKey, one) => {
    expect(view([one]).fields[0]?.isKey).toBe(isKey);
  });

  it('have a meaning only where the source asks for them', () => {
    expect(view([AMOUNT, DAY]).suggestion).toMatchObject({ amount: { column: 'l.amount' } });
    expect(view([AMOUNT, DAY], { asked: ['l.date'] }).suggestion).not.toHaveProperty('amount');
    expect(view([{ ...AMOUNT, isHidden: true }]).suggestion).not.toHaveProperty('amount');
  });

  it('have the key that Looker names, if the source asks for it and rows can be read by it', () => {
    expect(view([AMOUNT, ID]).primaryKey).toBe('l.id');
    expect(view([AMOUNT, ID], { asked: ['l.amount'] })).not.toHaveProperty('primaryKey');
    expect(view([AMOUNT, { ...ID, isSortable: false }])).not.toHaveProperty('primaryKey');
    expect(view([AMOUNT, field('l.other')])).not.toHaveProperty('primaryKey');
  });
});

describe('an own query', () => {
  const own = (...fields: readonly ExploreField[]) => view(fields, { asked: [], isOwn: true }).proposed;

  it('is proposed the columns that look like bookings, the key first, whatever it asks for now', () => {
    expect(own(AMOUNT, field('l.noise'), DAY, ID)).toEqual(['l.id', 'l.amount', 'l.date']);
  });

  it('is proposed no sum, which would group the rows, nothing hidden, and no key that is none', () => {
    expect(own(TOTAL, DAY)).toEqual(['l.date']);
    expect(own({ ...AMOUNT, isHidden: true }, DAY)).toEqual(['l.date']);
    expect(own({ ...ID, isSortable: false }, DAY)).toEqual(['l.date']);
  });

  it('alone: a Look and a dashboard have their columns', () => {
    expect(view([AMOUNT, ID])).not.toHaveProperty('proposed');
  });
});

it('an explore is chosen with its model, which may have one of the same name as another', () => {
  const explores = [{ name: 'ledger', label: 'Hauptbuch' }];
  expect(
    exploresOf([
      { name: 'finance', label: 'Finanzen', explores },
      { name: 'test', label: 'Probe', explores },
      { name: 'empty', label: 'Leer', explores: [] },
    ]),
  ).toEqual([
    { id: 'finance:ledger', label: 'Hauptbuch', hint: 'Finanzen' },
    { id: 'test:ledger', label: 'Hauptbuch', hint: 'Probe' },
  ]);
});
