import type { FrameLocator, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type BookingFile, correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, openShell, passUntil } from '../support/shell';
import { keyboardOf } from './keyboard';
import { walkTask } from './walk-task';

const stage = await onStage();

const WORDS = {
  en: {
    ...{
      environment: /^Sandbox/,
      suggested: 'suggested by their names',
      allSetUp: 'Everything is set up',
      untilWhen: 'for good, connect each Mandant long-term',
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
      watch: 'Watch',
      watchAll: 'Watch the chosen (1)',
      mandant: /455148-1\)/,
    },
    ...{
      language: 'Language in Jira',
      own: 'en',
      ready: 'A corrected file is ready',
      again: 'Send again',
      delivered: 'has been delivered to DATEV',
    },
  },
  de: {
    ...{
      environment: /^Testumgebung/,
      suggested: 'nach ihren Namen vorgeschlagen',
      allSetUp: 'Alles ist eingerichtet',
      untilWhen: 'Auf Dauer verbinden Sie jeden Mandanten',
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
      watch: 'Beobachten',
      watchAll: 'Gewählte beobachten (1)',
      mandant: /455148-1\)/,
    },
    ...{
      language: 'Sprache in Jira',
      own: 'de',
      ready: 'Eine korrigierte Datei liegt bereit',
      again: 'Erneut senden',
      delivered: 'ist an DATEV übergeben',
    },
  },
} as const;
type Words = (typeof WORDS)['en' | 'de'];

/** Chooses the project out of those that are shown at once; its type and statuses are suggested by their names. */
async function chooseProject(face: FrameLocator, t: Words = WORDS.en): Promise<void> {
  await face.getByRole('combobox', { name: t.project, exact: true }).click();
  await face
    .getByRole('option', { name: /Buchhaltung|BUCH/ })
    .first()
    .click();
  await suggested(face, t);
}

async function suggested(face: FrameLocator, t: Words): Promise<void> {
  await face.getByText(t.suggested).waitFor();
  // Whoever sets the app up in German gets German issues, without having to find the setting.
  expect(await face.getByLabel(t.language).inputValue()).toBe(t.own);
  await passes(async () => {
    expect(await chosenIn(face.getByLabel(t.type))).toBe('Task');
    expect(await face.getByLabel(/^Done/).inputValue()).toBe('resubmit');
    expect(await face.getByLabel(/^Closed without sending/).inputValue()).toBe('closeWithout');
  });
}

/** What a person does to get through, whatever they do it with. */
type Hands = {
  readonly press: (on: Locator) => Promise<unknown>;
  readonly type: (into: Locator, text: string) => Promise<unknown>;
  readonly tick: (box: Locator) => Promise<unknown>;
  readonly chooseFirst: (of: Locator) => Promise<unknown>;
  readonly give: (field: Locator, file: BookingFile) => Promise<unknown>;
};

function byMouse(page: Page): Hands {
  return {
    press: (on) => on.click(),
    async type(into, text) {
      await into.click();
      await page.keyboard.type(text);
    },
    tick: (box) => box.check(),
    async chooseFirst(of) {
      await of.click();
      await of.locator('..').getByRole('option').first().click();
    },
    give: (field, { name, bytes }) =>
      field.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) }),
  };
}

