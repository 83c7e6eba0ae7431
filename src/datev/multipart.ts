import { joined } from '../kernel/joined-bytes';

/** A part of a `multipart/form-data` body (RFC 7578). */
type Part = {
  readonly name: string;
  readonly fileName?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/**
 * The body of a form, and the header that goes with it. `boundary` is the caller's: it must not occur in the parts, which
 * a digest of their content makes sure of. Throws on a file name that could break out of its header; names are checked
 * long before.
 */
export function multipart(
  parts: readonly Part[],
  boundary: string,
): { readonly contentType: string; readonly body: Uint8Array } {
  const text = new TextEncoder();
  const pieces = parts.flatMap((part) => [
    text.encode(headOf(part, boundary)),
    part.bytes,
    text.encode('\r\n'),
  ]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: joined([...pieces, text.encode(`--${boundary}--\r\n`)]),
  };
}

function headOf({ name, fileName, contentType }: Part, boundary: string): string {
  if (fileName !== undefined && !isSafe(fileName))
    throw new RangeError('multipart: a file name with quotes or control characters');
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\nContent-Type: ${contentType}\r\n\r\n`;
}

function isSafe(name: string): boolean {
  return [...name].every((letter) => letter >= ' ' && letter !== '"' && letter !== '\\' && letter !== '\x7f');
}
