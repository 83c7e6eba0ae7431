import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Place } from './address';
import { type AddressBar, barInMemory } from './address-bar';

export type { Place } from './address';

const BarContext = createContext<AddressBar>(barInMemory());

/** Lends the face its address bar: Jira's own on a full page, one in memory in a panel. */
export function PlaceProvider({ bar, children }: { readonly bar: AddressBar; readonly children: ReactNode }) {
  return <BarContext.Provider value={bar}>{children}</BarContext.Provider>;
}

/**
 * Where the person is on this face, and how to go elsewhere. A step a person would take back is a new entry (`go(place)`); what only
 * makes the place more precise while they type is not (`go(place, { replace: true })`). `href` is for links that can be copied.
 */
export function usePlace(): Pick<AddressBar, 'go' | 'href'> & { readonly place: Place } {
  const { go, href, ...bar } = useContext(BarContext);
  const place = useSyncExternalStore(bar.listen, bar.place);
  return { place, go, href };
}
