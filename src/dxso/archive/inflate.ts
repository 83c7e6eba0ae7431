/**
 * Deflate (RFC 1951) into exactly `length` bytes; `undefined` when the stream is damaged, gives less or more, or is not
 * used up. Unlike a general unpacker it stops at the bound, and it refuses the streams that are all tables and no content:
 * time and memory are linear in what comes in and what may come out.
 */
export function inflated(packed: Uint8Array, length: number): Uint8Array | undefined {
  // What claims more than the best compression could hold is a lie; nothing is set aside for it.
  if (length > packed.length * BEST_RATIO) return undefined;
  const stream = new Stream(packed, length);
  return stream.unpack() ? stream.out : undefined;
}

/** 258 bytes for two bits, and a bit. */
const BEST_RATIO = 1040;
/** A real compressor writes the tables of a block for at least a hundred symbols. */
const BYTES_PER_TABLE = 24;
/** So many small blocks are free. */
const FREE_TABLES = 64;

const LENGTH_BASE = Uint16Array.of(
  ...[
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  ],
  ...[227, 258],
);
const LENGTH_BITS = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
const DISTANCE_BASE = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073],
  ...[4097, 6145, 8193, 12289, 16385, 24577],
);
const DISTANCE_BITS = Uint8Array.from(DISTANCE_BASE, (_, i) => Math.max(0, (i >> 1) - 1));
/** The order in which a block gives the lengths of the codes for its lengths. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A Huffman code: how many symbols each length has, the symbols in order, and a table for the short codes. */
type Code = {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
  /** By the next `FAST` bits: symbol * 16 + length; 0 where the code is longer or none. */
  readonly fast: Uint16Array;
};
const FAST = 9;
const LONGEST = 15;

/** The code with these lengths (0 = unused); `undefined` when it has too many symbols, or too few for a whole code. */
function codeOf(lengths: Uint8Array): Code | undefined {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const used = lengths.length - (counts[0] ?? 0);
  counts[0] = 0;
  let left = 1;
  for (let length = 1; length <= LONGEST; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return undefined;
  }
  // One single code of one bit may stand alone (RFC 1951, 3.2.7); so may none, if it is never asked for.
  if (left > 0 && !(used === 0 || (used === 1 && counts[1] === 1))) return undefined;
  return { counts, ...tablesOf(lengths, counts) };
}

function tablesOf(lengths: Uint8Array, counts: Uint16Array): Omit<Code, 'counts'> {
  const offsets = new Uint16Array(LONGEST + 2);
  const next = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length++) {
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
    next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1;
  }
  const symbols = new Uint16Array(lengths.length);
  const fast = new Uint16Array(1 << FAST);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    const at = offsets[length] ?? 0;
    symbols[at] = symbol;
    offsets[length] = at + 1;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    if (length > FAST) continue;
    const entry = symbol * 16 + length;
    for (let i = reversed(code, length); i < fast.length; i += 1 << length) fast[i] = entry;
  }
  return { symbols, fast };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let i = 0; i < length; i++) result |= ((code >> i) & 1) << (length - 1 - i);
  return result;
}

/** The code of blocks that bring none of their own. */
const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const FIXED = { literals: codeOf(FIXED_LENGTHS), distances: codeOf(new Uint8Array(32).fill(5)) };

/** One stream on its way; a class because it moves. All of its methods return whether it can go on. */
class Stream {
  readonly out: Uint8Array;
  private at = 0;
  private written = 0;
  private hold = 0;
  private held = 0;
  private tables = 0;

  constructor(
    private readonly packed: Uint8Array,
    length: number,
  ) {
    this.out = new Uint8Array(length);
  }

  unpack(): boolean {
    for (let isLast = 0; isLast === 0; ) {
      isLast = this.bits(1);
      const kind = this.bits(2);
      if (kind < 0 || !this.block(kind)) return false;
    }
    // Bits of the last byte may be left over, whole bytes not.
    return this.written === this.out.length && this.at - (this.held >> 3) === this.packed.length;
  }

  /** The next bits as a number, -1 where the stream is over. */
  private bits(count: number): number {
    while (this.held < count) {
      const byte = this.packed[this.at++];
      if (byte === undefined) return -1;
      this.hold |= byte << this.held;
      this.held += 8;
    }
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.held -= count;
    return value;
  }

