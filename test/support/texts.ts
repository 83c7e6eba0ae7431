import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type BothLanguages = { readonly de: string; readonly en: string };
export type ProblemTexts = { readonly title: BothLanguages; readonly remedy: BothLanguages };

const LOCALES = join(import.meta.dirname, '../../locales');

/** A room's texts as they stand in `locales/`, by key. */
export function textsIn(room: string): Readonly<Record<string, BothLanguages>> {
  const [de, en] = (['de', 'en'] as const).map(
    (lang): Record<string, string> =>
      JSON.parse(readFileSync(join(LOCALES, lang, `${room}.json`), 'utf8')) as Record<string, string>,
  );
  return Object.fromEntries(
    Object.entries(de ?? {}).map(([key, text]) => [key, { de: text, en: en?.[key] ?? '' }]),
  );
}

/** The codes that a room says something of: those with a text `<code>.text`. */
export function codesIn(room: string): readonly string[] {
  return Object.keys(textsIn(room)).flatMap((key) => (key.endsWith('.text') ? [key.slice(0, -5)] : []));
}

/** The texts of a room's problems, by code. */
export function problemsIn(room: string): Readonly<Record<string, ProblemTexts>> {
  const texts = textsIn(room);
  const codes = Object.keys(texts).flatMap((key) => (key.endsWith('.title') ? [key.slice(0, -6)] : []));
  const none = { de: '', en: '' };
  return Object.fromEntries(
    codes.map((code) => [
      code,
      { title: texts[`${code}.title`] ?? none, remedy: texts[`${code}.remedy`] ?? none },
    ]),
  );
}
