import type { Lang } from './lang';

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

/**
 * Where a spreadsheet may begin to calculate (OWASP ASVS 1.2.10): at its sign, in whatever width, behind blanks, controls and quotation
 * marks. The one rule for what leaves us for a spreadsheet; whether it would really calculate is not asked.
 */
const BEGINS_FORMULA = /^[\s\0"']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;

/** A cell of a table of names and counts: nothing with a sign is a number there, so that `-2` is somebody's name for a file. */
export function guardedCell(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}

/**
 * A foreign value that is shown, and that people copy into spreadsheets: without what is hidden. It may be an amount, and what is
 * compared with its source must stay as it is there: a number such as `-12.50` stays one.
 */
export function inert(foreign: string): string {
  const text = plain(foreign);
  if (NUMBER.test(text.trim())) return text;
  return BEGINS_FORMULA.test(foreign) ? `'${text}` : guardedCell(text);
}

/**
 * Whether a spreadsheet that opens a file would really calculate with this text: `=` and something behind it, or `+`, `-` or `@`
 * with a call or another program behind it. Narrower than the rule above, because it warns of what somebody else wrote and changes
 * nothing: telephone numbers, hyphens and names after `@` are usual in booking texts, and a warning at each would be read by nobody.
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
