import type { DeskAnswer, DeskMandant, WithSeen } from '../../src/contract/answers';

/** The Mandanten as they came last. Searching and paging ask for rows alone, because these cost as much as the rows. */
export type Cards = {
  readonly mandanten: readonly DeskMandant[];
  readonly isCounting: boolean;
  /** When they came, ms since the epoch. */
  readonly at: number;
};
/** An answer that shows Mandanten in any case. */
export type Shown = DeskAnswer & Partial<WithSeen> & Required<Pick<DeskAnswer, 'mandanten' | 'isCounting'>>;

/** So long counts may be those of another question. */
const FRESH_MS = 30_000;

/** What to ask for besides what the backend sends by itself. */
export function cardsWanted(kept: Cards | undefined, now: number): { readonly cards?: true } {
  return kept === undefined || now - kept.at > FRESH_MS ? { cards: true } : {};
}

/** The Mandanten of an answer, or those that were there. */
export function cardsOf({ mandanten, isCounting }: DeskAnswer, kept: Cards | undefined, now: number): Cards {
  if (mandanten === undefined) return kept ?? { mandanten: [], isCounting: false, at: 0 };
  return { mandanten, isCounting: isCounting === true, at: now };
}

/** The answer with these Mandanten, and their names beside the rows. */
export function shownWith(answer: DeskAnswer & Partial<WithSeen>, { mandanten, isCounting }: Cards): Shown {
  const names = new Map(mandanten.map(({ id, name }) => [id, name]));
  const rows = answer.rows.map((row) => {
    const name = row.mandantName ?? names.get(row.mandant);
    return name === undefined ? row : { ...row, mandantName: name };
  });
  return { ...answer, rows, mandanten, isCounting };
}
