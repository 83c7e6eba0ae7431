import type { FrameLocator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  type BookingFile,
  correctFile,
  failingFile,
  infectedFile,
  untouchedSample,
} from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, openContext, passUntil } from '../support/shell';

const stage = await onStage({}, async (sandbox) => {
  const file = failingFile();
  await sandbox.importElsewhere(file);
  await sandbox.advance(4000);
});

describe.skipIf(stage.reason !== undefined)('in a browser', () => {
  it('shows the context on the issue without anybody adding anything, with nothing for axe to find', async () => {
    const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
    const face = await openContext(page);
    await face.getByText('Sachkontenlänge').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['/admin/mandanten', 'admin'],
    ['/desk', 'firmLead'],
  ] as const)('%s has nothing for axe to find, light and dark, German and English', async (path, as) => {
    for (const how of [{ dark: false }, { dark: true, lang: 'de' as const }]) {
      const page = await stage.open(path, { as, ...how });
      await page
        .frameLocator('iframe')
        .first()
        .getByRole('heading', { name: /Musterbau Nord/ })
        .first()
        .waitFor();
      expect(await axeFaults(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('tells an outsider that they may not, and shows nothing else', async () => {
    const page = await stage.open('/desk', { as: 'outsider' });
    const face = page.frameLocator('iframe').first();
    await face.getByText('The DATEV desk is not open to you.').waitFor();
    expect(await face.getByText(/edit this issue/).count()).toBe(0);
    expect(await face.getByText('Musterbau Nord').count()).toBe(0);
    await page.context().close();
  });

  it('says before the issue moves that a corrected file is missing, where a workflow asks for it', async () => {
    const validator = (on: boolean) =>
      stage.sandbox.fetch('/_sandbox/workflows', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ workflow: 'task', transition: '21', validator: 'datev-checked-file', on }),
      });
    expect((await validator(true)).status).toBe(200);
    const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
    await page.locator('[data-transition="Done"]').click();
    await page.getByText(/Es liegt noch keine korrigierte Datei vor\./).waitFor();
    await validator(false);
    await page.context().close();
  });

  it('refuses the untouched sample at once, takes the corrected file, sends it by a click and shows it delivered', async () => {
    const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
    const face = await addPanel(page);
    await give(face, untouchedSample());
    await face.getByText('DATEV would reject this as it is').waitFor();
    await give(face, correctFile());
    await face.getByText(/^Checking /).waitFor();
    await stage.sandbox.advance(5);
    await face.getByText('A corrected file is ready').waitFor();
    await face.getByRole('button', { name: 'Send again' }).click();
    await face.getByRole('dialog').getByText('Name at DATEV').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await face.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await passUntil(face.getByText('has been delivered to DATEV').first(), stage.sandbox, 60);
    const log = await stage.sandbox.log();
    expect(log.violations).toEqual([]);
    await page.context().close();
  });

  it('shows before anything is sent what a corrected file changes, also of one that is refused', async () => {
    const page = await stage.open('/desk', { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Hand in a file for 455148-3' }).click();
    await give(face, infectedFile({ mandant: '455148-3' }));
    await passUntil(face.getByText('is checked and can be sent').first(), stage.sandbox, 5);
    await face.getByRole('button', { name: 'Send' }).first().click();
    await face.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await passUntil(face.getByRole('heading', { name: /^DATEV rejected/ }), stage.sandbox, 60);
    const before = (await stage.sandbox.log()).requests.length;
    await give(face, infectedFile({ mandant: '455148-1', second: { 2: 'H' } }));
    await face.getByText('DATEV would reject this as it is').waitFor();
    const changes = face.getByRole('region', { name: 'Changes since revision 1' });
    await changes.getByText('Columns changed: 2').waitFor();
    await changes.getByText('Header line: field 12').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect((await stage.sandbox.log()).requests.slice(before).filter((r) => r.service === 'datev')).toEqual(
      [],
    );
    await page.context().close();
  });
});

function give(face: FrameLocator, { name, bytes }: BookingFile): Promise<void> {
  const buffer = Buffer.from(bytes);
  return face.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}
