import type { FrameLocator, Page } from 'playwright-core';
import { type Look, openShell } from '../test/support/shell';
import { LOOKS, picture, type Studio, tab } from './screenshots-booking';

const NAME = 'Erlöse und Kosten je Kostenstelle';

/** Who may do what: reading groups, what was changed, an approval to be switched off. */
export async function rightsStates(studio: Studio): Promise<void> {
  for (const [name, look] of LOOKS) await readingGroups(studio, name, look);
  await approval(studio, true);
  await approval(studio, false);
  await studio.sandbox.advance(60);
  for (const [name, look] of LOOKS) {
    await atPipeline(studio, `approval-off-asker-${name}`, { ...look, as: 'firmLead' });
    await atPipeline(studio, `approval-off-admin-${name}`, { ...look, as: 'admin' });
  }
}

/** The rights with the reading groups of one Mandant. */
async function readingGroups(studio: Studio, name: string, look: Look): Promise<void> {
  const { browser, sandbox } = studio;
  const page = await openShell(browser, `${sandbox.url}/admin/rights`, { as: 'admin', ...look });
  const face = page.frameLocator('iframe').first();
  const of =
    look.lang === 'de'
      ? 'Eigene Gruppen für einen Mandanten festlegen'
      : 'Set separate groups for one Mandant';
  const choose = face.getByLabel(of);
  const option = await choose.locator('option', { hasText: '455148-1' }).textContent();
  await choose.selectOption({ label: option ?? '' });
  await picture(studio, page, `admin-rights-${name}`);
  await page.context().close();
}

/** The firm lead switches the approval of the pipeline on, or wants it off. */
async function approval(studio: Studio, isOn: boolean): Promise<void> {
  const { page, face } = await pipeline(studio, { as: 'firmLead' });
  await face.locator('.steps button').nth(5).click();
  const box = face.getByLabel('A second person approves before anything is sent');
  await (isOn ? box.check() : box.uncheck());
  await face.getByRole('button', { name: 'Save', exact: true }).click();
  await face.getByText('Saved.').waitFor();
  await page.context().close();
}

async function pipeline(studio: Studio, look: Look): Promise<{ page: Page; face: FrameLocator }> {
  const { page, face } = await tab(studio, look);
  await face.getByRole('button', { name: new RegExp(`^(Öffnen|Open): ${NAME}`) }).click();
  return { page, face };
}

async function atPipeline(studio: Studio, name: string, look: Look): Promise<void> {
  const { page, face } = await pipeline(studio, look);
  await face.getByRole('button', { name: /^(Änderungen anzeigen|Show changes)$/ }).click();
  await face.locator('.config-entry').first().waitFor();
  await picture(studio, page, name);
  await page.context().close();
}
