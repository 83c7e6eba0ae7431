import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type Look, openShell } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';
import { everyLook } from './screenshots-look';

/** What a stranger sees first, and the four pictures of the README, of the example firm. */
export async function firstMinute(studio: Studio): Promise<void> {
  await studio.sandbox.fetch('/_sandbox/reset', { method: 'POST', body: JSON.stringify({ showcase: true }) });
  await studio.sandbox.advance(60);
  for (const [name, look] of LOOKS) {
    const page = await openShell(studio.browser, studio.sandbox.url, look);
    await page.getByTestId('issues').locator('tbody tr').first().waitFor();
    await picture(studio, page, `start-${name}`);
    // The drawer lies at the bottom of a window that people have.
    await page.setViewportSize({ width: look.width ?? 1280, height: 800 });
    await page.getByTestId('drawer').locator('summary').click();
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(studio.folder, `drawer-${name}.png`) });
    await page.context().close();
  }
  for (const shown of README) await shoot(studio, shown);
}

/** The panel of each issue of the example firm: a file in every state a file can be in. */
export async function showcaseIssues(studio: Studio): Promise<void> {
  const asked = { json: { jql: 'project = BUCH ORDER BY key', fields: ['summary'], maxResults: 50 } };
  const answer = await studio.sandbox.jira('/search/jql', { method: 'POST', ...asked });
  const { issues } = (await answer.json()) as { readonly issues: readonly { readonly key: string }[] };
  for (const [n, { key }] of issues.entries()) {
    // So many that each is looked at narrow in one language only, turn by turn.
    const looks = LOOKS.filter(([look]) => look !== (n % 2 === 0 ? '320' : '320-de'));
    await everyLook(studio, `example-${key}`, { path: `/browse/${key}`, as: 'accountant' }, looks);
  }
}

type Shown = {
  readonly name: string;
  readonly path: string;
  readonly as: NonNullable<Look['as']>;
  readonly open: (face: FrameLocator, page: Page) => Promise<void>;
};

const README: readonly Shown[] = [
  {
    ...{ name: 'issue', path: '/browse/BUCH-6', as: 'accountant' },
    async open(face) {
      await face.getByRole('button', { name: 'Correct here' }).click();
      await face.locator('.mends').waitFor();
    },
  },
  { name: 'desk', path: '/desk', as: 'firmLead', open: async () => undefined },
  {
    ...{ name: 'run', path: '/desk', as: 'firmLead' },
    async open(face) {
      await face.getByRole('tab', { name: 'Pipelines' }).click();
      const forMe = face.getByRole('region', { name: 'Waiting for your approval' });
      await forMe
        .getByRole('button', { name: /^Look and approve/ })
        .first()
        .click();
      await face
        .getByRole('heading', { name: /Umsätze mit Freigabe/ })
        .first()
        .waitFor();
    },
  },
  {
    ...{ name: 'cause', path: '/desk', as: 'firmLead' },
    async open(face) {
      await face.getByText('Sachkontenlänge (field 14)').first().click();
      await face.getByText('EXTF_Laden_November_2026.csv').first().waitFor();
    },
  },
];

/** As much of it as fits in a window people have. */
async function shoot({ browser, sandbox, folder }: Studio, { name, path, as, open }: Shown): Promise<void> {
  const page = await openShell(browser, sandbox.url + path, { as });
  const face = page.frameLocator(path.startsWith('/browse') ? 'iframe[data-module="datev-panel"]' : 'iframe');
  await open(face, page);
  await page.waitForTimeout(3000);
  const frame = page.locator('iframe').last();
  const { x = 0, y = 0, width = 1280, height = 900 } = (await frame.boundingBox()) ?? {};
  const clip = { x, y, width, height: Math.min(height, 1000) };
  await page.screenshot({ path: join(folder, `readme-${name}.png`), fullPage: true, clip });
  await page.context().close();
}
