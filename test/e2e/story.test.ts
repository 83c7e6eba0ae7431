import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BookingFile,
  correctFile,
  failingFile,
  infectedFile,
  untouchedSample,
} from '../sandbox/booking-files';
import { startBrowser } from '../support/browser';
import { startSandbox, type TestSandbox } from '../support/sandbox';
import { addPanel, type Look, openContext, openShell, passUntil } from '../support/shell';

const found = await startBrowser();
const reason = 'reason' in found ? found.reason : undefined;
if (reason !== undefined) console.warn(`Browser tests are skipped: ${reason}`);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let sandbox: TestSandbox;
let browser: Browser;

beforeAll(async () => {
  if ('reason' in found) return;
  browser = found.browser;
  sandbox = await startSandbox();
  const file = failingFile();
  const headers = {
    'content-type': 'application/octet-stream',
    filename: file.name,
    'reference-id': 'KE-1',
    'client-application-version': '1',
  };
  await sandbox.datev('accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import', {
    method: 'POST',
    body: Buffer.from(file.bytes),
    headers,
  });
  await sandbox.advance(4000);
});
afterAll(async () => {
  if (reason !== undefined) return;
  await browser.close();
  await sandbox.stop();
});

function open(path: string, look: Look = {}): Promise<Page> {
  return openShell(browser, sandbox.url + path, look);
}

/** What axe finds in our frame; colours of Atlassian's own parts included. */
async function faults(page: Page): Promise<readonly string[]> {
  const all: string[] = [];
  for (const frame of page.frames().slice(1)) {
    await frame.evaluate(axe);
    const result = await frame.evaluate(() =>
      (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run(),
    );
    all.push(
      ...result.violations.map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.html)
            .join(' | ')
            .slice(0, 300)}`,
      ),
    );
  }
  return all;
}

describe.skipIf(reason !== undefined)('in a browser', () => {
  it('shows the context on the issue without anybody adding anything, with nothing for axe to find', async () => {
    const page = await open('/browse/BUCH-1', { as: 'accountant' });
    const face = await openContext(page);
    await face.getByText('Sachkontenlänge').first().waitFor();
    expect(await faults(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['/admin', 'admin'],
    ['/desk', 'firmLead'],
  ] as const)('%s has nothing for axe to find, light and dark, German and English', async (path, as) => {
    for (const how of [{ dark: false }, { dark: true, lang: 'de' as const }]) {
      const page = await open(path, { as, ...how });
      await page
        .frameLocator('iframe')
        .first()
        .getByRole('heading', { name: /Musterbau Nord/ })
        .first()
        .waitFor();
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('tells an outsider that they may not, and shows nothing else', async () => {
    const page = await open('/desk', { as: 'outsider' });
    const face = page.frameLocator('iframe').first();
    await face
      .getByText(/permission|not allowed/i)
      .first()
      .waitFor();
    expect(await face.getByText('Musterbau Nord').count()).toBe(0);
    await page.context().close();
  });

  it('refuses the untouched sample at once, takes the corrected file, sends it by a click and shows it delivered', async () => {
    const page = await open('/browse/BUCH-1', { as: 'accountant' });
    const face = await addPanel(page);
    await give(face, untouchedSample());
    await face.getByText('DATEV would refuse this file').waitFor();
    await give(face, correctFile());
    await face.getByText(/^Checking /).waitFor();
    await sandbox.advance(5);
    await face.getByText('is checked and ready').waitFor();
    await face.getByRole('button', { name: 'Send again' }).click();
    await face.getByRole('dialog').getByText('Name at DATEV').waitFor();
    expect(await faults(page)).toEqual([]);
    await face.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await passUntil(face.getByText('Delivered', { exact: false }).first(), sandbox, 60);
    const log = await sandbox.log();
    expect(log.violations).toEqual([]);
    await page.context().close();
  });

  it('shows before anything is sent what a corrected file changes, also of one that is refused', async () => {
    const page = await open('/desk', { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Hand in a file for 455148-3' }).click();
    await give(face, infectedFile({ mandant: '455148-3' }));
    await passUntil(face.getByText('is checked and can be sent').first(), sandbox, 5);
    await face.getByRole('button', { name: 'Send' }).first().click();
    await face.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await passUntil(face.getByRole('heading', { name: /^DATEV rejected/ }), sandbox, 60);
    const before = (await sandbox.log()).requests.length;
    await give(face, infectedFile({ mandant: '455148-1', second: { 2: 'H' } }));
    await face.getByText('DATEV would refuse this file').waitFor();
    const changes = face.getByRole('region', { name: 'Changes since revision 1' });
    await changes.getByText('Columns changed: 2').waitFor();
    await changes.getByText('Header line: field 12').waitFor();
    expect(await faults(page)).toEqual([]);
    expect((await sandbox.log()).requests.slice(before).filter((r) => r.service === 'datev')).toEqual([]);
    await page.context().close();
  });
});

function give(face: FrameLocator, { name, bytes }: BookingFile): Promise<void> {
  const buffer = Buffer.from(bytes);
  return face.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}
