import './styles.css';
import { Suspense, useRef, useState } from 'react';
import { ROOT } from '../pipelines/place';
import { Tabs } from '../pipelines/tabs';
import { later, useSoon } from '../shared/page/later';
import { type Place, usePlace } from '../shared/page/place';
import { Skeleton } from '../shared/parts';
import { useWords } from '../shared/texts/lang';
import { loadCrossCheckTexts } from '../shared/texts/loaded-texts';
import type { Cards } from './cards';
import { Overview } from './overview';
import { type DeskRequest, placeOf, wishOf } from './request';

/** What is opened from the list, or beside it. */
const CausePage = later(async () => (await import('./bulk/cause-page')).CausePage);
const Charts = later(async () => (await import('./charts/charts')).Charts);
const CrossCheckPage = later(async () => {
  const [{ CrossCheckPage }] = await Promise.all([import('./cross-check-page'), loadCrossCheckTexts()]);
  return CrossCheckPage;
});
const fetchOne = async () => (await import('./one')).One;
const One = later(fetchOne);
const PipelinesTab = later(async () => (await import('../pipelines/list/pipelines-tab')).PipelinesTab);

/** All Mandanten and their transmissions, those that need somebody first; each list, cause and transmission has its address. */
export function Desk() {
  const { place, go } = usePlace();
  const t = useWords();
  useSoon(fetchOne);
  const tab = place.path[0] === ROOT ? 'pipelines' : 'submissions';
  // Whoever comes back to a tab finds it as it was.
  const before = useRef<Readonly<Record<string, Place>>>({});
  before.current = { ...before.current, [tab]: place };
  return (
    <main>
      <h1 className="unseen">{t('deskTitle')}</h1>
      <Tabs
        label={t('deskTitle')}
        chosen={tab}
        onChoose={(next) =>
          go(before.current[next] ?? { path: next === 'pipelines' ? [ROOT] : [], query: {} })
        }
        tabs={[
          // Only what is in sight asks for news.
          {
            id: 'submissions',
            title: t('submissions'),
            content: (
              <Suspense fallback={<Skeleton rows={8} />}>
                <Transmissions isShown={tab === 'submissions'} />
              </Suspense>
            ),
          },
          {
            id: 'pipelines',
            title: t('pipelines'),
            content:
              tab === 'pipelines' ? (
                <Suspense fallback={<Skeleton rows={6} />}>
                  <PipelinesTab />
                </Suspense>
              ) : null,
          },
        ]}
      />
    </main>
  );
}

function Transmissions({ isShown }: { isShown: boolean }) {
  const { place, go } = usePlace();
  const { wish, onWish } = useWish();
  // Whoever comes back finds the list as it was, and stands at the row they opened.
  const list = useRef(place);
  const [left, setLeft] = useState<string>();
  const kept = useRef<Cards | undefined>(undefined);
  const [kind, id] = place.path;
  if (kind === undefined) list.current = place;
  if (!isShown) return null;
  const open = (submissionId: string) => go({ path: ['transmissions', submissionId], query: {} });
  const back = () => {
    setLeft(id);
    go(list.current.path.length === 0 ? list.current : { path: [], query: {} });
  };
  if (kind === 'transmissions' && id !== undefined) return <One key={id} submissionId={id} onBack={back} />;
  if (kind === 'causes' && id !== undefined)
    return <CausePage key={id} cause={id} onBack={back} onOpen={open} />;
  if (kind === 'cross-check') return <CrossCheckPage onBack={back} />;
  if (kind === 'charts') return <Charts onBack={back} />;
  return <Overview wish={wish} onWish={onWish} onOpen={open} left={left} kept={kept} />;
}

/** What the address says is wished, and the page of it, which is remembered beside. */
function useWish() {
  const { place, go } = usePlace();
  const [paged, setPaged] = useState<{ readonly of: string; readonly pages: readonly string[] }>({
    of: '',
    pages: [],
  });
  const list = useRef<Place>({ path: [], query: {} });
  if (place.path.length === 0) list.current = place;
  const of = JSON.stringify(wishOf(list.current));
  const wish = wishOf(list.current, paged.of === of ? paged.pages : []);
  const onWish = (next: DeskRequest) => {
    const { pages, ...rest } = next;
    setPaged({ of: JSON.stringify({ ...wishOf(placeOf({ ...rest, pages: [] })) }), pages });
    go(placeOf(next));
  };
  return { wish, onWish };
}
