export type Part = {
  readonly name: string;
  /** Absent: the part names no file. */
  readonly filename?: string;
  readonly type?: string;
  readonly content: Uint8Array;
};

/** A `multipart/form-data` body by RFC 7578, read strictly; undefined where it breaks the form. */
export function readMultipart(
  contentType: string | undefined,
  body: Uint8Array,
): readonly Part[] | undefined {
  const boundary = boundaryOf(contentType ?? '');
  if (boundary === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = `--${boundary}`;
  if (!bytes.subarray(0, mark.length).equals(Buffer.from(mark, 'latin1'))) return undefined;
  const parts: Part[] = [];
  for (let at = mark.length; !follows(bytes, at, '--'); ) {
    if (!follows(bytes, at, '\r\n')) return undefined;
    const end = bytes.indexOf(`\r\n${mark}`, at + 2, 'latin1');
    const part = end === -1 ? undefined : readPart(bytes.subarray(at + 2, end));
    if (part === undefined) return undefined;
    parts.push(part);
    at = end + 2 + mark.length;
  }
  return parts;
}

export function isMultipart(contentType: string | undefined): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(contentType?.trim() ?? '');
}

function boundaryOf(contentType: string): string | undefined {
  if (!isMultipart(contentType)) return undefined;
  const [, quoted, bare] =
    /;\s*boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? [];
  return quoted ?? bare;
}

function follows(bytes: Buffer, at: number, text: string): boolean {
  return bytes.subarray(at, at + text.length).toString('latin1') === text;
}

function readPart(bytes: Buffer): Part | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const headers = new Map<string, string>();
  for (const line of bytes.subarray(0, end).toString('utf8').split('\r\n')) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    headers.set(name.toLowerCase(), value);
  }
  const place = headers.get('content-disposition') ?? '';
  const name = parameter(place, 'name');
  if (!/^form-data\s*;/i.test(place) || name === undefined) return undefined;
  const filename = parameter(place, 'filename');
  const type = headers.get('content-type');
  return {
    name,
    ...(filename === undefined ? {} : { filename }),
    ...(type === undefined ? {} : { type }),
    content: bytes.subarray(end + 4),
  };
}

/** Names come in UTF-8; quotes and line breaks inside as browsers escape them (`%22`, `%0D`, `%0A`) or with a backslash. */
function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(header)?.[1];
  return found
    ?.replace(/\\(.)/g, '$1')
    .replaceAll('%22', '"')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n');
}
