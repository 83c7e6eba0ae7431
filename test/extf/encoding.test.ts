import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExtf } from '../../src/extf/check/check';
import { decode, readEncoding } from '../../src/extf/read/encoding';
import { anyText } from '../support/any-text';
import { fileText, latin, short, shortOfFile, utf8, utf16 } from './files';
import { row } from './good-row';

const TEXT = fileText({ 17: '"Löhne"' });
const ROWS = ['1;"Müller"', '2;"Straße €"'];

describe('how a file is encoded', () => {
  it.each([
    ['Windows-1252', latin(TEXT), 'windows-1252'],
    ['UTF-8 with a mark', utf8(TEXT), 'utf-8'],
    ['UTF-16 little-endian with a mark', utf16(TEXT, 'le'), 'utf-16le'],
    ['UTF-16 big-endian with a mark', utf16(TEXT, 'be'), 'utf-16be'],
  ])('reads %s without a finding', (_, bytes, encoding) => {
    const found = checkExtf(bytes);
    expect(found).toMatchObject({ encoding, findings: [], rows: 1 });
  });

  it('takes plain ASCII without a mark for Windows-1252', () => {
    const ascii = fileText().replaceAll(/[äöüß]/g, '?');
    const { encoding, findings } = checkExtf(utf8(ascii, false));
    expect(encoding).toBe('windows-1252');
    expect(findings.filter((f) => f.class === 'encoding')).toEqual([]);
  });

  it.each([
    ['latin', latin(TEXT)],
    ['UTF-8', utf8(TEXT)],
    ['UTF-16LE', utf16(TEXT, 'le')],
    ['UTF-16BE', utf16(TEXT, 'be')],
    ['UTF-8 without a mark', utf8(TEXT, false)],
  ])('shows the label rightly from %s', (_, bytes) => {
    expect(checkExtf(bytes).label).toBe('Löhne');
  });

  it('knows the characters that Windows-1252 has and Latin-1 has not', () => {
    expect(decode(new Uint8Array([0x80, 0x84, 0x93, 0x96, 0x9f, 0xe4]), 'windows-1252')).toBe('€„“–Ÿä');
  });
});

describe('characters DATEV would read wrongly', () => {
  it('warns of UTF-8 without a mark, and says in which line it shows', () => {
    const ascii = fileText({}, ['1;"a"', ...ROWS]).replaceAll(/[äöß]|(?<!M)ü/g, '?');
    const [finding] = checkExtf(utf8(ascii, false)).findings;
    expect(finding).toMatchObject({
      severity: 'warning',
      class: 'encoding',
      code: 'extf.encoding.utf8-without-bom',
      line: 4,
    });
  });

  it.each(['le', 'be'] as const)('refuses UTF-16 (%s) without a mark', (order) => {
    expect(short(checkExtf(utf16(fileText(), order, false)).findings)).toEqual([
      'error extf.encoding.utf16-without-bom',
    ]);
  });

  it('refuses bytes that Windows-1252 has no character for: an old DOS code page', () => {
    const [finding] = checkExtf(latin(fileText({}, ['1;"M\u0081ller"']))).findings;
    expect(finding).toMatchObject({
      severity: 'error',
      code: 'extf.encoding.undefined-bytes',
      line: 3,
      values: { byte: '81' },
    });
  });

  it('tells such bytes once, for the file, and not again as control characters of a row', () => {
    const { findings } = checkExtf(latin(fileText({}, [row({ 14: 'M\u0081ller' })])));
    expect(findings.map(({ code }) => code)).toEqual(['extf.encoding.undefined-bytes']);
  });

  it.each([
    ['a cut-off UTF-8 character', new Uint8Array([...utf8(fileText()), 0xc3])],
    ['Windows-1252 behind a UTF-8 mark', new Uint8Array([...utf8(fileText()), 0xfc, 0x0a])],
    ['half a UTF-16 pair', utf16(`${fileText()}\uD83D`, 'le')],
    ['an odd number of UTF-16 bytes', new Uint8Array([...utf16(fileText(), 'be'), 0])],
  ])('refuses %s', (_, bytes) => {
    expect(shortOfFile(checkExtf(bytes).findings)).toEqual(['error extf.encoding.broken']);
  });

  it.each([
    ['overlong form', [0xc0, 0xaf]],
    ['overlong three bytes', [0xe0, 0x80, 0xaf]],
    ['surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['lonely continuation', [0x80]],
  ])('does not take an %s for UTF-8', (_, bytes) => {
    expect(readEncoding(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])).trouble).toEqual({
      what: 'broken',
      at: 3,
    });
  });

  it('agrees with the decoder of the runtime on what is UTF-8', () => {
    const judge = new TextDecoder('utf-8', { fatal: true });
    const isUtf8 = (bytes: Uint8Array) => {
      try {
        judge.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const some = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      anyText(6).map((s) => new TextEncoder().encode(s)),
    );
    fc.assert(
      fc.property(some, (bytes) => {
        const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);
        expect(readEncoding(marked).trouble === undefined).toBe(isUtf8(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it('takes every UTF-16 text with a mark', () => {
    fc.assert(
      fc.property(anyText(20), fc.constantFrom('le', 'be'), (text, order) => {
        expect(readEncoding(utf16(text, order as 'le' | 'be')).trouble).toBeUndefined();
      }),
    );
  });
});
