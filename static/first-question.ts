import type { Lang } from '../src/kernel/problem';
import { askAhead } from './backend';
import { FIRST_WISH, questionOf } from './desk/request';
import type { Place } from './shared/address';
import type { FaceName } from './shared/face-rooms';

/**
 * Asks what a face will ask first, while its code is still on the way: exactly the same question, or it is asked twice
 * (test/e2e/first-content). Who may ask, and what goes wrong, is as if the face had asked.
 */
export function askFirst(face: FaceName, lang: Lang, _place: Place): void {
  if (face === 'admin') askAhead('admin.view', { lang });
  else if (face === 'desk') askAhead('desk.view', { lang, ...questionOf(FIRST_WISH), cards: true });
  else askAhead('submission.view', { lang });
}
