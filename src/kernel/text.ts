import type { Lang, Text } from './problem';

/** Values for a template. Numbers are counts and get the language's thousands separator; identifiers come as strings. */
export type Values = Readonly<Record<string, string | number>>;

/** A text in one language with `{name}` replaced by its value; a value that is missing shows as a dash. */
export function say(text: Text, lang: Lang, values: Values = {}): string {
  return text[lang].replace(/\{([a-zA-Z]+)\}/g, (_all, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === '') return '–';
    return typeof value === 'number' ? grouped(value, lang) : value;
  });
}

/** A whole number with thousands separators: `99.999` in German, `99,999` in English. */
export function grouped(count: number, lang: Lang): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+(?!\d))/g, lang === 'de' ? '.' : ',');
}

/**
 * Foreign text made harmless for one line: line breaks and controls become one space; direction marks, other invisible
 * characters and lone surrogates, which Jira refuses, disappear.
 */
export function plain(foreign: string): string {
  return foreign.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '');
}

/** At most `most` UTF-16 units, an ellipsis at the end when something was cut; never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, Math.max(0, most - 1));
  const last = kept.charCodeAt(kept.length - 1);
  return `${(last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept).trimEnd()}…`;
}

/** A name in the language's quotation marks, harmless and short enough for a sentence. */
export function quoted(name: string, lang: Lang): string {
  const safe = cut(plain(name).trim(), 120);
  return lang === 'de' ? `„${safe}“` : `“${safe}”`;
}
