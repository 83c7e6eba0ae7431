import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { failingFile, practiceFile } from '../../packages/sandbox/booking-files';
import { axe, onStage } from '../support/on-stage';
import { addPanel, openContext, openShell } from '../support/shell';

/* The sandbox's own pages and the bridge it lends to the app's faces, seen by a person at a browser. */
const stage = await onStage({ env: { SANDBOX_STORY_PACE: '0' } });

type Bridge = { callBridge(op: string, payload?: unknown): Promise<unknown> };

/** Calls the bridge in the app's frame; a rejection comes back as its message. */
function callBridge(frame: Frame, op: string): Promise<unknown> {
  return frame.evaluate(
    (name) =>
      (globalThis as unknown as { __bridge: Bridge }).__bridge
        .callBridge(name)
        .catch((error: Error) => `rejected: ${error.message}`),
    op,
  );
}

type Located = { readonly pathname: string; readonly search: string };
type JiraHistory = {
  readonly location: Located;
  push(to: string): void;
  replace(to: string): void;
  go(by: number): void;
  listen(listener: (location: Located, action: string) => void): unknown;
};
/** These run in the frame, one after the other, and know of each other there. */
declare function here(): JiraHistory;
declare function heard(): readonly string[];
async function beginHistory(): Promise<string> {
  const { callBridge: ask } = (globalThis as unknown as { __bridge: Bridge }).__bridge;
  const history = (await ask('createHistory')) as JiraHistory;
  const told: string[] = [];
  const text = ({ pathname, search }: Located) => pathname + search;
  history.listen((location, action) => told.push(`${action} ${text(location)}`));
  Object.assign(globalThis, { here: () => history, heard: () => told });
  return text(history.location);
}

async function appFrame(page: Page, moduleKey: string): Promise<Frame> {
  await page.frameLocator(`iframe[data-module="${moduleKey}"]`).locator('#root > *').first().waitFor();
  const frame = page.frames().find((each) => each.url().includes(`/${moduleKey}/`));
  if (frame === undefined) throw new Error('the page has no frame of the app');
  return frame;
}

