import type { Text } from './problem';

/** What happened, and what to do. Both stand alone: the title also says why a button is disabled. */
export type ProblemWords = { readonly title: Text; readonly remedy: Text };
