import type { OtherCode } from '../check/file-words';

type FileCode = Extract<OtherCode, `extf.file.${string}`>;

const MAGIC: readonly (readonly [FileCode, readonly number[]])[] = [
  ['extf.file.pdf', [0x25, 0x50, 0x44, 0x46]],
  ['extf.file.excel', [0xd0, 0xcf, 0x11, 0xe0]],
  ['extf.file.zip', [0x50, 0x4b, 0x03, 0x04]],
  ['extf.file.zip', [0x1f, 0x8b]],
  ['extf.file.image', [0x89, 0x50, 0x4e, 0x47]],
  ['extf.file.image', [0xff, 0xd8, 0xff]],
  ['extf.file.image', [0x47, 0x49, 0x46, 0x38]],
  ['extf.file.image', [0x49, 0x49, 0x2a, 0x00]],
  ['extf.file.image', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** What a file is that does not start with EXTF: by its first bytes, then by the `beginning` of its text. */
export function kindOf(bytes: Uint8Array, beginning: string): FileCode {
  const magic = MAGIC.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  if (magic === 'extf.file.zip' && isWorkbook(bytes)) return 'extf.file.excel';
  if (magic !== undefined) return magic;
  const [text = ''] = beginning
    .trimStart()
    .toLowerCase()
    .split(/[\r\n]/, 1);
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'extf.file.html';
  if (text.startsWith('<')) return 'extf.file.xml';
  return text.split(';').length > 5 ? 'extf.file.no-header' : 'extf.file.other';
}

/** An .xlsx is a ZIP that names its parts `xl/…` near its beginning. */
function isWorkbook(bytes: Uint8Array): boolean {
  const names = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return /xl\/|\[Content_Types\]/.test(names) && !/word\/|ppt\//.test(names);
}
