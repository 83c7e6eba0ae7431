import { expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, passUntil } from '../support/shell';

const stage = await onStage();

/** A file that DATEV rejected, and the panel at its issue once the corrected one is delivered. */
async function deliverAgain() {
  const file = failingFile();
  await stage.sandbox.importElsewhere(file);
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
  return { page, panel };
}

/** An administrator gives the firm leads the reading right for one Mandant, by keyboard alone. */
async function nameReaders(): Promise<void> {
  const page = await stage.open('/admin/rights', { as: 'admin' });
  const face = page.frameLocator('iframe').first();
  const choose = face.getByLabel('Set separate groups for one Mandant');
  const option = await choose.locator('option', { hasText: '455148-1' }).textContent();
  await choose.selectOption({ label: option ?? '' });
  const part = face.getByRole('group', { name: /^Reading right for .*455148-1.* only$/ });
  const search = part.getByRole('combobox', { name: 'Find a group' });
  await search.focus();
  await page.keyboard.type('datev-firm');
  await part.getByRole('option', { name: 'datev-firm-leads' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await part.getByRole('button', { name: 'Remove' }).waitFor();
  await part.getByText('datev-firm-leads').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await face.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await face.getByText('Saved.').waitFor();
  await page.context().close();
}

it.skipIf(stage.reason !== undefined)(
  'an administrator names who may read one Mandant; an accountant outside is told why they cannot download',
  async () => {
    await stage.sandbox.reset();
    await stage.sandbox.advance(60);
    const { page, panel } = await deliverAgain();
    const download = panel.getByRole('button', { name: 'Download' }).first();
    const [file] = await Promise.all([page.waitForEvent('download'), download.click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    await nameReaders();
    await download.click();
    await panel.getByText('You lack the reading right for this Mandant.').waitFor();
    await panel
      .getByText(
        'Files, account plans and runs can be read by members of the group set for this; without a group, by whoever may edit the issue or hand in files.',
      )
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  },
);
