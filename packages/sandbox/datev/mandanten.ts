import type { Mandant, State } from './model';

/** Changes a Mandant in whichever world has it. */
export function changeMandant(state: State, id: string, how: (before: Mandant) => Mandant): void {
  const environment = state.mandanten.sandbox.some((one) => one.id === id) ? 'sandbox' : 'production';
  if (!state.mandanten[environment].some((one) => one.id === id))
    throw new Error(`no Mandant ${id} in the fake DATEV`);
  state.mandanten[environment] = state.mandanten[environment].map((one) => (one.id === id ? how(one) : one));
}
