import fc from 'fast-check';

const NASTY = [
  '\u202E',
  '\u2028',
  '\uFEFF',
  '\u0000',
  '\n',
  '\r',
  '"',
  ';',
  '{x}',
  '€',
  '😀',
  '\uDBFF\uDFFF',
];

/** Text of any code points, with the troublesome ones often. fast-check's own unit `binary` takes seconds to set up. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const point = fc
    .integer({ min: 0, max: 0x10_ffff - 0x800 })
    .map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));
  const unit = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.integer({ min: 0x20, max: 0x7e }).map((n) => String.fromCharCode(n)),
    point,
  );
  return fc.array(unit, { maxLength }).map((units) => units.join(''));
}
