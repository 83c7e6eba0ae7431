import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editXml, type XmlPlace } from '../../src/dxso/xml/xml-edit';
import { readXmlFile } from '../../src/dxso/xml/xml-file';
import { placedXml } from '../../src/dxso/xml/xml-places';
import { readXml, type XmlElement } from '../../src/dxso/xml/xml-read';

/** Ways to write the same document. */
const ENCODINGS = {
  'utf-8': (text: string) => Buffer.from(text, 'utf8'),
  'utf-8 with mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf8'),
  'utf-16le': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'iso-8859-1': (text: string) =>
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\r\n${text}`, 'latin1'),
  'us-ascii': (text: string) => Buffer.from(`<?xml version='1.0' encoding='us-ascii'?>${text}`, 'utf8'),
} as const;
type EncodingName = keyof typeof ENCODINGS;
const NAMES = Object.keys(ENCODINGS) as EncodingName[];

const bytesOf = (name: EncodingName, text: string) => new Uint8Array(ENCODINGS[name](text));
const rootOf = (bytes: Uint8Array): XmlElement => {
  const read = readXmlFile(bytes);
  if (!('root' in read)) throw new Error(read.trouble.what);
  return read.root;
};
const must = (edited: ReturnType<typeof editXml>): Uint8Array => {
  if ('refused' in edited) throw new Error(edited.refused);
  return edited.bytes;
};

/** All places of a document at which a value stands, as ways to them. */
type Way = { readonly path: readonly number[]; readonly attribute?: string };
function waysIn(element: XmlElement, path: readonly number[] = []): readonly Way[] {
  const own = element.attributes
    .filter(({ namespace }) => namespace === '')
    .map(({ name }) => ({ path, attribute: name }));
  const text = element.children.length === 0 ? [{ path }] : [];
  return [...own, ...text, ...element.children.flatMap((child, n) => waysIn(child, [...path, n]))];
}
const follow =
  ({ path, attribute }: Way) =>
  (root: XmlElement): XmlPlace | undefined => {
    let element: XmlElement | undefined = root;
    for (const n of path) element = element?.children[n];
    if (element === undefined) return undefined;
    return attribute === undefined ? { element } : { element, attribute };
  };

/** The document with one value changed, as it has to be read. Lines follow from the text alone. */
function changed(element: XmlElement, { path, attribute }: Way, value: string): object {
  const [first, ...rest] = path;
  if (first !== undefined)
    return {
      ...element,
      children: element.children.map((child, n) =>
        n === first
          ? changed(child, attribute === undefined ? { path: rest } : { path: rest, attribute }, value)
          : child,
      ),
    };
  if (attribute === undefined) return { ...element, text: value };
  const attributes = element.attributes.map((one) => (one.name === attribute ? { ...one, value } : one));
  return { ...element, attributes };
}

const latin = fc.string({ unit: fc.constantFrom(...'aß;Ü é&<>"\'019-.'), maxLength: 8 });
const anyValue = fc.string({ unit: fc.constantFrom(...'aß€&<>"\']漢😀 0'), maxLength: 8 });
const written = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const leaf = fc.oneof(
  latin.map((value) => `<n:amount>${written(value)}</n:amount>`),
  latin.map((value) => `<amount\n  a = '${written(value).replaceAll("'", '&#39;')}' b="x"/>`),
  latin.map((value) => `<amount ><![CDATA[${value.replaceAll(']', '')}]]></amount >`),
  fc.constant('<empty></empty>'),
  fc.constant('<amount/>'),
);
const document = fc
  .array(fc.tuple(leaf, fc.constantFrom('', '\r\n', ' <!-- é > --> ', '\t')), { maxLength: 6 })
  .map(
    (all) => `<l:r xmlns:l="u" xmlns:n='v' k="ö">${all.map(([one, after]) => one + after).join('')}</l:r>\n`,
  );

