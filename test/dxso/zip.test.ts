import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { looksLikeZip, pack, unpack } from '../../src/dxso/archive/zip';

const FILES = [
  { name: 'document.xml', bytes: strToU8('<a/>') },
  { name: 'Beleg 1.pdf', bytes: strToU8('%PDF') },
];

/** Changes a field of every entry in the archive's directories, at these places behind the signatures. */
function patched(zip: Uint8Array, value: number): Uint8Array {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  for (let i = 0; i + 30 < copy.length; i++) {
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, value, true);
    if (view.getUint32(i, true) === 0x04034b50) view.setUint32(i + 22, value, true);
  }
  return copy;
}

describe('an archive', () => {
  it('gives its files back, document.xml first, without a folder around them and without noise', () => {
    const zip = zipSync({
      'Export/Beleg 1.pdf': strToU8('%PDF'),
      'Export/document.xml': strToU8('<a/>'),
      '__MACOSX/Export/._document.xml': strToU8('x'),
    });
    expect(looksLikeZip(zip)).toBe(true);
    expect(unpack(zip, 1000)).toEqual({ is: 'package', files: FILES });
  });

  it('made of the same files is the same, whatever their order', () => {
    expect(pack(FILES)).toEqual(pack(FILES.toReversed()));
    expect(unpack(pack(FILES), 1000)).toEqual({ is: 'package', files: FILES });
  });

  it('is refused when it unpacks to more than is allowed, at the limit not', () => {
    const zip = zipSync({ a: new Uint8Array(100) });
    expect(unpack(zip, 100).is).toBe('package');
    expect(unpack(zip, 99).is).toBe('too-big');
  });

  it('that claims less than is in it is refused, packed or stored', () => {
    const lie = { is: 'sizes', name: 'a' };
    expect(unpack(patched(zipSync({ a: new Uint8Array(100_000) }), 10), 1000)).toEqual(lie);
    expect(unpack(patched(zipSync({ a: new Uint8Array(900) }, { level: 0 }), 0), 1000)).toEqual(lie);
  });

  it.each([
    ['nothing', ''],
    ['text', 'EXTF;700'],
    ['a cut-off archive', 'PK\u0003\u0004abc'],
  ])('%s is none', (_, text) => {
    expect(unpack(strToU8(text), 1000).is).toBe('no-zip');
  });
});
