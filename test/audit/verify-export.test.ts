import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, chain } from '../../src/audit/chain';
import { footOf, headOf, lineOf } from '../../src/audit/export';
import { type Verdict, Verification } from '../../src/audit/verify-export';
import { linesOf } from '../../tools/lib/file-lines';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const LONGEST = 4096;

const EVENTS = ['Umlaut: ä', '€ „Zitat“', 'line\nbreak', 'null\u0000', '🧾', '= 1', ''];

function entriesOf(count: number): readonly AuditEntry<unknown>[] {
  const entries: AuditEntry<unknown>[] = [];
  for (let n = 0; n < count; n++) {
    const line = {
      subject: 'config',
      at: `2026-12-01T08:00:0${n}.000Z`,
      actor: { kind: 'person', id: `p${n}` } as const,
    };
    entries.push(chain(entries.at(-1), { ...line, event: { what: EVENTS[n % 7], n } }, sha256));
  }
  return entries;
}

function exportOf(entries: readonly AuditEntry<unknown>[]): readonly string[] {
  const head = headOf(
    {
      ...{ chain: 'config', madeAt: '2026-12-01T09:00:00.000Z', site: 'site', installation: 'i', app: '1' },
      from: { seq: 1, prevHash: '' },
      to: { seq: entries.length, hash: entries.at(-1)?.hash ?? '' },
    },
    sha256,
  );
  return [head, ...entries, footOf(head, sha256)].map(lineOf);
}

const LINES = exportOf(entriesOf(9));
const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

async function verified(file: string | Uint8Array, anchor?: string): Promise<Verdict> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 100) yield await Promise.resolve(bytes.subarray(at, at + 100));
  }
  const found = new Verification(sha256, anchor);
  for await (const line of linesOf(pieces(), LONGEST)) if (!found.take(line)) break;
  return found.verdict();
}
const flawsOf = async (lines: readonly string[]) => (await verified(textOf(lines))).flaws;

const index = fc.nat(LINES.length - 1);

describe('a whole export', () => {
  it('is found intact, also an empty one', async () => {
    expect(await verified(textOf(LINES))).toMatchObject({ entries: 9, flaws: [], isMore: false });
    expect(await verified(textOf(exportOf([])))).toMatchObject({ entries: 0, flaws: [] });
  });

  it('made anew from its first entry on is intact in itself: only a hash noted before shows it', async () => {
    const forged: AuditEntry<unknown>[] = [];
    for (const { subject, at, actor } of entriesOf(9))
      forged.push(chain(forged.at(-1), { subject, at, actor, event: 'another' }, sha256));
    const text = textOf(exportOf(forged));
    expect((await verified(text)).flaws).toEqual([]);
    expect((await verified(text, entriesOf(9).at(-1)?.hash)).flaws).toEqual([{ is: 'no-anchor' }]);
  });

  it('has the hash that somebody noted of any of its entries, and no other', async () => {
    for (const { hash } of entriesOf(9)) expect((await verified(textOf(LINES), hash)).flaws).toEqual([]);
    expect((await verified(textOf(LINES), sha256('another'))).flaws).toEqual([{ is: 'no-anchor' }]);
  });
});

