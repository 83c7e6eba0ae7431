import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

/**
 * What the guide quotes of the app's screens, held against the app's own messages. **Bold** is a control or a heading, word for word;
 * “in quotation marks” is a sentence the app says; “…” stands for what varies. *Italic* is what Jira, DATEV or Looker write, which
 * nobody here can check.
 */
type Said = (quoted: string) => boolean;

const QUOTES = { de: /„([^“]+)“/g, en: /“([^”]+)”/g } as const;

/** All quotations of a page, in one line each. */
export function quotedIn(markdown: string, lang: keyof typeof QUOTES): readonly string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, '').replace(/!\[[^\]]*\]/g, '');
  const found = [...prose.matchAll(/\*\*((?:[^*\\]|\\.)+)\*\*/g), ...prose.matchAll(QUOTES[lang])];
  return found.map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1').replace(/\s+/g, ' ').trim());
}

/** Knows the messages of one language: whether the app says what is quoted. */
export function saidBy(messages: readonly string[]): Said {
  const parsed = messages.map((message) => parse(message.replace(/\s+/g, ' '), { ignoreTag: true }));
  const wholes = parsed.map((parts) => new RegExp(`^${partsOf(parts)}$`, 'u')).filter(saysSomething);
  const texts = parsed.map(withGaps);
  return (quoted) => wholes.some((whole) => whole.test(quoted)) || isPartOf(quoted, texts);
}

/** A message that is nothing but places would allow every word. */
function saysSomething({ source }: RegExp): boolean {
  return /\p{L}{2}/u.test(source.replace(/\(\?:|\.\+\?|\\d/g, ''));
}

function partsOf(parts: readonly MessageFormatElement[]): string {
  return parts.map(patternOf).join('');
}

function patternOf(part: MessageFormatElement): string {
  switch (part.type) {
    case TYPE.literal:
      return escaped(part.value);
    case TYPE.pound:
      return '(?:[\\d.,]+|…)';
    case TYPE.plural:
    case TYPE.select:
      return `(?:${Object.values(part.options)
        .map(({ value }) => partsOf(value))
        .join('|')})`;
    default:
      return '.+?';
  }
}

/** The message as somebody quotes it who leaves out what varies. */
function withGaps(parts: readonly MessageFormatElement[]): string {
  return parts.map((part) => (part.type === TYPE.literal ? part.value : '…')).join('');
}

/** A quotation with a gap at its beginning or end is part of a sentence; enough of it has to be there to know it by. */
function isPartOf(quoted: string, texts: readonly string[]): boolean {
  if (!/^… | …$/.test(quoted) || quoted.replace(/\P{L}/gu, '').length < 12) return false;
  const whole = new RegExp(`^${quoted.split('…').map(escaped).join('.+?')}$`, 'u');
  return texts.some((text) => whole.test(text));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
