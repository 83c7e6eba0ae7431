import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type BookingFile, correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { openShell } from '../support/shell';
import { SIMULATES } from '../support/simulate';
import { walkTask } from './walk-task';

const FILES = 40;
/** All of them takes minutes; the clicks are the same. */
const DROPPED = SIMULATES ? FILES : 6;
const nameOf = (n: number) => `EXTF_Stapel_${n}.csv`;

const stage = await onStage({ host: 'b' }, async (sandbox) => {
  for (let n = 0; n < FILES; n++) {
    const file = failingFile({ name: nameOf(n), label: `Stapel ${n}` });
    await sandbox.importElsewhere(file, `KE-${n}`);
  }
  await sandbox.advance(2 * 3600);
});

const given = ({ name, bytes }: BookingFile) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });

async function desk(look: Parameters<typeof openShell>[2], path = '/desk') {
  const page = await openShell(stage.browser, stage.sandbox.url + path, look);
  return { page, face: page.frameLocator('iframe').first() };
}

async function expectSound(page: Page, face: FrameLocator): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  const wide = () => face.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(await wide(), 'sideways scrolling').toBeLessThanOrEqual(0);
}

describe.skipIf(stage.reason !== undefined)('the desk', () => {
  it('keeps Mandant, filter and page for whoever comes back from a transmission, by keyboard alone', async () => {
    const { page, face } = await desk({ as: 'firmLead' });
    await face
      .getByRole('heading', { name: /455148-1/ })
      .getByRole('button')
      .press('Enter');
    const filter = face.getByRole('combobox', { name: 'Show' });
    await filter.selectOption('needs-you');
    await face.getByText('Page 1').waitFor();
    await face.getByRole('button', { name: 'Next' }).press('Enter');
    await face.getByText('Page 2').waitFor();
    const rows = face.getByRole('table', { name: 'Transmissions' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(15);
    const third = rows
      .nth(2)
      .getByRole('button', { name: /Stapel/ })
      .first();
    const name = await third.textContent();
    await third.press('Enter');
    await face.getByRole('button', { name: /Back/ }).press('Enter');
    await face.getByText('Page 2').waitFor();
    expect(await filter.inputValue()).toBe('needs-you');
    await expect.poll(() => face.locator('button:focus').textContent()).toBe(name);
    await page.context().close();
  });

  it('stands where it stood after a reload, and finds a Mandant by a part of name or number', async () => {
    const { page, face } = await desk({ as: 'firmLead' }, '/desk?show=all&q=Stapel');
    await face.getByRole('searchbox', { name: 'Search' }).waitFor();
    expect(await face.getByRole('combobox', { name: 'Show' }).inputValue()).toBe('all');
    await face
      .getByRole('button', { name: /^Rejected|^Waiting too long|For the team/ })
      .first()
      .click();
    await expect.poll(() => page.url()).toMatch(/\/desk\/?$/);
    await page.goBack();
    await expect.poll(() => face.getByRole('combobox', { name: 'Show' }).inputValue()).toBe('all');
    await page.context().close();
  });

  it('says when a search finds nothing, and clears it by one click', async () => {
    const { page, face } = await desk({ as: 'firmLead' });
    await face.getByRole('searchbox', { name: 'Search' }).fill('gibt es nicht');
    await face.getByRole('searchbox', { name: 'Search' }).press('Enter');
    await face.getByText('Nothing found for').waitFor();
    await face.getByRole('button', { name: 'Clear search' }).click();
    await face.getByText('EXTF_Stapel_3').first().waitFor();
    // That nothing was delivered does not mean that nothing is to be done.
    await face.getByRole('combobox', { name: 'Show' }).selectOption('delivered');
    await face.getByText('There are no transmissions like this.').waitFor();
    expect(await face.getByText('Nothing to do here.').count()).toBe(0);
    await page.context().close();
  });

  it('is narrow and sound: no sideways scrolling at 320 pixels, nothing that axe finds', async () => {
    const { page, face } = await desk({ as: 'firmLead', lang: 'de', width: 320 });
    await face.getByText('EXTF_Stapel_3').first().waitFor();
    await expectSound(page, face);
    await page.context().close();
  });

  it('mends the files of one cause: dropped at once, matched, confirmed once, a result for each', async () => {
    const { page, face } = await desk({ as: 'accountant', lang: 'de' });
    const cause = face.getByRole('button', { name: /Sachkontenlänge.*40 Übertragungen/ });
    await cause.waitFor();
    const walk = await walkTask(page);
    await cause.click();
    const files = Array.from({ length: DROPPED }, (_, n) =>
      correctFile({ name: nameOf(n), label: `Stapel ${n}` }),
    );
    const waiting = face.locator('details.ways li button');
    await waiting.first().waitFor({ state: 'attached' });
    const { compare } = new Intl.Collator('de', { numeric: true });
    const names = await waiting.allTextContents();
    expect(names).toHaveLength(40);
    expect(names).toEqual(names.toSorted(compare));
    await face.locator('input[type=file]').setInputFiles(files.map(given));
    const send = face.getByRole('button', { name: `${DROPPED} Dateien senden` });
    await walk.wait(() => send.waitFor());
    await expectSound(page, face);
    await send.click();
    const dialog = face.getByRole('dialog');
    expect(await dialog.textContent()).toMatch(
      new RegExp(`${DROPPED} Dateien · 1 Mandant · [\\d.]+ Buchungen`),
    );
    await dialog.getByRole('button', { name: `${DROPPED} Dateien senden` }).click();
    const done = face.getByText(`${DROPPED} von ${DROPPED} erledigt. Das Ergebnis`);
    await walk.wait(async () => {
      for (let tries = 0; tries < 400 && !(await done.isVisible()); tries++) {
        await stage.sandbox.advance(2);
        await page.waitForTimeout(300);
      }
      await done.waitFor({ timeout: 5000 });
    });
    expect(walk.effort()).toMatchObject({ clicks: 4, waits: 2 });
    await page.context().close();
    await stage.sandbox.advance(3600);
  });

  it('shows what was delivered for one Mandant in a month by three clicks at most', async () => {
    const { page, face } = await desk({ as: 'accountant', lang: 'de' });
    const mandant = face.getByRole('heading', { name: /455148-1/ }).getByRole('button');
    await mandant.waitFor();
    const walk = await walkTask(page);
    await mandant.click();
    await face.getByRole('group', { name: 'Übergeben im' }).getByRole('button').first().click();
    expect(walk.effort().clicks).toBe(2);
    const table = face.getByRole('table', { name: 'Übertragungen' });
    await expect.poll(() => table.locator('tbody tr').count()).toBe(Math.min(25, DROPPED));
    expect(page.url()).toMatch(/show=delivered/);
    expect(page.url()).toMatch(/mandant=455148-1/);
    await page.context().close();
  });

  it('closes what is chosen once: nothing else is begun with it until each has its result', async () => {
    const { page, face } = await desk({ as: 'accountant', lang: 'de' }, '/desk?show=needs-you');
    await face.getByRole('checkbox', { name: 'Alle auf dieser Seite auswählen' }).check();
    const [send, close] = ['Auswahl senden', 'Ohne Senden schließen'].map((name) =>
      face.getByRole('button', { name }).first(),
    );
    await close?.click();
    const dialog = face.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Kommt neu aus dem Vorsystem');
    await dialog.getByRole('button', { name: 'Ohne Senden schließen' }).click();
    await face.locator('.outcomes progress').waitFor();
    expect([await send?.isDisabled(), await close?.isDisabled()]).toEqual([true, true]);
    await face.getByText(/^(\d+) von \1 erledigt/).waitFor();
    await page.context().close();
  });

  // The last one: nobody is logged in to DATEV any more.
  it('tells once what keeps several Mandanten from going on', async () => {
    for (const connection of ['main', '455148-1', '455148-3'])
      await stage.sandbox.resolver('datev-admin', 'datev.disconnect', {
        user: 'admin',
        payload: { lang: 'en', connection },
      });
    await stage.sandbox.advance(2 * 3600);
    const { page, face } = await desk({ as: 'firmLead' });
    const alert = face.getByRole('alert').filter({ hasText: 'The connection to DATEV has ended.' });
    await alert.getByText(/^Affects .*Musterbau Nord GmbH/).waitFor();
    expect(await alert.count()).toBe(1);
    const cards = face.getByRole('list').filter({ has: face.getByRole('heading', { name: /455148-1/ }) });
    expect(await cards.getByText('The connection to DATEV has ended.').count()).toBe(2);
    expect(await cards.getByText(/reconnects DATEV/).count()).toBe(0);
    await expectSound(page, face);
    await page.context().close();
    const settings = await desk({ as: 'admin' }, '/admin/mandanten');
    await settings.face.getByText(/^Affects .*Musterbau Nord GmbH/).waitFor();
    expect(await settings.face.getByRole('alert').count()).toBe(1);
    expect(await axeFaults(settings.page)).toEqual([]);
    await settings.page.context().close();
  });
});
