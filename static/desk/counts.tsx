import { grouped } from '../../src/kernel/text';
import { type PlainWord, useLang, useWords } from '../shared/texts/lang';
import type { Shown } from './cards';
import { type DeskRequest, FIRST_WISH, narrowed } from './request';

type Count = {
  readonly word: PlainWord;
  readonly note: PlainWord;
  readonly count: number;
  readonly wish: DeskRequest;
};

/** Four numbers, each of which is the list that it counts. */
export function Counts({
  value,
  wish,
  onWish,
}: {
  value: Shown;
  wish: DeskRequest;
  onWish: (wish: DeskRequest) => void;
}) {
  const t = useWords();
  const lang = useLang();
  return (
    <ul className="counts" aria-label={t('atAGlance')}>
      {countsOf(value).map((one) => (
        <li key={one.word}>
          <button type="button" aria-pressed={isShown(one.wish, wish)} onClick={() => onWish(one.wish)}>
            <strong>{grouped(one.count, lang)}</strong>
            <span>{t(one.word)}</span>
            <small>{t(one.note)}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

function countsOf({ mandanten, overdueUntil }: Shown): readonly Count[] {
  const sum = (of: (m: Shown['mandanten'][number]) => number) => mandanten.reduce((all, m) => all + of(m), 0);
  return [
    {
      ...({ word: 'countMine', note: 'countMineNote' } as const),
      count: sum((m) => (m.isMine ? m.needsYou : 0)),
      wish: narrowed(FIRST_WISH, { mine: true }),
    },
    { word: 'countTeam', note: 'countTeamNote', count: sum((m) => m.needsYou), wish: FIRST_WISH },
    {
      ...({ word: 'moving', note: 'countMovingNote' } as const),
      count: sum((m) => m.moving),
      wish: narrowed(FIRST_WISH, { show: 'moving' }),
    },
    {
      ...({ word: 'countOverdue', note: 'countOverdueNote' } as const),
      count: sum((m) => m.overdue),
      wish: narrowed(FIRST_WISH, { until: overdueUntil, order: 'oldest' }),
    },
  ];
}

function isShown(of: DeskRequest, wish: DeskRequest): boolean {
  const { pages: _, ...shown } = wish;
  const { pages: __, ...counted } = of;
  const keys = new Set([...Object.keys(shown), ...Object.keys(counted)]) as Set<keyof typeof shown>;
  return [...keys].every((key) => shown[key] === counted[key]);
}
