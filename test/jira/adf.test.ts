import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as adf from '../../src/jira/text/adf';
import { anyText } from '../support/any-text';
import { objections, SCHEMA_NOTE } from './adf-schema';

describe(`building documents${SCHEMA_NOTE}`, () => {
  it('writes what Jira reads', () => {
    const made = adf.doc(
      adf.heading(3, 'Was ist zu tun?'),
      adf.p('a ', adf.strong('b'), adf.code('c'), adf.link('d', 'https://www.datev.de/hilfe/1008834')),
      adf.bulletList(['x'], [adf.strong('y: '), 'z']),
      adf.orderedList(['1'], ['2']),
      adf.panel('error', adf.p('!')),
    );
    expect(objections(made)).toEqual([]);
    expect(made.content.map((block) => block.type)).toEqual([
      'heading',
      'paragraph',
      'bulletList',
      'orderedList',
      'panel',
    ]);
  });

  it('leaves out what is empty, down to the last list', () => {
    const empty = adf.doc(
      adf.p(''),
      adf.p('\u200B'),
      adf.bulletList([''], []),
      adf.orderedList(),
      adf.panel('info', adf.p()),
      adf.heading(2),
    );
    expect(empty).toEqual({ type: 'doc', version: 1, content: [] });
  });

  it.each([
    ['https://www.datev.de/hilfe/1', true],
    ['http://www.datev.de/hilfe/1', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//evil.example', false],
    ['https://a b', false],
    ['https://a\u202E', false],
  ])('links %s: %s', (href, linked) => {
    expect(adf.link('x', href)).toEqual(
      linked
        ? { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }
        : { type: 'text', text: 'x' },
    );
  });

  it('keeps every foreign text within the schema', () => {
    fc.assert(
      fc.property(fc.array(anyText(30), { maxLength: 6 }), (texts) => {
        const made = adf.doc(
          adf.p(...texts),
          adf.bulletList(...texts.map((text) => [text])),
          adf.panel('note', adf.p(adf.strong(texts[0] ?? ''))),
        );
        expect(objections(made)).toEqual([]);
        expect(JSON.stringify(made)).not.toMatch(/\\u202e|\\ud[89ab]/i);
      }),
      { numRuns: 40 },
    );
  });
});

describe('fitting into Jira’s limit', () => {
  const size = (document: adf.Adf) => JSON.stringify(document).length;

  it('leaves a document alone that fits', () => {
    const made = adf.doc(adf.p('x'));
    expect(adf.fit(made, 'gekürzt')).toBe(made);
    expect(adf.fit(made, 'gekürzt', size(made))).toBe(made);
    expect(adf.fit(made, 'gekürzt', size(made) - 1)).not.toBe(made);
  });

  it('cuts to the limit, keeps the schema and says so at the end', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const block = fc.oneof(
      text.map((said) => adf.p(said, adf.strong(said))),
      fc
        .array(text, { minLength: 1, maxLength: 5 })
        .map((said) => adf.bulletList(...said.map((item) => [item]))),
      text.map((said) => adf.panel('info', adf.p(said))),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), fc.integer({ min: 200, max: 3000 }), (blocks, most) => {
        const made = adf.doc(...blocks);
        const short = adf.fit(made, 'Gekürzt.', most);
        expect(size(short)).toBeLessThanOrEqual(most);
        expect(objections(short)).toEqual([]);
        if (size(made) > most) expect(short.content.at(-1)).toEqual(adf.p('Gekürzt.'));
      }),
    );
  });

  it('uses the room there is', () => {
    const made = adf.doc(adf.p('a'.repeat(50_000)));
    const short = adf.fit(made, 'Gekürzt.');
    expect(size(short)).toBeLessThanOrEqual(adf.MAX_CHARACTERS);
    expect(size(short)).toBeGreaterThan(adf.MAX_CHARACTERS - 10);
  });
});
