import type { FrameLocator, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';
import { changePipeline, forgetAccounts, runPipeline } from '../support/run-stage';
import { passUntil } from '../support/shell';
import { walkTask } from './walk-task';

const stage = await onStage({}, (sandbox) => sandbox.advance(60));

async function desk(
  as: 'firmLead' | 'accountant',
  lang: 'de' | 'en',
): Promise<{ page: Page; face: FrameLocator }> {
  const page = await stage.open('/desk', { as, lang });
  const face = page.frameLocator('iframe').first();
  await face.getByRole('tab', { name: 'Pipelines' }).waitFor();
  return { page, face };
}

async function fine(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  expect((await stage.sandbox.log()).violations).toEqual([]);
}

/** By keyboard alone: Tab until it has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let pressed = 0; pressed < 120; pressed++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${wanted} is not reached by Tab`);
}

/** Tabs are one stop of the Tab key; arrows lead from one to the other. */
async function toPipelines(page: Page, face: FrameLocator): Promise<void> {
  await tabTo(page, face.getByRole('tab', { selected: true }));
  await page.keyboard.press('ArrowRight');
}

async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

describe.skipIf(stage.reason !== undefined)('a run that stopped, and one that waits', () => {
  it('German, by mouse: three missing values are filled in on the run’s page, and the run goes on', async () => {
    const missing = await forgetAccounts(stage.sandbox, 3);
    await changePipeline(stage.sandbox, (draft) => ({ ...draft, needsApproval: true }));
    await runPipeline(stage.sandbox, { period: '2026-11' });
    await stage.sandbox.advance(60);
    const { page, face } = await desk('firmLead', 'de');
    const walk = await walkTask(page);
    await face.getByRole('tab', { name: 'Pipelines' }).click();
    await face.getByRole('button', { name: 'Lauf November 2026 ansehen' }).click();
    await face
      .getByRole('heading', { name: /^[\d.]+ von 12\.345 Zeilen abgelehnt – 3 Werte fehlen$/ })
      .waitFor();
    await fine(page);
    for (const value of missing) await face.getByLabel(`Gegenkonto für „${value}“`).fill('8200');
    await face.getByRole('button', { name: 'Übernehmen und noch einmal versuchen' }).click();
    // Whoever entered them has a hand in it: somebody else approves.
    await passUntil(face.getByRole('heading', { name: /wartet auf .*Freigabe/ }), stage.sandbox, 30);
    expect(await face.getByRole('button', { name: 'Freigeben' }).isDisabled()).toBe(true);
    expect(walk.effort().clicks).toBeLessThanOrEqual(3);
    await fine(page);
    await page.context().close();
  });

  it('German, by mouse: what waits for my approval is two clicks away, and two more give it', async () => {
    // What lists show follows a little later than the run itself.
    await stage.sandbox.advance(60);
    const { page, face } = await desk('accountant', 'de');
    const walk = await walkTask(page);
    await face.getByRole('tab', { name: 'Pipelines' }).click();
    await face.getByRole('button', { name: /^Ansehen und freigeben/ }).click();
    const approve = face.getByRole('button', { name: 'Freigeben' });
    await approve.waitFor();
    expect(walk.effort().clicks).toBe(2);
    await face.getByRole('heading', { name: 'Was an der Zuordnung neu ist' }).waitFor();
    await fine(page);
    await approve.click();
    await face.getByRole('dialog').getByRole('button', { name: 'Freigeben' }).click();
    await passUntil(face.getByRole('heading', { name: /sind an DATEV übergeben/ }), stage.sandbox, 30);
    expect(walk.effort().clicks).toBe(4);
    await page.context().close();
  });

  it('English, by keyboard alone: a missing value is typed, a dry run is sent for real, and somebody approves', async () => {
    const [value = ''] = await forgetAccounts(stage.sandbox, 1);
    await runPipeline(stage.sandbox, { period: '2026-10', isDry: true });
    await stage.sandbox.advance(60);
    const { page, face } = await desk('firmLead', 'en');
    await toPipelines(page, face);
    await press(page, face.getByRole('button', { name: 'Show the run of October 2026' }));
    await tabTo(page, face.getByLabel(`Contra account for “${value}”`));
    await page.keyboard.type('8200');
    await press(page, face.getByRole('button', { name: 'Apply and try again' }));
    const send = face.getByRole('button', { name: 'Send for real' });
    await passUntil(send, stage.sandbox, 30);
    await press(page, send);
    await press(page, face.getByRole('dialog').getByRole('button', { name: 'Send for real' }));
    await passUntil(face.getByRole('heading', { name: /waiting for .* approval/ }), stage.sandbox, 30);
    await fine(page);
    await page.context().close();

    await stage.sandbox.advance(60);
    const { page: other, face: theirs } = await desk('accountant', 'en');
    await toPipelines(other, theirs);
    await press(other, theirs.getByRole('button', { name: 'For me (1)' }));
    expect(await theirs.getByRole('heading', { name: 'Pipelines' }).count()).toBe(0);
    await press(other, theirs.getByRole('button', { name: /^Look and approve/ }));
    await theirs.getByRole('table', { name: 'Beside the last deliveries' }).waitFor();
    await fine(other);
    await press(other, theirs.getByRole('button', { name: 'Approve' }));
    await press(other, theirs.getByRole('dialog').getByRole('button', { name: 'Approve' }));
    await passUntil(theirs.getByRole('heading', { name: /have been delivered/ }), stage.sandbox, 30);
    await other.context().close();
  });

  it('English, by mouse: of a run whose report is deleted the page says so, and offers no search in it', async () => {
    const look = async () => {
      const { page, face } = await desk('firmLead', 'en');
      await face.getByRole('tab', { name: 'Pipelines' }).click();
      await face.getByRole('button', { name: 'Show the run of October 2026' }).click();
      const section = face.locator('section', {
        has: face.getByRole('heading', { name: 'What became of row …?' }),
      });
      await section.waitFor();
      return { page, section };
    };
    const kept = await look();
    expect(await kept.section.getByRole('button', { name: 'Search' }).count()).toBe(1);
    await kept.page.context().close();
    // Files are kept for thirty days.
    await stage.sandbox.advance(31 * 24 * 3600);
    const gone = await look();
    expect(await gone.section.textContent()).toContain('was deleted after the retention time');
    expect(await gone.section.getByRole('button').count()).toBe(0);
    await fine(gone.page);
    await gone.page.context().close();
  });
});
