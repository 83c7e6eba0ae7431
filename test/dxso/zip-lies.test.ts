import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/dxso/archive/zip';
import { planPackage } from '../../src/files/package';
import { problemsIn } from '../support/texts';
import { type About, archive, type Entry } from './archives';

const text = (content: string) => new TextEncoder().encode(content);
const A = { name: 'document.xml', data: text('<a>something that can be packed, packed, packed</a>') };
const B = { name: 'Beleg 1.pdf', data: text('%PDF-1.7 '.repeat(50)) };
const size = B.data.length;

/** What is refused, by which reason, and the entry that is named. */
type Lie = readonly [string, string, string | undefined, readonly Entry[], About?];
const LIES: readonly Lie[] = [
  ['two entries with the same content', 'overlap', B.name, [A, B, { ...B, sameAs: 1 }]],
  ['an entry inside of another', 'overlap', 'inner.pdf', nested()],
  ['a directory that claims less than is there', 'sizes', B.name, [A, { ...B, central: { size: 10 } }]],
  [
    'headers that claim less than is there',
    'sizes',
    B.name,
    [A, { ...B, central: { size: 10 }, local: { size: 10 } }],
  ],
  [
    'headers that claim more',
    'sizes',
    B.name,
    [A, { ...B, central: { size: size + 1 }, local: { size: size + 1 } }],
  ],
  [
    'more than deflate can hold',
    'sizes',
    B.name,
    [A, { ...B, central: { size: 40_000_000 }, local: { size: 40_000_000 } }],
  ],
  [
    'a stored entry that claims less',
    'sizes',
    B.name,
    [{ ...B, isStored: true, central: { size: 9 }, local: { size: 9 } }],
  ],
  [
    'packed bytes behind the end of the stream',
    'sizes',
    B.name,
    [{ ...B, packed: Buffer.from([...pack(B), 0, 0]) }],
  ],
  ['content outside of the archive', 'sizes', B.name, [{ ...B, central: { packedSize: 99_999 } }]],
  ['local sizes of their own', 'sizes', B.name, [{ ...B, local: { size: 1 } }]],
  ['a local name of its own', 'sizes', B.name, [{ ...B, local: { name: 'Beleg 2.pdf' } }]],
  [
    'a local name in another encoding',
    'sizes',
    'Größe.pdf',
    [{ ...B, name: 'Größe.pdf', local: { flags: 0 } }],
  ],
  [
    'local sizes of their own, in 64 bits',
    'sizes',
    B.name,
    [{ ...B, local: { isWide: true, wide: { size: 1, packedSize: 1 } } }],
  ],
  [
    'local sizes in a field that is not there',
    'sizes',
    B.name,
    [{ ...B, local: { isWide: true, wide: undefined } }],
  ],
  ['a local checksum that says it stands elsewhere', 'sizes', B.name, [{ ...B, local: { crc: 0xffffffff } }]],
  ['an entry within the sizes behind the one before', 'overlap', A.name, withinDescriptor()],
  [
    'sizes behind the content that are larger than 32 bits',
    'sizes',
    B.name,
    [{ ...B, descriptor: { isWide: true, sizeAbove: 1 } }],
  ],
  ['a local method of its own', 'sizes', B.name, [{ ...B, local: { method: 0 } }]],
  ['a local checksum of its own', 'sizes', B.name, [{ ...B, local: { crc: 1 } }]],
  ['sizes behind the content of their own', 'sizes', B.name, [{ ...B, descriptor: { size: 3 } }]],
  ['a wrong checksum', 'crc', B.name, [A, { ...B, central: { crc: 7 }, local: { crc: 7 } }]],
  [
    'a wrong checksum, stored',
    'crc',
    B.name,
    [{ ...B, isStored: true, central: { crc: 7 }, local: { crc: 7 } }],
  ],
  ['an encrypted entry', 'encrypted', B.name, [{ ...B, central: { flags: 0x801 }, local: { flags: 0x801 } }]],
  [
    'an entry encrypted with AES',
    'encrypted',
    B.name,
    [{ ...B, central: { method: 99 }, local: { method: 99 } }],
  ],
  ['another method', 'method', B.name, [{ ...B, central: { method: 14 }, local: { method: 14 } }]],
  ['a name twice', 'twice', B.name, [B, B]],
  ...[
    '../x.pdf',
    'a/../x.pdf',
    '/etc/x.pdf',
    'C:x.pdf',
    'a\\x.pdf',
    './x.pdf',
    'a//x.pdf',
    'x\u0000.pdf',
  ].map((name) => [`the name ${JSON.stringify(name)}`, 'path', name, [A, { ...B, name }]] as const),
  ['a name that reads backwards', 'path', 'x\u202efdp.exe', [{ ...B, name: 'x\u202efdp.exe' }]],
  ['a directory that has fewer entries than it says', 'no-zip', undefined, [A, B], { end: { count: 3 } }],
  ['a directory that has more entries than it says', 'no-zip', undefined, [A, B], { end: { count: 1 } }],
  ['a directory somewhere else', 'no-zip', undefined, [A, B], { end: { from: 5 } }],
];

