import { type ComponentType, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AddressBar } from './shared/page/address-bar';
import { keepFocus } from './shared/page/keep-focus';
import { PlaceProvider } from './shared/page/place';
import { type Person, PersonContext } from './shared/texts/lang';

/** What a face stands in: who looks, and where they are. */
export type Standing = { readonly person: Person; readonly bar: AddressBar };
/** Draws a page of the module that Jira shows it as. */
export type Draw = (root: HTMLElement, moduleKey: string, standing: Standing) => void;

export function drawing(faceOf: (moduleKey: string) => ComponentType): Draw {
  return (root, moduleKey, { person, bar }) => {
    const Face = faceOf(moduleKey);
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
  };
}
