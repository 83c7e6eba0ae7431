import type { FrameLocator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { onStage } from '../support/on-stage';
import { addPanel, passUntil } from '../support/shell';

const stage = await onStage();

/** The panel of a rejected file that is sent again. */
async function sentAgain(): Promise<{ page: Page; panel: FrameLocator }> {
  await stage.sandbox.fetch('/_shell/other-program', { method: 'POST' });
  await stage.sandbox.advance(2 * 3600);
  const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
  const panel = await addPanel(page);
  const good = correctFile();
  const file = { name: good.name, mimeType: 'text/csv', buffer: Buffer.from(good.bytes) };
  await panel.locator('input[type=file]').setInputFiles(file);
  await passUntil(panel.getByText('A corrected file is ready'), stage.sandbox, 5);
  await panel.getByRole('button', { name: 'Send again' }).click();
  await panel.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await panel.getByRole('dialog').waitFor({ state: 'hidden' });
  return { page, panel };
}

it.skipIf(stage.reason !== undefined)(
  'an open panel hears that the file is delivered: no question of its own is due, and nobody touches it',
  async () => {
    const { page, panel } = await sentAgain();
    const hears = page.waitForResponse((answer) => answer.url().endsWith('/_shell/realtime'));
    await stage.sandbox.advance(5);
    await hears;
    const delivered = panel.getByText('has been delivered to DATEV').first();
    expect(await delivered.isVisible()).toBe(false);
    // The next question of its own is due after four seconds at least.
    const here = await page.evaluate(() => Date.now());
    await page.clock.pauseAt(new Date(here + 100_000));
    const asked = page.waitForRequest((request) => request.postData()?.includes('submission.view') === true);
    await passUntilHeard(asked, page);
    await delivered.waitFor();
    await page.context().close();
  },
);

/** Signals need less than a second of the page's time; its own questions would need four. */
async function passUntilHeard(asked: Promise<unknown>, page: Page): Promise<void> {
  let isHeard = false;
  void asked.then(() => {
    isHeard = true;
  });
  for (let tries = 0; tries < 60 && !isHeard; tries++) {
    await stage.sandbox.advance(60);
    await page.clock.runFor(50);
  }
  await asked;
}