function pack(entry: Entry & { readonly name: string }): Uint8Array {
  const whole = archive([entry]);
  const from = 30 + text(entry.name).length;
  return whole.slice(from, from + new DataView(whole.buffer, whole.byteOffset).getUint32(18, true));
}

/** A stored entry whose content is an archive's entry itself, which the directory names, too. */
function nested(): readonly Entry[] {
  const inner: Entry = { name: 'inner.pdf', data: text('hello'), isStored: true };
  const content = archive([inner]).slice(0, 30 + 9 + 5);
  const outer: Entry = { name: 'outer.pdf', data: content, isStored: true };
  // Written once more, the inner entry would stand behind the outer one; it points back into it.
  return [outer, { ...inner, back: content.length }];
}

/** Checksum and sizes behind the first entry's content read as the beginning of the second one's header. */
function withinDescriptor(): readonly Entry[] {
  // The last four bytes make its CRC-32 0x04034b50, the mark of a header; its size reads as "not packed".
  const data = Uint8Array.from([...new Uint8Array(0x1_0000 - 4), 207, 54, 49, 85]);
  const first: Entry = { name: 'Beleg 2.pdf', data, descriptor: { isMarked: false } };
  return [first, { ...A, isStored: true, back: 12, headless: 12 }];
}

describe('an archive that does not tell the truth is refused', () => {
  it.each(LIES.map((lie) => [lie[0], lie[1], lie] as const))('%s: %s', (_, is, lie) => {
    const [, , name, entries, about] = lie;
    expect(unpack(archive(entries, about), 50_000_000)).toEqual({
      is,
      ...(name === undefined ? {} : { name }),
    });
  });

  it('every reason has words in both languages, and the entry is named', () => {
    for (const [, , , entries, about] of LIES) {
      const plan = planPackage(archive(entries, about), {
        mandant: '455148-1',
        mostBytes: 50_000_000,
        accountLength: () => undefined,
      });
      if (plan.is !== 'problem') throw new Error(`${plan.is} for ${entries.map(({ name }) => name).join()}`);
      const { code, values } = plan.problem;
      const words = problemsIn('files')[code];
      const isNamed = code !== 'file.no-package';
      expect(
        [words?.title.de, words?.title.en].every((one) => one?.includes('{name}') === isNamed),
        code,
      ).toBe(true);
      expect(typeof values?.['name'] === 'string', code).toBe(isNamed);
      expect(String(values?.['name'])).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('an archive that tells the truth in an unusual way is read', () => {
  it.each([
    ['written as a stream', [A, B].map((e) => ({ ...e, descriptor: {} }))],
    ['written as a stream, without marks', [A, B].map((e) => ({ ...e, descriptor: { isMarked: false } }))],
    ['written as a stream, in 64 bits', [A, B].map((e) => ({ ...e, descriptor: { isWide: true } }))],
    [
      'with sizes in 64 bits',
      [A, B].map((e) => ({ ...e, central: { isWide: true }, local: { isWide: true } })),
    ],
    [
      'written as a stream, with a 64-bit field that says nothing yet',
      [A, B].map((e) => ({
        ...e,
        descriptor: { isWide: true },
        local: { isWide: true, wide: { size: 0, packedSize: 0 } },
      })),
    ],
    [
      'written as a stream, with a 64-bit field of all ones',
      [A, B].map((e) => ({
        ...e,
        descriptor: { isWide: true },
        local: { isWide: true, wide: { size: 0xffffffff, packedSize: 0xffffffff } },
      })),
    ],
    [
      'written as a stream, an empty file among them',
      [
        { ...A, descriptor: {} },
        { ...B, descriptor: {} },
        { name: 'z', data: text(''), isStored: true, descriptor: { isMarked: false } },
      ],
    ],
    ['with sizes before and behind the content', [A, { ...B, descriptor: {}, local: {} }]],
    [
      'with a folder',
      [
        { name: 'F/', data: text(''), isStored: true },
        { ...A, name: 'F/document.xml' },
        { ...B, name: `F/${B.name}` },
      ],
    ],
    ['with an empty file', [A, B, { name: 'z', data: text('') }]],
  ] as readonly (readonly [string, readonly Entry[]])[])('%s', (_, entries) => {
    const read = unpack(archive(entries), 50_000);
    const names = read.is === 'package' ? read.files.map(({ name }) => name) : [read];
    expect(names.slice(0, 2)).toEqual([A.name, B.name]);
  });

  it('with a comment, and with a directory in 64 bits', () => {
    expect(unpack(archive([A, B], { comment: 'PK\u0005\u0006 Monat' }), 50_000).is).toBe('package');
    expect(unpack(archive([A, B], { isWide: true }), 50_000).is).toBe('package');
  });
});
