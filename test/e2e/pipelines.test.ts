import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { OWN_HOST, OWN_KEY } from '../../packages/sandbox/looker/fresh-state';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, passUntil } from '../support/shell';

const NAME = 'Erlöse und Kosten je Kostenstelle';
const DELIVERED = /^All files of the run .* have been delivered/;
const stage = await onStage({ host: 'b' }, (sandbox) => sandbox.advance(60));

async function pipelinesTab(
  as: 'firmLead' | 'accountant' | 'admin',
): Promise<{ page: Page; face: FrameLocator }> {
  const page = await stage.open('/desk', { as });
  const face = page.frameLocator('iframe').first();
  await face.getByRole('tab', { name: 'Pipelines' }).click();
  await face.getByRole('heading', { name: NAME }).waitFor();
  return { page, face };
}

/** Starts a run in the dialog and waits on its page until it says so. */
type Wish = { readonly period: string; readonly isDry?: boolean; readonly until: RegExp };
async function runNow(face: FrameLocator, { period, isDry = false, until }: Wish): Promise<void> {
  await face.getByRole('button', { name: /^Run now.+Erlöse und Kosten/ }).click();
  const dialog = face.getByRole('dialog');
  await dialog.getByLabel('Period').selectOption(period);
  if (isDry) await dialog.getByLabel('Dry run').check();
  await dialog.getByRole('button', { name: isDry ? 'Start the dry run' : 'Run now' }).click();
  await face.getByRole('heading', { name: 'Run', exact: true }).waitFor();
  await passUntil(face.getByText(until).first(), stage.sandbox, 30);
}

/** Every link of the chain agrees with the one before; answers their names. */
async function chain(face: FrameLocator): Promise<readonly string[]> {
  await face.getByRole('region', { name: 'Totals from Looker to DATEV' }).waitFor();
  expect(await face.locator('.chain .differs').count()).toBe(0);
  return face.locator('.chain .agrees .where').allTextContents();
}

/** To a step of the editor. */
async function step(face: FrameLocator, name: string): Promise<void> {
  await face.getByRole('navigation', { name: 'Steps of the pipeline' }).getByRole('button', { name }).click();
}

async function fine(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  expect((await stage.sandbox.log()).violations).toEqual([]);
}

