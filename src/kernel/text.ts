import type { Lang } from './problem';

/** Values for a text. Numbers are counts and get the language's thousands separator; identifiers come as strings. */
export type Values = Readonly<Record<string, string | number>>;

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

/** Characters that nobody sees and that change what is read: direction marks, zero widths. A soft hyphen is for reading. */
const HIDDEN = /(?!\u00ad)\p{Cf}/u;

/** The first character of a text that nobody sees. */
export function hiddenIn(text: string): string | undefined {
  return HIDDEN.exec(text)?.[0];
}

/** A character as people can find it: itself, a blank by its code. */
export function nameOf(character: string): string {
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)
    ? character
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Where a spreadsheet begins to calculate, also in full width, behind blanks and quotation marks. */
const BEGINS_FORMULA = /^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;

/**
 * A foreign text for a cell of a table that people may open in a spreadsheet: without what is hidden, and with an apostrophe
 * in front where the spreadsheet would calculate. A number such as `-12.50` stays one.
 */
export function inert(foreign: string): string {
  const text = plain(foreign);
  return (BEGINS_FORMULA.test(foreign) || BEGINS_FORMULA.test(text)) && !NUMBER.test(text.trim())
    ? `'${text}`
    : text;
}

/**
 * Whether a spreadsheet that opens a file would calculate with this text: `=` and something behind it, or `+`, `-` or `@`
 * with a call or another program behind it. A telephone number, a hyphen or a name after `@` is none.
 */
export function isFormula(text: string): boolean {
  return /^[\s']*(?:[=\uff1d]\s*[^\s=]|[+\-@\uff0b\uff0d\uff20][^\s"]{0,100}[(|!])/u.test(text);
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
