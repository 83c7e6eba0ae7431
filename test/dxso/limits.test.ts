import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fieldsOf, LEDGER_KINDS } from '../../src/dxso/ledger-fields';
import type { PackageFile } from '../../src/dxso/package';
import { PACKAGE_LIMITS } from '../../src/dxso/package-limits';
import { openPackage, readPackage } from '../../src/dxso/package-read';
import { writePackage } from '../../src/dxso/package-write';
import { collapsed } from '../../src/dxso/xml/facets';
import { renderDxso } from '../../src/dxso/xml/render';
import { readXml } from '../../src/dxso/xml/xml-read';
import { archive } from './archives';
import { answer } from './hostile-answer';
import { hostile } from './hostile-grammar';
import { changedIn, check, packageOf, row, textIn } from './packages';

const files = writePackage(packageOf([row()]));
const many = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join('');

/** Each of them made the reader slow or large before it had limits; the place is where it stops. */
const STORMS: readonly (readonly [string, string, string])[] = [
  [
    'prefixes on one element, again and again',
    'too-many-prefixes',
    `<a ${many(64, (n) => `xmlns:p${n}="u" `)}>\n<b xmlns:q="u"/></a>`,
  ],
  ['attributes', 'too-many-attributes', `<a>\n<b ${many(65, (n) => `c${n}="" `)}/></a>`],
  ['a name', 'name-too-long', `<a>\n<${'n'.repeat(257)}/></a>`],
  ['the name of an attribute', 'name-too-long', `<a>\n<b ${'n'.repeat(257)}=""/></a>`],
  ['elements', 'too-many-parts', `<a>\n${'<b/>'.repeat(500_000)}</a>`],
  ['comments', 'too-many-parts', `<a>\n${'<!---->'.repeat(500_000)}</a>`],
  ['CDATA', 'too-many-parts', `<a>\n${'<![CDATA[]]>'.repeat(500_000)}</a>`],
  ['references', 'too-many-parts', `<a>\n<b>${'&lt;'.repeat(500_000)}</b></a>`],
];

const archived = (given: readonly PackageFile[]) =>
  archive(given.map(({ name, bytes }) => ({ name, data: bytes })));
const ledgerIs = (change: (text: string) => string) => changedIn(files, 'Rechnungsdaten', change);
/** A ledger with more in it that says nothing. */
const padded =
  (count: number, by = '<!---->') =>
  (text: string) =>
    text.replace('</consolidate>', `${by.repeat(count)}</consolidate>`);
const [first, second] = [packageOf([row()]), packageOf([row({ invoiceId: 'R-205' })])];
const twoLedgers = writePackage({
  ...first,
  documents: [
    ...first.documents,
    ...second.documents.map(({ ledger }) => ({
      files: [],
      ...(ledger === undefined ? {} : { ledger: { ...ledger, fileName: 'Rechnungsdaten 2.xml' } }),
    })),
  ],
});

/** A package of so many ledgers that all say the same. */
function withLedgers(count: number, change: (text: string) => string): readonly PackageFile[] {
  const [document] = first.documents;
  const named = Array.from({ length: count }, (_, n) => `Rechnungsdaten ${n + 1}.xml`);
  const made = writePackage({
    ...first,
    documents: named.map((fileName) => ({
      files: [],
      ...(document?.ledger === undefined ? {} : { ledger: { ...document.ledger, fileName } }),
    })),
  });
  return named.reduce<readonly PackageFile[]>((all, name) => changedIn(all, name, change), made);
}

/** How many texts of either kind were made out of bytes meanwhile: each is then read once. */
function textsReadFor(work: () => void): { readonly archives: number; readonly ledgers: number } {
  const decode = vi.spyOn(TextDecoder.prototype, 'decode');
  work();
  const texts = decode.mock.results.map(({ value }) => String(value));
  decode.mockRestore();
  const count = (root: string) => texts.filter((text) => text.includes(root)).length;
  return { archives: count('<archive '), ledgers: count('<LedgerImport ') };
}

