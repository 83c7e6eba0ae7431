import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { atDesk } from '../../packages/sandbox/world/booking';
import type { TestWorld } from './hands';

/** A stored file of a submission as the desk gives it out, byte for byte. */
export async function download(w: TestWorld, submissionId: string, revision: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let about: { chunks: number; sha256: string } = { chunks: 1, sha256: '' };
  for (let n = 0; n < about.chunks; n++) {
    const chunk = await atDesk<{ chunks: number; sha256: string; data: string }>(w.forge, 'file.download', {
      submissionId,
      revision,
      n,
    });
    about = chunk;
    pieces.push(Buffer.from(chunk.data, 'base64'));
  }
  const bytes = gunzipSync(Buffer.concat(pieces));
  if (createHash('sha256').update(bytes).digest('hex') !== about.sha256)
    throw new Error(`${submissionId}, revision ${revision}: the bytes are not those of the hash.`);
  return bytes;
}
