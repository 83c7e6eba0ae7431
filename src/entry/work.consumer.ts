import { lookInTurn } from './looking';

/** Looks that mostly wait; what is too big for their memory they hand on. */
export function work(event: { readonly body: unknown }): Promise<unknown> {
  return lookInTurn(event);
}
