import * as v from 'valibot';
import { expect, it } from 'vitest';
import { MAX_TABLE, Rule, SideRule } from '../../src/mapping/mapping';

const column = 'view.field';
const values = (count: number, length = 1) => Array.from({ length: count }, () => 'x'.repeat(length));
const table = (rows: number) => values(rows).map((one) => ({ when: one, value: one }));

it.each<[string, v.GenericSchema, (most: number) => object, number]>([
  ['characters of a value', Rule, (most) => ({ from: 'constant', value: 'x'.repeat(most) }), 120],
  ['characters of a template', Rule, (most) => ({ from: 'template', template: 'x'.repeat(most) }), 200],
  ['entries of a value table', Rule, (most) => ({ from: 'table', column, table: table(most) }), MAX_TABLE],
  ['values for Soll', SideRule, (most) => ({ by: 'column', column, soll: values(most), haben: ['H'] }), 20],
  ['values for Haben', SideRule, (most) => ({ by: 'column', column, soll: ['S'], haben: values(most) }), 20],
])('takes so many %s and no more', (_, schema, of, most) => {
  expect(v.is(schema, of(most))).toBe(true);
  expect(v.is(schema, of(most + 1))).toBe(false);
});

it.each<[string, v.GenericSchema, object]>([
  ['an empty template', Rule, { from: 'template', template: '' }],
  ['a side without values for Soll', SideRule, { by: 'column', column, soll: [], haben: ['H'] }],
  ['a side without values for Haben', SideRule, { by: 'column', column, soll: ['S'], haben: [] }],
  ['a column that is no name', Rule, { from: 'column', column: 'field' }],
])('%s is none', (_, schema, given) => {
  expect(v.is(schema, given)).toBe(false);
});

it('a template of one character is one, and a table may have ten thousand entries', () => {
  expect(v.is(Rule, { from: 'template', template: 'x' })).toBe(true);
  expect(v.is(SideRule, { by: 'column', column, soll: ['S'], haben: ['H'] })).toBe(true);
  expect(MAX_TABLE).toBe(10_000);
});
