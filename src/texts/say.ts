import type { Lang } from '../kernel/lang';
import { grouped } from '../kernel/text';
import { messageOf } from './catalogue';
import type { Messages } from './generated/messages';
import type { Message, Part, Value } from './message';

/** The key of a text in `locales/`. */
export type Text = keyof Messages;

/** What all of several texts need. */
type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The values of a text, or of any of several: none where it leaves nothing open. */
export type ValuesOf<K extends Text> = [keyof Together<Messages[K]>] extends [never]
  ? readonly []
  : readonly [values: Together<Messages[K]>];

/** Values whose names are known only when the app runs: those that a stored problem or event carries. */
export type Values = Readonly<Record<string, Value>>;

const RULES = { de: new Intl.PluralRules('de'), en: new Intl.PluralRules('en') };

/** A text in one language. A wrong key, a value too many or one too few does not compile; an empty one shows as a dash. */
export function say<K extends Text>(text: K, lang: Lang, ...[values]: ValuesOf<K>): string {
  return sayWith(text, lang, values ?? {});
}

/** A text of which only running tells the key, with more values than it may need. */
export function sayWith(text: Text, lang: Lang, values: Values): string {
  const message = messageOf(text, lang);
  return message === undefined ? text : whole(message, lang, values);
}

/** Whether there is a text of this key. */
export function isText(key: string): key is Text {
  return messageOf(key, 'en') !== undefined;
}

function whole(message: Message, lang: Lang, values: Values): string {
  if (typeof message === 'string') return message;
  return message.map((part) => piece(part, lang, values)).join('');
}

function piece(part: Part, lang: Lang, values: Values): string {
  if (typeof part === 'string') return part;
  const value = Object.hasOwn(values, part[0]) ? values[part[0]] : undefined;
  if (part.length === 1) return shown(value, lang);
  const [, by, cases] = part;
  const chosen = cases[`=${value}`] ?? cases[nameOf(value, by, lang)] ?? cases['other'] ?? [];
  return whole(chosen, lang, values);
}

function nameOf(value: Value, by: 'plural' | 'select', lang: Lang): string {
  return by === 'plural' ? RULES[lang].select(Number(value)) : String(value);
}

function shown(value: Value, lang: Lang): string {
  if (value === undefined || value === '') return '–';
  return typeof value === 'number' ? grouped(value, lang) : value;
}
