import type { Lang } from '../kernel/lang';
import { cut, plain, quoted } from '../kernel/text';
import type { Messages } from '../texts/generated/messages';
import { isText, say, sayWith } from '../texts/say';
import type { ConfigEvent } from './config-event';

/** Things of which there is one for each code of ours. */
const NAMED_BY_CODE = new Set(['registration', 'connection', 'hooks']);

/** What happened, as a headline: "Pipeline “Umsätze” changed". */
export function titleOf({ what, about, name }: ConfigEvent, lang: Lang): string {
  const id = about.slice(about.indexOf(':') + 1);
  const kind = about.slice(0, about.indexOf(':'));
  const shown = (NAMED_BY_CODE.has(kind) ? wordOf(`value.${id}`, lang) : undefined) ?? id;
  return say(`change.${what}`, lang, {
    id: kind === 'mandant' && name !== undefined ? `${quoted(name, lang)} (${shown})` : shown,
    name: quoted(name ?? id, lang),
  });
}

/** Where something differs, from the outside in: "Groups › Mappings". What has no word of ours stays as it is. */
export function whereOf(path: readonly string[], lang: Lang): string {
  return path.map((step) => wordOf(`member.${step}`, lang) ?? shortOf(step)).join(' › ');
}

/** Members whose values are codes of ours; everywhere else the same letters are somebody's own words. */
const CODED = new Set([
  ...['environment', 'mode', 'state', 'why', 'amountIs', 'zeroLines', 'unit'],
  ...['as', 'by', 'from', 'is', 'of', 'on', 'services'],
]);

/** The value of a member, for people: our own codes in words, everything else as it was written, harmless on one line. */
export function valueText(value: string, path: readonly string[], lang: Lang): string {
  const isOurs = CODED.has(path.at(-1) ?? '') || value === 'true' || value === 'false';
  return (isOurs ? wordOf(`value.${value}`, lang) : undefined) ?? shortOf(value);
}

/**
 * What was decided, as the log compares it. A member that has no text of its own in both languages (`member.…`) does not compile: people
 * would read its name in our code.
 */
export function worded<T>(decided: T & ([Unworded<T>] extends [never] ? unknown : NoText<Unworded<T>>)): T {
  return decided;
}
type Unworded<T> = Exclude<MembersIn<T>, keyof Messages extends infer Key ? MemberOf<Key> : never>;
type MemberOf<Key> = Key extends `member.${infer Member}` ? Member : never;
type NoText<Member> = { readonly 'has no text member.…': Member };
/** The names of all members, at any depth. What is kept by ids or by somebody's own words has those for names. */
type MembersIn<T> = 0 extends 1 & T
  ? never
  : T extends readonly (infer Entry)[]
    ? MembersIn<Entry>
    : T extends object
      ? { [K in keyof T & string]-?: (string extends K ? never : K) | MembersIn<T[K]> }[keyof T & string]
      : never;

function wordOf(key: string, lang: Lang): string | undefined {
  return isText(key) ? sayWith(key, lang, {}) : undefined;
}

function shortOf(foreign: string): string {
  return cut(plain(foreign), MAX_SHOWN);
}
/** More than the log keeps of a value. */
const MAX_SHOWN = 200;
