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

it.skipIf(stage.reason !== undefined)(
  'the last of quick clicks counts, whatever is slow, and what is kept shows where the next click is not',
  async () => {
    const page = await stage.open('/desk', { as: 'accountant', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const wanted = face.getByRole('checkbox', { name: WORDS.en.wanted });
    const asked: boolean[] = [];
    let goOn: () => void = () => undefined;
    const first = new Promise<void>((go) => {
      goOn = go;
    });
    await page.route('**/_shell/invoke', async (route) => {
      type Body = { readonly functionKey: string; readonly payload?: { readonly wanted?: boolean } };
      const { functionKey, payload } = route.request().postDataJSON() as Body;
      if (functionKey !== 'digest.choose') return route.continue();
      asked.push(payload?.wanted === true);
      if (asked.length === 1) await first;
      return asked.length === 4 ? route.abort() : route.continue();
    });
    await face.getByText(WORDS.en.title).click();
    await wanted.waitFor();
    expect(await wanted.isChecked()).toBe(true);
    for (let clicks = 0; clicks < 3; clicks++) await wanted.click();
    expect(await wanted.isChecked()).toBe(false);
    // Those that came later would be there first.
    await page.waitForTimeout(500);
    expect(asked).toEqual([false]);
    goOn();
    await expect.poll(() => asked).toEqual([false, true, false]);
    await expect.poll(() => isWanted('en')).toBe(false);
    await wanted.click();
    await face.getByRole('alert').waitFor();
    expect(await wanted.isChecked(), 'what is kept').toBe(false);
    expect(await isWanted('en')).toBe(false);
    await page.context().close();
  },
);

it.skipIf(stage.reason !== undefined)(
  'what was clicked shows on when it is closed and opened before it is kept, and so does why it could not be',
  async () => {
    const page = await stage.open('/desk', { as: 'accountant', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const title = face.getByText(WORDS.en.title);
    const wanted = face.getByRole('checkbox', { name: WORDS.en.wanted });
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((go) => {
      goOn = go;
    });
    await page.route('**/_shell/invoke', async (route) => {
      const { functionKey } = route.request().postDataJSON() as { readonly functionKey: string };
      if (functionKey !== 'digest.choose') return route.continue();
      await held;
      return route.abort();
    });
    await title.click();
    await wanted.waitFor();
    const kept = await wanted.isChecked();
    await wanted.click();
    await title.click();
    await wanted.waitFor({ state: 'hidden' });
    await title.click();
    await wanted.waitFor();
    expect(await wanted.isChecked(), 'what was clicked').toBe(!kept);
    goOn();
    await face.getByRole('alert').waitFor();
    expect(await wanted.isChecked(), 'what is kept').toBe(kept);
    await page.context().close();
  },
);
