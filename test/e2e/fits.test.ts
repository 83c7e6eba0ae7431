import type { Frame, FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel } from '../support/shell';
import { keyboardOf } from './keyboard';

/*
 * Every page at 320 by 256 pixels, which is a window of 1280 by 1024 at 400 %, in both languages: nothing runs over the side but a
 * wide table, and that in a part of its own that the keyboard comes to; and nothing for axe to find, the size of what is pressed included.
 */
const stage = await onStage({}, async (sandbox) => {
  await sandbox.fetch('/_sandbox/reset', { method: 'POST', body: JSON.stringify({ showcase: true }) });
  await sandbox.advance(60);
});
const LONG = { timeout: 600_000 };

type Seen = { readonly page: Page; readonly face: FrameLocator; readonly faults: string[] };

type Lang = 'de' | 'en';
/** The longer one first; in the shorter one words break elsewhere. */
const LANGS = ['de', 'en'] as const;

async function opened(
  path: string,
  as: 'firmLead' | 'accountant' | 'admin',
  lang: Lang = 'de',
): Promise<Seen> {
  // Jira lets nobody ask so often in one minute.
  await stage.sandbox.advance(120);
  const page = await stage.open(path, { as, lang, width: 320 });
  return { page, face: page.frameLocator('iframe').first(), faults: [] };
}

/** Looks at what is there now; what is wrong is told at the end, so that one state does not hide the next. */
async function look({ page, faults }: Seen, state: string): Promise<void> {
  const frames = page.frames().slice(1);
  await page.setViewportSize({ width: 320, height: 256 });
  const wide = await Promise.all(frames.map(tooWide));
  await page.setViewportSize({ width: 320, height: 5000 });
  faults.push(...[...wide.flat(), ...(await axeFaults(page))].map((fault) => `${state}: ${fault}`));
}

function tooWide(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() => {
    const root = document.documentElement;
    const named = (part: Element) => part.outerHTML.slice(0, 120);
    const scrolls = (part: Element) =>
      part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX);
    const isReached = (part: Element) =>
      part instanceof HTMLElement &&
      part.tabIndex >= 0 &&
      (part.hasAttribute('aria-label') || part.hasAttribute('aria-labelledby'));
    const parts = [...document.body.querySelectorAll('*')].filter(
      (part) => scrolls(part) && !isReached(part),
    );
    const fields = parts.filter((part) => !part.matches('input, select, textarea'));
    const over = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
    return [...over, ...fields.map((part) => `scrolls, not by keyboard: ${named(part)}`)];
  });
}

describe.skipIf(stage.reason !== undefined)('at 320 pixels, or 400 %', () => {
  it.each(LANGS)(
    'the desk: list, what was delivered, charts, a transmission, a cause (%s)',
    LONG,
    async (lang) => {
      const seen = await opened('/desk?show=all', 'firmLead', lang);
      const { face, page } = seen;
      const table = face.getByRole('table', { name: /^(Übertragungen|Transmissions)$/ });
      const row = table.locator('.link').first();
      await row.waitFor();
      await look(seen, 'desk');
      await row.click();
      await face.locator('.detail h2').waitFor();
      await look(seen, 'transmission');
      await page.goto(`${stage.sandbox.url}/desk?show=delivered`);
      await row.waitFor();
      await look(seen, 'delivered');
      await face.locator('.causes button').first().click();
      await face.getByRole('heading', { level: 2 }).first().waitFor();
      await look(seen, 'cause');
      await page.goto(`${stage.sandbox.url}/desk/charts`);
      await face.locator('svg.chart').first().waitFor();
      await look(seen, 'charts');
      expect(seen.faults).toEqual([]);
      await page.context().close();
    },
  );

  it(
    'pipelines: list, the six steps of the editor, an account plan, a run that waits for approval',
    LONG,
    async () => {
      const seen = await opened('/desk/pipelines', 'firmLead');
      const { face, page } = seen;
      const open = face.getByRole('button', { name: /^Öffnen: Erlöse und Kosten/ });
      await open.waitFor();
      await look(seen, 'pipelines');
      await open.click();
      const steps = face.locator('.steps button');
      await steps.first().waitFor();
      for (let n = 0; n < 6; n++) {
        await steps.nth(n).click();
        await face.getByRole('heading', { name: new RegExp(`^Schritt ${n + 1} von 6`) }).waitFor();
        if (n === 3) await face.locator('.entries').first().waitFor();
        await look(seen, `editor, step ${n + 1}`);
      }
      await face
        .getByRole('button', { name: /^Zurück\b/ })
        .first()
        .click();
      await face.getByRole('button', { name: /^Kontenplan 455148-3/ }).click();
      await face.getByRole('heading', { name: /^Kontenplan/ }).waitFor();
      await look(seen, 'account plan');
      await face
        .getByRole('button', { name: /^Zurück\b/ })
        .first()
        .click();
      await face
        .getByRole('button', { name: /^Ansehen und freigeben/ })
        .first()
        .click();
      await face.locator('.chain').waitFor();
      await look(seen, 'run');
      expect(seen.faults).toEqual([]);
      await page.context().close();
    },
  );

  it.each(LANGS)(
    'the issue: its context, and its panel with wrong values to mend (%s)',
    LONG,
    async (lang) => {
      const { page, ...rest } = await opened('/browse/BUCH-6', 'accountant', lang);
      const face = await addPanel(page);
      const seen = { ...rest, page, face };
      await keyboardOf(page).press(face.getByRole('button', { name: /^(Hier korrigieren|Correct here)$/ }));
      await face.locator('.mends').waitFor();
      await look(seen, 'panel');
      expect(seen.faults).toEqual([]);
      await page.context().close();
    },
  );

  it.each(['en', 'de'] as const)(
    'the admin page: each section, and each step of the set-up (%s)',
    LONG,
    async (lang) => {
      const seen = await opened('/admin', 'admin', lang);
      const { face, page } = seen;
      const links = face.locator('.section-nav a');
      await links.first().waitFor();
      for (const link of await links.all()) {
        await link.click();
        await face.locator('.section-body h2').first().waitFor();
        await face.locator('.skeleton').first().waitFor({ state: 'detached' });
        await look(seen, (await link.textContent()) ?? '');
      }
      await stage.sandbox.reset({ empty: true });
      for (const step of ['environment', 'datev', 'mandanten', 'jira']) {
        await page.goto(`${stage.sandbox.url}/admin?step=${step}`);
        await face.locator('.wizard .step-open').waitFor();
        await face.locator('.skeleton').first().waitFor({ state: 'detached' });
        await look(seen, `set-up, ${step}`);
      }
      expect(seen.faults).toEqual([]);
      await page.context().close();
    },
  );
});
