import { type BookingFile, correctFile, failingFile, largeFile } from '../packages/sandbox/booking-files';
import type { TestSandbox } from '../test/support/sandbox';
import { addPanel, openShell, passUntil } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';
import { everyLook, type Scene } from './screenshots-look';

const DAY = 86_400;
const PANEL = { path: '/browse/BUCH-1', as: 'accountant' } as const satisfies Scene;

/** A corrected file between the click and its end: on its way, at DATEV, in doubt, without an answer for long. */
export async function waitingStates(studio: Studio): Promise<void> {
  const { sandbox } = studio;
  await rejected(sandbox);
  await sendCorrected(studio);
  await everyLook(studio, 'panel-pending', PANEL);
  await everyLook(studio, 'desk-moving', { path: '/desk?show=moving', as: 'accountant' });

  await again(studio);
  await sandbox.faults([
    { service: 'datev', operation: 'importExtfFile', fault: 'lost-response', times: 1 },
    { service: 'datev', operation: 'listExtfJobs', fault: '503', times: 500 },
  ]);
  await sendCorrected(studio);
  await sandbox.advance(120);
  await everyLook(studio, 'panel-in-doubt', PANEL);

  await again(studio);
  await sandbox.faults({ service: 'datev', operation: 'importExtfFile', fault: '503', times: 500 });
  await sendCorrected(studio);
  await sandbox.advance(3600);
  await everyLook(studio, 'panel-datev-down', PANEL);

  await again(studio);
  await sendCorrected(studio);
  await sandbox.faults({ service: 'datev', operation: 'listExtfJobs', fault: '503', times: 10_000 });
  await sandbox.advance(2 * DAY);
  await everyLook(studio, 'panel-no-result', PANEL);
}

const MANDANTEN = [1, 2, 3, 4, 5, 6].map((client) => `455148-${client}`);

/** Nobody is logged in to DATEV any more; nothing is set up. */
export async function hinderedStates(studio: Studio): Promise<void> {
  const { sandbox } = studio;
  await rejected(sandbox);
  for (const connection of ['main', ...MANDANTEN])
    await sandbox.resolver('datev-admin', 'datev.disconnect', {
      user: 'admin',
      payload: { lang: 'de', connection },
    });
  // The app notices when it next asks DATEV; what somebody sends until then waits.
  await sendCorrected(studio);
  await sandbox.advance(2 * 3600);
  await everyLook(studio, 'panel-no-login', PANEL);
  await everyLook(studio, 'desk-no-login', { path: '/desk', as: 'firmLead' });
  await everyLook(studio, 'admin-no-login', { path: '/admin', as: 'admin' });
  await everyLook(studio, 'admin-datev-no-login', { path: '/admin/datev', as: 'admin' });

  // On an issue of something else Jira shows neither context nor panel (manifest: displayConditions).
  await sandbox.reset({ empty: true });
  await everyLook(studio, 'desk-not-set-up', { path: '/desk', as: 'firmLead' });
  await everyLook(studio, 'desk-not-set-up-admin', { path: '/desk', as: 'admin' });
  await everyLook(studio, 'desk-pipelines-not-set-up', { path: '/desk/pipelines', as: 'firmLead' });
}

const ROWS = 10_000;

/** A file of ten thousand rows in which two values stand wrong in every hundredth. */
export async function manyRows(studio: Studio): Promise<void> {
  const { browser, sandbox } = studio;
  await rejected(sandbox);
  for (const [name, look] of LOOKS) {
    const page = await openShell(browser, sandbox.url + PANEL.path, { as: 'accountant', ...look });
    const face = await addPanel(page);
    await face.locator('input[type=file]').setInputFiles(chosen(withManyFaults()));
    await face.locator('.mends').waitFor();
    await page.waitForTimeout(2500);
    await picture(studio, page, `panel-10000-rows-${name}`);
    await page.context().close();
  }
}

function withManyFaults(): BookingFile {
  const good = largeFile(ROWS);
  const lines = Buffer.from(good.bytes).toString('latin1').split('\r\n');
  const bad = lines.map((line, n) => {
    if (n < 2 || n % 100 !== 0) return line;
    return line.replace(/^[\d,]+;"[SH]"/, n % 200 === 0 ? '0,00;"S"' : '12,00;"X"');
  });
  return { ...good, bytes: Buffer.from(bad.join('\r\n'), 'latin1') };
}

async function again({ sandbox }: Studio): Promise<void> {
  await sandbox.faults({ clear: true });
  await sandbox.reset();
  await sandbox.advance(60);
  await rejected(sandbox);
}

async function rejected(sandbox: TestSandbox): Promise<void> {
  const file = failingFile();
  await sandbox.importElsewhere(file);
  await sandbox.advance(4000);
}

/** Up to the click; what follows is up to the scene. */
async function sendCorrected({ browser, sandbox }: Studio): Promise<void> {
  const page = await openShell(browser, sandbox.url + PANEL.path, { as: 'accountant' });
  const face = await addPanel(page);
  await face.locator('input[type=file]').setInputFiles(chosen(correctFile()));
  await passUntil(face.getByText('A corrected file is ready'), sandbox, 5);
  await face.getByRole('button', { name: 'Send again' }).click();
  await face.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await face.getByRole('dialog').waitFor({ state: 'detached' });
  await page.context().close();
  await sandbox.advance(10);
}

function chosen({ name, bytes }: BookingFile) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(bytes) };
}
