import { expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage({ host: 'b' }, async (sandbox) => {
  type Answer = { readonly value: { readonly version: number; readonly settings: object } };
  const { value } = await sandbox.resolver<Answer>('datev-admin', 'admin.view', {
    payload: { lang: 'en' },
    user: 'admin',
  });
  const settings = { ...value.settings, notices: { land: 'BY', digest: true, escalation: [] } };
  const payload = { lang: 'en', version: value.version, settings };
  await sandbox.resolver('datev-admin', 'admin.save', { payload, user: 'admin' });
});

const WORDS = {
  de: { title: 'Meine tägliche Nachricht', wanted: /^An jedem Werktag eine Nachricht/ },
  en: { title: 'My daily message', wanted: /^One message on every business day/ },
} as const;

/** As it is kept. */
async function isWanted(lang: 'de' | 'en'): Promise<boolean> {
  const how = { payload: { lang }, user: 'accountant' };
  type Answer = { readonly value: { readonly wanted: boolean } };
  return (await stage.sandbox.resolver<Answer>('datev-desk', 'digest.view', how)).value.wanted;
}

it.skipIf(stage.reason !== undefined).each(['de', 'en'] as const)(
  'whoever wants no message a day says so at the desk, by keyboard, in a narrow window, too (%s)',
  async (lang) => {
    const words = WORDS[lang];
    const page = await stage.open('/desk', { as: 'accountant', lang, width: 320 });
    const face = page.frameLocator('iframe').first();
    const wanted = face.getByRole('checkbox', { name: words.wanted });
    const open = async () => {
      await face.getByText(words.title).focus();
      await page.keyboard.press('Enter');
      await wanted.waitFor();
    };
    await open();
    expect(await wanted.isChecked()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await wanted.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => wanted.isChecked()).toBe(false);
    await expect.poll(() => isWanted(lang)).toBe(false);
    await page.reload();
    await open();
    expect(await wanted.isChecked()).toBe(false);
    await wanted.check();
    await expect.poll(() => isWanted(lang)).toBe(true);
    await page.context().close();
  },
);
