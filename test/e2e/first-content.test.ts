import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onStage } from '../support/on-stage';
import { runPipeline } from '../support/run-stage';
import { addPanel, openContext } from '../support/shell';

/* What happens until a person sees the first of a face: one question, asked before the face's code is there, and nothing that jumps. */
const stage = await onStage();

/** How far what stood on a page may have moved by itself (Cumulative Layout Shift). */
const MOST_SHIFT = 0.02;
/** So late an answer comes that the page in waiting was seen. */
const SEEN_WAITING_MS = 400;

type Shift = { readonly value: number; readonly what: string };
/** Runs in each frame before its page: notes what moved, and what it was. */
const NOTE_SHIFTS = `globalThis.__shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    const what = sources.map(({ node, previousRect: a, currentRect: b }) =>
      (node?.nodeName ?? '') + '.' + (node?.className ?? '') + ' ' + [a.y, a.height, b.y, b.height].map(Math.round).join(' '));
    globalThis.__shifts.push({ value, what: what.join(' | ') });
  }
}).observe({ type: 'layout-shift', buffered: true });`;

/** What moved in the face of a module until its content stood, in Jira’s colours and letters. */
async function shifts(page: Page, module: string): Promise<readonly Shift[]> {
  const frame = page.frames().find((one) => one.url().includes(`/${module}/`));
  if (frame === undefined) throw new Error(`${module} has no frame.`);
  return frame.evaluate(async () => {
    await document.fonts.ready;
    // Shifts are told after the frame in which they happened.
    for (let n = 0; n < 3; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => globalThis.setTimeout(resolve, 50));
    return (globalThis as unknown as { readonly __shifts: readonly Shift[] }).__shifts;
  });
}

async function stood(page: Page, module: string): Promise<void> {
  const moved = await shifts(page, module);
  const sum = moved.reduce((all, { value }) => all + value, 0);
  expect(sum, JSON.stringify(moved)).toBeLessThanOrEqual(MOST_SHIFT);
}

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

/** Holds back the answers, and notes what moves meanwhile and after. */
async function holdAnswers(page: Page): Promise<void> {
  await page.route('**/_shell/invoke', async (route) => {
    await setTimeout(SEEN_WAITING_MS);
    await route.continue();
  });
  await page.addInitScript(NOTE_SHIFTS);
}

describe.skipIf(stage.reason !== undefined)('until the first content', () => {
  it.each([
    ['/desk', 'desk.view', 'datev-desk'],
    ['/admin', 'admin.view', 'datev-admin'],
  ])('%s asks once, while its code still loads, and nothing jumps', async (path, name, module) => {
    const page = await stage.open('/');
    const asked = await holdFaces(page);
    await holdAnswers(page);
    await page.goto(stage.sandbox.url + path);
    const face = page.frameLocator('iframe');
    await face.locator('main h2').first().waitFor();
    expect(asked.filter((call) => call === name)).toEqual([name]);
    expect(asked[0]).toBe(name);
    await stood(page, module);
    await page.context().close();
  });

  it('an issue asks once, while its code still loads, and nothing jumps', async () => {
    await stage.sandbox.fetch('/_shell/other-program', { method: 'POST' });
    await stage.sandbox.advance(2 * 3600);
    const page = await stage.open('/');
    const asked = await holdFaces(page);
    await holdAnswers(page);
    await page.goto(`${stage.sandbox.url}/browse/BUCH-1`);
    const context = await openContext(page);
    await context.getByText('Sachkontenlänge').first().waitFor();
    expect(asked).toEqual(['submission.view']);
    await stood(page, 'datev-context');
    await (await addPanel(page)).locator('main .lozenge').first().waitFor();
    await stood(page, 'datev-panel');
    // The desk with something on it.
    await page.goto(`${stage.sandbox.url}/desk`);
    await page.frameLocator('iframe').locator('.table tbody tr').first().waitFor();
    await stood(page, 'datev-desk');
    await page.context().close();
  });

  it('a run stands where it is drawn first', async () => {
    const run = await runPipeline(stage.sandbox, { period: '2026-11', isDry: true });
    const page = await stage.open('/');
    await holdAnswers(page);
    await page.goto(`${stage.sandbox.url}/desk/pipelines/runs/${run}`);
    await page.frameLocator('iframe').getByRole('heading', { level: 2 }).first().waitFor();
    await stood(page, 'datev-desk');
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
