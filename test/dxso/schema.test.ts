import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { DOCUMENT_NAMESPACE, DOCUMENT_SCHEMA } from '../../src/dxso/document-schema';
import { Findings } from '../../src/dxso/finding';
import {
  CONSOLIDATED,
  COPY_NOTICE,
  fieldsOf,
  LEDGER_KINDS,
  type LedgerKind,
} from '../../src/dxso/ledger-fields';
import { LEDGER_NAMESPACE, LEDGER_SCHEMA } from '../../src/dxso/ledger-schema';
import { misfitOf } from '../../src/dxso/xml/facets';
import { checkSchema, type Item, type Model, type Schema } from '../../src/dxso/xml/schema';
import type { SimpleTypeName } from '../../src/dxso/xml/simple-types';
import { readXml } from '../../src/dxso/xml/xml-read';
import { escaped } from '../../src/dxso/xml/xml-write';
import { anyValue, POOLS } from './values';
import { judge, SCHEMAS } from './xsd-judge';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function findingsOf(text: string, schema: Schema) {
  const read = readXml(text);
  if ('trouble' in read) throw new Error(`${read.trouble.what} in ${text}`);
  const findings = new Findings();
  checkSchema(read.root, schema, { findings, file: 'x.xml' });
  return findings.listed;
}

/** An element as the generator sees it, before something is done to it. */
type Node = {
  readonly tag: string;
  readonly attributes: string;
  readonly text?: string;
  readonly children: readonly Node[];
};

function textOf({ tag, attributes, text = '', children }: Node): string {
  return `<${tag}${attributes}>${escaped(text)}${children.map(textOf).join('')}</${tag}>`;
}

const leaf = (tag: string, text: string): Node => ({ tag, attributes: '', text, children: [] });
const maybe = <T>(value: fc.Arbitrary<T>, often = 1) => fc.option(value, { nil: undefined, freq: often });

