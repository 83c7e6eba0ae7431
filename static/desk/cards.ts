import type { DeskAnswer, DeskCause, DeskMandant, WithSeen } from '../../src/contract/answers';
import { present } from '../../src/kernel/present';

/** What comes with the Mandanten, as it came last. Searching and paging ask for rows alone, because these cost as much as the rows. */
export type Cards = Beside & {
  /** When they came, ms since the epoch. */
  readonly at: number;
};
type Beside = Pick<DeskAnswer, 'silentSince' | 'silentFrom' | 'differs' | 'storms'> & {
  readonly mandanten: readonly DeskMandant[];
  readonly causes: readonly DeskCause[];
  readonly overdueUntil: string;
  readonly isCounting: boolean;
};
/** An answer that shows Mandanten in any case. */
export type Shown = DeskAnswer & Partial<WithSeen> & Beside;

const NOTHING: Beside = { mandanten: [], causes: [], overdueUntil: '', isCounting: false };

/** So long counts may be those of another question. */
const FRESH_MS = 30_000;

/** What to ask for besides what the backend sends by itself. */
export function cardsWanted(kept: Cards | undefined, now: number): { readonly cards?: true } {
  return kept === undefined || now - kept.at > FRESH_MS ? { cards: true } : {};
}

/** The Mandanten of an answer, or those that were there. */
export function cardsOf(answer: DeskAnswer, kept: Cards | undefined, now: number): Cards {
  const { mandanten, causes = [], overdueUntil = '', isCounting = false } = answer;
  if (mandanten === undefined) return kept ?? { ...NOTHING, at: 0 };
  const { silentSince, silentFrom, differs, storms } = answer;
  const more = present({ silentSince, silentFrom, differs, storms });
  return { mandanten, causes, overdueUntil, isCounting, ...more, at: now };
}

/** The answer with these Mandanten, and their names beside the rows. */
export function shownWith(answer: DeskAnswer & Partial<WithSeen>, { at: _, ...cards }: Cards): Shown {
  const names = new Map(cards.mandanten.map(({ id, name }) => [id, name]));
  const rows = answer.rows.map((row) => {
    const name = row.mandantName ?? names.get(row.mandant);
    return name === undefined ? row : { ...row, mandantName: name };
  });
  return { ...answer, ...cards, rows };
}
