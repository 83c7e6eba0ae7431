import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { sharedBrowser } from './browser';
import type { StartOptions, TestSandbox } from './sandbox';
import { type Lent, sandboxBegunAnew } from './shared-sandbox';
import { type Look, openShell } from './shell';

/** A browser and a sandbox for the tests of one file. */
export type Stage = {
  /** Why there is no browser here: the tests are skipped. */
  readonly reason: string | undefined;
  readonly sandbox: TestSandbox;
  readonly browser: Browser;
  open(path: string, look?: Look): Promise<Page>;
};

/**
 * A browser and a sandbox that begins anew before the tests of this file; both go on for the next file. Says why when there is no
 * browser.
 */
export async function onStage(
  options: StartOptions = {},
  prepare: (sandbox: TestSandbox) => Promise<unknown> = async () => undefined,
): Promise<Stage> {
  const found = await sharedBrowser();
  const reason = 'reason' in found ? found.reason : undefined;
  if (reason !== undefined) console.warn(`Browser tests are skipped: ${reason}`);
  let started: Lent | undefined;
  beforeAll(async () => {
    if (reason !== undefined) return;
    started = await sandboxBegunAnew(options);
    await prepare(started.sandbox);
  });
  afterAll(async () => {
    if ('browser' in found) await Promise.all(found.browser.contexts().map((context) => context.close()));
    await started?.giveBack();
  });
  return {
    reason,
    get sandbox() {
      return there(started).sandbox;
    },
    get browser() {
      return there('browser' in found ? found.browser : undefined);
    },
    open: (path, look = {}) =>
      openShell(
        there('browser' in found ? found.browser : undefined),
        there(started).sandbox.url + path,
        look,
      ),
  };
}

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('There is no browser, or no sandbox yet.');
  return thing;
}

/** The source of axe, for pages of other kinds. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Axe = { run(how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

/** Its rules, and the one on the size of what is pressed, which it leaves out unless asked. */
const RULES = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };

/** What axe finds in our frames; colours of Atlassian's own parts included. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const all: string[] = [];
  for (const frame of page.frames().slice(1)) {
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe);
    const result = await frame.evaluate((how) => (globalThis as unknown as { axe: Axe }).axe.run(how), RULES);
    all.push(
      ...result.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .join(' | ')
            .slice(0, 300)}`,
      ),
    );
  }
  return all;
}
