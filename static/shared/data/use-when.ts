import { useEffect, useRef } from 'react';

/**
 * An effect that comes when one of these changes, and for nothing else that it reads: it reads all of it as it is by then. For what is done
 * once, or once for a page, and would be done again with every answer otherwise.
 */
export function useWhen(changes: readonly unknown[], effect: () => undefined | (() => void)): void {
  const latest = useRef(effect);
  latest.current = effect;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever calls says what it waits for
  useEffect(() => latest.current(), changes);
}
