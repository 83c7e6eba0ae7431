import type { Lang } from '../src/kernel/problem';
import { askAhead } from './backend';
import { questionOf, wishOf } from './desk/request';
import type { Place } from './shared/address';
import type { FaceName } from './shared/face-rooms';

/**
 * Asks what a face will ask first, while its code is still on the way: exactly the same question, or it is asked twice
 * (test/e2e/first-content). Who may ask, and what goes wrong, is as if the face had asked.
 */
export function askFirst(face: FaceName, lang: Lang, place: Place): void {
  if (face === 'admin') askAhead('admin.view', { lang });
  else if (face === 'desk') {
    // Causes, charts and single transmissions ask something else.
    if (place.path.length === 0) askAhead('desk.view', { lang, ...questionOf(wishOf(place)), cards: true });
  } else askAhead('submission.view', { lang });
}
