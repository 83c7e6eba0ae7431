import { type Judged, pairs, singles, strikeInWords } from './exhaustive';
import { TOLD } from './told';
import type { SimWorld } from './world';

/** Each fault alone, or each two. */
export type Each = 'singles' | 'pairs';
/** The I-th to the J-th of N equal parts, from 1 on; without J the I-th. */
type Part = { readonly at: number; readonly to?: number; readonly of: number };

/** `3/8`: the third of eight parts; `1-3/8`: the first three. @throws when it is none */
export function partOf(text: string): Part {
  const [, at = 0, to = at, of = 0] = (/^(\d+)(?:-(\d+))?\/(\d+)$/.exec(text) ?? []).map((digits) =>
    digits === undefined ? undefined : Number(digits),
  );
  if (!(at >= 1 && at <= to && to <= of)) throw new Error(`--part ${text}: such as 1/8 or 1-3/8`);
  return { at, to, of };
}

/** Whether a part has this one; `share`: of what the part has, every so-manieth. */
export function isIn({ at, to = at, of }: Part, n: number, share: Part = { at: 1, of: 1 }): boolean {
  const place = (n % of) - (at - 1);
  const size = to - at + 1;
  return place >= 0 && place < size && (Math.floor(n / of) * size + place) % share.of === share.at - 1;
}
/** What was played of a life; `unmet` is what the life never came to. */
export type Played = {
  readonly life: string;
  readonly played: number;
  readonly unmet: number;
  readonly violations: number;
};
/** What became of one of them, as it is told at once. */
export type Outcome = {
  readonly life: string;
  readonly unmet: boolean;
  readonly wrong: readonly string[];
  readonly faults: string;
};

/** Plays this part of all faults of a life, or of every life. */
export async function* exhaust(
  sim: SimWorld,
  wish: {
    readonly each: Each;
    readonly part: Part;
    readonly share?: Part;
    readonly life?: string | undefined;
  },
): AsyncGenerator<Outcome> {
  const { each, part, share, life } = wish;
  const isMine = (n: number) => isIn(part, n, share);
  for (const told of TOLD.filter(({ name }) => life === undefined || name === life))
    for await (const judged of (each === 'singles' ? singles : pairs)(sim, told, isMine))
      yield outcomeOf(told.name, judged);
}

function outcomeOf(life: string, { strikes, wrong, isStruck }: Judged): Outcome {
  return { life, wrong, unmet: !isStruck, faults: strikes.map(strikeInWords).join(' + ') };
}

/** By life, in the order of the lives. */
export function summed(outcomes: readonly Outcome[]): readonly Played[] {
  return TOLD.flatMap(({ name }) => {
    const own = outcomes.filter(({ life }) => life === name);
    if (own.length === 0) return [];
    const unmet = own.filter((one) => one.unmet).length;
    const violations = own.filter(({ wrong }) => wrong.length > 0).length;
    return { life: name, played: own.length - unmet, unmet, violations };
  });
}