function byKeyboard(page: Page): Hands {
  const { press, type, giveFiles, tabTo } = keyboardOf(page);
  return {
    press: (on) => press(on),
    type,
    tick: (box) => press(box, 'Space'),
    async chooseFirst(of) {
      await tabTo(of);
      await of.locator('..').getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    give: (field, file) => giveFiles(field, [file]),
  };
}

function chosenIn(list: Locator): Promise<string> {
  return list.evaluate((of) => (of as HTMLSelectElement).selectedOptions[0]?.label ?? '');
}

/** Tries again until it holds, or says why not. */
async function passes(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      return await check();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  await check();
}

async function failElsewhere(): Promise<void> {
  const file = failingFile();
  await stage.sandbox.importElsewhere(file);
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
    await face.getByRole('button', { name: /^Sandbox/ }).click();
    await face.getByLabel(/455148-1\)/).check();
    await face.getByRole('button', { name: 'Watch the chosen (1)' }).click();
    await passUntil(face.getByRole('combobox', { name: 'Project', exact: true }), stage.sandbox, 5);
    await chooseProject(face);
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Everything is set up').waitFor();
    await failElsewhere();
    await stage.sandbox.advance(2 * 3600);
    const [first, ...more] = await issues();
    expect(more).toEqual([]);
    expect(first?.fields.summary).toContain('Sachkontenlänge');
    await page.context().close();
  });

  it.each([
    ['German', 'by mouse', WORDS.de, 'de', byMouse],
    ['English', 'by keyboard alone', WORDS.en, 'en', byKeyboard],
  ] as const)(
    'leads from nothing to the first delivered file, in %s, %s',
    async (...[, , t, lang, hands]) => {
      await stage.sandbox.reset({ empty: true });
      const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin', lang });
      const walk = await walkTask(page);
      const face = page.frameLocator('iframe').first();
      const { press, type, tick, chooseFirst, give } = hands(page);
      const button = (name: string | RegExp) =>
        face.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
      await press(button(t.environment));
      await face.getByText(t.registration).waitFor();
      await type(face.getByLabel(t.clientId, { exact: true }), 'datev-for-jira-sandbox');
      await press(button(t.register));
      const connect = button(t.connect);
      await connect.waitFor();
      const opened = page.context().waitForEvent('page');
      await press(connect);
      const datev = await opened;
      const there = hands(datev);
      await there.press(datev.getByRole('link', { name: 'Kai Kanzlei' }));
      await there.press(datev.getByRole('link', { name: t.confirm }));
      const elsewhere = 2;
      await face.getByLabel(t.mandant).waitFor();
      await page.bringToFront();
      await tick(face.getByLabel(t.mandant));
      await press(button(t.watchAll));
      const project = face.getByRole('combobox', { name: t.project, exact: true });
      await walk.wait(() => passUntil(project, stage.sandbox, 5));
      await chooseFirst(project);
      await suggested(face, t);
      await press(button(t.save));
      await face.getByText(t.allSetUp).waitFor();
      await face.getByText(t.untilWhen).waitFor();
      await press(button(t.test));
      await face.getByText('BUCH-1').waitFor();
      await press(button(t.removeTest));
      await face.getByText(t.testRemoved).waitFor();
      expect(await axeFaults(page)).toEqual([]);
      await failElsewhere();
      await walk.wait(() => stage.sandbox.advance(2 * 3600));
      await page.goto(`${stage.sandbox.url}/browse/BUCH-2`);
      const panel = await addPanel(page);
      await give(panel.locator('input[type=file]'), correctFile());
      await passUntil(panel.getByText(t.ready), stage.sandbox, 5);
      await press(panel.getByRole('button', { name: t.again }));
      await press(panel.getByRole('dialog').getByRole('button', { name: t.again }));
      await passUntil(panel.getByText(t.delivered).first(), stage.sandbox, 60);
      expect(walk.effort().clicks + elsewhere).toBeLessThanOrEqual(20);
      expect((await stage.sandbox.log()).violations).toEqual([]);
      await page.context().close();
    },
  );

  it('is no error where somebody opens the desk before it', async () => {
    await stage.sandbox.reset({ empty: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/desk`, { as: 'accountant' });
    const said = page.frameLocator('iframe').first().getByRole('alert');
    await said.getByText('is not set up yet').waitFor();
    expect(await said.locator('.message').getAttribute('class')).toBe('message message-information');
    await page.context().close();
  });

  it('connects DATEV by clicking: register, log in, confirm; then everything is told, and it can be ended', async () => {
    await stage.sandbox.reset({ empty: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: /^Sandbox/ }).click();
    await face.getByText('Not connected to DATEV.').waitFor();
    await face.getByText('Registration of the app with DATEV (Sandbox)').waitFor();
    await face.getByLabel('Client ID').fill('datev-for-jira-sandbox');
    await face.getByRole('button', { name: 'Save the registration' }).click();
    const opened = page.context().waitForEvent('page');
    await face.getByRole('button', { name: 'Connect to DATEV' }).click();
    const datev = await opened;
    await datev.getByRole('link', { name: 'Petra Probe' }).click();
    await datev.getByText('Confirm only if you began this login yourself.').waitFor();
    await datev.getByRole('link', { name: 'Confirm the connection' }).click();
    await datev.getByText('Go back to the app’s settings').waitFor();
    await datev.close();
    // The next step is open by itself; what was connected stands in its section.
    await face.getByRole('link', { name: 'DATEV', exact: true }).click();
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
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin/mandanten`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Add Mandanten' }).click();
    await face.getByRole('button', { name: 'Choose all with the service (3)' }).click();
    await face.getByRole('button', { name: 'Watch the chosen (3)' }).click();
    await passUntil(face.getByRole('heading', { name: /455148-6/ }), stage.sandbox, 5);
    await face.getByText('not connected to DATEV').first().waitFor({ state: 'detached' });
  });

  it('does not save a project without its issue type, nor a number out of range, and keeps what was typed', async () => {
    await stage.sandbox.reset({ empty: true, connected: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin/operation`, { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    const minutes = face.getByLabel('Every … minutes');
    await minutes.fill('5');
    await minutes.blur();
    expect(await minutes.inputValue()).toBe('5');
    await face.getByText(/from 15 to 1,?440/).waitFor();
    await minutes.fill('45');
    // What is typed stays while another section is open, and says so there.
    await face.getByRole('link', { name: 'Jira', exact: true }).click();
    await face.getByText('There are unsaved changes.').waitFor();
    await chooseProject(face);
    await face.getByLabel('Issue type').selectOption('');
    await face.getByText('Choose the issue type as well.').waitFor();
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await face.getByText('Saved.').count()).toBe(0);
    expect(await face.getByLabel('Issue type').evaluate((e) => e === document.activeElement)).toBe(true);
    await face.getByRole('link', { name: 'Operation', exact: true }).click();
    expect(await minutes.inputValue()).toBe('45');
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Choose the issue type as well.').waitFor();
    await page.context().close();
  });

  it('puts the changes of two admins together and asks where they contradict', async () => {
    await stage.sandbox.reset();
    const open = async () => {
      const page = await openShell(stage.browser, `${stage.sandbox.url}/admin/operation`, { as: 'admin' });
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
