import type { PackedAnswer } from '../src/contract/answers';
import type { Part } from '../src/contract/payloads';
import { MOST_ASKED_BYTES, type Parcel, partsOf } from '../src/kernel/parcel';
import { fromBase64, toBase64, unzipped, zipped } from './shared/files/pieces';

type Send = (
  part: { readonly [K in keyof typeof Part]: K extends 'n' ? number : string },
) => Promise<boolean>;

/**
 * Sends a question that is too big for one message ahead in parts. `undefined`: it goes as it is; `lost`: a part did not get through.
 */
export async function sentAhead(payload: object, send: Send): Promise<Parcel | 'lost' | undefined> {
  const json = new TextEncoder().encode(JSON.stringify(payload));
  if (json.length <= MOST_ASKED_BYTES) return undefined;
  const parts = partsOf(toBase64(await zipped(json)));
  const id = [...crypto.getRandomValues(new Uint8Array(16))].map(hex).join('');
  for (const [n, text] of parts.entries()) if (!(await send({ id, n, text }))) return 'lost';
  return { id, parts: parts.length };
}

/** The value of an answer that came packed. */
export async function opened({ packed }: PackedAnswer): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await unzipped(fromBase64(packed))));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
