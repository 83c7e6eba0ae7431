import { createContext, useContext } from 'react';
import type { Lang } from '../../src/kernel/problem';
import { say, type Values } from '../../src/kernel/text';
import { WORDS, type Word } from '../words';

export const LangContext = createContext<Lang>('en');

export function useLang(): Lang {
  return useContext(LangContext);
}

/** The page's own words in the person's language. Sentences about states and causes come from the backend. */
export function useWords(): (word: Word, values?: Values) => string {
  const lang = useLang();
  return (word, values = {}) => say(WORDS[word], lang, values);
}

/** An instant for people: "in 4 Minuten", and in full for the title. */
export function relative(at: string, now: string, lang: Lang): string {
  const seconds = Math.round((Date.parse(at) - Date.parse(now)) / 1000);
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const [size, unit] = UNITS.find(([most]) => Math.abs(seconds) < most) ?? LAST;
  const [, , divisor] = size === Infinity ? LAST : (UNITS.find(([most]) => most === size) ?? LAST);
  return format.format(Math.round(seconds / divisor), unit);
}

const LAST = [Infinity, 'day', 86_400] as const;
const UNITS = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
] as const;

/** Date and time in the person's language and zone. */
export function absolute(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** A size for people. */
export function bytes(count: number, lang: Lang): string {
  const [value, unit] = count >= 1_000_000 ? [count / 1_000_000, 'MB'] : [count / 1000, 'kB'];
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
