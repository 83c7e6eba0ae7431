import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { failingFile } from '../packages/sandbox/booking-files';
import { packageParts } from '../packages/sandbox/package-files';
import { startBrowser } from '../test/support/browser';
import { startSandbox, type TestSandbox } from '../test/support/sandbox';
import { addPanel, type Look, openContext, openShell } from '../test/support/shell';
import { adminStates } from './screenshots-admin';
import { bookingStates, driftOnIssue, type Studio } from './screenshots-booking';
import { deskStates } from './screenshots-desk';
import { panelStates } from './screenshots-panel';
import { rightsStates } from './screenshots-rights';
import { runStates } from './screenshots-run';
import { firstMinute } from './screenshots-story';

/** `npm run screenshots [folder]`: every face in light, dark, German and narrow, and the states it can be in. */
async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? 'build/screenshots');
  mkdirSync(folder, { recursive: true });
  const found = await startBrowser();
  if ('reason' in found) throw new Error(found.reason);
  const sandbox = await startSandbox();
  try {
    await shootAll({ browser: found.browser, sandbox, folder });
  } finally {
    await found.browser.close();
    await sandbox.stop();
  }
  process.stdout.write(`screenshots in ${folder}\n`);
}

async function shootAll(studio: Studio): Promise<void> {
  await shoot(studio, 'desk-empty', '/desk', {});
  await post(studio.sandbox);
  await studio.sandbox.advance(4000);
  for (const [name, path, as] of FACES) {
    await shoot(studio, `${name}-light`, path, { as });
    await shoot(studio, `${name}-dark-de`, path, { as, lang: 'de', dark: true });
    await shoot(studio, `${name}-320-de`, path, { as, lang: 'de', width: 320 });
    await shoot(studio, `${name}-loading`, path, { as }, unanswered);
    await shoot(studio, `${name}-error-de`, path, { as, lang: 'de' }, refused);
  }
  await shoot(studio, 'desk-refused', '/desk', { as: 'outsider' });
  await panelStates(studio);
  await deskForms(studio);
  await partOfPackage(studio);
  await studio.sandbox.reset();
  await studio.sandbox.advance(60);
  await bookingStates(studio);
  await driftOnIssue(studio, 'BUCH-1');
  await studio.sandbox.reset();
  await studio.sandbox.advance(60);
  await rightsStates(studio);
  await studio.sandbox.reset();
  await studio.sandbox.advance(60);
  await runStates(studio);
  await studio.sandbox.reset();
  await studio.sandbox.advance(60);
  await deskStates(studio);
  await firstMinute(studio);
  await adminStates(studio);
}

/** What can be handed in at the desk, with a package in which a file is missing; also narrow. */
async function deskForms({ browser, sandbox, folder }: Studio): Promise<void> {
  for (const width of [1280, 320]) {
    const page = await openShell(browser, `${sandbox.url}/desk`, { as: 'accountant', lang: 'de', width });
    const card = page.frameLocator('iframe').first().locator('.card', { hasText: '455148-1' });
    const snap = async (name: string) => {
      await page.waitForTimeout(2000);
      await page.screenshot({ path: join(folder, `desk-${name}-${width}.png`), fullPage: true });
    };
    await card.getByRole('button', { name: 'Beleg abgeben' }).click();
    await card.getByRole('combobox', { name: 'Belegtyp' }).selectOption('Rechnungseingang');
    await snap('document');
    await card.getByRole('button', { name: 'Auftrag beobachten' }).click();
    await snap('watch-job');
    await card.getByRole('button', { name: /^Datei/ }).click();
    const files = packageParts({ documents: 2 }).filter(({ name }) => name !== 'Beleg_2.xml');
    await card.locator('input[type=file]').setInputFiles(
      files.map(({ name, bytes }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes),
      })),
    );
    await snap('package-errors');
    await page.context().close();
  }
}

/** The issue of a package of another program that DATEV took in part. */
async function partOfPackage({ browser, sandbox, folder }: Studio): Promise<void> {
  const api = 'accounting-dxso-jobs/platform-sandbox/v2/clients/455148-1/dxso-jobs';
  const month = { import_type: 'accountsPayableLedgerImport', accounting_month: '2026-11' };
  const made = (await (await sandbox.datev(api, { method: 'POST', json: month })).json()) as { id: string };
  for (const { name, bytes } of packageParts({ documents: 3 }).filter(
    (part) => part.name !== 'Beleg_2.xml',
  )) {
    const body = new FormData();
    body.append('files', new Blob([Buffer.from(bytes)]), name);
    await sandbox.datev(`${api}/${made.id}/files`, { method: 'POST', body });
  }
  const headers = { 'content-type': 'application/merge-patch+json' };
  await sandbox.datev(`${api}/${made.id}`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ ready: 'true' }),
  });
  await sandbox.resolver('datev-desk', 'job.watch', {
    user: 'accountant',
    payload: { lang: 'de', mandant: '455148-1', jobId: made.id, label: 'Rechnungen November' },
  });
  await sandbox.advance(3600);
  for (const look of [{}, { dark: true }, { width: 320 }] as const) {
    const page = await openShell(browser, `${sandbox.url}/browse/BUCH-2`, {
      as: 'accountant',
      lang: 'de',
      ...look,
    });
    await addPanel(page);
    await page.waitForTimeout(3000);
    const name = `package-partly${'dark' in look ? '-dark' : 'width' in look ? '-320' : ''}.png`;
    await page.screenshot({ path: join(folder, name), fullPage: true });
    await page.context().close();
  }
}

type Hindrance = (page: Page) => Promise<void>;
/** The app never answers. */
const unanswered: Hindrance = async (page) => {
  await page.route('**/_shell/invoke', () => undefined);
};
/** The network fails. */
const refused: Hindrance = async (page) => {
  await page.route('**/_shell/invoke', (route) => route.abort());
};

async function shoot(
  { browser, sandbox, folder }: Studio,
  ...[name, path, look, hinder]: readonly [string, string, Look, Hindrance?]
): Promise<void> {
  const page = await openShell(browser, 'about:blank', look);
  await hinder?.(page);
  await page.goto(sandbox.url + path);
  if (path.startsWith('/browse')) {
    await openContext(page);
    await addPanel(page);
  }
  await page.waitForTimeout(4000);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.context().close();
}

const FACES = [
  ['issue', '/browse/BUCH-1', 'accountant'],
  ['admin', '/admin', 'admin'],
  ['desk', '/desk', 'firmLead'],
] as const;
async function post(sandbox: TestSandbox): Promise<void> {
  const file = failingFile();
  const headers = {
    'content-type': 'application/octet-stream',
    filename: file.name,
    'reference-id': 'KE-1',
    'client-application-version': '1',
  };
  const path = 'accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import';
  await sandbox.datev(path, { method: 'POST', body: Buffer.from(file.bytes), headers });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
