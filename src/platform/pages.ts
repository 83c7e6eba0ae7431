import * as v from 'valibot';
import { awaitAll } from '../kernel/await-all';
import { plusSeconds } from '../kernel/instant';
import { fromBase64, fromUtf8, gunzip, gzip, sha256, toBase64, utf8 } from './bytes';
import { now } from './clock';
import * as kv from './kv';
import { randomText } from './random';
import { unknownVersion, unwrap } from './trouble';

/**
 * JSON that is too big for one key of Forge's storage (240 KiB), packed, in pages beside the value that names them. Pages are written
 * before the transaction that points to them, under an id of their own, and never again.
 */
export const Pages = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
  /** SHA-256 of the JSON text. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  pages: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
});
export type Pages = v.InferOutput<typeof Pages>;

const PAGE_CHARS = 200_000;
/** Packed, so that a browser can be given all of it: an answer has at most 5 MB. */
const MOST_PAGES = 20;
const MOST_BYTES = 32_000_000;

/** Something packed, and what will stand in its place. */
type Packed = { readonly at: Pages; readonly texts: readonly string[] };

/** Packs a JSON value; `undefined` when it is too big even so. */
export function packPages(value: unknown): Packed | undefined {
  const json = utf8(JSON.stringify(value));
  const text = toBase64(gzip(json));
  const pages = Math.ceil(text.length / PAGE_CHARS);
  if (pages > MOST_PAGES || json.length > MOST_BYTES) return undefined;
  const texts = Array.from({ length: pages }, (_, n) => text.slice(n * PAGE_CHARS, (n + 1) * PAGE_CHARS));
  return { at: { id: sha256(randomText()).slice(0, 24), sha256: sha256(json), pages }, texts };
}

/**
 * Writes the pages. The operation it answers belongs into the transaction that points to them: it takes away the mark that says that they
 * are nobody's yet.
 */
export async function writePages({ at, texts }: Packed): Promise<kv.Op> {
  await unwrap(kv.set(`pages-begun:${at.id}`, { v: 1, at: now(), pages: at }));
  await awaitAll(texts.map((text, n) => unwrap(kv.set(`page:${at.id}:${n}`, text))));
  return { do: 'delete', key: `pages-begun:${at.id}` };
}

/** What lies in pages. Where they are gone or differ, that is trouble, never an emptier value. */
export async function readPages(at: Pages): Promise<unknown> {
  const numbers = Array.from({ length: at.pages }, (_, n) => n);
  return unpackPages(at, await awaitAll(numbers.map((n) => unwrap(kv.get(`page:${at.id}:${n}`)))));
}

/** The JSON value of the texts of all pages, proved by its hash. */
export function unpackPages(at: Pages, texts: readonly unknown[]): unknown {
  const packed = fromBase64(texts.join(''));
  const json = packed && gunzip(packed, MOST_BYTES);
  if (!json?.ok || sha256(json.value) !== at.sha256) throw unknownVersion(`page:${at.id}`);
  return JSON.parse(fromUtf8(json.value) ?? '') as unknown;
}

const Mark = v.object({ v: v.literal(1), at: v.string(), pages: Pages });
/** No invocation lives so long. */
const LONG_AGO_SECONDS = 24 * 3600;

/** Removes pages whose transaction never happened, a day later. */
export async function sweepPages(): Promise<void> {
  const before = plusSeconds(now(), -LONG_AGO_SECONDS);
  const { rows } = await unwrap(kv.queryKeys('pages-begun:'));
  for (const { value } of rows) {
    const mark = v.safeParse(Mark, value);
    if (!mark.success || mark.output.at >= before) continue;
    const { id, pages } = mark.output.pages;
    for (let n = 0; n < pages; n++) await unwrap(kv.remove(`page:${id}:${n}`));
    await unwrap(kv.remove(`pages-begun:${id}`));
  }
}
