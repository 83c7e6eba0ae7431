import { type Language, languageOf, type TextKey, text } from '../texts/text';

/** A text for the person at the terminal, in the language of their environment. */
export function said(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return text(terminalLanguage(), key, values);
}

function terminalLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageOf([LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== ''));
}
