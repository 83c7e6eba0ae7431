import { askAhead } from '../backend';
import { begin } from '../begin';

begin({
  texts: {
    de: () => import('virtual:face-texts/automation/de'),
    en: () => import('virtual:face-texts/automation/en'),
  },
  drawing: () => import('./draw'),
  isFullPage: false,
  ask: (lang) => askAhead('automation.choices', { lang }),
});
