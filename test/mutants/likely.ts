/** A test as it went without any change: how long it took, and which changes it came to. */
export type Meeting = {
  readonly file: string;
  /** With the groups it stands in, as vitest's `-t` has it. */
  readonly name: string;
  readonly ms: number;
  readonly seen: readonly string[];
};

/** What is asked for: changes, and the file in which they are. */
export type About = { readonly ids: ReadonlySet<string>; readonly file: string };

/**
 * The tests that come to any of these, those likely to notice first: all of a file of the same name, then of files of which most tests
 * come to it, the quick ones, and of each file one before any has a second. Tests of one table tell the same again.
 */
export function likely(tests: readonly Meeting[], { ids, file: source }: About): readonly Meeting[] {
  const names = [...new Set(tests.map(({ file }) => file))];
  const files = names.map((name) => {
    const all = tests.filter(({ file }) => file === name);
    const own = all.filter(({ seen }) => seen.some((id) => ids.has(id))).sort((a, b) => a.ms - b.ms);
    return { own, share: own.length / all.length, isNamed: isNamedAlike(name, source) };
  });
  return files
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => b.share - a.share || (a.own[0]?.ms ?? 0) - (b.own[0]?.ms ?? 0))
    .flatMap(({ own, isNamed }, place) =>
      own.map((test, turn) => ({ test, turn: isNamed ? -1 : turn, place })),
    )
    .sort((a, b) => a.turn - b.turn || a.place - b.place)
    .map(({ test }) => test);
}

const SHORTEST_WORD = 5;

/** One word of both names begins like the other: `many-mandanten.test.ts` is about `look-at-mandant.ts`. */
function isNamedAlike(test: string, source: string): boolean {
  const [own, its] = [wordsIn(test), wordsIn(source)];
  return own.some((word) => its.some((other) => word.startsWith(other) || other.startsWith(word)));
}

function wordsIn(path: string): readonly string[] {
  const [name = ''] = path.slice(path.lastIndexOf('/') + 1).split('.');
  return name.split('-').filter((word) => word.length >= SHORTEST_WORD);
}

/** So many of them, from the front, as take these shares of the time of all; what takes too long of itself is left out. */
export function inRounds(
  ordered: readonly Meeting[],
  { whole, shares }: { readonly whole: number; readonly shares: readonly number[] },
): readonly (readonly Meeting[])[] {
  const rounds: Meeting[][] = [];
  let rest = ordered;
  for (const share of shares) {
    const round: Meeting[] = [];
    let left = whole * share;
    for (const test of rest) {
      if (test.ms > left) continue;
      left -= test.ms;
      round.push(test);
    }
    rest = rest.filter((test) => !round.includes(test));
    if (round.length > 0) rounds.push(round);
  }
  return rounds;
}

/** What vitest's `-t` takes for exactly these. */
export function exactly(tests: readonly Meeting[]): string {
  const names = [...new Set(tests.map(({ name }) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')))];
  return `^(?:${names.join('|')})$`;
}
