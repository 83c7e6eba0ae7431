import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { onStage } from '../support/on-stage';
import { openShell } from '../support/shell';

const stage = await onStage({ host: 'b' }, async (sandbox) => {
  for (let n = 0; n < 30; n++) {
    const file = failingFile({ name: `EXTF_Stapel_${n}.csv`, label: `Stapel ${n}` });
    await sandbox.datev('accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import', {
      method: 'POST',
      body: Buffer.from(file.bytes),
      headers: {
        'content-type': 'application/octet-stream',
        filename: file.name,
        'reference-id': `KE-${n}`,
        'client-application-version': '1',
      },
    });
  }
  await sandbox.advance(2 * 3600);
});

describe.skipIf(stage.reason !== undefined)('the desk', () => {
  it('keeps Mandant, filter and page for whoever comes back from a transmission, by keyboard alone', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`, { as: 'firmLead' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Show' }).first().press('Enter');
    const filter = face.getByRole('combobox', { name: 'Show' });
    await filter.selectOption('needs-you');
    await face.getByText('Page 1').waitFor();
    await face.getByRole('button', { name: 'Next' }).press('Enter');
    await face.getByText('Page 2').waitFor();
    const rows = face.locator('ul.rows > li');
    await expect.poll(() => rows.count()).toBe(5);
    const third = rows.nth(2);
    const name = await third.locator('strong').textContent();
    await third.getByRole('button', { name: 'Open' }).press('Enter');
    await face.getByRole('button', { name: /Back/ }).press('Enter');
    await face.getByText('Page 2').waitFor();
    expect(await filter.inputValue()).toBe('needs-you');
    const focused = rows.filter({ has: page.locator('button:focus') });
    await expect.poll(() => face.locator('li:has(button:focus) strong').textContent()).toBe(name);
    expect(await focused.count()).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  it('says when a search finds nothing, and clears it by one click', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`, { as: 'firmLead' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('searchbox', { name: 'Search' }).fill('gibt es nicht');
    await face.getByRole('searchbox', { name: 'Search' }).press('Enter');
    await face.getByText('Nothing found for').waitFor();
    await face.getByRole('button', { name: 'Clear search' }).click();
    await face.getByText('EXTF_Stapel_2').first().waitFor();
    await page.context().close();
  });
});
