import type { FrameLocator, Page } from 'playwright-core';
import { type BookingFile, correctFile, failingFile } from '../packages/sandbox/booking-files';
import { addPanel, type Look, openContext, openShell, passUntil } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';

/** The panel of BUCH-1 on its way: rejected, a file with faults in it, ready, asked back, on its way, delivered. */
export async function panelStates(studio: Studio): Promise<void> {
  const page = await opened(studio, { lang: 'de' });
  const face = await addPanel(page);
  const snap = (name: string) => picture(studio, page, `panel-${name}`);
  const give = async ({ name, bytes }: BookingFile) => {
    const buffer = Buffer.from(bytes);
    await face.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.waitForTimeout(1500);
    await studio.sandbox.advance(10);
  };
  await give(failingFile());
  await snap('header-chip');
  await give(withFaults());
  await passUntil(face.getByRole('heading', { name: /Fehler gefunden/ }), studio.sandbox, 5);
  await snap('mend');
  const field = face.locator('.mend-value :is(input, select)').first();
  await field.fill('0,5');
  await snap('mend-typing');
  for (const [name, look] of LOOKS) await again(studio, `panel-errors-${name}`, look);
  await give({ ...correctFile(), name: `EXTF_${'Sehr_langer_Name_'.repeat(8)}.csv` });
  await passUntil(face.getByText('Eine korrigierte Datei liegt bereit'), studio.sandbox, 5);
  await snap('ready-long-name');
  await send(face);
  await snap('dialog');
  await face
    .getByRole('dialog')
    .getByRole('button', { name: /senden/i })
    .click();
  await studio.sandbox.advance(20);
  await snap('sending');
  await studio.sandbox.advance(3600);
  await page.waitForTimeout(5000);
  await snap('delivered');
  await page.context().close();
}

/** The context of an issue, opened. */
export async function contextStates(studio: Studio): Promise<void> {
  for (const [name, look] of LOOKS) {
    const page = await opened(studio, look);
    const face = await openContext(page);
    await face.locator('h2').first().waitFor();
    await picture(studio, page, `context-${name}`);
    await page.context().close();
  }
}

/** The panel of a file that is closed without sending, and the question before. */
export async function closedState(studio: Studio): Promise<void> {
  const page = await opened(studio, { lang: 'de' });
  const face = await addPanel(page);
  await face.getByRole('button', { name: 'Ohne Senden schließen' }).click();
  await face.getByRole('dialog').getByLabel('Grund').fill('In DATEV von Hand gebucht.');
  await picture(studio, page, 'panel-close-dialog');
  await face.getByRole('dialog').getByRole('button', { name: 'Ohne Senden schließen' }).click();
  await studio.sandbox.advance(30);
  await picture(studio, page, 'panel-closed');
  await page.context().close();
}

/** The panel as somebody else finds it. */
async function again(studio: Studio, name: string, look: Look): Promise<void> {
  const page = await opened(studio, look);
  const face = await addPanel(page);
  await face.locator('h2').first().waitFor();
  await picture(studio, page, name);
  await face.getByRole('button', { name: /^(Hier korrigieren|Correct here)$/ }).click();
  await face.locator('.mend').waitFor();
  await picture(studio, page, `${name}-mend`);
  await page.context().close();
}

function opened({ browser, sandbox }: Studio, look: Look): Promise<Page> {
  return openShell(browser, `${sandbox.url}/browse/BUCH-1`, { as: 'accountant', ...look });
}

function send(face: FrameLocator): Promise<void> {
  return face
    .getByRole('button', { name: /senden/i })
    .first()
    .click();
}

/** Nothing that DATEV would see at once: an amount of nought, a side that does not exist, a text that is too long. */
function withFaults(): BookingFile {
  const good = correctFile();
  const text = Buffer.from(good.bytes).toString('latin1');
  const bad = text.replace(/\r\n[\d,]+;"([SH])"/, '\r\n0,00;"X"');
  return { ...good, bytes: Buffer.from(bad, 'latin1') };
}
