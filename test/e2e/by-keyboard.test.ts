import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { passUntil } from '../support/shell';
import { type Keyboard, keyboardOf } from './keyboard';

/* Tasks from beginning to end without a mouse; by mouse they are walked in `mend`, `desk` and `changes`. */
const FILES = 6;
const nameOf = (n: number) => `EXTF_Stapel_${n}.csv`;
const stage = await onStage({ host: 'b' }, async (sandbox) => {
  for (let n = 0; n < FILES; n++) {
    const file = failingFile({ name: nameOf(n), label: `Stapel ${n}` });
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

type Opened = Keyboard & { readonly page: Page; readonly face: FrameLocator };

async function opened(path: string, as: 'accountant' | 'admin'): Promise<Opened> {
  const page = await stage.open(path, { as, lang: 'en' });
  return { page, face: page.frameLocator('iframe').first(), ...keyboardOf(page) };
}

/** Nothing for axe to find on this state. */
async function fine(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
}

describe.skipIf(stage.reason !== undefined)('in English, by keyboard alone', () => {
  it('rejected → delivered with a new file', async () => {
    const { page, press, giveFiles, ledTo } = await opened('/browse/BUCH-1', 'accountant');
    await press(page.getByTestId('apps').locator('summary'));
    await press(page.getByTestId('apps-datev-panel'));
    const face = page.getByTestId('place-datev-panel').frameLocator('iframe');
    const name = (await face.locator('.facts').textContent())?.match(/EXTF_Stapel_\d/)?.[0];
    await giveFiles(face.getByLabel('Hand in the corrected file'), [correctFile({ name: `${name}.csv` })]);
    await passUntil(face.getByText('A corrected file is ready'), stage.sandbox, 5);
    const send = face.getByRole('button', { name: 'Send again' });
    await press(send);
    const dialog = face.getByRole('dialog');
    await dialog.getByText('Name at DATEV').waitFor();
    // Somebody thinks again: nothing was sent, and the focus is back where it was.
    await page.keyboard.press('Escape');
    await ledTo(send);
    await press(send);
    await press(dialog.getByRole('button', { name: 'Send again' }));
    const delivered = face.getByRole('heading', { name: /has been delivered to DATEV/ });
    await passUntil(delivered, stage.sandbox, 60);
    await ledTo(delivered);
    await fine(page);
    await page.context().close();
  });

  it('all files of one cause at once, each with its result', async () => {
    await stage.sandbox.advance(60);
    const { page, face, press, giveFiles, ledTo } = await opened('/desk', 'accountant');
    const cause = face.getByRole('button', { name: /Sachkontenlänge.*files/ });
    await cause.waitFor();
    const open = Number(/(\d+) files/.exec((await cause.textContent()) ?? '')?.[1]);
    await press(cause);
    await ledTo(face.getByRole('heading', { name: /Sachkontenlänge/ }));
    const files = Array.from({ length: FILES }, (_, n) =>
      correctFile({ name: nameOf(n), label: `Stapel ${n}` }),
    );
    await giveFiles(face.getByLabel('Hand in corrected files'), files);
    const send = face.getByRole('button', { name: `Send ${open} files` });
    await send.waitFor();
    await fine(page);
    await press(send);
    await press(face.getByRole('dialog').getByRole('button', { name: `Send ${open} files` }));
    const done = face.getByText(`${open} of ${open} done. The result of each:`);
    for (let tries = 0; tries < 400 && !(await done.isVisible()); tries++) {
      await stage.sandbox.advance(2);
      await page.waitForTimeout(300);
    }
    await fine(page);
    const result = face.locator('.outcomes').getByRole('button').first();
    await press(result);
    // The sentence that says how it stands.
    await ledTo(face.locator('.detail h2'));
    await press(face.getByRole('button', { name: 'Back' }));
    await face.getByRole('heading', { name: 'Transmissions' }).waitFor();
    await page.context().close();
    await stage.sandbox.advance(3600);
  });

  it('what was delivered for one Mandant in a month', async () => {
    const { page, face, press, ledTo } = await opened('/desk', 'accountant');
    await press(face.getByRole('heading', { name: /455148-1/ }).getByRole('button'));
    const month = face.getByRole('group', { name: 'Delivered in' }).getByRole('button').first();
    await press(month);
    const rows = face.getByRole('table', { name: 'Transmissions' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(FILES);
    await ledTo(month);
    await fine(page);
    await page.context().close();
  });

  it('who changed the mapping', async () => {
    const { page, face, press, choose } = await opened('/admin', 'admin');
    await press(face.getByRole('link', { name: 'Audit' }));
    const what = face.getByRole('combobox', { name: /^What/ });
    await choose(what, 'mapping');
    const entries = face.locator('.config-entry');
    await expect.poll(() => entries.count()).toBe(1);
    await entries.getByText(/^Anna Admin/).waitFor();
    expect(await what.evaluate((list) => list === document.activeElement)).toBe(true);
    await fine(page);
    await page.context().close();
  });
});
