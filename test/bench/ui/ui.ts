import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../support/browser';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { addPanel, openShell } from '../../support/shell';
import { bareRoot } from './bare-root';
import { FACES, type FaceUnderTest, type Opening, open, type Where } from './first-content';
import { beginLine } from './line';
import { type LongTasks, longTasks } from './long-tasks';

/** What one face costs until its first content. */
export type UiResult = {
  readonly bench: FaceUnderTest['bench'];
  /** All JavaScript before the first content, in kB (1,000 bytes). */
  readonly gzip_kb: number;
  /** Calls of resolvers before the first content. */
  readonly requests: number;
  /** Time to the first content against the bare page. */
  readonly ratio: number;
};
/** Median times to the first content, in milliseconds. */
export type UiTimes = { readonly ours: number; readonly bare: number };
/** What stands behind a result, for people: over the line, on this machine without it, and the work of the page's thread. */
export type UiLines = { readonly line: UiTimes; readonly here?: UiTimes; readonly work: UiTimes };
type Sandboxes = { readonly ours: TestSandbox; readonly bare: TestSandbox };

const RUNS = 7;
const BUNDLE = join(import.meta.dirname, '../../../build/forge');

/**
 * Opens each face and the bare page in its place, in turns, in one browser; the first turn does not count. `here`: also without the line. At
 * last somebody hands in the biggest file there is.
 */
export async function ui(
  told: (result: UiResult, lines: UiLines) => void,
  { here }: { readonly here: boolean },
): Promise<LongTasks> {
  const found = await startBrowser();
  if ('reason' in found) throw new Error(found.reason);
  const { browser } = found;
  const root = await bareRoot();
  const ours = await startSandbox({ host: 'b' });
  const bare = await startSandbox({ host: 'b', env: { SANDBOX_ROOT: root, SANDBOX_BUNDLE: BUNDLE } });
  const line = await beginLine();
  try {
    for (const sandbox of [ours, bare]) await withOneFailed(browser, sandbox);
    for (const face of FACES) {
      const over = await measured({ browser, proxy: line.proxy }, face, { ours, bare });
      const without = here ? { here: (await measured({ browser }, face, { ours, bare })).times } : {};
      told(over.result, { line: over.times, work: over.work, ...without });
    }
    return await longTasks(browser, ours);
  } finally {
    await browser.close();
    line.close();
    await Promise.all([ours.stop(), bare.stop()]);
    rmSync(root, { recursive: true });
  }
}

/** A file that DATEV refused, its issue, and our panel on it. */
async function withOneFailed(browser: Browser, sandbox: TestSandbox): Promise<void> {
  await sandbox.fetch('/_shell/other-program', { method: 'POST' });
  await sandbox.advance(2 * 3600);
  const page = await openShell(browser, `${sandbox.url}/browse/BUCH-1`, { as: 'accountant' });
  await addPanel(page);
  await page.context().close();
}

async function measured(
  where: Omit<Where, 'sandbox'>,
  face: FaceUnderTest,
  { ours, bare }: Sandboxes,
): Promise<{ readonly result: UiResult; readonly times: UiTimes; readonly work: UiTimes }> {
  const [openings, besides]: [Opening[], Opening[]] = [[], []];
  for (let run = 0; run <= RUNS; run++) {
    const opening = await open({ ...where, sandbox: ours }, face);
    const beside = await open({ ...where, sandbox: bare }, { ...face, content: 'table' });
    openings.push(opening);
    besides.push(beside);
  }
  const most = (of: 'gzipBytes' | 'requests') => Math.max(...openings.map((one) => one[of]));
  const middle = (of: 'ms' | 'workMs') => ({
    ours: median(openings.slice(1).map((one) => one[of])),
    bare: median(besides.slice(1).map((one) => one[of])),
  });
  const times = middle('ms');
  const gzip_kb = Math.round(most('gzipBytes') / 100) / 10;
  const result = { bench: face.bench, gzip_kb, requests: most('requests'), ratio: ratioOf(times) };
  return { result, times, work: middle('workMs') };
}

export function ratioOf({ ours, bare }: UiTimes): number {
  return Math.round((100 * ours) / bare) / 100;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