  private block(kind: number): boolean {
    if (kind === 0) return this.stored();
    if (kind === 3) return false;
    if (kind === 1) return this.content(FIXED.literals, FIXED.distances);
    if (++this.tables > FREE_TABLES + this.at / BYTES_PER_TABLE) return false;
    return this.withTables();
  }

  private stored(): boolean {
    this.at -= this.held >> 3;
    this.hold = 0;
    this.held = 0;
    const [low = 0, high = 0, notLow = 0, notHigh = 0] = this.packed.subarray(this.at, this.at + 4);
    const length = low | (high << 8);
    const from = this.at + 4;
    const isWhole = from + length <= this.packed.length && this.written + length <= this.out.length;
    if (!isWhole || (length ^ 0xffff) !== (notLow | (notHigh << 8))) return false;
    this.out.set(this.packed.subarray(from, from + length), this.written);
    this.written += length;
    this.at = from + length;
    return true;
  }

  private withTables(): boolean {
    const [literals, distances, order] = [this.bits(5) + 257, this.bits(5) + 1, this.bits(4) + 4];
    if (order < 4 || literals > 286 || distances > 30) return false;
    const lengths = new Uint8Array(ORDER.length);
    for (let i = 0; i < order; i++) lengths[ORDER[i] ?? 0] = Math.max(0, this.bits(3));
    const code = codeOf(lengths);
    const all = code === undefined ? undefined : this.lengths(code, literals + distances);
    if (all === undefined || all[256] === 0) return false;
    return this.content(codeOf(all.subarray(0, literals)), codeOf(all.subarray(literals)));
  }

  /** The lengths of both codes, written with a code of their own that knows repetitions. */
  private lengths(code: Code, count: number): Uint8Array | undefined {
    const lengths = new Uint8Array(count);
    for (let i = 0; i < count; ) {
      const symbol = this.symbol(code);
      if (symbol < 0) return undefined;
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) return undefined;
      const value = symbol === 16 ? (lengths[i - 1] ?? 0) : 0;
      const more = symbol === 18 ? this.bits(7) + 11 : this.bits(symbol === 16 ? 2 : 3) + 3;
      if (i + more > count) return undefined;
      lengths.fill(value, i, i + more);
      i += more;
    }
    return lengths;
  }

  /** The next symbol of a code, -1 where there is none. */
  private symbol({ fast, counts, symbols }: Code): number {
    while (this.held < LONGEST && this.at < this.packed.length) {
      this.hold |= (this.packed[this.at++] ?? 0) << this.held;
      this.held += 8;
    }
    const entry = fast[this.hold & ((1 << FAST) - 1)] ?? 0;
    if (entry !== 0) return this.take(entry & 15) ? entry >> 4 : -1;
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= LONGEST; length++) {
      code |= (this.hold >> (length - 1)) & 1;
      const count = counts[length] ?? 0;
      if (code - count < first) return this.take(length) ? (symbols[index + code - first] ?? -1) : -1;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }

  private take(bits: number): boolean {
    this.hold >>>= bits;
    this.held -= bits;
    return this.held >= 0;
  }

  private content(literals: Code | undefined, distances: Code | undefined): boolean {
    if (literals === undefined || distances === undefined) return false;
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol === 256) return true;
      if (symbol < 0) return false;
      if (symbol > 256) {
        if (!this.repeat(symbol - 257, distances)) return false;
      } else {
        if (this.written >= this.out.length) return false;
        this.out[this.written++] = symbol;
      }
    }
  }

  /** Copies what was written before, perhaps into itself. */
  private repeat(which: number, distances: Code): boolean {
    const base = LENGTH_BASE[which];
    const extra = this.bits(LENGTH_BITS[which] ?? 0);
    const far = this.symbol(distances);
    const start = far < 0 ? undefined : DISTANCE_BASE[far];
    if (base === undefined || extra < 0 || start === undefined) return false;
    const more = this.bits(DISTANCE_BITS[far] ?? 0);
    const [length, distance] = [base + extra, start + more];
    if (more < 0 || distance > this.written || this.written + length > this.out.length) return false;
    const { out } = this;
    for (let to = this.written, end = to + length; to < end; to++) out[to] = out[to - distance] ?? 0;
    this.written += length;
    return true;
  }
}
