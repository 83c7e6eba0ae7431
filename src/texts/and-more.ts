import type { Lang } from '../kernel/lang';
import { say, type Values } from './say';

/** What is said of the last finding of its kind that is listed, with how many there are beside the listed ones. */
export function andMore(text: string, { more }: Values, lang: Lang): string {
  return typeof more === 'number' ? say('finding.more', lang, { text, more }) : text;
}
