import { expect, it } from 'vitest';
import { fieldsIn, readTemplate } from '../../src/mapping/template';

const text = (of: string) => ({ is: 'text', text: of });
const field = (of: string) => ({ is: 'field', name: of });

it.each([
  ['Rechnung', [text('Rechnung')]],
  ['{a.b}', [field('a.b')]],
  ['Re. { a.b } vom {period}!', [text('Re. '), field('a.b'), text(' vom '), { is: 'period' }, text('!')]],
  ['{a.b}{a.c}', [field('a.b'), field('a.c')]],
])('a template is what stands in it, piece by piece: %s', (template, parts) => {
  expect(readTemplate(template)).toEqual(parts);
});

it.each(['a {b', '{a.b} }', '{{a.b}}', '} {a.b} {'])('%s is broken, and names no column', (template) => {
  expect(readTemplate(template)).toBeUndefined();
  expect(fieldsIn(template)).toEqual([]);
});

it('names its columns in order, not the period', () => {
  expect(fieldsIn('{a.c} {period} {a.b}')).toEqual(['a.c', 'a.b']);
});
