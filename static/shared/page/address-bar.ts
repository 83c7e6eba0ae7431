import { addressOf, type Place, placeOf, START } from './address';

/** Where a face stands, and the way to elsewhere. */
export type AddressBar = {
  readonly place: () => Place;
  /** Opens a place: a new entry of the browser's history, unless it only makes the one before more precise. */
  readonly go: (to: Place, how?: { readonly replace?: boolean }) => void;
  /** The whole address of a place, to be copied or opened in another tab; only full pages have one, a moment after they began. */
  readonly href: (to: Place) => string | undefined;
  /** Told after every change, however it came; answers how to end it. */
  readonly listen: (changed: () => void) => () => void;
};

type Located = { readonly pathname: string; readonly search: string };
/** What of Jira's `history` 4 we use. It stands in another window: `location` is where the page began, later ones are told. */
export type JiraHistory = {
  readonly location: Located;
  readonly push: (address: string) => unknown;
  readonly replace: (address: string) => unknown;
  readonly listen: (heard: (location: Located) => void) => unknown;
};

/** In a panel, or where Jira lends no history: the place is remembered as long as the page is open. */
export function barInMemory(): AddressBar {
  const { told, ...bar } = remembering(START);
  return { ...bar, go: (to) => told(to), href: () => undefined };
}

/** Over Jira's history. `base` is the page's own address, when it comes. */
export function barOf(history: JiraHistory, base: Promise<string | undefined>): AddressBar {
  const { told, ...bar } = remembering(placeOf(history.location));
  // What we asked for and have not heard of yet: its echo must not undo what was chosen since.
  let sent: readonly string[] = [];
  history.listen((location) => {
    const place = placeOf(location);
    const isEcho = sent[0] === addressOf(place);
    sent = isEcho ? sent.slice(1) : [];
    if (!isEcho) told(place);
  });
  let page: string | undefined;
  void base.then((address) => {
    page = address?.replace(/\/$/, '');
    told(bar.place());
  });
  return {
    ...bar,
    go(to, { replace = false } = {}) {
      const address = addressOf(to);
      if (address === addressOf(bar.place())) return;
      sent = [...sent, address];
      told(to);
      if (replace) history.replace(address);
      else history.push(address);
    },
    href: (to) => (page === undefined ? undefined : page + addressOf(to)),
  };
}

function remembering(first: Place) {
  const listeners = new Set<() => void>();
  let place = first;
  return {
    place: () => place,
    listen(changed: () => void) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    /** Always another object, so that whoever looks sees that something changed. */
    told(to: Place) {
      place = { ...to };
      for (const changed of [...listeners]) changed();
    },
  };
}
