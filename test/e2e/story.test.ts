import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctFile, failingFile, untouchedSample } from '../sandbox/booking-files';
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
    const input = face.locator('input[type=file]');
    const sample = untouchedSample();
    await input.setInputFiles({ name: sample.name, mimeType: 'text/csv', buffer: Buffer.from(sample.bytes) });
    await face.getByText('DATEV would refuse this file').waitFor();
    const good = correctFile();
    await input.setInputFiles({ name: good.name, mimeType: 'text/csv', buffer: Buffer.from(good.bytes) });
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
});
