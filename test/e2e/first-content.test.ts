import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onStage } from '../support/on-stage';
import { openContext } from '../support/shell';

/* What happens until a person sees the first of a face: one question, asked before the face's code is there. */
const stage = await onStage();

/** Holds back the code of the faces until the page has asked a resolver; counts what it asked. */
async function holdFaces(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  let onAsked: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  page.on('request', (request) => {
    if (!request.url().endsWith('/_shell/invoke')) return;
    asked.push((request.postDataJSON() as { readonly functionKey: string }).functionKey);
    onAsked();
  });
  await page.route(/\/assets\/draw-[^/]+\.js$/, async (route) => {
    await first;
    await route.continue();
  });
  return asked;
}

describe.skipIf(stage.reason !== undefined)('until the first content', () => {
  it.each([
    ['/desk', 'desk.view'],
    ['/admin', 'admin.view'],
  ])('%s asks once, while its code still loads', async (path, name) => {
    const page = await stage.open('/');
    const asked = await holdFaces(page);
    await page.goto(stage.sandbox.url + path);
    const face = page.frameLocator('iframe');
    await face.locator('main h2').first().waitFor();
    expect(asked.filter((call) => call === name)).toEqual([name]);
    expect(asked[0]).toBe(name);
    await page.context().close();
  });

  it('an issue asks once, while its code still loads', async () => {
    await stage.sandbox.fetch('/_shell/other-program', { method: 'POST' });
    await stage.sandbox.advance(2 * 3600);
    const page = await stage.open('/');
    const asked = await holdFaces(page);
    await page.goto(`${stage.sandbox.url}/browse/BUCH-1`);
    const context = await openContext(page);
    await context.getByText('Sachkontenlänge').first().waitFor();
    expect(asked).toEqual(['submission.view']);
    await page.context().close();
  });

  it.each([
    ['/desk', 'The app does not answer.'],
    ['/admin', 'The app does not answer.'],
  ])('%s says in words that nobody answered, however early that is known', async (path, title) => {
    const page = await stage.open('/');
    await page.route('**/_shell/invoke', (route) => route.abort());
    await page.goto(stage.sandbox.url + path);
    await page.frameLocator('iframe').getByText(title).waitFor();
    await page.context().close();
  });
});
