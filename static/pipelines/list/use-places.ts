import { useEffect, useRef } from 'react';
import { type Place as Address, usePlace } from '../../shared/page/place';
import { type Open, type Place, pathOf, placeIn } from '../place';

/** The page in sight, by its address. Going back leads to where it was opened from, and gives the focus to what opened it. */
export function usePages(): { readonly place: Place; readonly open: Open; readonly back: () => void } {
  const { place, go } = usePlace();
  const openers = useRef<readonly Opener[]>([]);
  const wanted = useRef<string>();
  const now = placeIn(place.path);
  useEffect(() => {
    const name = wanted.current;
    if (name === undefined) return;
    const opener = [...document.querySelectorAll<HTMLElement>('[data-opens]')].find(
      (each) => each.dataset['opens'] === name,
    );
    if (opener === undefined) return;
    wanted.current = undefined;
    (opener.querySelector('button') ?? opener).focus();
  });
  const to = (next: Place) => go({ path: pathOf(next), query: {} });
  const open = (next: Place) => {
    openers.current = [...openers.current, { from: place, path: pathOf(next).join('/') }];
    wanted.current = undefined;
    to(next);
  };
  const back = () => {
    const last = openers.current.at(-1);
    openers.current = openers.current.slice(0, -1);
    wanted.current = last?.path;
    go(last?.from ?? { path: pathOf({ is: 'list' }), query: {} });
  };
  return { place: now, open, back };
}

type Opener = { readonly from: Address; readonly path: string };
