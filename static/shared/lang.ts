import { createContext, useContext } from 'react';
import type { Lang } from '../../src/kernel/problem';
import { say, type Values } from '../../src/kernel/text';
import { WORDS } from '../words';
import { CHANGES_WORDS } from '../words-changes';
import { EDITOR_WORDS } from '../words-editor';
import { LOOKER_WORDS } from '../words-looker';
import { MAPPING_WORDS } from '../words-mapping';
import { PIPELINE_WORDS } from '../words-pipelines';
import { RUN_WORDS } from '../words-runs';

const ALL = {
  ...WORDS,
  ...PIPELINE_WORDS,
  ...EDITOR_WORDS,
  ...MAPPING_WORDS,
  ...RUN_WORDS,
  ...LOOKER_WORDS,
  ...CHANGES_WORDS,
} as const;
/** Every word of the pages, by screen in its own file. */
export type AnyWord = keyof typeof ALL;

/** The person in front: their language, their time zone (IANA), and the issue this page stands on, if any. */
export type Person = { readonly lang: Lang; readonly zone: string; readonly issueId: string };

export const PersonContext = createContext<Person>({ lang: 'en', zone: '', issueId: '' });

export function usePerson(): Person {
  return useContext(PersonContext);
}

export function useLang(): Lang {
  return usePerson().lang;
}

export type Say = (word: AnyWord, values?: Values) => string;

/** The page's own words in the person's language. Sentences about states and causes come from the backend. */
export function useWords(): Say {
  const lang = useLang();
  return (word, values = {}) => say(ALL[word], lang, values);
}