function attributesOf(
  models: readonly { readonly name: string; readonly type: SimpleTypeName; readonly isRequired?: boolean }[],
): fc.Arbitrary<string> {
  return fc
    .tuple(
      ...models.map(({ name, type, isRequired }) =>
        fc.tuple(fc.constant(name), maybe(anyValue(type, 300), isRequired === true ? 300 : 1)),
      ),
    )
    .map((pairs) =>
      pairs.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`)).join(''),
    );
}

/** A booking: the required elements nearly always, the others now and then. */
function rowOf(kind: LedgerKind): fc.Arbitrary<Node> {
  return fc
    .tuple(
      ...fieldsOf(kind).map(({ name, type, isRequired }) =>
        fc.tuple(
          fc.constant(name),
          maybe(
            name === 'currencyCode' && kind === 'cashLedger'
              ? fc.constantFrom('EUR', 'EUR', 'EUR', '')
              : anyValue(type, 700),
            isRequired ? 500 : 1,
          ),
        ),
      ),
    )
    .map((cells) => ({
      ...{ tag: kind, attributes: '' },
      children: cells.flatMap(([name, value]) => (value === undefined ? [] : [leaf(name, value)])),
    }));
}

const anyLedger: fc.Arbitrary<Node> = fc.constantFrom(...LEDGER_KINDS).chain((kind) =>
  fc
    .tuple(
      fc.array(rowOf(kind), { minLength: 1, maxLength: 4 }),
      attributesOf(CONSOLIDATED),
      anyValue('p10009', 300),
    )
    .map(([children, attributes, generator]) => ({
      tag: 'LedgerImport',
      attributes: ` xmlns="${LEDGER_NAMESPACE}" ${XSI} version="6.0" generator_info="${escaped(generator)}" xml_data="${COPY_NOTICE}"`,
      children: [{ tag: 'consolidate', attributes, children }],
    })),
);

/** Any element that a model allows, by the model itself. */
function nodeOf(name: string, { attributes = [], content }: Model, extra = ''): fc.Arbitrary<Node> {
  if (content.is === 'typed')
    return fc
      .constantFrom(...Object.entries(content.of))
      .chain(([type, model]) => nodeOf(name, model, `${extra} xsi:type="${type}"`));
  const shown = attributesOf(attributes).map((text) => extra + text);
  if (content.is === 'value')
    return fc
      .tuple(shown, anyValue(content.type, 300))
      .map(([attrs, text]) => ({ tag: name, attributes: attrs, text, children: [] }));
  const children =
    content.is === 'sequence'
      ? fc.tuple(...content.items.map(itemOf)).map((all) => all.flat())
      : fc.constant([]);
  return fc.tuple(shown, children).map(([attrs, all]) => ({ tag: name, attributes: attrs, children: all }));
}

function itemOf({ name, least, most, model }: Item): fc.Arbitrary<readonly Node[]> {
  const one = nodeOf(name, model);
  if (most === 1) return maybe(one, least === 1 ? 300 : 1).map((node) => (node === undefined ? [] : [node]));
  return fc.array(one, { minLength: least, maxLength: Math.min(most, 3) });
}

const anyDocument = nodeOf('archive', DOCUMENT_SCHEMA.model, ` xmlns="${DOCUMENT_NAMESPACE}" ${XSI}`);

/** What may happen to a tree on its way: elements vanish, double, swap, get another name, words or attributes. */
type Harm = { readonly what: (typeof HARMS)[number]; readonly at: number; readonly to: number };
const HARMS = [
  'drop',
  'double',
  'swap',
  'rename',
  'foreign',
  'words',
  'attribute',
  'nil',
  'child',
  'location',
  'blank',
] as const;
const anyHarm: fc.Arbitrary<Harm> = fc.record({
  what: fc.constantFrom(...HARMS),
  at: fc.nat(200),
  to: fc.nat(200),
});

function harmed(root: Node, { what, at, to }: Harm): Node {
  let countdown = at % (sizeOf(root) - 1);
  const walk = (node: Node): Node => ({
    ...node,
    children: node.children.flatMap((child, index) => {
      if (countdown-- !== 0) return [walk(child)];
      return harm(child, node.children[(index + to) % node.children.length] ?? child, what);
    }),
  });
  return sizeOf(root) < 2 ? root : walk(root);
}

function harm(node: Node, other: Node, what: Harm['what']): readonly Node[] {
  const { attributes, children } = node;
  const and = (more: string) => (attributes.includes(more) ? attributes : attributes + more);
  if (what === 'drop') return [];
  if (what === 'double') return [node, node];
  if (what === 'swap') return [other];
  if (what === 'rename') return [{ ...node, tag: other.tag }];
  if (what === 'foreign') return [{ ...node, attributes: and(' xmlns="urn:x"') }];
  if (what === 'words') return [{ ...node, text: 'x' }];
  if (what === 'attribute') return [{ ...node, attributes: and(' more="1"') }];
  if (what === 'nil') return [{ ...node, attributes: and(' xsi:nil="false"') }];
  if (what === 'child') return [{ ...node, children: [...children, leaf('more', '')] }];
  if (what === 'location') return [{ ...node, attributes: and(' xsi:schemaLocation="a b"') }];
  return [{ ...node, text: `${node.text ?? ''} ` }];
}

function sizeOf({ children }: Node): number {
  return children.reduce((size, child) => size + sizeOf(child), 1);
}

const sampled = (trees: fc.Arbitrary<Node>, count: number, seed: number): readonly string[] =>
  fc
    .sample(
      fc.tuple(
        trees,
        fc.oneof(
          { arbitrary: fc.constant([]), weight: 1 },
          { arbitrary: fc.array(anyHarm, { maxLength: 2 }), weight: 1 },
        ),
      ),
      { numRuns: count, seed },
    )
    .map(([tree, harms]) => textOf(harms.reduce(harmed, tree)));

describe.skipIf(SCHEMAS === undefined)('DATEV’s schemas', () => {
  it.each([
    ['ledger', LEDGER_SCHEMA, anyLedger, 2400],
    ['document', DOCUMENT_SCHEMA, anyDocument, 1200],
  ] as const)(
    'say no to a %s exactly where we do',
    { timeout: 120_000 },
    async (which, schema, trees, count) => {
      const texts = sampled(trees, count, 42);
      const verdicts = await judge(which, texts);
      const differing = texts.flatMap((text, index) => {
        const ours = findingsOf(text, schema);
        const theirs = verdicts[index];
        return (ours.length === 0) === theirs?.isValid
          ? []
          : [{ text, ours: ours.map((one) => `${one.code} ${one.field}`), theirs: theirs?.errors }];
      });
      expect(differing.slice(0, 3)).toEqual([]);
      const valid = verdicts.filter(({ isValid }) => isValid).length;
      // Both sides have to be there in numbers, or the test would prove nothing.
      expect([valid > count / 5, count - valid > count / 5]).toEqual([true, true]);
      const kinds = new Set(texts.flatMap((text) => findingsOf(text, schema).map(({ code }) => code)));
      expect(kinds.size).toBeGreaterThan(8);
    },
  );

  it('agree with us on every value at the borders of its type', async () => {
    const fields = [...LEDGER_KINDS.flatMap(fieldsOf)].filter(
      ({ name }, index, all) =>
        all.findIndex((one) => one.name === name) === index && name !== 'currencyCode',
    );
    const cases = fields.flatMap(({ name, type }) =>
      [...POOLS[type].good, ...POOLS[type].bad].map((value) => ({ name, type, value })),
    );
    const texts = cases.map(({ name, value }) => ledgerWith(name, value));
    const verdicts = await judge('ledger', texts);
    const differing = cases.filter(
      ({ type, value }, index) => (misfitOf(type, value) === undefined) !== verdicts[index]?.isValid,
    );
    expect(differing).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
  });

  it('know a wrong kind of extension, an abstract one, and a name with a prefix', async () => {
    const archive = (extension: string) =>
      `<archive xmlns="${DOCUMENT_NAMESPACE}" xmlns:q="${DOCUMENT_NAMESPACE}" ${XSI} version="6.0"><header><date>2024-01-01T00:00:00</date></header><content><document>${extension}</document></content></archive>`;
    const texts = [
      'xsi:type="q:File"',
      'xsi:type="File"',
      'xsi:type="Foo"',
      'xsi:type="extension"',
      'xsi:type="xsi:File"',
      '',
    ].map((type) => archive(`<extension ${type} name="a.pdf"/>`));
    const verdicts = (await judge('document', texts)).map(({ isValid }) => isValid);
    expect(verdicts).toEqual([true, true, false, false, false, false]);
    expect(texts.map((text) => findingsOf(text, DOCUMENT_SCHEMA).length === 0)).toEqual(verdicts);
  });
});

/** A payable booking, or the kind that has the element, with one value put in. */
function ledgerWith(name: string, value: string): string {
  const kind = LEDGER_KINDS.find((one) => fieldsOf(one).some((field) => field.name === name)) ?? 'cashLedger';
  const cells = fieldsOf(kind).flatMap((field) =>
    field.name === name
      ? [leaf(name, value)]
      : field.isRequired
        ? [leaf(field.name, POOLS[field.type].good[0] ?? '')]
        : [],
  );
  const attributes =
    ' consolidatedAmount="1.00" consolidatedDate="2024-01-01" consolidatedCurrencyCode="EUR"';
  return textOf({
    tag: 'LedgerImport',
    attributes: ` xmlns="${LEDGER_NAMESPACE}" version="6.0" generator_info="x" xml_data="${COPY_NOTICE}"`,
    children: [
      { tag: 'consolidate', attributes, children: [{ tag: kind, attributes: '', children: cells }] },
    ],
  });
}

describe('values', () => {
  it.each(
    Object.entries(POOLS).flatMap(([type, { good, bad }]) => [
      ...good.map((value) => [type, value, true] as const),
      ...bad.map((value) => [type, value, false] as const),
    ]),
  )('%s %j: %s', (type, value, fits) => {
    expect(misfitOf(type as SimpleTypeName, value) === undefined).toBe(fits);
  });
});

const SAMPLE = sharedPath('samples', 'dxso', 'ER_ledger_V6_2023');

describe.skipIf(SAMPLE === undefined)('DATEV’s sample', () => {
  it.each([
    ['document.xml', DOCUMENT_SCHEMA],
    ['Rechnungsdaten_RE_R2023x204.xml', LEDGER_SCHEMA],
  ])('%s is as the schema wants it', (name, schema) => {
    expect(findingsOf(readFileSync(`${SAMPLE}/${name}`, 'utf8'), schema)).toEqual([]);
  });
});
