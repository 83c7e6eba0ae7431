import { expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, passUntil } from '../support/shell';

const stage = await onStage();

/** An administrator says where delivered issues go; the sandbox has no other status that a way leads to. */
async function chooseStatus(): Promise<void> {
  const page = await stage.open('/admin/jira', { as: 'admin' });
  const face = page.frameLocator('iframe').first();
  await face.getByLabel('In correction').selectOption({ label: 'to here when delivered' });
  expect(await axeFaults(page)).toEqual([]);
  await face.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await face.getByText('Saved.').waitFor();
  await page.context().close();
}

it.skipIf(stage.reason !== undefined)(
  'a delivered file moves its issue where the administrator wants it, and its summary says so',
  async () => {
    await stage.sandbox.reset();
    await stage.sandbox.advance(60);
    await chooseStatus();
    const bad = failingFile();
    await stage.sandbox.importElsewhere(bad);
    await stage.sandbox.advance(2 * 3600);
    const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
    const panel = await addPanel(page);
    const good = correctFile();
    const buffer = Buffer.from(good.bytes);
    await panel.locator('input[type=file]').setInputFiles({ name: good.name, mimeType: 'text/csv', buffer });
    await passUntil(panel.getByText('A corrected file is ready'), stage.sandbox, 5);
    await panel.getByRole('button', { name: 'Send again' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await passUntil(panel.getByText('has been delivered to DATEV').first(), stage.sandbox, 60);
    await stage.sandbox.advance(600);
    await page.reload();
    await page.getByRole('heading', { name: /^An DATEV übergeben\. Vorher: / }).waitFor();
    // The lozenge before the buttons that lead elsewhere: where an issue is, no button leads to.
    await page.getByRole('button', { name: 'In correction' }).waitFor({ state: 'detached' });
    await page.context().close();
  },
);
