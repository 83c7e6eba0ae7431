import { expect, it } from 'vitest';
import { unpack } from '../../src/dxso/archive/zip';
import { archive } from './archives';

/** Names of files in archives as the programs of computers write them. */

const data = new TextEncoder().encode('%PDF');
const UNSAID = { flags: 0 };

function namesIn(zip: Uint8Array): readonly string[] | string {
  const read = unpack(zip, 10_000);
  return read.is === 'package' ? read.files.map(({ name }) => name) : read.is;
}

/** One file of that name, with or without the word that it is UTF-8. */
function named(name: string | Uint8Array, said: { readonly flags?: number } = {}): Uint8Array {
  return archive([{ name, data, central: said, local: said }]);
}

/** `zip` of Info-ZIP 3.0 on Linux: UTF-8, and not a word of it. */
const INFO_ZIP = Buffer.from(
  'UEsDBAoAAAAAAGWRfl1CwWizBQAAAAUAAAAMABwAZG9jdW1lbnQueG1sVVQJAAM+vA1rPrwNa3V4CwABBAAAAAAEAAAAADxhLz4KUEsDBAoAAAAAAGWRfl1KfGs1BQAAAAUAAAALABwAR3LDtsOfZS5wZGZVVAkAAz68DWs+vA1rdXgLAAEEAAAAAAQAAAAAJVBERgpQSwECHgMKAAAAAABlkX5dQsFoswUAAAAFAAAADAAYAAAAAAABAAAApIEAAAAAZG9jdW1lbnQueG1sVVQFAAM+vA1rdXgLAAEEAAAAAAQAAAAAUEsBAh4DCgAAAAAAZZF+XUp8azUFAAAABQAAAAsAGAAAAAAAAQAAAKSBSwAAAEdyw7bDn2UucGRmVVQFAAM+vA1rdXgLAAEEAAAAAAQAAAAAUEsFBgAAAAACAAIAowAAAJUAAAAAAA==',
  'base64',
);
/** Explorer and 7-Zip on a German Windows. */
const page850 = (...bytes: number[]) => Uint8Array.from(bytes);

it('of a program on Linux are read as they are meant', () => {
  expect(namesIn(INFO_ZIP)).toEqual(['document.xml', 'Größe.pdf']);
});

it.each([
  ['of a German Windows', named(page850(0x47, 0x72, 0x94, 0xe1, 0x65), UNSAID), 'Größe'],
  ['of it in capitals', named(page850(0x8e, 0x99, 0x9a), UNSAID), 'ÄÖÜ'],
  ['of it in French', named(page850(0x43, 0x61, 0x66, 0x82, 0x20, 0xb7), UNSAID), 'Café À'],
  ['of macOS, taken apart', named('Größe.pdf'.normalize('NFD'), UNSAID), 'Größe.pdf'],
  ['taken apart, and said to be UTF-8', named('Größe.pdf'.normalize('NFD')), 'Größe.pdf'],
  ['that say UTF-8', named('Größe.pdf'), 'Größe.pdf'],
  ['of letters of every day', named('Beleg 1.pdf', UNSAID), 'Beleg 1.pdf'],
])('%s are read as they are meant', (_, zip, name) => {
  expect(namesIn(zip)).toEqual([name]);
});

it.each([
  ['said to be UTF-8 and are not', named(page850(0x94)), 'path'],
  ['hiding what they are', named(page850(0x61, 0xf0, 0x62), UNSAID), 'path'],
  ['made of controls', named(page850(0x61, 0x07), UNSAID), 'path'],
])('%s are refused', (_, zip, why) => {
  expect(namesIn(zip)).toBe(why);
});

it('that are one, composed and taken apart, are twice the same', () => {
  const name = 'Größe.pdf';
  const both = [name, name.normalize('NFD')].map((one) => ({ name: one, data }));
  expect(namesIn(archive(both))).toBe('twice');
});

it('beyond ASCII have to be said alike in both places; others do not', () => {
  const unlike = (name: string) => archive([{ name, data, local: UNSAID }]);
  expect(namesIn(unlike('Größe.pdf'))).toBe('sizes');
  expect(namesIn(unlike('Beleg.pdf'))).toEqual(['Beleg.pdf']);
});
