import { useEffect, useRef, useState } from 'react';
import { useWhen } from '../../shared/data/use-when';
import type { Editor } from './draft';
import type { Drafts } from './kept-drafts';
import { draftOf } from './read-draft';

/** Who types on is not written down letter by letter. */
const WAIT_MS = 400;

/**
 * Keeps what is typed in this browser, by itself, until it is saved or given up; answers whether it can. Where it cannot, the
 * browser asks before the page is closed.
 */
export function useKeptDraft(state: Editor, isDirty: boolean, drafts: Drafts): boolean {
  const [isKept, setKept] = useState(true);
  const latest = useRef<() => void>(() => undefined);
  const { id, version, form, conflicts } = state;
  latest.current = () => {
    setKept(drafts.keep(id, isDirty ? draftOf(state) : undefined) || !isDirty);
    // It has an id of its own now.
    if (id !== undefined && version === 1 && !isDirty) drafts.keep(undefined, undefined);
  };
  useWhen([form, version, id, isDirty, conflicts], () => {
    const timer = setTimeout(() => latest.current(), WAIT_MS);
    return () => clearTimeout(timer);
  });
  useEffect(() => () => latest.current(), []);
  useAskBeforeUnload(isDirty && !isKept);
  useEffect(() => {
    const write = () => latest.current();
    window.addEventListener('pagehide', write);
    return () => window.removeEventListener('pagehide', write);
  }, []);
  return isKept;
}

/** The browser asks before the page is closed with something unsaved on it. */
export function useAskBeforeUnload(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stop);
    return () => window.removeEventListener('beforeunload', stop);
  }, [isWanted]);
}
