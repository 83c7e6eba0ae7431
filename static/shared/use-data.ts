import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../src/contract/answers';
import { afterAnswer, type Loaded } from './load';

const EVERY_MS = 4000;

/** Loads data, and asks again every few seconds while `moving` says so and the tab is visible. */
export function useData<T>(
  ask: () => Promise<Answer<T>>,
  moving: (value: T) => boolean,
): { data: Loaded<T>; reload(): Promise<void> } {
  const [data, setData] = useState<Loaded<T>>({ is: 'loading' });
  const latest = useRef(ask);
  latest.current = ask;
  const reload = useCallback(async () => {
    const answer = await latest.current();
    setData((before) => afterAnswer(before, answer));
  }, []);
  useEffect(() => void reload(), [reload]);
  const isMoving = data.is === 'there' && moving(data.value);
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isMoving, reload]);
  return { data, reload };
}
