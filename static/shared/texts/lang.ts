import { createContext, useContext } from 'react';
import type { Lang } from '../../../src/kernel/lang';
import type { Messages } from '../../../src/texts/generated/messages';
import { say, type ValuesOf } from '../../../src/texts/say';

/** Every word of the pages: what follows `page.` in `locales/<lang>/page*.json`. */
type AnyWord = keyof Messages extends infer Key ? (Key extends `page.${infer Word}` ? Word : never) : never;
/** A word that leaves nothing open. */
export type PlainWord = {
  [W in AnyWord]: [keyof Messages[`page.${W}`]] extends [never] ? W : never;
}[AnyWord];

/** The person in front: their language, their time zone (IANA), and the issue this page stands on, if any. */
export type Person = { readonly lang: Lang; readonly zone: string; readonly issueId: string };

export const PersonContext = createContext<Person>({ lang: 'en', zone: '', issueId: '' });

export function usePerson(): Person {
  return useContext(PersonContext);
}

export function useLang(): Lang {
  return usePerson().lang;
}

type Say = <W extends AnyWord>(word: W, ...values: ValuesOf<`page.${W}`>) => string;

/** The page's own words in the person's language. Sentences about states and causes come from the backend. */
export function useWords(): Say {
  const lang = useLang();
  return (word, ...values) => say(`page.${word}`, lang, ...values);
}
