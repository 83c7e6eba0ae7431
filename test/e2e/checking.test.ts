import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { onStage } from '../support/on-stage';
import { addPanel } from '../support/shell';

/* A chosen file is checked beside the page, under the policy that Forge sends. */
const stage = await onStage({}, async (sandbox) => {
  await sandbox.fetch('/_shell/other-program', { method: 'POST' });
  await sandbox.advance(2 * 3600);
});

const WORKER = /\/assets\/file-worker-[^/]+\.js$/;

/** A worker that says how far it is and never ends. */
const SLOW = `postMessage({ is: 'there' });
addEventListener('message', () => postMessage({ is: 'working', share: 0.4 }));`;

async function openPanel(): Promise<readonly [Page, FrameLocator]> {
  const page = await stage.open('/browse/BUCH-1', { as: 'accountant' });
  const panel = await addPanel(page);
  await panel.locator('input[type=file]').waitFor();
  return [page, panel];
}

function handIn(panel: FrameLocator): Promise<void> {
  const { name, bytes } = correctFile();
  const buffer = Buffer.from(bytes);
  return panel.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

describe.skipIf(stage.reason !== undefined)('a chosen file', () => {
  it('says how far a long check is, and lets the person end it', async () => {
    const [page, panel] = await openPanel();
    await page.route(WORKER, (route) => route.fulfill({ contentType: 'text/javascript', body: SLOW }));
    await handIn(panel);
    const progress = panel.getByRole('progressbar', { name: /^Reading and checking/ });
    await expect.poll(() => progress.getAttribute('value')).toBe('0.4');
    expect(await panel.locator('input[type=file]').isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await progress.waitFor({ state: 'detached' });
    expect(await panel.locator('input[type=file]').isEnabled()).toBe(true);
    await page.context().close();
  });

  it('is checked by the page itself where no worker can begin', async () => {
    const [page, panel] = await openPanel();
    await page.route(WORKER, (route) => route.abort());
    await page.route('**/_shell/invoke', (route) => route.fulfill({ json: { result: undefined } }));
    const chunk = page.waitForRequest(/\/assets\/batch-file-[^/]+\.js$/);
    await handIn(panel);
    await chunk;
    await panel.getByText('was interrupted').waitFor();
    await page.context().close();
  });

  it('is checked in a worker, which the policy allows, and goes on its way', async () => {
    const [page, panel] = await openPanel();
    const worker = page.waitForEvent('worker');
    const sent = page.waitForRequest((request) => request.postData()?.includes('"file.finish"') === true);
    await handIn(panel);
    expect((await worker).url()).toMatch(WORKER);
    await sent;
    await page.context().close();
  });
});
