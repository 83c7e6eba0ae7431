import type { FrameLocator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { onStage } from '../support/on-stage';
import { addPanel, openShell, passUntil } from '../support/shell';

const stage = await onStage();

const WORDS = {
  en: {
    ...{
      environment: 'DATEV environment',
      save: 'Save',
      saved: 'Saved.',
      project: 'Project',
      type: 'Issue type',
      test: 'Create a test issue',
      removeTest: 'Remove the test issue',
      testRemoved: 'The test issue is removed.',
    },
    ...{
      clientId: 'Client ID',
      registration: 'Registration of the app with DATEV (Sandbox)',
      register: 'Save the registration',
      connect: 'Connect to DATEV',
    },
    ...{
      confirm: 'Confirm the connection',
      add: 'Add Mandanten',
      watch: 'Watch',
    },
    ...{
      ready: 'is checked and ready',
      again: 'Send again',
      delivered: 'has been delivered to DATEV',
      todo: 'Choose project and issue type',
    },
  },
  de: {
    ...{
      environment: 'DATEV-Umgebung',
      save: 'Speichern',
      saved: 'Gespeichert.',
      project: 'Projekt',
      type: 'Vorgangstyp',
      test: 'Testvorgang anlegen',
      removeTest: 'Testvorgang entfernen',
      testRemoved: 'Der Testvorgang ist entfernt.',
    },
    ...{
      clientId: 'Client-ID',
      registration: 'Registrierung der App bei DATEV (Testumgebung)',
      register: 'Registrierung speichern',
      connect: 'Mit DATEV verbinden',
    },
    ...{
      confirm: 'Verbindung bestätigen',
      add: 'Mandanten hinzufügen',
      watch: 'Beobachten',
    },
    ...{
      ready: 'ist geprüft und liegt bereit',
      again: 'Erneut senden',
      delivered: 'ist an DATEV übergeben',
      todo: 'Projekt und Vorgangstyp',
    },
  },
} as const;
type Words = (typeof WORDS)['en' | 'de'];

/** Chooses the project by searching, its issue type, and what its statuses mean. */
async function chooseProject(face: FrameLocator, t: Words = WORDS.en): Promise<void> {
  await face.getByRole('searchbox', { name: t.project }).fill('BUCH');
  await face.getByRole('searchbox', { name: t.project }).press('Enter');
  await face
    .getByRole('button', { name: /Buchhaltung|BUCH/ })
    .first()
    .click();
  await face.getByLabel(t.type).selectOption({ label: 'Task' });
  await face.getByLabel(/^Done/).selectOption('resubmit');
  await face.getByLabel(/^Closed without sending/).selectOption('closeWithout');
}

async function failElsewhere(): Promise<void> {
  const file = failingFile();
  await stage.sandbox.datev('accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import', {
    method: 'POST',
    body: Buffer.from(file.bytes),
    headers: {
      'content-type': 'application/octet-stream',
      filename: file.name,
      'reference-id': 'KE-1',
      'client-application-version': '1',
    },
  });
}

async function issues(): Promise<readonly { readonly fields: { readonly summary: string } }[]> {
  const answer = await stage.sandbox.jira('/search/jql', {
    method: 'POST',
    json: { jql: 'project = BUCH', fields: ['summary'] },
  });
  return ((await answer.json()) as { issues: { fields: { summary: string } }[] }).issues;
}

describe.skipIf(stage.reason !== undefined)('setting the app up', () => {
  it('leads by clicking from a fresh installation to the first issue', async () => {
    await stage.sandbox.reset({ empty: true, connected: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByText('Choose project and issue type').waitFor();
    await face.getByLabel('DATEV environment').selectOption('sandbox');
    await face.getByLabel('Language in Jira').selectOption('de');
    await chooseProject(face);
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Saved.').waitFor();
    await face.getByRole('button', { name: 'Add Mandanten' }).click();
    await face.getByText(/455148-1\)/).waitFor();
    await face
      .getByRole('listitem')
      .filter({ hasText: '(455148-1)' })
      .getByRole('button', { name: 'Watch' })
      .click();
    await face.getByRole('dialog').getByRole('button', { name: 'Watch' }).click();
    await passUntil(face.locator('.card').filter({ hasText: '455148-1' }), stage.sandbox, 5);
    await stage.sandbox.advance(10);
    await face.getByText('Choose project and issue type').waitFor({ state: 'detached' });
    await failElsewhere();
    await stage.sandbox.advance(2 * 3600);
    const [first, ...more] = await issues();
    expect(more).toEqual([]);
    expect(first?.fields.summary).toContain('Sachkontenlänge');
    await page.context().close();
  });

  it.each(['en', 'de'] as const)('leads from nothing to the first delivered file, in %s', async (lang) => {
    const t = WORDS[lang];
    await stage.sandbox.reset({ empty: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin', lang });
    const face = page.frameLocator('iframe').first();
    const press = (name: string) => face.getByRole('button', { name, exact: true }).click();
    await face.getByLabel(t.environment).selectOption('sandbox');
    await chooseProject(face, t);
    await press(t.save);
    await face.getByText(t.saved).waitFor();
    await press(t.test);
    await face.getByText('BUCH-1').waitFor();
    await press(t.removeTest);
    await face.getByText(t.testRemoved).waitFor();
    await face.getByText(t.registration).waitFor();
    await face.getByLabel(t.clientId, { exact: true }).fill('datev-for-jira-sandbox');
    await press(t.register);
    const opened = page.context().waitForEvent('page');
    await press(t.connect);
    const datev = await opened;
    await datev.getByRole('link', { name: 'Kai Kanzlei' }).click();
    await datev.getByRole('link', { name: t.confirm }).click();
    await face.getByText('Kai Kanzlei').waitFor();
    await press(t.add);
    await face
      .getByRole('listitem')
      .filter({ hasText: '(455148-1)' })
      .getByRole('button', { name: t.watch })
      .click();
    await face.getByRole('dialog').getByRole('button', { name: t.watch }).click();
    await passUntil(face.locator('.card').filter({ hasText: '455148-1' }), stage.sandbox, 5);
    await face.getByText(t.todo).waitFor({ state: 'detached' });
    await failElsewhere();
    await stage.sandbox.advance(2 * 3600);
    await page.goto(`${stage.sandbox.url}/browse/BUCH-2`);
    const panel = await addPanel(page);
    const good = correctFile();
    const file = { name: good.name, mimeType: 'text/csv', buffer: Buffer.from(good.bytes) };
    await panel.locator('input[type=file]').setInputFiles(file);
    await passUntil(panel.getByText(t.ready), stage.sandbox, 5);
    await panel.getByRole('button', { name: t.again }).click();
    await panel.getByRole('dialog').getByRole('button', { name: t.again }).click();
    await passUntil(panel.getByText(t.delivered).first(), stage.sandbox, 60);
    expect((await stage.sandbox.log()).violations).toEqual([]);
  });

  it('connects DATEV by clicking: register, log in, confirm; then everything is told, and it can be ended', async () => {
    await stage.sandbox.reset({ empty: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByText('Not connected to DATEV yet.').waitFor();
    await face.getByLabel('DATEV environment').selectOption('sandbox');
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Saved.').waitFor();
    await face.getByText('Registration of the app with DATEV (Sandbox)').waitFor();
    await face.getByLabel('Client ID').fill('datev-for-jira-sandbox');
    await face.getByRole('button', { name: 'Save the registration' }).click();
    const opened = page.context().waitForEvent('page');
    await face.getByRole('button', { name: 'Connect to DATEV' }).click();
    const datev = await opened;
    await datev.getByRole('link', { name: 'Petra Probe' }).click();
    await datev.getByText('Confirm only if you began this login yourself.').waitFor();
    await datev.getByRole('link', { name: 'Confirm the connection' }).click();
    await datev.getByText('Go back to the DATEV settings').waitFor();
    await datev.close();
    await face.getByText('Connected to DATEV.').waitFor();
    await face.getByText('Petra Probe').waitFor();
    await face.getByText(/valid until \d\d\.\d\d\.\d{4} \d\d:\d\d/).waitFor();
    await face.getByRole('button', { name: 'Test connection' }).click();
    await face.getByText('DATEV answers; visible Mandanten: 6.').waitFor();
    await face.getByRole('button', { name: 'Disconnect' }).click();
    await face.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await face.getByText('Disconnected.').waitFor();
  });

  it('watches all Mandanten with the service by two clicks', async () => {
    await stage.sandbox.reset();
    // Forge's index shows what was just written a moment later.
    await stage.sandbox.advance(60);
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Add Mandanten' }).click();
    await face.getByRole('button', { name: 'Choose all with the service (3)' }).click();
    await face.getByRole('button', { name: 'Watch the chosen (3)' }).click();
    await passUntil(face.getByRole('heading', { name: /455148-6/ }), stage.sandbox, 5);
    await face.getByText('not connected to DATEV').first().waitFor({ state: 'detached' });
  });

  it('does not save a project without its issue type, nor a number out of range, and keeps what was typed', async () => {
    await stage.sandbox.reset({ empty: true, connected: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    const minutes = face.getByLabel('Every … minutes');
    await minutes.fill('5');
    await minutes.blur();
    expect(await minutes.inputValue()).toBe('5');
    await face.getByText(/from 15 to 1,?440/).waitFor();
    await minutes.fill('45');
    await face.getByRole('searchbox', { name: 'Project' }).fill('BUCH');
    await face.getByRole('searchbox', { name: 'Project' }).press('Enter');
    await face
      .getByRole('button', { name: /Buchhaltung|BUCH/ })
      .first()
      .click();
    await face.getByText('Choose the issue type as well.').waitFor();
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await face.getByText('Saved.').count()).toBe(0);
    expect(await face.getByLabel('Issue type').evaluate((e) => e === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('puts the changes of two admins together and asks where they contradict', async () => {
    await stage.sandbox.reset();
    const open = async () => {
      const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
      const face = page.frameLocator('iframe').first();
      await face.getByLabel('Keep files (days)').waitFor();
      return { page, face };
    };
    const [anna, bert] = [await open(), await open()];
    const save = (of: { face: FrameLocator }) =>
      of.face.getByRole('button', { name: 'Save', exact: true }).click();
    await anna.face.getByLabel('Keep files (days)').fill('60');
    await anna.face.getByLabel('To hour').fill('20');
    await save(anna);
    await anna.face.getByText('Saved.').waitFor();
    await bert.face.getByLabel('Keep files (days)').fill('90');
    await bert.face.getByLabel('From hour').fill('7');
    await save(bert);
    await bert.face.getByText('Two people decided this differently').waitFor();
    await bert.face.getByText('Saved in the meantime: 60').waitFor();
    expect(await bert.face.getByLabel('To hour').inputValue()).toBe('20');
    await bert.face.getByRole('button', { name: 'Take the saved version' }).click();
    expect(await bert.face.getByLabel('Keep files (days)').inputValue()).toBe('60');
    await save(bert);
    await bert.face.getByText('Saved.').waitFor();
    const view = await stage.sandbox.resolver<{
      value: { settings: { retentionDays: number; discovery: { fromHour: number; toHour: number } } };
    }>('datev-admin', 'admin.view', { user: 'admin', payload: { lang: 'en' } });
    expect(view.value.settings).toMatchObject({ retentionDays: 60, discovery: { fromHour: 7, toHour: 20 } });
    for (const { page } of [anna, bert]) await page.context().close();
  });
});
