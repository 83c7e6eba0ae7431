import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { failingFile } from '../packages/sandbox/booking-files';
import { packageParts } from '../packages/sandbox/package-files';
import { startBrowser } from '../test/support/browser';
import { startSandbox } from '../test/support/sandbox';
import { openShell } from '../test/support/shell';
import { adminStates } from './screenshots-admin';
import { bookingStates, driftOnIssue, picture, type Studio } from './screenshots-booking';
import { deskStates } from './screenshots-desk';
import { everyLook, refused, unanswered } from './screenshots-look';
import { marketplace } from './screenshots-marketplace';
import { closedState, contextStates, panelStates } from './screenshots-panel';
import { rightsStates } from './screenshots-rights';
import { askingStates, runStates } from './screenshots-run';
import { hinderedStates, manyRows, waitingStates } from './screenshots-states';
import { firstMinute, showcaseIssues } from './screenshots-story';

/**
 * `npm run screenshots [folder] [part…]`: every face in light, dark, German and narrow, and the states it can be in; only some parts of
 * that where they are named. `npm run screenshots . marketplace` makes the pictures of the Marketplace kit and of the guide in their
 * places.
 */
async function main(): Promise<void> {
  const [target = 'build/screenshots', ...wanted] = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown}; there are ${Object.keys(PARTS)}.`);
  const folder = resolve(target);
  mkdirSync(folder, { recursive: true });
  const found = await startBrowser();
  if ('reason' in found) throw new Error(found.reason);
  const sandbox = await startSandbox();
  try {
    for (const [name, shootPart] of Object.entries(PARTS)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await sandbox.reset();
      await sandbox.advance(60);
      await shootPart({ browser: found.browser, sandbox, folder });
    }
  } finally {
    await found.browser.close();
    await sandbox.stop();
  }
  process.stdout.write(`screenshots in ${folder}\n`);
}

/** Each begins with a firm that is set up and has no files. */
const PARTS: Readonly<Record<string, (studio: Studio) => Promise<void>>> = {
  faces: facesStates,
  panel: async (studio) => {
    await rejectedIssue(studio);
    await contextStates(studio);
    await panelStates(studio);
    await deskForms(studio);
    await partOfPackage(studio);
  },
  closed: async (studio) => {
    await rejectedIssue(studio);
    await closedState(studio);
  },
  booking: async (studio) => {
    await bookingStates(studio);
    await driftOnIssue(studio, 'BUCH-1');
  },
  rights: rightsStates,
  run: runStates,
  asking: askingStates,
  desk: deskStates,
  waiting: waitingStates,
  hindered: hinderedStates,
  many: manyRows,
  story: async (studio) => {
    await firstMinute(studio);
    await showcaseIssues(studio);
  },
  admin: adminStates,
  marketplace,
};

async function facesStates(studio: Studio): Promise<void> {
  await everyLook(studio, 'desk-empty', { path: '/desk', as: 'firmLead' });
  await rejectedIssue(studio);
  for (const [name, path, as] of FACES) {
    await everyLook(studio, name, { path, as });
    await everyLook(studio, `${name}-loading`, { path, as, hinder: unanswered });
    await everyLook(studio, `${name}-error`, { path, as, hinder: refused });
    await everyLook(studio, `${name}-stale`, { path, as, later: refused });
    // Who may not see an issue does not come to its panel.
    if (name !== 'issue') await everyLook(studio, `${name}-refused`, { path, as: 'outsider' });
  }
}

async function rejectedIssue({ sandbox }: Studio): Promise<void> {
  await sandbox.importElsewhere(failingFile());
  await sandbox.advance(4000);
}

/** What can be handed in at the desk, with a package in which a file is missing; also narrow. */
async function deskForms(studio: Studio): Promise<void> {
  const { browser, sandbox } = studio;
  for (const width of [1280, 320]) {
    const page = await openShell(browser, `${sandbox.url}/desk`, { as: 'accountant', lang: 'de', width });
    const card = page.frameLocator('iframe').first().locator('.card', { hasText: '455148-1' });
    const snap = (name: string) => picture(studio, page, `desk-${name}-${width}`);
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
async function partOfPackage(studio: Studio): Promise<void> {
  const { sandbox } = studio;
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
  await everyLook(studio, 'package-partly', { path: '/browse/BUCH-2', as: 'accountant' });
}

const FACES = [
  ['issue', '/browse/BUCH-1', 'accountant'],
  ['admin', '/admin', 'admin'],
  ['desk', '/desk', 'firmLead'],
] as const;

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
