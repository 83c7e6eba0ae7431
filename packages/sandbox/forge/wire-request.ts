/** What the app hands to `fetch`, turned into plain headers and bytes. */
export type Init = {
  readonly method?: string;
  readonly headers?: Headers | readonly (readonly string[])[] | Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly redirect?: string;
  readonly signal?: AbortSignal | null;
};
export type WireBody = { readonly body?: string | Uint8Array; readonly contentType?: string };

/** Header names in lower case. `undefined` values are left out, as Node does not. */
export function wireHeaders(headers: Init['headers']): Record<string, string> {
  if (headers === undefined) return {};
  const pairs =
    headers instanceof Headers ? [...headers] : Array.isArray(headers) ? headers : Object.entries(headers);
  return Object.fromEntries(
    pairs
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [String(name).toLowerCase(), String(value)]),
  );
}

/**
 * Bytes of a body, at once where that is possible: only blobs, forms and streams need real time.
 * The boundary of a form is fixed by `boundary`, since Node's is random.
 */
export function wireBody(body: unknown, boundary: () => string): WireBody | Promise<WireBody> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return { body, contentType: 'text/plain;charset=UTF-8' };
  if (body instanceof URLSearchParams)
    return { body: body.toString(), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (ArrayBuffer.isView(body))
    return { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice() };
  if (body instanceof ArrayBuffer || body instanceof SharedArrayBuffer)
    return { body: new Uint8Array(body).slice() };
  if (body instanceof FormData) return formBody(body, boundary());
  if (body instanceof Blob) return blobBody(body);
  if (isIterable(body)) return streamBody(body);
  return { body: String(body), contentType: 'text/plain;charset=UTF-8' };
}

async function blobBody(blob: Blob): Promise<WireBody> {
  const body = new Uint8Array(await blob.arrayBuffer());
  return blob.type ? { body, contentType: blob.type } : { body };
}

async function streamBody(stream: AsyncIterable<Uint8Array | string>): Promise<WireBody> {
  const parts: Uint8Array[] = [];
  for await (const part of stream)
    parts.push(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  return { body: new Uint8Array(Buffer.concat(parts)) };
}

async function formBody(form: FormData, boundary: string): Promise<WireBody> {
  const parts: Uint8Array[] = [];
  const text = (value: string) => parts.push(new TextEncoder().encode(value));
  for (const [name, value] of form) {
    text(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`);
    if (typeof value === 'string') text(`\r\n\r\n${value.replace(/\r?\n/g, '\r\n')}\r\n`);
    else {
      text(
        `; filename="${quoted(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`,
      );
      parts.push(new Uint8Array(await value.arrayBuffer()));
      text('\r\n');
    }
  }
  text(`--${boundary}--\r\n`);
  return {
    body: new Uint8Array(Buffer.concat(parts)),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

function quoted(name: string): string {
  return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array | string> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
