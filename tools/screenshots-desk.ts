import { type BookingFile, correctFile, failingFile } from '../packages/sandbox/booking-files';
import { keptBack, withOtherLength } from '../test/support/kept-back';
import { type Look, openShell, passUntil } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';

const LONG = 'Übergabe der Kassenbücher';

/** The desk with something to do: counts, causes, table; a cause with its check and its results; the charts. */
export async function deskStates(studio: Studio): Promise<void> {
  for (let n = 0; n < 8; n++) await post(studio, failingFile({ name: nameOf(n), label: `${LONG} ${n}` }));
  await studio.sandbox.advance(2 * 3600);
  const kept = [0, 1, 2].map((n) => withOtherLength({ name: nameOf(n), label: `${LONG} K${n}` }));
  await keptBack(studio.sandbox, kept, '455148-1');
  for (const [name, look] of LOOKS) {
    await places(studio, name, look);
    await mending(studio, name, look);
    await together(studio, name, look);
  }
}

async function places(studio: Studio, name: string, look: Look): Promise<void> {
  for (const [place, path] of [
    ['desk-list', '/desk?show=all'],
    ['desk-delivered', '/desk?show=delivered'],
    ['desk-charts', '/desk/charts'],
  ] as const) {
    const page = await openShell(studio.browser, studio.sandbox.url + path, { as: 'firmLead', ...look });
    await page.waitForTimeout(2500);
    await picture(studio, page, `${place}-${name}`);
    await page.context().close();
  }
}

/** Two of three fit, one is of another Mandant. */
async function mending(studio: Studio, name: string, look: Look): Promise<void> {
  const page = await openShell(studio.browser, `${studio.sandbox.url}/desk`, { as: 'accountant', ...look });
  const face = page.frameLocator('iframe').first();
  await face.locator('.causes button').first().click();
  await picture(studio, page, `desk-cause-${name}`);
  const files = [
    correctFile({ name: nameOf(0), label: `${LONG} 0` }),
    correctFile({ name: nameOf(1).replace('.csv', ' (1).csv'), label: `${LONG} 1` }),
    correctFile({ name: 'EXTF_fremd.csv', mandant: '455148-3' }),
  ];
  await face.locator('input[type=file]').setInputFiles(files.map(given));
  await face.locator('.checks tbody tr').nth(2).waitFor();
  await page.waitForTimeout(2000);
  await picture(studio, page, `desk-checks-${name}`);
  await face.getByRole('button', { name: /^Send 1|1 Datei senden/ }).click();
  await picture(studio, page, `desk-confirm-${name}`);
  await page.context().close();
}

/** Header lines put right together: what would change, and the confirmation. Nothing is sent. */
async function together(studio: Studio, name: string, look: Look): Promise<void> {
  const page = await openShell(studio.browser, `${studio.sandbox.url}/desk`, { as: 'accountant', ...look });
  const face = page.frameLocator('iframe').first();
  await face.locator('.causes button', { hasText: 'Sachkontenlänge' }).last().click();
  await face.getByRole('button', { name: /^Compare|vergleichen$/ }).click();
  await passUntil(face.locator('.alike').first(), studio.sandbox, 5);
  await face.locator('.alike summary').first().click();
  await picture(studio, page, `desk-alike-${name}`);
  await face.getByRole('button', { name: /^Correct and send|korrigieren und senden$/ }).click();
  await picture(studio, page, `desk-alike-confirm-${name}`);
  await page.context().close();
}

function nameOf(n: number): string {
  return `EXTF_Kanzlei_Export_2024_${String(n).padStart(2, '0')}.csv`;
}

function given({ name, bytes }: BookingFile) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(bytes) };
}

async function post({ sandbox }: Studio, file: BookingFile): Promise<void> {
  await sandbox.importElsewhere(file, file.name);
}
