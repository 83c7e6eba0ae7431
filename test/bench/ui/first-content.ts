import { gzipSync } from 'node:zlib';
import type { Browser, Frame, Page } from 'playwright-core';
import type { TestSandbox } from '../../support/sandbox';
import { openShell } from '../../support/shell';

/** A page of the app, and how one sees that its first content is there: something that no face shows while it waits. */
export type FaceUnderTest = {
  readonly bench: 'ui-panel' | 'ui-desk' | 'ui-admin';
  readonly path: string;
  readonly module: string;
  readonly content: string;
};

export const FACES: readonly FaceUnderTest[] = [
  { bench: 'ui-panel', path: '/browse/BUCH-1', module: 'datev-panel', content: 'main .lozenge' },
  { bench: 'ui-desk', path: '/desk', module: 'datev-desk', content: 'main h2' },
  { bench: 'ui-admin', path: '/admin', module: 'datev-admin', content: 'main h2' },
];

export type Opening = {
  /** From the frame's navigation to the first content on the screen. */
  readonly ms: number;
  /** All scripts of the page that were asked for before, each as its server would pack it. */
  readonly gzipBytes: number;
  /** Calls of resolvers before. */
  readonly requests: number;
  /** What the page's own thread worked until then, Jira's page around it included; waiting for the processor does not count. */
  readonly workMs: number;
};

/** Where a face is opened: by which browser, at which sandbox, over which line. */
export type Where = {
  readonly browser: Browser;
  readonly sandbox: TestSandbox;
  /** Without one it is this machine itself. */
  readonly proxy?: string;
};

/** Opens a face as somebody whose browser has never been there. */
export async function open(
  { browser, sandbox, ...line }: Where,
  { path, module, content }: Pick<FaceUnderTest, 'path' | 'module' | 'content'>,
): Promise<Opening> {
  const page = await openShell(browser, 'about:blank', { as: 'admin', ...line });
  await page.addInitScript(watchFor(content));
  const seen = whatIsAsked(page, sandbox.facesUrl);
  const worked = await threadOf(page);
  await page.goto(sandbox.url + path, { timeout: 120_000 });
  const ms = await firstContent(page, module);
  const [asked, workMs] = await Promise.all([seen(), worked()]);
  const opening = { ms, workMs, ...asked };
  await page.context().close();
  return opening;
}

/** Runs in each frame before its page: notes when the first content was on the screen, once the frame after it was drawn. */
const watchFor = (content: string): string => `new MutationObserver((_, watching) => {
  if (document.querySelector(${JSON.stringify(content)}) === null) return;
  watching.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.__content = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;

async function firstContent(page: Page, module: string): Promise<number> {
  const frame = await frameOf(page, module);
  const found = await frame.waitForFunction(
    () => (globalThis as unknown as { __content?: number }).__content,
    undefined,
    { polling: 20, timeout: 120_000 },
  );
  return (await found.jsonValue()) ?? 0;
}

async function frameOf(page: Page, module: string): Promise<Frame> {
  const isOurs = (frame: Frame) => frame.url().includes(`/${module}/`);
  const there = page.frames().find(isOurs);
  return there ?? page.waitForEvent('framenavigated', { predicate: isOurs, timeout: 120_000 });
}

/** How long the thread of a page worked, by the processor's own count. */
async function threadOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}

function whatIsAsked(page: Page, facesUrl: string): () => Promise<Omit<Opening, 'ms' | 'workMs'>> {
  const scripts: Promise<number>[] = [];
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/_shell/invoke')) requests += 1;
  });
  page.on('response', (response) => {
    const { pathname, origin } = new URL(response.url());
    // The bridge is the sandbox's own: in Jira it is there already.
    if (origin === facesUrl && pathname.endsWith('.js') && !pathname.startsWith('/__forge/'))
      // What comes while the page is closed came after its content.
      scripts.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      );
  });
  return async () => {
    const counted = { requests, sizes: [...scripts] };
    const sizes = await Promise.all(counted.sizes);
    return { requests: counted.requests, gzipBytes: sizes.reduce((sum, size) => sum + size, 0) };
  };
}
