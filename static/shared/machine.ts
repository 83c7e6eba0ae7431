import { useCallback, useRef, useState } from 'react';

/** What a face does next: the new state, and what is to be done in the world because of it. */
export type Next<S, F> = { readonly state: S; readonly effects: readonly F[] };
export type Reduce<S, E, F> = (state: S, event: E) => Next<S, F>;

/** Nothing to do in the world. */
export function only<S>(state: S): Next<S, never> {
  return { state, effects: [] };
}

/**
 * Runs a pure reducer in a component. `perform` does one effect and may report events of its own; it always sees the
 * newest props. Effects run outside of React's rendering, each exactly once.
 */
export function useMachine<S, E, F>(
  reduce: Reduce<S, E, F>,
  initial: S,
  perform: (effect: F, tell: (event: E) => void) => void,
): readonly [S, (event: E) => void] {
  const [shown, setShown] = useState(initial);
  const current = useRef(initial);
  const hands = useRef(perform);
  hands.current = perform;
  const tell = useCallback(
    (event: E) => {
      const { state, effects } = reduce(current.current, event);
      current.current = state;
      setShown(state);
      for (const effect of effects) hands.current(effect, tell);
    },
    [reduce],
  );
  return [shown, tell];
}
