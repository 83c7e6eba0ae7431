import { useEffect, useRef } from 'react';
import { call } from '../backend';
import { useLang } from '../shared/texts/lang';

/** The backend shows a person to others for a minute after each call. */
const EVERY_MS = 30_000;

/** While somebody works on the file: tells others, and asks who else is at it. */
export function usePresence(
  atIt: boolean,
  submissionId: string | undefined,
  reload: () => Promise<void>,
): void {
  const lang = useLang();
  const again = useRef(reload);
  again.current = reload;
  useEffect(() => {
    if (!atIt) return undefined;
    const payload = submissionId === undefined ? { lang } : { lang, submissionId };
    const say = async () => {
      if (document.visibilityState !== 'visible') return;
      await call('submission.presence', payload);
      await again.current();
    };
    void say();
    const timer = setInterval(() => void say(), EVERY_MS);
    return () => clearInterval(timer);
  }, [atIt, submissionId, lang]);
}