describe('what somebody did to one line is found', () => {
  it('any byte changed, put in or taken out, anywhere', async () => {
    const bytes = Buffer.from(textOf(LINES));
    const edit = fc.record({
      at: fc.nat(bytes.length - 1),
      by: fc.integer({ min: 1, max: 255 }),
      how: fc.constantFrom('change', 'add', 'drop'),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, by, how }) => {
        const changed = Buffer.from([
          ...bytes.subarray(0, at),
          ...(how === 'drop' ? [] : [((bytes[at] ?? 0) + by) % 256]),
          ...bytes.subarray(how === 'add' ? at : at + 1),
        ]);
        if (changed.equals(bytes)) return;
        const { flaws } = await verified(changed);
        expect(flaws.length).toBeGreaterThan(0);
        const line = bytes.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
        // Told where it is, or where it is noticed at the latest.
        const told = flaws.flatMap((flaw) => ('line' in flaw ? [flaw.line] : []));
        expect(told.some((one) => one >= line && one <= line + 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('every bit of a small file turned, every byte taken out or doubled, and every end cut off', async () => {
    const bytes = Buffer.from(textOf(exportOf(entriesOf(2))));
    const mutants = (at: number): readonly Buffer[] => {
      const [before, byte, behind] = [bytes.subarray(0, at), bytes[at] ?? 0, bytes.subarray(at + 1)];
      const bits = Array.from({ length: 8 }, (_, bit) => byte ^ (1 << bit));
      return [
        ...bits.map((turned) => Buffer.concat([before, Buffer.of(turned), behind])),
        Buffer.concat([before, behind]),
        Buffer.concat([before, Buffer.of(byte, byte), behind]),
        before,
      ];
    };
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at++)
      for (const [n, mutant] of mutants(at).entries()) {
        const { flaws } = await verified(mutant);
        if (flaws.length === 0 && mutant.length > 0) missed.push(`${at}/${n}`);
      }
    expect(missed).toEqual([]);
  });

  it('a value edited, with the hash of the line made anew: the next line does not follow', async () => {
    for (let n = 1; n <= 9; n++) {
      const entries = [...entriesOf(9)];
      const old = entries[n - 1];
      const before = entries[n - 2];
      if (old === undefined) throw new Error('too short');
      const { subject, at, actor } = old;
      entries[n - 1] = chain(before, { subject, at, actor, event: { what: 'another' } }, sha256);
      const lines = [LINES[0] ?? '', ...entries.map(lineOf), LINES.at(-1) ?? ''];
      const told =
        n === 9 ? { is: 'unlinked', line: 11, seq: 9 } : { is: 'unlinked', line: n + 2, seq: n + 1 };
      expect(await flawsOf(lines)).toEqual([told]);
    }
  });

  it('a line dropped', async () => {
    for (const n of LINES.keys()) {
      const flaws = await flawsOf(LINES.toSpliced(n, 1));
      if (n === 0) expect(flaws).toEqual([{ is: 'no-head', line: 1 }]);
      else if (n === LINES.length - 1) expect(flaws).toEqual([{ is: 'cut-off', line: LINES.length }]);
      else expect(flaws).toEqual([{ is: 'dropped', line: n + 1, from: n, to: n }]);
    }
  });

  it('all lines behind some line dropped', async () => {
    for (let n = 1; n < LINES.length - 1; n++) {
      const flaws = await flawsOf(LINES.slice(0, n));
      expect(flaws).toContainEqual({ is: 'cut-off', line: n + 1 });
      expect(flaws).toContainEqual({ is: 'dropped', line: n + 1, from: n, to: 9 });
    }
  });

  it('two lines changed places', async () => {
    await fc.assert(
      fc.asyncProperty(index, index, async (a, b) => {
        if (a === b) return;
        const [one = '', other = ''] = [LINES[a], LINES[b]];
        const flaws = await flawsOf(LINES.with(a, other).with(b, one));
        const inner = [a, b].every((n) => n > 0 && n < LINES.length - 1);
        if (inner)
          expect(flaws).toContainEqual(expect.objectContaining({ is: 'moved', seq: Math.min(a, b) }));
        else expect(flaws.length).toBeGreaterThan(0);
      }),
    );
  });

  it('a line that stands there twice', async () => {
    await fc.assert(
      fc.asyncProperty(index, index, async (a, at) => {
        const flaws = await flawsOf(LINES.toSpliced(at + 1, 0, LINES[a] ?? ''));
        expect(flaws.length).toBeGreaterThan(0);
        if (a > 0 && a <= at && at < LINES.length - 1)
          expect(flaws).toEqual([{ is: 'repeated', line: at + 2, seq: a }]);
      }),
    );
  });

  it('a line of another export put in its place', async () => {
    const other = exportOf(entriesOf(4));
    expect(await flawsOf(LINES.with(-1, other.at(-1) ?? ''))).toEqual([{ is: 'other-end', line: 11 }]);
    expect((await flawsOf(LINES.with(0, other[0] ?? ''))).map(({ is }) => is)).toContain('foreign');
  });
});

describe('what is no export', () => {
  it('is refused at its first line', async () => {
    for (const text of ['hello\n', '{}\n', '', '[[[[\n', `${'['.repeat(4000)}\n`, '\u0000\n', 'null\n'])
      expect(await verified(text)).toMatchObject({
        entries: 0,
        flaws: text === '' ? [] : [{ is: 'no-head', line: 1 }],
      });
  });

  it('a line without end is never held, and the rest is read', async () => {
    const giant = `"${'x'.repeat(LONGEST)}"`;
    expect(await flawsOf(LINES.with(4, giant))).toEqual([{ is: 'too-long', line: 5, seq: 4 }]);
    expect(await verified(giant)).toMatchObject({ flaws: [{ is: 'no-head', line: 1 }] });
  });

  it('saved anew by another program, it says so and checks the rest all the same', async () => {
    const windows = LINES.map((line) => `${line}\r\n`).join('');
    expect(await verified(`\ufeff${windows}`)).toMatchObject({
      entries: 9,
      flaws: [
        { is: 'saved-anew', line: 1, how: 'line-ends' },
        { is: 'saved-anew', line: 1, how: 'mark' },
      ],
    });
  });

  it('with twenty thousand wrong lines it keeps a hundred', async () => {
    const { flaws, isMore } = await verified(`${LINES[0]}\n${'{}\n'.repeat(20_000)}`);
    expect(flaws.length).toBeLessThanOrEqual(100);
    expect(isMore).toBe(true);
  });
});
