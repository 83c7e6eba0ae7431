export type Part = {
  readonly name: string;
  readonly filename?: string;
  readonly type: string;
  readonly bytes: Buffer;
};

/** Reads a `multipart/form-data` body; `undefined` when it is none. */
export function readParts(body: Uint8Array, contentType: string): readonly Part[] | undefined {
  const boundary = /^multipart\/form-data\s*;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const all = Buffer.from(body);
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = all.indexOf(mark);
  while (start >= 0) {
    const end = all.indexOf(mark, start + mark.length);
    if (end < 0) break;
    const part = readPart(all.subarray(start + mark.length + 2, end - 2));
    if (!part) return undefined;
    parts.push(part);
    start = end;
  }
  return parts;
}

function readPart(raw: Buffer): Part | undefined {
  const split = raw.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const head = raw.subarray(0, split).toString('utf8');
  const name = /\bname="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const filename = /\bfilename="([^"]*)"/i.exec(head)?.[1];
  const type = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
  return { name, ...(filename === undefined ? {} : { filename }), type, bytes: raw.subarray(split + 4) };
}
