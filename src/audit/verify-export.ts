import * as v from 'valibot';
import { canonical } from '../kernel/canonical';
import type { Sha256 } from './chain';

/**
 * Checks an export line by line, in memory that does not grow with the file. What it cannot know is whether somebody who can compute hashes
 * made the whole file anew: then its last hash differs from the one that the app shows, and from any that was noted before (`anchor`).
 */

/** What is wrong, and in which line of the file (the first is 1). `seq` is the number of an entry in its chain. */
export type Flaw =
  /** The first line is no head of ours: edited, dropped, or another kind of file. */
  | { readonly is: 'no-head'; readonly line: number }
  /** Saved by another program: a mark at the beginning, or Windows line ends. */
  | { readonly is: 'saved-anew'; readonly line: number; readonly how: 'mark' | 'line-ends' }
  | { readonly is: 'edited'; readonly line: number; readonly seq: number }
  /** Longer than any line of ours. */
  | { readonly is: 'too-long'; readonly line: number; readonly seq: number }
  /** Whole in itself, and yet it does not follow the entry before it: one of the two was made anew. */
  | { readonly is: 'unlinked'; readonly line: number; readonly seq: number }
  | { readonly is: 'moved'; readonly line: number; readonly seq: number }
  | { readonly is: 'repeated'; readonly line: number; readonly seq: number }
  /** An entry of another chain, or beyond the end that the head names. */
  | { readonly is: 'foreign'; readonly line: number }
  /** These entries are nowhere in the file; they belong before this line. */
  | { readonly is: 'dropped'; readonly line: number; readonly from: number; readonly to: number }
  /** The last line is not the one that closes an export. */
  | { readonly is: 'cut-off'; readonly line: number }
  | { readonly is: 'behind-the-end'; readonly line: number }
  /** The closing line does not fit the head. */
  | { readonly is: 'other-end'; readonly line: number }
  | { readonly is: 'no-anchor' };

export type Verdict = {
  /** Of which chain, when and where the file was made; absent: it is none of ours, or nobody can tell. */
  readonly head?: Head;
  /** Entries in the file that are as they were written. */
  readonly entries: number;
  readonly flaws: readonly Flaw[];
  /** There are more than are told. */
  readonly isMore: boolean;
};

/** A file with nothing right in it does not fill memory. */
const MOST_FLAWS = 100;

const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Sealed = v.looseObject({ v: v.literal(1), hash: v.string() });
const Head = v.looseObject({
  what: v.literal('audit-export'),
  chain: v.string(),
  madeAt: v.string(),
  site: v.optional(v.string()),
  installation: v.string(),
  from: v.object({ seq: Seq, prevHash: v.string() }),
  to: v.object({ seq: Seq, hash: v.string() }),
  hash: v.string(),
});
type Head = v.InferOutput<typeof Head>;
const Entry = v.looseObject({ subject: v.string(), seq: Seq, prevHash: v.string(), hash: v.string() });
const Foot = v.looseObject({
  what: v.literal('audit-end'),
  count: v.number(),
  lastHash: v.string(),
  head: v.string(),
});

/** A line of the file without its end. `text` absent: no text at all, or too long to be read. */
export type Line = {
  readonly text: string | undefined;
  readonly isTooLong?: boolean;
  readonly ends: LineEnd;
};
export type LineEnd = '\n' | '\r\n' | '';

export class Verification {
  private line = 0;
  private head: Head | undefined;
  private isClosed = false;
  private entries = 0;
  /** The number that the next entry has, and the hash it names as the one before; unknown behind a line that is not whole. */
  private next = { seq: 0, prevHash: undefined as string | undefined };
  private missing: readonly Gap[] = [];
  private flaws: Flaw[] = [];
  private count = 0;
  private isAnchored: boolean;
  private hasLineEnds = false;

  constructor(
    private readonly sha256: Sha256,
    private readonly anchor?: string,
  ) {
    this.isAnchored = anchor === undefined;
  }

  /** The next line. Answers whether to go on: behind something that is none of ours there is nothing to find. */
  take({ text, isTooLong = false, ends }: Line): boolean {
    this.line += 1;
    if (ends === '\r\n' && !this.hasLineEnds) {
      this.hasLineEnds = true;
      this.tell({ is: 'saved-anew', line: this.line, how: 'line-ends' });
    }
    const read = text === undefined ? undefined : this.whole(text);
    if (this.head === undefined) return this.begin(text);
    if (this.isClosed) this.tell({ is: 'behind-the-end', line: this.line });
    else if (read !== undefined && v.is(Foot, read)) this.close(read, ends);
    else this.entry(read, isTooLong);
    return true;
  }

