/** Lower-case hex of the SHA-256 of these bytes. */
export async function sha256Of(raw: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', raw);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function zipped(raw: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(raw, new CompressionStream('gzip'));
}

/** Rejects when these bytes are no whole gzip stream. */
export function unzipped(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(packed, new DecompressionStream('gzip'));
}

async function through(
  raw: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([raw]).stream().pipeThrough(stream)).arrayBuffer());
}

/** Base64 of at most some hundred KiB; in steps, because a call takes only so many arguments. */
export function toBase64(part: Uint8Array): string {
  let text = '';
  for (let i = 0; i < part.length; i += 8192) text += String.fromCharCode(...part.subarray(i, i + 8192));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Numbers of the pieces that are not there yet. */
export function missing(bytes: number, chunkBytes: number, have: readonly number[]): readonly number[] {
  const count = Math.max(1, Math.ceil(bytes / chunkBytes));
  const there = new Set(have);
  return Array.from({ length: count }, (_, n) => n).filter((n) => !there.has(n));
}
