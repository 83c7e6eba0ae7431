import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePackage } from '../../src/dxso/package-write';
import { readXml } from '../../src/dxso/xml/xml-read';
import { xmlText } from '../../src/dxso/xml/xml-text';
import { changedIn, check, packageOf, row, short, textIn } from './packages';

const files = writePackage(packageOf([row(), row()]));
const troubleOf = (text: string) => {
  const read = readXml(text);
  return 'trouble' in read ? read.trouble.what : 'fine';
};

describe('XML', () => {
  it.each([
    ['<a/>', 'fine'],
    ['\ufeff<?xml version="1.0"?>\n<!-- x --><a b="1">&lt;&#x41;&#65;<![CDATA[<]]></a>\n', 'fine'],
    ['', 'not-well-formed'],
    ['text', 'not-well-formed'],
    ['<a>', 'not-well-formed'],
    ['<a></b>', 'not-well-formed'],
    ['<a/><b/>', 'not-well-formed'],
    ['<a b="1" b="2"/>', 'not-well-formed'],
    ['<a b=1/>', 'not-well-formed'],
    ['<a b="<"/>', 'not-well-formed'],
    ['<a>]]></a>', 'not-well-formed'],
    ['<a>&</a>', 'not-well-formed'],
    ['<a>&#0;</a>', 'not-well-formed'],
    ['<a>&#xD800;</a>', 'not-well-formed'],
    ['<a><!-- -- --></a>', 'not-well-formed'],
    ['<x:a/>', 'not-well-formed'],
    ['<a>\u0001</a>', 'not-well-formed'],
    ['<a>\ud800</a>', 'not-well-formed'],
    ['<!DOCTYPE a><a/>', 'doctype'],
    ['<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'doctype'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype'],
    ['<a>&nbsp;</a>', 'entity'],
    ['<a><?php echo 1 ?></a>', 'instruction'],
    [`${'<a>'.repeat(33)}${'</a>'.repeat(33)}`, 'too-deep'],
  ])('%j is %s', (text, what) => {
    expect(troubleOf(text)).toBe(what);
  });

  it('says in which line', () => {
    expect(readXml('<a>\n\n<b>&x;</b>\n</a>')).toEqual({ trouble: { what: 'entity', line: 3 }, parts: 3 });
  });

  it('is read by its mark or by what it says of itself', () => {
    const utf16 = (text: string) =>
      new Uint8Array([
        0xff,
        0xfe,
        ...new Uint8Array(new Uint16Array(Array.from(text, (c) => c.charCodeAt(0))).buffer),
      ]);
    const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(xmlText(utf16('<ä/>'))).toBe('<ä/>');
    expect(xmlText(latin('<?xml version="1.0" encoding="ISO-8859-1"?><ä/>'))).toContain('<ä/>');
    expect(xmlText(latin('<?xml version="1.0" encoding="EBCDIC"?><a/>'))).toBeUndefined();
    expect(xmlText(latin('<ä/>'))).toBeUndefined();
  });
});

describe('packages', () => {
  it('that are broken say so and nothing else', () => {
    const broken = changedIn(files, 'document', (text) => text.slice(0, 300));
    expect(check(broken).findings.map(short)).toEqual(['error dxso.xml.not-well-formed']);
    const html = changedIn(files, 'document', () => '<html><body/></html>');
    expect(check(html).findings.map(short)).toEqual(['error dxso.xsd.root html']);
  });

  it('never make the check throw: 10,000 damaged ones', () => {
    const texts = ['document', 'Rechnungsdaten'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(
          fc.tuple(fc.nat(), fc.constantFrom('', '<', '>', '"', '/', '&', '\u0000', ' ', 'x', '<a/>', '-')),
          { minLength: 1, maxLength: 3 },
        ),
        (which, changes) => {
          const damaged = changedIn(files, which, (text) =>
            changes.reduce(
              (now, [at, by]) => now.slice(0, at % now.length) + by + now.slice((at % now.length) + 1),
              text,
            ),
          );
          const { findings, errors, warnings } = check(damaged);
          expect(findings.length).toBeLessThanOrEqual(errors + warnings);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('never make the reader throw: random bytes', () => {
    const head = textIn(files, 'document').slice(0, 200);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = xmlText(bytes);
        if (text !== undefined) {
          readXml(text);
          readXml(head + text);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('list the first twenty of a fault and count all', () => {
    const many = writePackage(packageOf(Array.from({ length: 100 }, () => row({ accountNo: 0 }))));
    const { errors, findings } = check(many);
    expect([errors, findings.length]).toEqual([100, 20]);
  });

  it('of 5,000 bookings are read; one more is too many', () => {
    const rows = (count: number) => writePackage(packageOf(Array.from({ length: count }, () => row())));
    expect(check(rows(5000))).toMatchObject({ rows: 5000, errors: 0 });
    expect(check(rows(5001)).findings.map(short)).toEqual(['error dxso.xsd.too-many consolidate']);
  });
});
