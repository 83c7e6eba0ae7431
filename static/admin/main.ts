import { askAhead } from '../backend';
import { begin } from '../begin';

begin({
  texts: {
    de: () => import('virtual:face-texts/admin/de'),
    en: () => import('virtual:face-texts/admin/en'),
  },
  drawing: () => import('./draw'),
  isFullPage: true,
  ask: (lang) => askAhead('admin.view', { lang }),
});
