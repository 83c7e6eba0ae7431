import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageParts } from '../../packages/sandbox/package-files';
import { checkPackage } from '../../src/dxso/check';
import { checkLedgerEdit, editLedgers, packageToMend } from '../../src/dxso/mend';
import { readXmlFile } from '../../src/dxso/xml/xml-file';
import type { XmlElement } from '../../src/dxso/xml/xml-read';

type Part = { readonly name: string; readonly bytes: Uint8Array };
const PARTS = packageParts({ documents: 2 });
const text = ({ bytes }: Part) => new TextDecoder().decode(bytes);

/** The same package with something else in one of its files. */
function withText(name: string, was: string | RegExp, now: string): readonly Part[] {
  return PARTS.map((part) => {
    if (part.name !== name) return part;
    const changed = text(part).replace(was, now);
    if (changed === text(part)) throw new Error(`Nothing to replace in ${name}.`);
    return { name, bytes: new TextEncoder().encode(changed) };
  });
}

function opened(parts: readonly Part[]) {
  const given = parts.map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
  const { findings } = checkPackage(given, { mandant: '455148-1' });
  const roots = new Map<string, XmlElement>();
  for (const { name, bytes } of parts) {
    const read = readXmlFile(bytes);
    if (name.endsWith('.xml') && 'root' in read) roots.set(name, read.root);
  }
  return { findings, roots, ...packageToMend(findings, roots) };
}
const errorsOf = (parts: readonly Part[]) =>
  opened(parts)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
const filesOf = (edited: ReturnType<typeof editLedgers>) => {
  if ('refused' in edited) throw new Error(edited.refused);
  return edited.files;
};

describe('what is wrong with a package', () => {
  it('has its place, its value and DATEV’s name, and mended it is right: no other byte of any file changes', () => {
    const wrong = withText('Beleg_2.xml', /<date>[^<]*<\/date>/, '<date>2026-11-31</date>');
    const { mends, others } = opened(wrong);
    expect(others).toEqual([]);
    expect(mends).toMatchObject([
      { file: 'Beleg_2.xml', field: 'date', label: 'Datum', value: '2026-11-31', rows: [1], count: 1 },
    ]);
    const files = filesOf(
      editLedgers(wrong, [{ file: 'Beleg_2.xml', row: 1, field: 'date', value: '2026-11-05' }]),
    );
    expect(errorsOf(files)).toEqual([]);
    for (const [n, file] of files.entries()) {
      const expected =
        file.name === 'Beleg_2.xml' ? text(wrong[n] as Part).replace('2026-11-31', '2026-11-05') : undefined;
      if (expected === undefined) expect(file.bytes).toBe(wrong[n]?.bytes);
      else expect(text(file)).toBe(expected);
    }
  });

  it('may be said of all bookings together', () => {
    const wrong = withText('Beleg_1.xml', /consolidatedAmount="[^"]*"/, 'consolidatedAmount="1.00"');
    const { mends } = opened(wrong);
    expect(mends).toMatchObject([{ field: 'consolidatedAmount', value: '1.00', rows: [0] }]);
  });

  it('may be any value of a ledger that DATEV complains of, where our own check finds nothing', () => {
    const { roots } = opened(PARTS);
    const { mends } = packageToMend([], roots, ['Beleg_2.xml', 'Beleg_9.xml']);
    expect(mends.map(({ field }) => field)).toEqual(expect.arrayContaining(['date', 'amount', 'invoiceId']));
    expect(mends.every(({ file, finding }) => file === 'Beleg_2.xml' && finding === undefined)).toBe(true);
    const [date] = mends.filter(({ field }) => field === 'date');
    expect(date).toMatchObject({ label: 'Datum', value: '2026-11-05', rows: [1], count: 1 });
  });

  it.each([
    ['an element that is missing', /<date>[^<]*<\/date>/, '', 'dxso.xsd.missing'],
    [
      'one that stands there twice',
      /(<currencyCode>)/,
      '<currencyCode>EUR</currencyCode>$1',
      'dxso.xsd.twice',
    ],
    ['one that nobody knows', /(<date>)/, '<datum>1</datum>$1', 'dxso.xsd.unknown'],
    ['a file that cannot be read', /<date>/, '<date', 'dxso.xml.not-well-formed'],
  ])('is left to the program that exported it: %s', (_, was, now, code) => {
    const { mends, others } = opened(withText('Beleg_1.xml', was, now));
    expect(mends).toEqual([]);
    expect(others.map(({ finding }) => finding.code)).toContain(code);
  });

  it('so is what is wrong with document.xml', () => {
    const { mends, others } = opened(withText('document.xml', /<date>[^<]*</, '<date>heute<'));
    expect(mends).toEqual([]);
    expect(others).toHaveLength(1);
  });
});

describe('a value while it is typed', () => {
  const { roots } = opened(PARTS);
  const root = roots.get('Beleg_1.xml');
  const codes = (row: number, field: string, value: string) => {
    if (root === undefined) throw new Error('There is no ledger.');
    const edit = { file: 'Beleg_1.xml', row, field, value };
    return checkLedgerEdit(root, edit, { file: 'Beleg_1.xml' }).map(({ code }) => code);
  };

  it.each([
    [1, 'bookingText', 'Miete', []],
    [1, 'date', '2026-11-29', ['dxso.ledger.differs']],
    [1, 'date', '29.11.2026', ['dxso.xsd.form', 'dxso.ledger.differs']],
    [1, 'date', '', ['dxso.xsd.empty']],
    [1, 'amount', '0.00', ['dxso.xsd.form']],
    [0, 'consolidatedAmount', '5', ['dxso.xsd.form']],
    [0, 'consolidatedAmount', '5.00', ['dxso.ledger.sum']],
  ] as const)('in booking %i, %s: “%s” is judged by the same rules', (row, field, value, expected) => {
    expect(codes(row, field, value)).toEqual(expected);
  });

  it('is judged as the whole check judges it when it is there', () => {
    if (root === undefined) throw new Error('There is no ledger.');
    const value = fc.oneof(
      fc.constantFrom('2026-11-05', '2026-02-30', '-1.00', '119.00', 'EUR', 'XXX', '', 'ä'),
      fc.string({ maxLength: 70 }).filter((one) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(one)),
    );
    const fields = root.children[0]?.children[0]?.children.map(({ name }) => name) ?? [];
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, (field, typed) => {
        const edit = { file: 'Beleg_1.xml', row: 1, field, value: typed };
        const { findings } = opened(filesOf(editLedgers(PARTS, [edit])));
        const whole = findings.filter(
          (one) =>
            one.file === 'Beleg_1.xml' && one.field === field && one.severity === 'error' && one.row === 1,
        );
        expect(codes(1, field, typed)).toEqual(whole.map(({ code }) => code));
      }),
      { numRuns: 150 },
    );
  });
});

describe('editing a package', () => {
  it('is all or nothing', () => {
    const good = { file: 'Beleg_1.xml', row: 1, field: 'date', value: '2026-11-29' };
    expect(editLedgers(PARTS, [good, { ...good, row: 9 }])).toEqual({ refused: 'no-place' });
    expect(editLedgers(PARTS, [good, { ...good, file: 'Beleg_9.xml' }])).toEqual({ refused: 'no-place' });
    expect(filesOf(editLedgers(PARTS, []))).toEqual(PARTS);
  });
});
