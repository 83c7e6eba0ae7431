import { useRef } from 'react';

type Keys = {
  readonly keys: readonly number[];
  /** The one of this place goes; those after it keep what they are known by. */
  readonly drop: (at: number) => void;
};

/**
 * What the entries of a list are known by that have no name of their own: added at the end, taken out anywhere. By its place alone, what
 * an entry holds on the page would go to its neighbour when one before it goes.
 */
export function useKeys(count: number): Keys {
  const known = useRef({ keys: [] as number[], next: 0 });
  const now = known.current;
  while (now.keys.length < count) now.keys.push(now.next++);
  now.keys.length = count;
  return { keys: now.keys, drop: (at) => void now.keys.splice(at, 1) };
}
