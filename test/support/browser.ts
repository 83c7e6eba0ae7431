import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** A browser, or why there is none here; tests print the reason and skip. */
export type BrowserFound = { readonly browser: Browser } | { readonly reason: string };
type Launch = NonNullable<Parameters<typeof chromium.launch>[0]>;

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The package is made for pictures of any page. We want a browser that keeps origins apart as a person's does. */
const UNWANTED = new Set([
  // In one process, closing a page's context would end the whole browser.
  '--single-process',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
  // A graphics card, computed by the processor.
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]);

/** It draws straight into memory: to compute a graphics card for it as well takes a sixth of what a walk takes. */
const WITHOUT_CARD = '--disable-gpu';

/**
 * Starts a headless Chromium: `CHROME_PATH`, else an installed Chrome, else the one inside `@sparticuz/chromium`
 * (x86-64 Linux only; it unpacks itself into the temp folder, no download, no root).
 */
export async function startBrowser(): Promise<BrowserFound> {
  const named = process.env['CHROME_PATH'];
  const ways: readonly (() => Promise<Launch>)[] = [
    ...(named === undefined ? [] : [async () => installed(named)]),
    ...INSTALLED.filter((path) => existsSync(path)).map((path) => async () => installed(path)),
    ...(process.platform === 'linux' && process.arch === 'x64' ? [packed] : []),
    ...(process.platform === 'linux' ? [] : [async () => ({ channel: 'chrome' })]),
  ];
  const failures: string[] = [];
  for (const way of ways) {
    try {
      return { browser: await chromium.launch({ headless: true, ...(await way()) }) };
    } catch (error) {
      failures.push(String((error as Error).message).split('\n')[0] ?? '');
    }
  }
  return {
    reason: `no browser could be started here; name one with CHROME_PATH (${failures.join(' · ') || 'nothing to try'})`,
  };
}

let shared: Promise<BrowserFound> | undefined;

/** The one browser of this process, launched when it is first asked for; contexts keep its users apart. */
export async function sharedBrowser(): Promise<BrowserFound> {
  const found = await shared;
  const isThere = found !== undefined && ('reason' in found || found.browser.isConnected());
  if (!isThere) shared = startBrowser();
  return shared ?? startBrowser();
}

function installed(executablePath: string): Launch {
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', WITHOUT_CARD] };
}

async function packed(): Promise<Launch> {
  // Read when the package is loaded: tells it to bring the system libraries a bare Debian lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: sparticuz } = await import('@sparticuz/chromium');
  return {
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((arg) => !UNWANTED.has(arg)), WITHOUT_CARD],
  };
}
