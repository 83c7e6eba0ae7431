import { createContext, useContext } from 'react';
import type { Lang } from '../../src/kernel/problem';
import { say, type Values } from '../../src/kernel/text';
import { WORDS, type Word } from '../words';

/** The person in front: their language, their time zone (IANA), and the issue this page stands on, if any. */
export type Person = { readonly lang: Lang; readonly zone: string; readonly issueId: string };

export const PersonContext = createContext<Person>({ lang: 'en', zone: '', issueId: '' });

export function usePerson(): Person {
  return useContext(PersonContext);
}

export function useLang(): Lang {
  return usePerson().lang;
}

export type Say = (word: Word, values?: Values) => string;

/** The page's own words in the person's language. Sentences about states and causes come from the backend. */
export function useWords(): Say {
  const lang = useLang();
  return (word, values = {}) => say(WORDS[word], lang, values);
}
