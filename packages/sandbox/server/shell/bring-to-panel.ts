/// <reference lib="dom" />
/** Behind the address of an issue: whoever comes by it wants the app's panel. */
export const AT_PANEL = '#panel';

/** The panel grows while its content comes; longer than that nobody waits for it. */
const GROWS_MS = 10_000;
/** By these somebody shows that they go where they want by themselves. */
const OWN_WAY = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

let isDone = false;

/** Once for each page: the panel moves to the top and gets the focus, if somebody added it to this issue. */
export function bringToPanel(place: HTMLElement): void {
  const title = place.querySelector<HTMLElement>('section:not([hidden]) h2');
  if (isDone || location.hash !== AT_PANEL || title === null) return;
  isDone = true;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  keepInView(place);
}

/** While it is low, the page ends below it and cannot be moved so far. */
function keepInView(place: HTMLElement): void {
  const growing = new ResizeObserver(() => place.scrollIntoView({ block: 'start' }));
  const over = new AbortController();
  const stop = () => over.abort();
  over.signal.addEventListener('abort', () => growing.disconnect());
  for (const event of OWN_WAY) window.addEventListener(event, stop, { signal: over.signal, passive: true });
  window.addEventListener('blur', stop, { signal: over.signal });
  setTimeout(stop, GROWS_MS);
  growing.observe(place);
}
