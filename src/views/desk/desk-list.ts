import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../../kernel/instant';
import type { Listed } from '../../submissions/lists/listed';
import { type Phase, phaseFor } from '../../submissions/phase';
import { standsSince } from '../../submissions/standing';

/** Of all that is wished of the desk's list what an index does not know, or knows otherwise of this person. */
type Wish = {
  readonly show: 'all' | Phase;
  readonly mandant?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly cursor?: string | undefined;
};
type Row = Pick<Listed, 'id' | 'mandant' | 'changedAt' | 'end'> & { readonly phase: Phase };
/** Runs that wait for others, by id. */
type ForOthers<R> = ReadonlyMap<string, R>;

/** What waits for others moves for this person; the index keeps it under another phase, so that it stands before the first page. */
export function withMoving<R>(
  rows: readonly R[],
  { show, cursor }: Pick<Wish, 'show' | 'cursor'>,
  forOthers: ForOthers<R>,
): readonly R[] {
  return show === 'moving' && cursor === undefined ? [...forOthers.values(), ...rows] : rows;
}

/** An index knows a phase, a Mandant, a cause, and times; what else is wished of a row is asked of the row. */
export function isWished(
  row: Row,
  wish: Wish,
  { forOthers, mine }: { readonly forOthers: ForOthers<unknown>; readonly mine: readonly string[] },
): boolean {
  const { show, mandant } = wish;
  return (
    (show === 'all' || phaseFor(row, forOthers) === show) &&
    (mandant === undefined || row.mandant === mandant) &&
    (wish.mine !== true || mine.includes(row.mandant)) &&
    isWithin(standsSince(row), wish)
  );
}

function isWithin(at: string, { from, until }: Wish): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < endOf(until));
}

/** What is at or after this instant is of another day. */
export function endOf(day: string): string {
  return plusSeconds(`${day}T00:00:00.000Z`, secondsInDay);
}
