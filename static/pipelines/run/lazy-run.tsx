import { type ComponentProps, lazy, Suspense } from 'react';
import type { Lang } from '../../../src/kernel/lang';
import { Skeleton } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { loadRunTexts } from '../../shared/texts/loaded-texts';

/** Most issues are no runs: what shows one is fetched where there is one, with its words. */
const LAZY = { de: lazyRun('de'), en: lazyRun('en') } as const;

function lazyRun(lang: Lang) {
  return lazy(() =>
    Promise.all([import('./run-page'), loadRunTexts(lang)]).then(
      ([there]) => ({ default: there.Run }),
      () => ({ default: NotReached }),
    ),
  );
}

/** A run as `run-page` shows it. */
export function Run(props: ComponentProps<typeof LAZY.de>) {
  const LazyRun = LAZY[useLang()];
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <LazyRun {...props} />
    </Suspense>
  );
}

function NotReached(_: object) {
  const t = useWords();
  return <p role="alert">{`${t('notReachedTitle')} ${t('notReachedRemedy')}`}</p>;
}
