import { askAhead } from '../backend';
import { begin } from '../begin';
import { questionOf, wishOf } from './request';

begin({
  texts: {
    de: () => import('virtual:face-texts/desk/de'),
    en: () => import('virtual:face-texts/desk/en'),
  },
  drawing: () => import('./draw'),
  isFullPage: true,
  async ask(lang, place) {
    const at = await place;
    // Causes, charts and single transmissions ask something else.
    if (at.path.length === 0) askAhead('desk.view', { lang, ...questionOf(wishOf(at)), cards: true });
  },
});
