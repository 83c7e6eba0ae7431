import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { handInAtDesk, keptBack, withOtherLength } from '../support/kept-back';
import { axeFaults, onStage } from '../support/on-stage';
import { openShell, passUntil } from '../support/shell';
import { SIMULATES } from '../support/simulate';
import { walkTask } from './walk-task';

/** All forty of the task take minutes; the clicks are the same. */
const FILES = SIMULATES ? 40 : 3;
const MANDANT = '455148-1';
/** Two more: one whose correction somebody else handed in, and one in English for the keyboard. */
const batch = (n: number) => withOtherLength({ name: `EXTF_Stapel_${n}.csv`, label: `Stapel ${n}` });

const stage = await onStage({}, async (sandbox) => {
  await sandbox.advance(60);
  const all = Array.from({ length: FILES + 2 }, (_, n) => batch(n));
  const ids = await keptBack(sandbox, all, MANDANT);
  const other = withOtherLength({ name: 'EXTF_anders.csv', label: 'Anders' });
  await handInAtDesk(sandbox, other, { to: 'submission', submissionId: ids.at(-1) ?? '' });
});

async function cause(look: Parameters<typeof openShell>[2]): Promise<{ page: Page; face: FrameLocator }> {
  const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`, look);
  return { page, face: page.frameLocator('iframe').first() };
}

async function untilDone(page: Page, face: FrameLocator, said: string | RegExp): Promise<void> {
  const done = face.getByText(said);
  for (let tries = 0; tries < 400 && !(await done.isVisible()); tries++) {
    await stage.sandbox.advance(2);
    await page.waitForTimeout(300);
  }
  await done.waitFor({ timeout: 5000 });
}

describe.skipIf(stage.reason !== undefined)('viele Kopfzeilen mit einer Entscheidung', () => {
  it('is told at 320 pixels with nothing for axe to find, and by the keyboard alone nothing is sent unasked', async () => {
    const { page, face } = await cause({ as: 'accountant', lang: 'en', width: 320 });
    await face
      .getByRole('button', { name: /Sachkontenlänge/ })
      .first()
      .press('Enter');
    await face.getByRole('button', { name: `Compare ${FILES + 2} files` }).press('Enter');
    const group = face.getByRole('checkbox', { name: /Sachkontenlänge 5 → 4 in \d+ files, as DATEV says/ });
    // Whoever waits for their share of the minute must not stop the clock.
    await passUntil(group, stage.sandbox, 5);
    // The focus came to the heading above it.
    expect(await face.locator('*:focus').textContent()).toBe('Correct the header lines together');
    await face.getByText('What changes, shown in').press('Enter');
    expect(await face.locator('.header-line del').textContent()).toBe('5');
    expect(await face.locator('.header-line ins').textContent()).toBe('4');
    await face.getByText('One file stays as it is').waitFor();
    await face.getByText('Another corrected file is here already').waitFor();
    const wide = () => face.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(await wide(), 'sideways scrolling').toBeLessThanOrEqual(0);
    expect(await axeFaults(page)).toEqual([]);
    await group.press('Space');
    const send = face.getByRole('button', { name: /^Correct and send/ });
    expect(await send.isDisabled()).toBe(true);
    await group.press('Space');
    await send.press('Enter');
    await face.getByRole('dialog').getByText('SHA-256').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await face.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('gesehen, bestätigt, gesendet: höchstens zwölf Klicks; wer weggeht und wiederkommt, sieht, wie weit es ist', async () => {
    const { page, face } = await cause({ as: 'accountant', lang: 'de' });
    const open = face.getByRole('button', { name: /Sachkontenlänge/ }).first();
    await open.waitFor();
    const walk = await walkTask(page);
    await open.click();
    await face.getByRole('button', { name: `${FILES + 2} Dateien vergleichen` }).click();
    const group = face.getByText(`Sachkontenlänge 5 → 4 in ${FILES + 1} Dateien, wie bei DATEV`);
    await walk.wait(() => passUntil(group, stage.sandbox, 5));
    await face.getByRole('button', { name: `${FILES + 1} Dateien korrigieren und senden` }).click();
    const dialog = face.getByRole('dialog');
    expect(await dialog.textContent()).toMatch(
      new RegExp(`${FILES + 1} Dateien · 1 Mandant · [\\d.]+ Buchungen`),
    );
    await dialog.getByRole('button', { name: `${FILES + 1} Dateien senden` }).click();
    await face.locator('.outcomes progress').waitFor();
    await face.getByRole('button', { name: 'Zurück' }).click();
    await face
      .getByRole('button', { name: /Sachkontenlänge/ })
      .first()
      .click();
    await face.locator('.outcomes').waitFor();
    await walk.wait(() => untilDone(page, face, `${FILES + 1} von ${FILES + 1} erledigt. Das Ergebnis`));
    expect(walk.effort().clicks).toBeLessThanOrEqual(12);
    // What is left is the one that somebody else corrected; the list lags a little behind, and follows by itself.
    await passUntil(face.getByRole('heading', { name: 'Abgelehnte Dateien (1)' }), stage.sandbox, 5);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  });
});
