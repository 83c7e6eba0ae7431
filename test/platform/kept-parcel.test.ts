import '../support/forge-globals';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Parcel, Part } from '../../src/contract/payloads';
import { questionOf } from '../../src/entry/big-messages';
import { MAX_PARTS, PART_CHARS } from '../../src/kernel/parcel';
import { keepPart } from '../../src/platform/kept-parcel';
import { packPages, readPages, unpackPages, writePages } from '../../src/platform/pages';
import { storage } from '../support/kv-storage';

const ID = 'a'.repeat(32);
const packed = (value: unknown) => gzipSync(Buffer.from(JSON.stringify(value))).toString('base64');
const asked = { accounts: ['8400', '4400'] };
const halves = () => {
  const text = packed(asked);
  return [text.slice(0, 20), text.slice(20)] as const;
};
const opened = (parts: number, by = 'petra') => questionOf({ parcel: { id: ID, parts } }, by);

describe('a question in parts', () => {
  it('is whole whichever part came first, and when one came twice', async () => {
    storage();
    const [one, two] = halves();
    for (const [n, text] of [[1, two] as const, [0, one] as const, [1, two] as const])
      await keepPart('petra', { id: ID, n, text });
    expect(await opened(2)).toEqual(asked);
  });

  it.each([
    ['a part is missing', 3, 'petra'],
    ['fewer are named than came', 1, 'petra'],
    ['they are of somebody else', 2, 'paul'],
  ])('is none when %s', async (_, parts, by) => {
    storage();
    const [one, two] = halves();
    await keepPart('petra', { id: ID, n: 0, text: one });
    await keepPart('petra', { id: ID, n: 1, text: two });
    expect(await opened(parts, by)).toBeUndefined();
  });

  it.each([
    ['a bomb', gzipSync(Buffer.alloc(40_000_000, 0x20)).toString('base64')],
    ['no gzip', Buffer.from('{"accounts":[]}').toString('base64')],
    ['no base64', '====A'],
    ['no JSON', gzipSync('{"accounts":').toString('base64')],
    ['no UTF-8', gzipSync(Buffer.from([0x22, 0xff, 0x22])).toString('base64')],
    ['nothing', ''],
  ])('is none when it holds %s', async (_, text) => {
    storage();
    await keepPart('petra', { id: ID, n: 0, text });
    expect(await opened(1)).toBeUndefined();
  });

  it('is none when its part is of a version that nobody here knows', async () => {
    const { kept } = storage();
    await keepPart('petra', { id: ID, n: 0, text: packed(asked) });
    expect(await opened(1)).toEqual(asked);
    for (const [key, value] of kept) kept.set(key, { ...(value as object), v: 2 });
    expect(await opened(1)).toBeUndefined();
  });

  it('has no more parts than fit, none too long, and no name but its own', () => {
    const parcel = (id: string, parts: number) => v.safeParse(Parcel, { id, parts }).success;
    expect([parcel(ID, MAX_PARTS), parcel(ID, MAX_PARTS + 1), parcel(ID, 0)]).toEqual([true, false, false]);
    expect([parcel(`${ID}:1`, 1), parcel('../other', 1)]).toEqual([false, false]);
    const part = (n: number, text: string) => v.safeParse(v.object(Part), { id: ID, n, text }).success;
    const full = 'A'.repeat(PART_CHARS);
    expect([part(MAX_PARTS - 1, full), part(MAX_PARTS, 'A'), part(0, `${full}A`), part(-1, 'A')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('pages', () => {
  /** So much that it does not fit in one. */
  const big = (seed: number) =>
    Array.from({ length: 30_000 }, (_, n) => ((n + 1) * 2_654_435_761 * seed).toString(36));
  const written = async (value: unknown) => {
    const made = packPages(value);
    if (made === undefined) throw new Error('too big');
    await writePages(made);
    return made;
  };

  it('are trouble when one is gone, of another plan, damaged or in another order', async () => {
    const { kept } = storage();
    const { at } = await written(big(1));
    const other = await written(big(3));
    expect(at.pages).toBeGreaterThan(1);
    expect(await readPages(at)).toEqual(big(1));
    const [key0, key1] = [`page:${at.id}:0`, `page:${at.id}:1`];
    const [page0, page1] = [kept.get(key0), kept.get(key1)];
    const broken: readonly (readonly [unknown, unknown])[] = [
      [undefined, page1],
      [page0, undefined],
      [page1, page0],
      [other.texts[0], page1],
      [page0, other.texts[1]],
      [page0, 7],
      [page0, `${String(page1).slice(0, -8)}AAAAAAA=`],
    ];
    for (const texts of broken) expect(() => unpackPages(at, texts)).toThrow();
    expect(() => unpackPages(at, other.texts)).toThrow();
    kept.delete(key1);
    await expect(readPages(at)).rejects.toThrow();
  });
});
