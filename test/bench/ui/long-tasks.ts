import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import { writeBookings } from '../../../src/extf/write/write';
import type { TestSandbox } from '../../support/sandbox';
import { openShell } from '../../support/shell';
import { bookingLines, HEADER } from '../booking-lines';

/** How the page stood it that somebody handed in the biggest file there is. */
export type LongTasks = {
  readonly bytes: number;
  /** From choosing it to the end of its check. */
  readonly ms: number;
  /** The longest task of the page meanwhile, in milliseconds; tasks up to 50 do not count as long. */
  readonly longest: number;
};

/** Hands in 99,999 rows at the panel and watches the page's own thread. */
export async function longTasks(browser: Browser, sandbox: TestSandbox): Promise<LongTasks> {
  const { bytes } = writeBookings(HEADER, bookingLines());
  if (bytes === undefined) throw new Error('our own file has findings');
  const folder = mkdtempSync(join(tmpdir(), 'big-file-'));
  const file = join(folder, 'EXTF_Buchungsstapel_gross.csv');
  writeFileSync(file, bytes);
  const page = await openShell(browser, `${sandbox.url}/browse/BUCH-1`, { as: 'admin' });
  const panel = page.getByTestId('place-datev-panel').frameLocator('iframe');
  await panel.locator('input[type=file]').waitFor();
  const frame = panelOf(page);
  await frame.evaluate(WATCH);
  const at = performance.now();
  await panel.locator('input[type=file]').setInputFiles(file);
  // Busy, and then not: it is on its way, or what was found in it is told.
  await panel.getByText(/^Reading and checking/).waitFor();
  await panel.getByText(/^Reading and checking/).waitFor({ state: 'detached', timeout: 120_000 });
  const ms = Math.round(performance.now() - at);
  await setTimeout(200);
  const longest = await frame.evaluate<number>('globalThis.__longest');
  await page.context().close();
  rmSync(folder, { recursive: true });
  return { bytes: bytes.length, ms, longest };
}

/** The longest of the tasks that a browser calls long, over 50 ms. */
const WATCH = `globalThis.__longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.__longest = Math.max(globalThis.__longest, Math.round(duration));
}).observe({ type: 'longtask' });`;

function panelOf(page: Page): Frame {
  const found = page.frames().find((frame) => frame.url().includes('/datev-panel/'));
  if (found === undefined) throw new Error('the panel has no frame');
  return found;
}
