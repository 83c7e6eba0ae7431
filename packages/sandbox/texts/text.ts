import { DE } from './de';
import { EN } from './en';

export type Language = 'de' | 'en';
export type TextKey = keyof typeof EN;

/** A text of the sandbox; `{name}` stands for a value. */
export function text(
  language: Language,
  key: TextKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const said: string = language === 'de' ? DE[key] : EN[key];
  return said.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `de`, `de-AT`, `de_DE.UTF-8` are German; everything else is English. */
export function languageOf(tag: string | undefined): Language {
  return /^de\b|^de_/i.test(tag ?? '') ? 'de' : 'en';
}
