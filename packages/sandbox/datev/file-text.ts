/**
 * Bytes to text as DATEV's import does it: the byte order mark decides, without one it is code page 1252
 * (accounting:extf-files 3.0.1, requestBody).
 */
export function decode(bytes: Uint8Array): string | undefined {
  if (starts(bytes, 0xff, 0xfe, 0x00, 0x00) || starts(bytes, 0x00, 0x00, 0xfe, 0xff)) return undefined;
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return strictly('utf-8', bytes.subarray(3));
  if (starts(bytes, 0xff, 0xfe)) return strictly('utf-16le', bytes.subarray(2));
  if (starts(bytes, 0xfe, 0xff)) return strictly('utf-16le', swapped(bytes.subarray(2)));
  return hasNoMeaningIn1252(bytes) ? undefined : new TextDecoder('windows-1252').decode(bytes);
}

function starts(bytes: Uint8Array, ...mark: readonly number[]): boolean {
  return mark.every((value, at) => bytes[at] === value);
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  if (encoding === 'utf-16le' && bytes.length % 2 !== 0) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    out[at] = bytes[at + 1] ?? 0;
    out[at + 1] = bytes[at] ?? 0;
  }
  return bytes.length % 2 === 0 ? out : bytes;
}

/** NUL (UTF-16 without a mark) and the five bytes that code page 1252 leaves undefined. */
function hasNoMeaningIn1252(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte === 0 || byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d)
      return true;
  }
  return false;
}

/** One line into its fields: `;` separates, `"` quotes, `""` inside quotes is one quote. */
export function fieldsOf(line: string): readonly string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at];
    if (char === '"' && quoted && line[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      fields.push(field);
      field = '';
    } else field += char;
  }
  return [...fields, field];
}

/** The lines with something in them from `start` on; counted one by one because files have up to 50 MB. */
export function countLines(text: string, start: number): number {
  let count = 0;
  let from = start;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const stop = end === -1 ? text.length : end;
    if (text.slice(from, stop).trim() !== '') count += 1;
    from = stop + 1;
  }
  return count;
}
