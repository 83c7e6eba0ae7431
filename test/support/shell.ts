import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';

export type Look = {
  readonly as?: keyof typeof ACCOUNTS;
  readonly lang?: 'de' | 'en';
  readonly dark?: boolean;
  readonly width?: number;
  /** Pixels of a picture for one of the page. */
  readonly scale?: number;
  /** A proxy between browser and sandbox. */
  readonly proxy?: string;
};

/** A page of the sandbox's shell, as a person of the site with their language and colours. */
export async function openShell(browser: Browser, url: string, look: Look = {}): Promise<Page> {
  const width = look.width ?? 1280;
  const context = await browser.newContext({
    // So high that nothing is out of sight: a browser does not draw frames of another origin that nobody sees.
    viewport: { width, height: width < 600 ? 5000 : 3200 },
    ...(look.scale === undefined ? {} : { deviceScaleFactor: look.scale }),
    ...(look.proxy === undefined ? {} : { proxy: { server: look.proxy, bypass: '<-loopback>' } }),
    reducedMotion: 'reduce',
    // The language of the browser itself, which pages outside of Jira go by.
    locale: look.lang === 'de' ? 'de-DE' : 'en-US',
  });
  const profile = {
    accountId: ACCOUNTS[look.as ?? 'admin'],
    language: look.lang ?? 'en',
    dark: look.dark === true ? 'yes' : 'no',
  };
  await context.addInitScript(
    `try { for (const [k, v] of Object.entries(${JSON.stringify(profile)})) localStorage.setItem(k, v); } catch {}`,
  );
  // The page's time goes as it does; `passUntil` lets more of it pass at once.
  await context.clock.install();
  const page = await context.newPage();
  OPEN.add(page);
  page.on('close', () => OPEN.delete(page));
  await page.goto(url);
  return page;
}

const OPEN = new Set<Page>();

/** What stands on the pages that are open, frame by frame: for whoever has to find out why a test failed elsewhere. */
export async function standing(): Promise<string> {
  const frames = [...OPEN].flatMap((page) => page.frames());
  const texts = frames.map(async (frame) => {
    // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, without styles and hidden parts
    const text = await frame.locator('body').innerText({ timeout: 2000 }).catch(String);
    return `— ${frame.url()}\n${text}`;
  });
  return (await Promise.all(texts)).join('\n');
}

/** Closes what a failed test left open. */
export async function closePages(): Promise<void> {
  await Promise.all([...OPEN].map((page) => page.context().close()));
}

/**
 * Time passes, some seconds at once, until something is to be seen: whoever waits for a click must not stop the clock. It passes on the
 * page, too, which looks ever less often whether anything is new.
 */
export async function passUntil(
  seen: Locator,
  sandbox: { advance(seconds: number): Promise<unknown> },
  seconds: number,
): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (await seen.isVisible()) return;
    await sandbox.advance(seconds);
    await seen.page().clock.fastForward(seconds * 1000);
    await seen.waitFor({ timeout: 500 }).catch(() => undefined);
  }
  await seen.waitFor({ timeout: 5000 });
}

/** The context is always listed; opening it loads our frame. */
export async function openContext(page: Page): Promise<FrameLocator> {
  const place = page.getByTestId('place-datev-context');
  await place.locator('summary').click();
  return place.frameLocator('iframe');
}

/** The panel stays hidden until a person adds it, as in Jira, and is there from then on. */
export async function addPanel(page: Page): Promise<FrameLocator> {
  const apps = page.getByTestId('apps').locator('summary');
  await apps.click();
  const entry = page.getByTestId('apps-datev-panel');
  await entry.waitFor();
  const isThere = /hide|ausblenden/i.test((await entry.textContent()) ?? '');
  await (isThere ? apps : entry).click();
  return page.getByTestId('place-datev-panel').frameLocator('iframe');
}
