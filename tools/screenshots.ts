import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failingFile } from '../test/sandbox/booking-files';
import { startBrowser } from '../test/support/browser';
import { startSandbox } from '../test/support/sandbox';
import { addPanel, type Look, openContext, openShell } from '../test/support/shell';

/** `npm run screenshots [folder]`: every face in light, dark, German and narrow, from a sandbox of its own. */
async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? 'build/screenshots');
  mkdirSync(folder, { recursive: true });
  const found = await startBrowser();
  if ('reason' in found) throw new Error(found.reason);
  const sandbox = await startSandbox();
  try {
    const shoot = async (name: string, path: string, look: Look) => {
      const page = await openShell(found.browser, sandbox.url + path, look);
      if (path.startsWith('/browse')) {
        await openContext(page);
        await addPanel(page);
      }
      await page.waitForTimeout(2500);
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      await page.context().close();
    };
    await shoot('desk-empty', '/desk', {});
    await post(sandbox);
    await sandbox.advance(4000);
    for (const [name, path, as] of FACES) {
      await shoot(`${name}-light`, path, { as });
      await shoot(`${name}-dark-de`, path, { as, lang: 'de', dark: true });
      await shoot(`${name}-320-de`, path, { as, lang: 'de', width: 320 });
    }
    await shoot('desk-refused', '/desk', { as: 'outsider' });
  } finally {
    await found.browser.close();
    await sandbox.stop();
  }
  process.stdout.write(`screenshots in ${folder}\n`);
}

const FACES = [
  ['issue', '/browse/BUCH-1', 'accountant'],
  ['admin', '/admin', 'admin'],
  ['desk', '/desk', 'firmLead'],
] as const;
async function post(sandbox: Awaited<ReturnType<typeof startSandbox>>): Promise<void> {
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