describe.skipIf(stage.reason !== undefined)('the booking way, by clicking', () => {
  it('a firm lead sees real rows, changes the pipeline, tries a period and delivers it', async () => {
    const { page, face } = await pipelinesTab('firmLead');
    await fine(page);
    await face.getByRole('button', { name: `Open: ${NAME}` }).click();
    await step(face, 'Mapping');
    // It asks by itself: source and mapping are complete.
    await face.getByText(/\d+ rows, no objections\./).waitFor();
    await fine(page);
    await step(face, 'Output');
    await face.getByLabel(/Name of the batch/).fill('Monat {period}');
    await face.getByText('There are unsaved changes.').waitFor();
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Saved.').waitFor();
    await fine(page);
    await face.getByRole('button', { name: 'Back' }).click();

    await runNow(face, { period: '2026-11', isDry: true, until: /^Dry run .* nothing was sent/ });
    expect(await chain(face)).toEqual(['Looker', 'Bookings', 'Files']);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      face.getByRole('button', { name: 'Download: Monat November 2026.csv' }).click(),
    ]);
    const bytes = readFileSync(await file.path());
    expect(bytes.subarray(0, 200).toString('utf8')).toMatch(/^\ufeff?"EXTF".+"Monat November 2026"/);
    await fine(page);
    await face.getByRole('button', { name: 'Back' }).click();

    await runNow(face, { period: '2026-11', until: DELIVERED });
    expect(await chain(face)).toEqual(['Looker', 'Bookings', 'Files', 'DATEV']);
    await face.getByRole('button', { name: /^Download: EXTF_/ }).waitFor();
    await fine(page);
    await page.context().close();
  });

  it('a renamed column stops the run, opens an issue, and is followed there by one click', async () => {
    const renamed = { rename: { document_number: 'document_no' } };
    const said = await stage.sandbox.fetch('/_sandbox/looker', {
      method: 'POST',
      body: JSON.stringify(renamed),
    });
    expect(said.status).toBe(200);
    const { page: desk, face } = await pipelinesTab('firmLead');
    await runNow(face, { period: '2026-10', until: /Columns that the mapping uses have changed/ });
    await face
      .getByText('Looker does not have the column general_ledger.document_number any more.')
      .waitFor();
    await fine(desk);
    await desk.context().close();

    const page = await stage.open('/browse/BUCH-1', { as: 'firmLead' });
    const panel = await addPanel(page);
    const now = panel.getByLabel('general_ledger.document_number is now called');
    expect(await now.inputValue()).toBe('general_ledger.document_no');
    await fine(page);
    await panel.getByRole('button', { name: 'Adapt the mapping (1)' }).click();
    await passUntil(panel.getByRole('heading', { name: DELIVERED }), stage.sandbox, 30);
    expect(await chain(panel)).toEqual(['Looker', 'Bookings', 'Files', 'DATEV']);
    await fine(page);
    await page.context().close();
  });

  it('an accountant may look at everything, run it, and change nothing', async () => {
    const { page, face } = await pipelinesTab('accountant');
    expect(await face.getByRole('button', { name: 'New pipeline' }).isDisabled()).toBe(true);
    await face.getByRole('button', { name: 'Show the run of October 2026' }).click();
    await face.getByRole('heading', { name: DELIVERED }).waitFor();
    await face.getByLabel('Row number, key or document number').fill('1');
    await face.getByRole('button', { name: 'Search' }).click();
    await face
      .getByText(/In EXTF_\S+\.csv, booking row 1\./)
      .first()
      .waitFor();
    await face.getByRole('button', { name: 'Back' }).click();
    await face.getByRole('button', { name: `Open: ${NAME}` }).click();
    await face.getByText(/ID of the pipeline/).waitFor();
    expect(await face.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await fine(page);
    await face.getByRole('button', { name: 'Back' }).click();
    await face.getByRole('button', { name: 'Account plan 455148-3' }).click();
    await face.getByText('Find an account').waitFor();
    expect(await face.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await fine(page);
    await page.context().close();
  });

  it('what a firm lead typed is still there after a reload, in the step where they were', async () => {
    const { page, face } = await pipelinesTab('firmLead');
    await face.getByRole('button', { name: `Open: ${NAME}` }).click();
    await step(face, 'Value tables');
    const rent = face.getByRole('combobox', { name: 'Contra account for “Miete”' });
    await rent.fill('42');
    await face.getByRole('option', { name: /^4210/ }).waitFor();
    await rent.fill('4220');
    await face.getByText('The draft is kept in this browser.').waitFor();
    await fine(page);
    await page.waitForTimeout(1000);
    await page.reload();
    await face.getByRole('heading', { name: 'Step 4 of 6: Value tables' }).waitFor();
    await face.getByText('Your draft is still here').waitFor();
    await rent.waitFor();
    expect(await rent.inputValue()).toBe('4220');
    await fine(page);
    await face.getByRole('button', { name: 'Discard the draft' }).click();
    expect(await rent.inputValue()).toBe('4210');
    await page.goBack();
    await face.getByRole('heading', { name: /^Step 1 of 6/ }).waitFor();
    await page.context().close();
  });

  it('a save that takes long is one save, and what is said about it outlives the next preview', async () => {
    const { page, face } = await pipelinesTab('firmLead');
    const saves: (() => void)[] = [];
    let previews = 0;
    await page.route('**/_shell/invoke', async (route) => {
      const asked = route.request().postData() ?? '';
      if (asked.includes('pipeline.preview')) previews++;
      if (asked.includes('pipeline.save')) await new Promise<void>((go) => saves.push(go));
      await route.continue();
    });
    await face.getByRole('button', { name: `Open: ${NAME}` }).click();
    await step(face, 'Output');
    await face.getByText(/\d+ rows, no objections\./).waitFor();
    await face.getByLabel(/Name of the batch/).fill('Stapel {period}');
    const save = face.getByRole('button', { name: 'Save', exact: true });
    const trying = face.getByRole('button', { name: 'Save and dry run' });
    await trying.waitFor();
    const before = previews;
    // While one loads, it is called otherwise: they are found by where they stand.
    const [, again, both] = await face.locator('.sticky button').all();
    await save.click();
    await again?.dispatchEvent('click');
    await both?.dispatchEvent('click');
    await expect.poll(() => previews).toBe(before + 1);
    expect(saves).toHaveLength(1);
    saves[0]?.();
    await face.getByText('Saved.').waitFor();
    await face.getByRole('button', { name: 'Preview with real rows' }).click();
    await expect.poll(() => previews).toBe(before + 2);
    expect(await face.getByText('Saved.').isVisible()).toBe(true);
    await page.context().close();
  });

  it('a firm lead wants the approval switched off, which the administrator has to confirm', async () => {
    const { page, face } = await pipelinesTab('firmLead');
    await face.getByRole('button', { name: `Open: ${NAME}` }).click();
    await step(face, 'Calendar');
    const approval = face.getByLabel('A second person approves before anything is sent');
    const save = async () => {
      await face.getByText('There are unsaved changes.').waitFor();
      await face.getByRole('button', { name: 'Save', exact: true }).click();
      await face.getByText('Saved.').waitFor();
    };
    await approval.check();
    await save();
    await approval.uncheck();
    await save();
    const asked = face.getByText(/Karla Kanzlei asked to switch the approval off/);
    await asked.waitFor();
    // Whoever has to confirm finds it at once, not below a long form.
    const steps = await face.getByRole('navigation', { name: 'Steps of the pipeline' }).boundingBox();
    expect((await asked.boundingBox())?.y).toBeLessThan(steps?.y ?? 0);
    expect(await approval.isChecked()).toBe(true);
    const confirm = 'Confirm switching the approval off';
    expect(await face.getByRole('button', { name: confirm }).isDisabled()).toBe(true);
    await face
      .getByText(/^It has to be confirmed by somebody other than the person who requested it/)
      .waitFor();
    await fine(page);
    await page.context().close();

    // The list follows a little later than the pipeline itself.
    await stage.sandbox.advance(60);
    const { page: other, face: theirs } = await pipelinesTab('admin');
    await theirs.getByText('The approval is to be switched off').waitFor();
    await theirs.getByRole('button', { name: `Open: ${NAME}` }).click();
    await theirs.getByRole('button', { name: confirm }).click();
    await theirs.getByText(/requested by Karla Kanzlei, confirmed by Anna Admin/).waitFor();
    await step(theirs, 'Calendar');
    expect(await theirs.getByLabel('A second person approves before anything is sent').isChecked()).toBe(
      false,
    );
    await fine(other);
    await other.context().close();
  });
});

