import * as v from 'valibot';
import { plusSeconds } from '../kernel/instant';
import { MAX_PARTS, type Parcel } from '../kernel/parcel';
import { fromBase64, fromUtf8, gunzip, sha256 } from './bytes';
import { now } from './clock';
import * as kv from './kv';
import { unwrap } from './trouble';

/** The call that the parts belong to follows at once. */
const LIVES_SECONDS = 3600;
/** Unpacked: a bomb is not what anybody configures. */
const MOST_BYTES = 32_000_000;

const Part = v.object({ v: v.literal(1), expiresAt: v.string(), text: v.string() });

/** Keeps a part of what somebody is about to ask. Parts are each person's own. */
export async function keepPart(
  accountId: string,
  part: { readonly id: string; readonly n: number; readonly text: string },
): Promise<void> {
  const value = { v: 1, expiresAt: plusSeconds(now(), LIVES_SECONDS), text: part.text };
  await unwrap(kv.set(partKey(accountId, part), value, { ttlSeconds: LIVES_SECONDS }));
}

/** What went ahead in parts; `undefined` when not all of it is there, or it is no JSON. */
export async function openParcel(accountId: string, { id, parts }: Parcel): Promise<unknown> {
  let packed = '';
  for (let n = 0; n < Math.min(parts, MAX_PARTS); n++) {
    const part = v.safeParse(Part, await unwrap(kv.get(partKey(accountId, { id, n }))));
    if (!part.success || part.output.expiresAt < now()) return undefined;
    packed += part.output.text;
  }
  const bytes = fromBase64(packed);
  const json = bytes && gunzip(bytes, MOST_BYTES);
  return json?.ok ? jsonOf(fromUtf8(json.value) ?? '') : undefined;
}

function partKey(accountId: string, { id, n }: { readonly id: string; readonly n: number }): string {
  return `parcel:${sha256(accountId).slice(0, 16)}:${id}:${n}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
