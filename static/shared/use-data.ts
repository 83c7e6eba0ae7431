import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../src/contract/answers';
import { type Asked, afterAnswer, type Loaded } from './load';

const EVERY_MS = 4000;

export type Data<T> = { readonly data: Loaded<T>; readonly asking: boolean; reload(): Promise<void> };

/**
 * Loads data when `question` changes, again every few seconds while `moving` says so and the tab is visible, and at once
 * when somebody comes back to the tab. What was there stays until the new answer comes.
 */
export function useData<T>(
  ask: () => Promise<Answer<T>>,
  moving: (value: T) => boolean,
  question = '',
): Data<T> {
  const [{ data }, setAsked] = useState<Asked<T>>({ data: { is: 'loading' }, answers: 0 });
  const [open, setOpen] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const questions = useRef(0);
  const reload = useCallback(async () => {
    questions.current += 1;
    const n = questions.current;
    setOpen((count) => count + 1);
    const answer = await latest.current();
    setAsked((before) => afterAnswer(before, n, answer));
    setOpen((count) => count - 1);
  }, []);
  const asked = useRef<string>();
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    void reload();
  }, [reload, question]);
  useWhileVisible(reload, data.is === 'there' && moving(data.value));
  return { data, asking: open > 0, reload };
}

function useWhileVisible(reload: () => Promise<void>, isMoving: boolean): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    document.addEventListener('visibilitychange', look);
    const timer = isMoving ? setInterval(look, EVERY_MS) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearInterval(timer);
    };
  }, [isMoving, reload]);
}
