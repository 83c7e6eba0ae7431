import { askAhead } from '../backend';
import { begin } from '../begin';

begin({
  texts: {
    de: () => import('virtual:face-texts/panel/de'),
    en: () => import('virtual:face-texts/panel/en'),
  },
  drawing: () => import('./draw'),
  isFullPage: false,
  ask: (lang) => askAhead('submission.view', { lang }),
});
