import { lookInTurn } from './looking';

/** Looks at big files and runs, with the memory that these take. */
export function big(event: { readonly body: unknown }): Promise<unknown> {
  return lookInTurn(event);
}
