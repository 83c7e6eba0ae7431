import type { Lang } from '../kernel/lang';
import { DE } from './generated/de';
import { EN } from './generated/en';
import type { Message } from './message';

/**
 * The compiled texts of both languages: Jira gets the site's, a person their own. A page has another file in this place
 * (static/shared/texts/loaded-texts, put there by static/vite.config), with one language and only what it says.
 */
export function messageOf(key: string, lang: Lang): Message | undefined {
  const texts = lang === 'de' ? DE : EN;
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}
