import { type ComponentType, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AddressBar } from './shared/address-bar';
import { keepFocus } from './shared/keep-focus';
import { type Person, PersonContext } from './shared/lang';
import { PlaceProvider } from './shared/place';

/** What a face stands in: who looks, and where they are. */
export type Standing = { readonly person: Person; readonly bar: AddressBar };

export function render(root: HTMLElement, Face: ComponentType, { person, bar }: Standing): void {
  keepFocus(root);
  createRoot(root).render(
    <StrictMode>
      <PersonContext.Provider value={person}>
        <PlaceProvider bar={bar}>
          <Face />
        </PlaceProvider>
      </PersonContext.Provider>
    </StrictMode>,
  );
}
