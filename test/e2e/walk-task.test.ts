import { expect, it } from 'vitest';
import { sharedBrowser } from '../support/browser';
import { walkTask } from './walk-task';

const found = await sharedBrowser();
const PAGE = `<label><input type="checkbox" id="c">Mind</label> <button id="b">Go</button>
  <select id="s"><option>a</option><option>b</option></select> <input type="file" id="f">
  <iframe srcdoc="<button>Inside</button>"></iframe>`;

it.skipIf('reason' in found)(
  'what a task costs is what the browser saw: presses, choices, files, pages, waits',
  async () => {
    if ('reason' in found) return;
    const page = await found.browser.newPage();
    await page.setContent(PAGE);
    const walk = await walkTask(page);
    await page.getByText('Mind').click();
    expect(walk.effort()).toEqual({ clicks: 1, pages: 0, waits: 0 });
    await page.frameLocator('iframe').getByRole('button').click();
    await page.locator('#b').press('Enter');
    expect(walk.effort().clicks).toBe(2);
    await page.locator('#s').selectOption('b');
    await page.locator('#f').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a') });
    expect(await walk.wait(async () => 'there')).toBe('there');
    await page.goto('about:blank');
    expect(walk.effort()).toEqual({ clicks: 5, pages: 1, waits: 1 });
    await page.context().close();
  },
);