  /** After the last line. */
  verdict(): Verdict {
    const { head, line } = this;
    if (head === undefined) return { entries: 0, flaws: this.flaws, isMore: false };
    if (!this.isClosed) this.tell({ is: 'cut-off', line: line + 1 });
    const end = this.isClosed ? line : line + 1;
    this.skipTo(head.to.seq + 1, end);
    for (const { before, from, to } of this.missing) this.tell({ is: 'dropped', line: before, from, to });
    if (!this.isAnchored) this.tell({ is: 'no-anchor' });
    return { head, entries: this.entries, flaws: this.flaws, isMore: this.count > this.flaws.length };
  }

  private tell(flaw: Flaw): void {
    this.count += 1;
    if (this.flaws.length < MOST_FLAWS) this.flaws.push(flaw);
  }

  /** What a line says when it is exactly as we write it and its hash is that of the rest; else nothing. */
  private whole(text: string): object | undefined {
    try {
      const read: unknown = JSON.parse(text);
      if (!v.is(Sealed, read) || canonical(read) !== text) return undefined;
      const { hash, ...body } = read;
      return this.sha256(canonical(body)) === hash ? read : undefined;
    } catch {
      // No JSON, or nested deeper than anything of ours.
      return undefined;
    }
  }

  private begin(text = ''): boolean {
    const isMarked = text.startsWith('\ufeff');
    const read = this.whole(isMarked ? text.slice(1) : text);
    if (read === undefined || !v.is(Head, read)) {
      this.tell({ is: 'no-head', line: this.line });
      return false;
    }
    if (isMarked) this.tell({ is: 'saved-anew', line: this.line, how: 'mark' });
    this.head = read;
    this.next = { seq: read.from.seq, prevHash: read.from.prevHash };
    return true;
  }

  private entry(read: object | undefined, isTooLong: boolean): void {
    const { line, head } = this;
    if (read === undefined && head !== undefined && this.next.seq > head.to.seq) {
      // All entries were here: this was the closing line.
      this.isClosed = true;
      this.tell({ is: 'other-end', line });
      return;
    }
    if (read === undefined) {
      this.tell({ is: isTooLong ? 'too-long' : 'edited', line, seq: this.next.seq });
      this.next = { seq: this.next.seq + 1, prevHash: undefined };
      return;
    }
    if (!v.is(Entry, read) || head === undefined || !isOf(head, read)) this.tell({ is: 'foreign', line });
    else if (read.seq < this.next.seq) this.late(read);
    else this.inTurn(read);
  }

  private inTurn({ seq, prevHash, hash }: v.InferOutput<typeof Entry>): void {
    if (seq > this.next.seq) this.skipTo(seq, this.line);
    const known = this.next.prevHash;
    if (known !== undefined && known !== prevHash) this.tell({ is: 'unlinked', line: this.line, seq });
    this.kept(hash);
    this.next = { seq: seq + 1, prevHash: hash };
  }

  /** An entry whose turn was before: it was moved here, or stands here a second time. */
  private late({ seq, hash }: v.InferOutput<typeof Entry>): void {
    const gap = this.missing.find(({ from, to }) => from <= seq && seq <= to);
    this.tell({ is: gap === undefined ? 'repeated' : 'moved', line: this.line, seq });
    if (gap === undefined) return;
    this.kept(hash);
    const rest = [
      { ...gap, to: seq - 1 },
      { ...gap, from: seq + 1 },
    ].filter(({ from, to }) => from <= to);
    this.missing = this.missing.flatMap((one) => (one === gap ? rest : [one]));
  }

  private kept(hash: string): void {
    this.entries += 1;
    if (hash === this.anchor) this.isAnchored = true;
  }

  /** The entries up to this number were not met yet. */
  private skipTo(seq: number, before: number): void {
    if (seq <= this.next.seq) return;
    const gap = { before, from: this.next.seq, to: seq - 1 };
    if (this.missing.length < MOST_FLAWS) this.missing = [...this.missing, gap];
    else this.count += 1;
    this.next = { seq, prevHash: undefined };
  }

  private close(foot: v.InferOutput<typeof Foot>, ends: LineEnd): void {
    this.isClosed = true;
    const { head, line } = this;
    if (head === undefined) return;
    const { from, to } = head;
    const fits = foot.head === head.hash && foot.lastHash === to.hash && foot.count === to.seq - from.seq + 1;
    if (!fits) this.tell({ is: 'other-end', line });
    if (ends === '') this.tell({ is: 'cut-off', line: line + 1 });
    const { seq, prevHash } = this.next;
    if (seq === to.seq + 1 && prevHash !== undefined && prevHash !== to.hash)
      this.tell({ is: 'unlinked', line, seq: to.seq });
  }
}

type Gap = { readonly before: number; readonly from: number; readonly to: number };

function isOf({ chain, from, to }: Head, entry: v.InferOutput<typeof Entry>): boolean {
  return entry.subject === chain && entry.seq >= from.seq && entry.seq <= to.seq;
}