describe.skipIf(stage.reason !== undefined)('the admin of the booking way, by clicking', () => {
  it('connects a Looker of their own: not approved, refused, approved, tested', async () => {
    const page = await stage.open('/admin/looker', { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Add a connection' }).click();
    const form = face.getByRole('form', { name: 'Add a connection' });
    await form.getByLabel('Name of the connection').fill('Eigenes Looker');
    await form.getByLabel('Address of Looker').fill(`https://${OWN_HOST}`);
    await form.getByLabel('Client ID of the API key').fill(OWN_KEY.clientId);
    await form.getByLabel('Client secret of the API key').fill(OWN_KEY.clientSecret);
    await form.getByRole('button', { name: 'Save' }).click();
    const card = face.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Eigenes' }) });
    await card.getByText('Not approved', { exact: true }).waitFor();
    await fine(page);
    await card.getByRole('button', { name: 'Approve this host' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
    await card.getByText('The host was not approved.').waitFor();
    await card.getByRole('button', { name: 'Approve this host' }).click();
    await page.getByRole('dialog').getByText(OWN_HOST).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Allow access' }).click();
    await card.getByText(/Looker answers: logged in as DATEV Dienst, visible models: 1/).waitFor();
    await card.getByText('Connected', { exact: true }).waitFor();
    expect(await card.getByRole('button', { name: 'Approve this host' }).count()).toBe(0);
    await page.context().close();
  });

  it('makes a secret that is shown once, changes it, and takes over a token of Looker', async () => {
    const page = await stage.open('/admin/hooks', { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    const hook = (name: string) =>
      face.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    const signed = hook('Signed messages');
    await signed.getByRole('button', { name: 'Set up' }).click();
    await signed.getByText('This secret is only shown now').waitFor();
    const first = await signed.locator('code').textContent();
    expect(first).toMatch(/^\S{20,}$/);
    await signed.getByRole('button', { name: 'I have saved it' }).click();
    await signed.getByRole('button', { name: 'Change the secret' }).click();
    await signed.getByText('two secrets are valid', { exact: true }).waitFor();
    await signed.getByText('the older one ends at once').waitFor();
    expect(await signed.locator('code').textContent()).not.toBe(first);
    const looker = hook('Looker’s webhook');
    await looker.getByLabel(/Looker’s token/).fill('zu kurz');
    expect(await looker.getByRole('button', { name: 'Set up' }).isDisabled()).toBe(true);
    await looker.getByLabel(/Looker’s token/).fill('looker-token-0123456789');
    await looker.getByRole('button', { name: 'Set up' }).click();
    await looker.getByText('active').waitFor();
    expect(await looker.locator('code').textContent()).toBe('looker-token-0123456789');
    await fine(page);
    await page.reload();
    await signed.getByText('two secrets are valid', { exact: true }).waitFor();
    expect(await face.getByText('This secret is only shown now').count()).toBe(0);
    await page.context().close();
  });

  it('saves the configuration as a file, shows what another would change, and takes it over switched off', async () => {
    const page = await stage.open('/admin/transfer', { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      face.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    const text = readFileSync(await file.path());
    expect(text.toString()).not.toContain(OWN_KEY.clientSecret);
    const choose = (buffer: Buffer) =>
      face
        .getByLabel('Choose a file to import')
        .setInputFiles({ name: 'c.json', mimeType: 'application/json', buffer });
    await choose(text);
    await face.getByText(`unchanged Pipeline: ${NAME}`).waitFor();
    await choose(Buffer.from(text.toString().replace(NAME, 'Kopie')));
    await face.getByText('changed Pipeline: Kopie').waitFor();
    await face.getByText(/changed ones that run here are switched off/).waitFor();
    await fine(page);
    await face.getByRole('button', { name: 'Import', exact: true }).click();
    await face.getByText(/The configuration is imported/).waitFor();
    await choose(Buffer.from('{}'));
    await face.getByText('This is not a configuration file of this app.').waitFor();
    await stage.sandbox.advance(60);
    await page.context().close();
    const desk = await stage.open('/desk', { as: 'firmLead' });
    const pipelines = desk.frameLocator('iframe').first();
    await pipelines.getByRole('tab', { name: 'Pipelines' }).click();
    const row = pipelines.getByRole('listitem').filter({ has: desk.getByRole('heading', { name: /Kopie/ }) });
    await row.getByText('switched off', { exact: true }).waitFor();
    await desk.context().close();
  });
});
