import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../support/browser';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { addPanel, openShell } from '../../support/shell';
import { bareRoot } from './bare-root';
import { FACES, type FaceUnderTest, open } from './first-content';

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
/** What stands behind a result, for people: the median times, in milliseconds. */
export type UiTimes = { readonly ours: number; readonly bare: number };

const RUNS = 9;
const BUNDLE = join(import.meta.dirname, '../../../build/forge');

/** Opens each face and the bare page in its place, in turns, in one browser; the first turn does not count. */
export async function ui(told: (result: UiResult, times: UiTimes) => void): Promise<void> {
  const found = await startBrowser();
  if ('reason' in found) throw new Error(found.reason);
  const root = await bareRoot();
  const [ours, bare] = await Promise.all([
    startSandbox({ host: 'b' }),
    startSandbox({ host: 'b', env: { SANDBOX_ROOT: root, SANDBOX_BUNDLE: BUNDLE } }),
  ]);
  try {
    await Promise.all([ours, bare].map((sandbox) => withOneFailed(found.browser, sandbox)));
    for (const face of FACES) told(...(await measured(found.browser, face, { ours, bare })));
  } finally {
    await found.browser.close();
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
  browser: Browser,
  face: FaceUnderTest,
  { ours, bare }: { readonly ours: TestSandbox; readonly bare: TestSandbox },
): Promise<[UiResult, UiTimes]> {
  const [oursMs, bareMs]: [number[], number[]] = [[], []];
  let [gzipBytes, requests] = [0, 0];
  for (let run = 0; run <= RUNS; run++) {
    const opening = await open(browser, ours, face);
    const beside = await open(browser, bare, { ...face, content: 'table' });
    gzipBytes = Math.max(gzipBytes, opening.gzipBytes);
    requests = Math.max(requests, opening.requests);
    if (run === 0) continue;
    oursMs.push(opening.ms);
    bareMs.push(beside.ms);
  }
  const times = { ours: median(oursMs), bare: median(bareMs) };
  const ratio = Math.round((100 * times.ours) / times.bare) / 100;
  return [{ bench: face.bench, gzip_kb: Math.round(gzipBytes / 100) / 10, requests, ratio }, times];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
