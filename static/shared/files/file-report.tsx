import { type ComponentProps, lazy, Suspense } from 'react';
import type { WireFinding } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { Skeleton } from '../parts';
import { useLang, useWords } from '../texts/lang';
import { loadFindingTexts } from '../texts/loaded-texts';

/** What was found in a file and what it changes know all of DATEV's columns: fetched where there is such a file. */
const LAZY_FINDINGS = { de: lazyFindings('de'), en: lazyFindings('en') } as const;

function lazyFindings(lang: Lang) {
  return lazy(() =>
    Promise.all([import('./findings'), loadFindingTexts(lang)]).then(
      ([there]) => ({ default: there.Findings }),
      () => ({ default: NotReached }),
    ),
  );
}

const LazyChanges = lazy(() =>
  import('./changes').then(
    (there) => ({ default: there.Changes }),
    () => ({ default: NotReached }),
  ),
);

/** Findings with place, text and remedy. */
export function Findings(props: { readonly findings: readonly WireFinding[] }) {
  const LazyFindings = LAZY_FINDINGS[useLang()];
  return (
    <Suspense fallback={<Skeleton rows={3} />}>
      <LazyFindings {...props} />
    </Suspense>
  );
}

/** What a corrected file changes against the one that was sent. */
export function Changes(props: ComponentProps<typeof LazyChanges>) {
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <LazyChanges {...props} />
    </Suspense>
  );
}

function NotReached(_: object) {
  const t = useWords();
  return <p role="alert">{`${t('notReachedTitle')} ${t('notReachedRemedy')}`}</p>;
}
