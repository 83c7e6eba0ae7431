import type { Lang } from '../../src/kernel/lang';
import { room as de } from '../../src/texts/generated/de/widget';
import { room as en } from '../../src/texts/generated/en/widget';
import type { Text } from '../../src/texts/say';

/**
 * What the widget says before it has an answer, and around it; the rest comes ready from the backend. Forge bundles this page itself, and
 * of the catalogue only this room is to come along, so it is read here and not said by `say`.
 */
export function plain(text: Text & `widget.${string}`, lang: Lang): string {
  const message = (lang === 'de' ? de : en)[text];
  return typeof message === 'string' ? message : '';
}
