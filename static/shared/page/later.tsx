import { type ComponentType, lazy, useEffect } from 'react';
import { useWords } from '../texts/lang';

/** What is fetched when it is first shown; that it cannot be fetched is said in its place. */
export const later = <P extends object>(fetch: () => Promise<ComponentType<P>>) =>
  lazy(() =>
    fetch().then(
      (there) => ({ default: there }),
      () => ({ default: NotReached }),
    ),
  );

/** So long the first content has the line for itself. */
const SOON_MS = 2000;

/** Fetches what is likely to be opened next, once the page stands. */
export function useSoon(fetch: () => Promise<unknown>): void {
  useEffect(() => {
    // Whoever opens it is told what went wrong.
    const timer = setTimeout(() => void fetch().catch(() => undefined), SOON_MS);
    return () => clearTimeout(timer);
  }, [fetch]);
}

function NotReached(_: object) {
  const t = useWords();
  return <p role="alert">{`${t('notReachedTitle')} ${t('notReachedRemedy')}`}</p>;
}