describe('XML without end', () => {
  it.each(STORMS)('%s: %s', (_, what, text) => {
    const read = readXml(text);
    expect('trouble' in read ? read.trouble : 'fine').toEqual({ what, line: 2 });
  });

  it('may use what the limits allow', () => {
    const whole = `<a ${many(63, (n) => `xmlns:p${n}="u" `)}p0:b="1"><${'n'.repeat(256)}/>${'<b/>'.repeat(400_000)}</a>`;
    expect('root' in readXml(whole)).toBe(true);
  });

  it('a prefix means what the innermost element says, and is gone at its end', () => {
    const read = readXml(
      '<a xmlns:p="1"><p:b xmlns:p="2"><p:c/><p:d xmlns:p="3"/><p:e/></p:b><p:f/><g xmlns="4"><h/></g><i/></a>',
    );
    const names: string[] = [];
    const walk = (element: { namespace: string; name: string; children: readonly unknown[] }) => {
      names.push(`${element.namespace}${element.name}`);
      for (const child of element.children) walk(child as typeof element);
    };
    if ('root' in read) walk(read.root);
    expect(names).toEqual(['a', '2b', '2c', '3d', '2e', '1f', '4g', '4h', 'i']);
    expect(readXml('<a><b xmlns:p="1"/><p:c/></a>')).toHaveProperty('trouble.what', 'not-well-formed');
  });

  it('is said with file, line and limit, in both languages', () => {
    const stormy = changedIn(files, 'document', (text) =>
      text.replace('<header>', `<header ${many(65, (n) => `c${n}="" `)}>`),
    );
    const [finding] = check(stormy).findings;
    expect(finding).toMatchObject({ code: 'dxso.xml.too-many-attributes', line: 3, values: { most: 64 } });
    if (finding === undefined) return;
    expect(renderDxso(finding, 'de').text).toBe(
      'In document.xml, Zeile 3, hat ein Element mehr als 64 Attribute.',
    );
    expect(renderDxso(finding, 'en').text).toBe(
      'In document.xml, line 3, an element has more than 64 attributes.',
    );
  });

  it('faults without end are counted, and the first of each kind listed', () => {
    const faulty = changedIn(files, 'Rechnungsdaten', (text) =>
      text.replace('</accountsPayableLedger>', `${'<b/>'.repeat(200_000)}</accountsPayableLedger>`),
    );
    const { findings, errors } = check(faulty);
    expect([findings.length, errors]).toEqual([20, 200_000]);
    const said = findings.map((finding) => renderDxso(finding, 'en').text);
    expect(said.at(-1)).toContain('… and 199,980 more of this kind.');
    expect(said.at(-2)).not.toContain('more');
  });

  it('the rules are asked of as many bookings as a ledger may have', () => {
    const many = changedIn(files, 'Rechnungsdaten', (text) =>
      text.replace('</consolidate>', `${'<b/>'.repeat(20_000)}</consolidate>`),
    );
    const { warnings, findings } = check(many);
    expect(findings.map(({ code }) => code)).toContain('dxso.xsd.too-many');
    expect(warnings).toBeLessThanOrEqual(5000);
  });

  it('a ledger that very many documents name is read once, not once for each', () => {
    const [document = ''] = /<document [\s\S]*<\/document>/.exec(textIn(files, 'document')) ?? [];
    const often = changedIn(files, 'document', (text) => text.replace(document, document.repeat(3000)));
    let reads = 0;
    const counting = often.map(({ name, bytes }) => ({
      name,
      get bytes() {
        if (name !== 'document.xml') reads++;
        return bytes;
      },
    }));
    expect(readPackage(counting)).toBeUndefined();
    expect(reads).toBeLessThanOrEqual(1);
    expect(check(often).findings.map(({ code }) => code)).toContain('dxso.package.used-twice');
  });

  it.each([
    ['a package that may go', archived(files), 1],
    ['one of 10,000 documents', hostile(9349, 2_000_000).bytes, 0],
    ['one whose ledger is cut off', archived(ledgerIs((text) => text.slice(0, -20))), 1],
    ['one whose ledger has too many parts', archived(ledgerIs(padded(500_000))), 1],
    ['one whose ledger is not what the schema wants', archived(ledgerIs(padded(9, '<b/>'))), 1],
  ])('each file is read once, however many ask what it says: %s', (_what, bytes, ledgers) => {
    const read = textsReadFor(() => answer(bytes));
    expect([read.archives, read.ledgers]).toEqual([1, ledgers]);
  });

  it('of what was read no more is kept than one file may have', () => {
    const large = twoLedgers.map((file) =>
      file.name.endsWith('.xml') && file.name !== 'document.xml'
        ? { ...file, bytes: new TextEncoder().encode(padded(300_000)(new TextDecoder().decode(file.bytes))) }
        : file,
    );
    const { xml, read } = openPackage(large);
    expect(read?.documents).toHaveLength(2);
    expect([...xml.keys()]).toEqual(['document.xml', 'Rechnungsdaten 1.xml']);
    expect([...openPackage(twoLedgers).xml.keys()]).toHaveLength(3);
    expect(textsReadFor(() => answer(archived(large)))).toEqual({ archives: 1, ledgers: 3 });
  });

  it.each([
    ['that say nothing', padded(499_000), 6, 7],
    ['that the schema refuses', padded(499_000, '<b/>'), 1, 9],
  ])(
    'ten ledgers %s, each within its limit, are read as far as one package may go',
    (_what, change, read, unread) => {
      const stormy = withLedgers(10, change);
      expect(textsReadFor(() => answer(archived(stormy))).ledgers).toBe(read);
      const said = check(stormy).findings.filter(({ code }) => code === 'dxso.xml.too-many-in-all');
      expect(said).toHaveLength(unread);
      const [first] = said;
      if (first === undefined) return;
      expect(renderDxso(first, 'en').text).toBe(
        `Up to ${first.file}, line ${first.line}, the package already consists of more than 1,500,000 elements, attributes, comments and character references, each error counted as three. The rest of ${first.file} was not checked.`,
      );
    },
  );

  it.each([
    ['that are no ledgers', (n: string) => `<a>${n}</a>`],
    ['that break off', (n: string) => `<a>${n}`],
  ])('ten files %s are read no further than one of them would be as faults', (_what, change) => {
    const storm = '<d e="a"/>'.repeat(100_000);
    const stormy = withLedgers(10, () => change(storm));
    const said = check(stormy).findings.map(({ code }) => code);
    expect(said.filter((code) => code === 'dxso.xml.too-many-in-all')).toHaveLength(8);
  });

  it('faults of document.xml are counted, too', () => {
    const stormy = changedIn(withLedgers(2, padded(499_000)), 'document', (text) =>
      text.replace('<content>', `<content>${'<b/>'.repeat(400_000)}`),
    );
    const said = check(stormy).findings.filter(({ code }) => code === 'dxso.xml.too-many-in-all');
    expect(said.map(({ file }) => file)).toEqual(['Rechnungsdaten 1.xml', 'Rechnungsdaten 2.xml']);
  });

  it('a package with a warning for every booking is checked to its end', () => {
    const late = withLedgers(20, (text) => {
      const [first = ''] = /<accountsPayableLedger>[\s\S]*<\/accountsPayableLedger>/.exec(text) ?? [];
      const one = first.replace(
        '</accountsPayableLedger>',
        '<deliveryDate>2024-02-06</deliveryDate></accountsPayableLedger>',
      );
      return text.replace(first, one.repeat(5000)).replace('"1190.00"', '"5950000.00"');
    });
    const { errors, warnings, rows } = check(late);
    expect([errors, rows]).toEqual([0, 100_000]);
    expect(warnings).toBeGreaterThanOrEqual(100_000);
  });

  it.each(LEDGER_KINDS)(
    '20 MB of bookings stay within what a package may have, however short they are: %s',
    (kind) => {
      const least = 20_000_000 / PACKAGE_LIMITS.parts;
      const lengthOf = (name: string) => `<${name}>1</${name}>`.length;
      // What every booking has, and each field that makes it denser.
      const dense = fieldsOf(kind).filter(({ name, isRequired }) => isRequired || lengthOf(name) < least);
      const lengths = [kind, ...dense.map(({ name }) => name)].map(lengthOf);
      expect(lengths.reduce((sum, length) => sum + length) / lengths.length).toBeGreaterThan(least);
    },
  );

  it('a package with two faults in every booking is checked to its end', () => {
    const rows = `<accountsPayableLedger>${'<b/>'.repeat(2)}</accountsPayableLedger>`;
    const faulty = withLedgers(5, padded(4999, rows));
    const { findings, errors } = check(faulty);
    expect(findings.map(({ code }) => code)).not.toContain('dxso.xml.too-many-in-all');
    expect(errors).toBeGreaterThanOrEqual(5 * 9998);
  });

  it('dense markup where bookings should be is refused in words', () => {
    const dense = '<d><e t="a" f="b"><p v="c" k="1"/><p v="d" k="3"/></e></d>'.repeat(60_000);
    const stormy = ledgerIs((text) => text.replace('<consolidate', `${dense}<consolidate`));
    const { findings, errors } = check(stormy);
    expect([errors, answer(archived(stormy)).is]).toEqual([1, 'refused']);
    expect(findings.map((finding) => renderDxso(finding, 'en').text)).toEqual([
      'Up to line 3, Rechnungsdaten 1.xml already consists of more than 500,000 elements, attributes, comments and character references.',
    ]);
    expect(findings.map((finding) => renderDxso(finding, 'en').remedy)).toEqual([
      'Create the package again. If the error persists, contact the vendor of the program that creates it and quote Rechnungsdaten 1.xml, line 3.',
    ]);
  });

  it('digits without end are no number', () => {
    const digits = '9'.repeat(3_000_000);
    const long = changedIn(files, 'Rechnungsdaten', (text) => text.replace('1190.00', `${digits}.00`));
    expect(check(long).findings.map(({ code }) => code)).toContain('dxso.xsd.form');
  });
});

describe('a value without end', () => {
  it.each([
    ['of blanks and letters', 'a '.repeat(2_000_000)],
    ['of one word', 'a'.repeat(4_000_000)],
    ['of blanks', ' \t\n\r'.repeat(1_000_000)],
  ])('%s is not made as a whole before it is refused', (_, raw) => {
    const value = collapsed(raw);
    expect(value.length).toBeLessThanOrEqual(4097);
    expect(value).toBe(
      raw
        .slice(0, 20_000)
        .replaceAll(/[ \t\n\r]+/g, ' ')
        .replaceAll(/^ | $/g, '')
        .slice(0, value.length),
    );
  });

  it('is collapsed like any other where it is short', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', ' ', '\t', '\n', '  ')),
        fc.nat(6000),
        (parts, fill) => {
          const raw = `${parts.join('')}${'x'.repeat(fill)} ${parts.join('')}`;
          const whole = raw.replaceAll(/[ \t\n\r]+/g, ' ').replaceAll(/^ | $/g, '');
          expect(collapsed(raw)).toBe(raw.length > 4096 ? whole.slice(0, 4097) : whole);
        },
      ),
    );
  });
});