describe('a value of an XML file', () => {
  it('is replaced, and the document is the same but for it: in every encoding, at every place', () => {
    fc.assert(
      fc.property(document, fc.constantFrom(...NAMES), anyValue, fc.nat(), (text, name, value, pick) => {
        const bytes = bytesOf(name, text);
        const root = rootOf(bytes);
        const ways = waysIn(root);
        const way = ways[pick % ways.length] ?? { path: [] };
        const after = must(editXml(bytes, [{ at: follow(way), value }]));
        expect(rootOf(after)).toEqual(changed(root, way, value));
        // What stands before and behind it are the very bytes.
        const back = follow(way)(root);
        const old =
          way.attribute === undefined
            ? back?.element.text
            : back?.element.attributes.find(({ name: n }) => n === way.attribute)?.value;
        const again = rootOf(must(editXml(after, [{ at: follow(way), value: old ?? '' }])));
        expect(again).toEqual(root);
      }),
      { numRuns: 300 },
    );
  });

  it('stands alone: every other byte is the very same', () => {
    const text = '<r a="1">\r\n<!-- Müller & --><n:x xmlns:n="u">alt</n:x ><y b=\'2\'/>\t<z>&#228;</z></r>\n';
    const cases: readonly (readonly [Way, string, string])[] = [
      [{ path: [0] }, 'neu', text.replace('>alt<', '>neu<')],
      [{ path: [], attribute: 'a' }, 'ä"', text.replace('"1"', '"ä&quot;"')],
      [{ path: [1], attribute: 'b' }, "'", text.replace("'2'", "'&apos;'")],
      [{ path: [1] }, '7', text.replace("<y b='2'/>", "<y b='2'>7</y>")],
      [{ path: [2] }, ']]>', text.replace('&#228;', ']]&gt;')],
    ];
    for (const name of ['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be', 'iso-8859-1'] as const)
      for (const [way, value, expected] of cases) {
        const after = must(editXml(bytesOf(name, text), [{ at: follow(way), value }]));
        expect(Buffer.from(after).equals(ENCODINGS[name](expected)), `${name} ${value}`).toBe(true);
      }
  });

  it('is written by its number where the encoding lacks it', () => {
    const rewritten = (name: EncodingName) =>
      Buffer.from(
        must(editXml(bytesOf(name, '<r/>'), [{ at: follow({ path: [] }), value: 'ä€😀' }])),
      ).toString('latin1');
    expect(rewritten('iso-8859-1')).toContain('<r>ä&#8364;&#128512;</r>');
    expect(rewritten('us-ascii')).toContain('<r>&#228;&#8364;&#128512;</r>');
  });

  it('with no edit it is the same file, and of two for one place the later counts', () => {
    fc.assert(
      fc.property(document, fc.constantFrom(...NAMES), (text, name) => {
        const bytes = bytesOf(name, text);
        expect(Buffer.from(must(editXml(bytes, []))).equals(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
    const both = ['1', '2'].map((value) => ({ at: follow({ path: [] }), value }));
    expect(Buffer.from(must(editXml(bytesOf('utf-8', '<r>0</r>'), both))).toString()).toBe('<r>2</r>');
  });

  it.each([
    ['what cannot be read', '<r>&own;</r>', { path: [] }, 'x', 'unreadable'],
    ['a document type', '<!DOCTYPE r><r/>', { path: [] }, 'x', 'unreadable'],
    ['no such element', '<r/>', { path: [3] }, 'x', 'no-place'],
    ['no such attribute', '<r/>', { path: [], attribute: 'a' }, 'x', 'no-place'],
    ['an element with others in it', '<r><a/></r>', { path: [] }, 'x', 'no-text'],
    ['a comment in the value', '<r>1<!-- 2 -->3</r>', { path: [] }, 'x', 'no-text'],
    ['a line break', '<r/>', { path: [] }, 'a\nb', 'control-character'],
    ['half of a pair', '<r/>', { path: [] }, '\ud800', 'control-character'],
  ] as const)('is not replaced: %s', (_, text, way, value, refused) => {
    expect(editXml(bytesOf('utf-8', text), [{ at: follow(way), value }])).toEqual({ refused });
  });

  it('is found by the reader that everybody reads by: what that refuses is not edited, and it reads the same', () => {
    const hurt = fc.constantFrom(
      '',
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '<!--',
      '-->',
      '/',
      'xmlns:l=""',
      '<!DOCTYPE r>',
      '<?x?>',
    );
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(3), hurt, (text, at, cut, put) => {
        const place = at % text.length;
        const damaged = text.slice(0, place) + put + text.slice(place + cut);
        const read = readXml(damaged);
        const placed = placedXml(damaged);
        expect(placed?.root).toEqual('root' in read ? read.root : undefined);
        if (placed === undefined) return;
        for (const [element, { from, to, closedBy }] of placed.contents)
          if (closedBy !== undefined) expect(damaged.slice(from, to)).toBe('/>');
          else if (element.children.length === 0 && !/[&<\r]/.test(damaged.slice(from, to)))
            expect(damaged.slice(from, to)).toBe(element.text);
      }),
      { numRuns: 500 },
    );
  });

  it('is found in a file that is long, where work that grows faster than the file would never end', () => {
    const COUNT = 80_000;
    const rows = bytesOf('utf-8', `<r>${'<a><b c="1">ü</b></a>'.repeat(COUNT)}</r>`);
    const edited = must(editXml(rows, [{ at: follow({ path: [COUNT - 1, 0] }), value: '2' }]));
    expect(rows.length - edited.length).toBe('ü'.length);
    expect(Buffer.from(edited).toString('utf8', edited.length - 25)).toBe('<a><b c="1">2</b></a></r>');
  });
});
