import { describe, expect, it } from 'vitest';
import { loginPage } from '../../src/views/login-page';

const TURNED = 'Anna \u202enimdA\u2066\u200b\u2028<b>Admin</b>';

describe('the page that people see after the login at DATEV', () => {
  it.each(['de', 'en'] as const)(
    'shows foreign names escaped, without marks that turn or hide text (%s)',
    (lang) => {
      const page = {
        is: 'confirm',
        site: `x\u202e${TURNED}`,
        startedBy: TURNED,
        about: TURNED,
        link: '?a=b',
      } as const;
      const html = loginPage(page, lang);
      expect(html).toContain('Anna nimdA &#60;b&#62;Admin&#60;/b&#62;');
      expect(html).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );
});