/** What axe finds in the shell itself; the app's frames have tests of their own. */
async function faultsOfShell(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(how: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run({ iframes: false }),
  );
  return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`);
}

/** A person who never was here, with nothing kept in their browser. */
async function stranger(locale: string, path = '/'): Promise<Page> {
  const context = await stage.browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(stage.sandbox.url + path);
  return page;
}

describe.skipIf(stage.reason !== undefined)('the first sixty seconds', () => {
  it('greet a stranger in the language of the browser with one sentence and three doors; controls are behind one label', async () => {
    const page = await stranger('de-AT');
    const card = page.getByTestId('start');
    await card.getByText('Lehnt DATEV eine Buchungsdatei ab').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    const doors = await card.locator('.door strong').allTextContents();
    expect(doors).toEqual(['Buchhaltung', 'Kanzleileitung', 'Administration']);
    expect(await page.locator('[data-advance="600"]').isVisible()).toBe(false);
    expect(await faultsOfShell(page)).toEqual([]);
    await page.getByTestId('door-firm-lead').click();
    await page.waitForURL(/\/desk$/);
    await page.getByTestId('me').getByText('Karla Kanzlei (Kanzleileitung)').waitFor();
    await page.getByTestId('language').selectOption('en');
    await page.getByTestId('me').getByText('Karla Kanzlei (firm lead)').waitFor();
    await page.context().close();
  });

  it('give a faulty file to practise with', async () => {
    const page = await stranger('en-GB');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('practice').click(),
    ]);
    expect(download.suggestedFilename()).toBe('EXTF_Kasse_Uebung.csv');
    const answer = await stage.sandbox.fetch('/_shell/files/practice');
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(practiceFile().bytes))).toBe(true);
    await page.context().close();
  });

  it('open the drawer by keyboard, be somebody else, start over', async () => {
    const page = await stranger('en-US');
    await page.getByTestId('me').focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('person').evaluate((it) => it === document.activeElement))
      .toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByTestId('me').getByText('Karla Kanzlei').waitFor();
    // It stays open where one left it open.
    await page.getByTestId('reset-to').selectOption('empty');
    expect(await faultsOfShell(page)).toEqual([]);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByTestId('reset').click();
    await expect
      .poll(async () => (await stage.sandbox.storage()).some(({ entity }) => entity === 'mandant-row'))
      .toBe(false);
    await page.waitForURL(`${stage.sandbox.url}/`);
    await stage.sandbox.reset();
    await page.context().close();
  });
});

describe.skipIf(stage.reason !== undefined)('the accountant’s door', () => {
  it('leads to the panel of the issue: it is at the top of the window and has the focus, also once it has grown', async () => {
    await stage.sandbox.importElsewhere(failingFile());
    await stage.sandbox.advance(4000);
    const page = await stranger('de-DE');
    const panel = page.getByTestId('place-datev-panel');
    await page.goto(`${stage.sandbox.url}/browse/BUCH-1`);
    await addPanel(page);
    await page.goto(stage.sandbox.url);
    await page.getByTestId('door-accountant').click();
    await panel.frameLocator('iframe').getByRole('heading', { level: 2 }).first().waitFor();
    await expect.poll(async () => Math.abs((await panel.boundingBox())?.y ?? 999)).toBeLessThan(30);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('DATEV');
    expect(await faultsOfShell(page)).toEqual([]);
    await page.context().close();
    await stage.sandbox.reset();
  });
});

describe.skipIf(stage.reason !== undefined)('the shell in a browser', () => {
  it('draws a panel once when somebody adds it, and offers that no sooner than it knows whether it is there', async () => {
    await stage.sandbox.importElsewhere(failingFile(), 'KE-2');
    await stage.sandbox.advance(4000);
    const page = await openShell(stage.browser, stage.sandbox.url, { as: 'accountant' });
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((done) => {
      answer = done;
    });
    await page.route('**/properties/datev', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(`${stage.sandbox.url}/browse/BUCH-1`);
    const entry = page.getByTestId('apps-datev-panel');
    await page.getByTestId('apps').locator('summary').click();
    await entry.waitFor({ state: 'attached' });
    expect(await entry.isVisible()).toBe(false);
    answer();
    let frames = 0;
    page.on('frameattached', () => {
      frames += 1;
    });
    await entry.click();
    await page
      .getByTestId('place-datev-panel')
      .frameLocator('iframe')
      .getByRole('heading', { level: 2 })
      .waitFor();
    // Longer than until the page looks again.
    await page.waitForTimeout(2500);
    expect(frames).toBe(1);
    await page.context().close();
    await stage.sandbox.reset();
  });

  it('plays the story on the screens people work on: from the failing file to the delivered one', async () => {
    const page = await openShell(stage.browser, stage.sandbox.url, { as: 'accountant' });
    const said: string[] = [];
    await page.exposeFunction('hear', (text: string) => said.push(text));
    await page.addInitScript(listenToCaption);
    await page.getByTestId('story').click();
    await page.getByTestId('caption').getByText('Now you').waitFor({ timeout: 240_000 });
    expect(said.filter((text) => text.startsWith('The story cannot'))).toEqual([]);
    // It navigated to the issue, and left no trace of itself on it but what the accountant did.
    expect(page.url()).toBe(`${stage.sandbox.url}/browse/BUCH-1`);
    await page.getByTestId('me').getByText('Bernd Buchhalter').waitFor();
    const panel = page.getByTestId('place-datev-panel').frameLocator('iframe');
    await panel.getByText('Delivered', { exact: true }).first().waitFor();
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.getByTestId('leave-story').click();
    expect(await page.getByTestId('caption').isVisible()).toBe(false);
    await page.context().close();
  });

  it('holds the story while it is paused, and forgets it when the person leaves', async () => {
    const page = await openShell(stage.browser, stage.sandbox.url);
    await page.getByTestId('story').click();
    await page.getByTestId('pause-story').click();
    const caption = await page.getByTestId('caption').textContent();
    await page.waitForTimeout(2500);
    expect(await page.getByTestId('caption').textContent()).toBe(caption);
    await page.getByTestId('leave-story').click();
    await page.reload();
    await page.getByTestId('start').waitFor();
    expect(await page.getByTestId('caption').isVisible()).toBe(false);
    await page.context().close();
  });

  it.each([
    ['/', 'en', false],
    ['/browse/BUCH-1', 'de', true],
    ['/desk', 'en', true],
    ['/admin', 'de', false],
  ] as const)('fits on 320 pixels with nothing for axe to find: %s', async (path, lang, dark) => {
    const page = await openShell(stage.browser, stage.sandbox.url + path, { lang, dark, width: 320 });
    await page.locator('h1').waitFor();
    if (path.startsWith('/browse')) await page.getByTestId('status').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await faultsOfShell(page)).toEqual([]);
    await page.context().close();
  });

  it('moves the clock for the person who presses the button', async () => {
    const page = await openShell(stage.browser, stage.sandbox.url);
    const before = Date.parse(await stage.sandbox.now());
    await page.getByTestId('drawer').locator('summary').click();
    await page.locator('[data-advance="600"]').click();
    await expect.poll(async () => Date.parse(await stage.sandbox.now()) - before).toBe(600_000);
    await page.context().close();
  });

  it('deletes an issue only after the person confirmed', async () => {
    const created = await stage.sandbox.jira('/issue', {
      json: { fields: { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Weg damit' } },
    });
    const { key } = (await created.json()) as { readonly key: string };
    const page = await openShell(stage.browser, `${stage.sandbox.url}/browse/${key}`);
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByTestId('delete-issue').click();
    expect((await stage.sandbox.jira(`/issue/${key}`)).status).toBe(200);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByTestId('delete-issue').click();
    await page.waitForURL(`${stage.sandbox.url}/`);
    expect((await stage.sandbox.jira(`/issue/${key}`)).status).toBe(404);
    await page.context().close();
  });
});

describe.skipIf(stage.reason !== undefined)('the bridge', () => {
  it('tells the face who looks at which issue, in which language and colours', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/browse/BUCH-1`, {
      as: 'accountant',
      lang: 'de',
      dark: true,
    });
    await openContext(page);
    const me = (await (await stage.sandbox.jira('/myself', { user: 'accountant' })).json()) as {
      accountId: string;
    };
    expect(await callBridge(await appFrame(page, 'datev-context'), 'getContext')).toMatchObject({
      accountId: me.accountId,
      locale: 'de-DE',
      timezone: 'Europe/Berlin',
      theme: { colorMode: 'dark' },
      extension: { type: 'jira:issueContext', issue: { key: 'BUCH-1' }, project: { key: 'BUCH' } },
    });
    await page.context().close();
  });

  it('rejects an operation it does not model, and one that is not possible there', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`);
    const frame = await appFrame(page, 'datev-desk');
    expect(await callBridge(frame, 'teleport')).toMatch(/^rejected: .*teleport/);
    expect(await callBridge(frame, 'openModal')).toMatch(/^rejected: .*openModal/);
    expect(await callBridge(frame, 'close')).toBe(false);
    await page.context().close();
  });

  it('lends a full page the address bar: push, replace, back, a reload and a link to send', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk/causes?month=10`);
    const address = () => page.evaluate(() => location.pathname + location.search);
    const frame = await appFrame(page, 'datev-desk');
    expect(await frame.evaluate(beginHistory)).toBe('/causes?month=10');
    await frame.evaluate(() => here().push('/causes/a~2fb?month=11'));
    await frame.evaluate(() => here().replace('/causes/c'));
    // It happens in another window: nobody knows of it in the same moment.
    await expect
      .poll(() => frame.evaluate(() => heard()))
      .toEqual(['PUSH /causes/a~2fb?month=11', 'REPLACE /causes/c']);
    expect(await address()).toBe('/desk/causes/c');
    await page.goBack();
    await expect.poll(() => frame.evaluate(() => heard())).toContain('POP /causes?month=10');
    await frame.evaluate(() => here().go(1));
    await expect.poll(address).toBe('/desk/causes/c');
    await page.reload();
    const again = await appFrame(page, 'datev-desk');
    expect(await again.evaluate(beginHistory)).toBe('/causes/c');
    // As `history` 4 has it: the path is decoded once, and a percent sign is the end of the page.
    await expect(again.evaluate(() => here().push('/50%'))).rejects.toThrow(/URI malformed/);
    await page.context().close();
  });

  it('lends a panel none: it stands on Jira’s page', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/browse/BUCH-1`);
    await openContext(page);
    expect(await callBridge(await appFrame(page, 'datev-context'), 'createHistory')).toMatch(
      /^rejected: .*full pages/,
    );
    await page.context().close();
  });

  it('is the only way out of the frame: shell, its page and the internet cannot be reached', async () => {
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`);
    const frame = await appFrame(page, 'datev-desk');
    expect(await frame.evaluate(ask, `${stage.sandbox.url}/_sandbox/log`)).toBe('blocked');
    // Offline every address fails: only the policy's own event tells that it was the policy.
    expect(await frame.evaluate(ask, 'https://accounting-clients.api.datev.de/')).toBe('against connect-src');
    await expect(frame.evaluate(() => parent.document.title)).rejects.toThrow(/cross-origin/);
    await page.context().close();
  });
});

/** Runs in the frame: fetches, and tells what came of it. */
async function ask(url: string): Promise<string> {
  let against: string | undefined;
  document.addEventListener('securitypolicyviolation', (event) => {
    against = event.effectiveDirective;
  });
  try {
    await fetch(url);
    return 'reached';
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return against === undefined ? 'blocked' : `against ${against}`;
  }
}

/** Runs in the page: tells each caption that stood there. */
function listenToCaption(): void {
  let last = '';
  setInterval(() => {
    const text = document.querySelector('[data-testid="caption"]')?.textContent ?? '';
    if (text !== last) (globalThis as unknown as { hear(text: string): void }).hear(text);
    last = text;
  }, 20);
}
