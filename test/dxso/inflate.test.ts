import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/dxso/archive/crc32';
import { inflated } from '../../src/dxso/archive/inflate';

const LIKE_TEXT = fc
  .array(fc.constantFrom(65, 66, 67, 10, 60, 62), { maxLength: 3000 })
  .map((all) => Uint8Array.from(all));
const DATA = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  LIKE_TEXT,
  fc.nat(70_000).map((length) => new Uint8Array(length)),
);
const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
const HOW = fc.record({
  level: fc.nat(9),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE),
});

describe('what was packed', () => {
  it('comes out again, and only at the length that is in it', () => {
    fc.assert(
      fc.property(DATA, HOW, (data, how) => {
        const packed = deflateRawSync(data, how);
        expect(Buffer.compare(inflated(packed, data.length) ?? Buffer.from('nothing'), data)).toBe(0);
        expect(inflated(packed, data.length + 1)).toBeUndefined();
        if (data.length > 0) expect(inflated(packed, data.length - 1)).toBeUndefined();
        expect(inflated(packed.subarray(0, -1), data.length)).toBeUndefined();
        expect(inflated(Buffer.concat([packed, Buffer.from([0])]), data.length)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('and then damaged gives what zlib gives, or nothing', () => {
    fc.assert(
      fc.property(
        LIKE_TEXT,
        fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 }),
        (data, flips) => {
          const packed = deflateRawSync(data);
          for (const [at, bit] of flips)
            packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ (1 << bit);
          const wanted = unpacked(packed);
          const found = inflated(packed, wanted?.length ?? data.length);
          // zlib passes over what stands behind the end; a packed file has nothing there.
          if (found !== undefined) expect(Buffer.compare(found, wanted ?? Buffer.from('nothing'))).toBe(0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is not looked for where the claim cannot be true', () => {
    expect(inflated(deflateRawSync(new Uint8Array(1000)), 2 ** 40)).toBeUndefined();
  });

  it('a stream of nothing but tables is refused before it has cost much', () => {
    const blocks = 40_000;
    const bits = new Bits();
    for (let n = 0; n < blocks; n++) emptyBlock(bits, n === blocks - 1);
    const packed = bits.bytes();
    expect(unpacked(packed)?.length).toBe(0);
    expect(packed.length / blocks).toBeLessThan(20);
    expect(inflated(packed, 0)).toBeUndefined();
  });
});

function unpacked(packed: Uint8Array): Buffer | undefined {
  try {
    return inflateRawSync(packed);
  } catch {
    return undefined;
  }
}

class Bits {
  private readonly all: number[] = [];
  private hold = 0;
  private held = 0;
  put(value: number, count: number): void {
    this.hold |= value << this.held;
    this.held += count;
    for (; this.held >= 8; this.held -= 8) {
      this.all.push(this.hold & 255);
      this.hold >>>= 8;
    }
  }
  bytes(): Uint8Array {
    return Uint8Array.from([...this.all, this.hold]);
  }
}

/** A block with tables of its own that says nothing: only the end has a code, of one bit. */
function emptyBlock(bits: Bits, isLast: boolean): void {
  bits.put(isLast ? 1 : 0, 1);
  bits.put(2, 2);
  bits.put(0, 5);
  bits.put(0, 5);
  bits.put(14, 4);
  // Codes for the lengths: 18 and 1, of one bit each. Their places in the order: 2 and 17.
  for (let n = 0; n < 18; n++) bits.put(n === 2 || n === 17 ? 1 : 0, 3);
  // 1 is the lower symbol: code 0. 18: code 1.
  bits.put(1, 1);
  bits.put(138 - 11, 7);
  bits.put(1, 1);
  bits.put(118 - 11, 7);
  bits.put(0, 1);
  bits.put(0, 1);
  // The end.
  bits.put(0, 1);
}

describe('the checksum', () => {
  it('is that of everybody', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });
});
