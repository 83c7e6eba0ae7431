/** What had the focus last, and what it stood in, from near to far. */
type Stood = { readonly at: HTMLElement; readonly within: readonly HTMLElement[] };

/** So long whoever took something away may say themselves where the focus goes. */
const GRACE_MS = 60;
/** So long the code of a page may take whose heading is the place to go to; where there is none, it goes to what holds the page. */
const HEADING_MS = 1000;

/**
 * A button that is pressed is often gone or locked afterwards, and with it the focus: a screen reader falls silent, and a keyboard begins at
 * the top. The focus then goes to where it stood: to what held the locked button, to what folded it away, or to the heading of what is there
 * instead.
 */
export function keepFocus(root: HTMLElement): void {
  const { ownerDocument: own } = root;
  let last: Stood | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isNowhere = () => own.hasFocus() && own.activeElement === own.body;
  const lead = (isLast: boolean) => {
    // What loads has no heading yet; when it is there, the page changes again.
    if (last === undefined || !isGone(last.at) || !isNowhere() || isLoading(last)) return;
    const place = nearest(last);
    if (place === undefined && !isLast) timer = setTimeout(() => lead(true), HEADING_MS);
    else focusOn(place ?? last.within.find(isShown));
  };
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement) last = { at: target, within: around(target, root) };
  });
  // Whoever leaves what is still there wants to be elsewhere.
  root.addEventListener('focusout', ({ target }) => {
    queueMicrotask(() => {
      if (last?.at === target && !isGone(last.at)) last = undefined;
    });
  });
  new MutationObserver(() => {
    if (last === undefined || !isGone(last.at)) return;
    clearTimeout(timer);
    timer = setTimeout(() => lead(false), GRACE_MS);
  }).observe(root, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'open'],
  });
}

function isGone(element: HTMLElement): boolean {
  return element.matches(':disabled') || !isShown(element);
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility();
}

function around(element: HTMLElement, root: HTMLElement): readonly HTMLElement[] {
  const parent = element.parentElement;
  return parent === null || element === root ? [] : [parent, ...around(parent, root)];
}

function isLoading({ at, within }: Stood): boolean {
  return !at.isConnected && within.find(isShown)?.querySelector('.skeleton') !== null;
}

function nearest({ at, within }: Stood): HTMLElement | undefined {
  const there = within.filter(isShown);
  const [first] = there;
  if (at.matches(':disabled')) return first;
  if (first instanceof HTMLDetailsElement) return first.querySelector('summary') ?? first;
  return there.map(headingIn).find((heading) => heading !== undefined);
}

/** One that is to be seen; some are written for screen readers alone. */
function headingIn(part: HTMLElement): HTMLElement | undefined {
  return [...part.querySelectorAll<HTMLElement>('h1, h2, h3')].find((one) => one.offsetHeight > 1);
}

function focusOn(place: HTMLElement | undefined): void {
  if (place === undefined) return;
  const isStop = place.hasAttribute('tabindex');
  if (!isStop) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}
