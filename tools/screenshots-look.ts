import type { Page } from 'playwright-core';
import { addPanel, type Look, openContext, openShell } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';

type Hindrance = (page: Page) => Promise<void>;

/** The app never answers. */
export const unanswered: Hindrance = async (page) => {
  await page.route('**/_shell/invoke', () => undefined);
};

/** The network fails. */
export const refused: Hindrance = async (page) => {
  await page.route('**/_shell/invoke', (route) => route.abort());
};

export type Scene = {
  readonly path: string;
  readonly as: NonNullable<Look['as']>;
  /** What goes wrong from the beginning. */
  readonly hinder?: Hindrance;
  /** What goes wrong once the page is there, so that it shows what it had. */
  readonly later?: Hindrance;
};

/** One state of a page, light, dark, in both languages and narrow. */
export async function everyLook(
  studio: Studio,
  name: string,
  { path, as, ...wrong }: Scene,
  looks = LOOKS,
): Promise<void> {
  const { browser, sandbox } = studio;
  for (const [look, how] of looks) {
    // Jira lets nobody ask so often in one second.
    await sandbox.advance(3);
    const page = await openShell(browser, 'about:blank', { as, ...how });
    await wrong.hinder?.(page);
    await page.goto(sandbox.url + path);
    if (path.startsWith('/browse')) {
      await openContext(page);
      await addPanel(page);
    }
    await page.waitForTimeout(800);
    if (wrong.later !== undefined) await comeBack(page, wrong.later);
    await picture(studio, page, `${name}-${look}`);
    await page.context().close();
  }
}

/** Whoever comes back to the tab sees what was there, and asks anew. */
async function comeBack(page: Page, hinder: Hindrance): Promise<void> {
  await hinder(page);
  const come = "document.dispatchEvent(new Event('visibilitychange'))";
  await Promise.all(page.frames().map((frame) => frame.evaluate(come)));
  await page.waitForTimeout(1500);
}
