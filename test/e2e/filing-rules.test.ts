import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage({ host: 'b' });

it.skipIf(stage.reason !== undefined)(
  'eine Administratorin legt fest, wie Vorgänge abgelegt werden, sieht vorher, wie einer aussähe, und speichert Filter',
  async () => {
    const page = await stage.open('/admin/jira', { as: 'admin', lang: 'de' });
    const face = page.frameLocator('iframe').first();
    const button = (name: string) => face.getByRole('button', { name, exact: true });
    const rule = (n: number) => face.getByRole('group', { name: `Regel ${n}` });
    const labels = (n: number) => rule(n).getByLabel(/^Stichwörter/);
    await button('Regel hinzufügen').click();
    await labels(1).fill('eilig');
    await button('Regel hinzufügen').click();
    await labels(2).fill('steuer, monat');
    await labels(2).blur();
    await rule(2).getByRole('combobox', { name: 'Person hinzufügen' }).fill('Karla');
    await rule(2)
      .getByRole('option', { name: /^Karla/ })
      .click();
    await rule(2)
      .getByRole('button', { name: /^Herausnehmen: Karla/ })
      .waitFor();
    await button('Regel 1 entfernen').click();
    expect(await labels(1).inputValue(), 'the words of the rule that is left').toBe('steuer monat');
    await rule(1)
      .getByRole('button', { name: /^Herausnehmen: Karla/ })
      .click();
    const land = face.getByRole('combobox', { name: /^Bundesland, dessen Feiertage keine/ });
    expect(await land.count(), 'nothing counts days yet').toBe(0);
    await rule(1).getByLabel('Fälligkeit').check();
    await land.selectOption({ label: 'Hamburg' });
    await rule(1)
      .getByLabel(/^Zusammenfassung/)
      .fill('{mandantName}: {batch}');

    await button('Anzeigen').click();
    const preview = face.getByRole('group', { name: 'So sähe ein Vorgang aus' });
    await preview.getByText('Musterbau Nord GmbH: Januar').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await rule(1)
      .getByLabel(/^Zusammenfassung/)
      .fill('');
    await face.getByLabel(/^Jeder Person an jedem Werktag/).check();
    await button('Eskalation hinzufügen').click();
    const step = face.getByRole('group', { name: 'Eskalation 1' });
    await step.getByLabel('Nach so vielen Werktagen überfällig').fill('3');
    await step.getByRole('combobox').fill('Karla');
    await step.getByRole('option').first().click();
    await step.getByRole('button', { name: /^Herausnehmen: Karla/ }).waitFor();
    await button('Eskalation hinzufügen').click();
    const second = face.getByRole('group', { name: 'Eskalation 2' });
    await second.getByRole('combobox').fill('Karla');
    await second.getByRole('option', { name: /^Karla/ }).click();
    await step.getByRole('button', { name: 'Eskalation entfernen' }).click();
    await step.getByRole('button', { name: /^Herausnehmen: Karla/ }).waitFor();
    await step.getByLabel('Nach so vielen Werktagen überfällig').fill('3');
    // What it showed would not be so any more.
    expect(await preview.locator('dl').count()).toBe(0);
    await button('Speichern').click();
    await face.getByText('Gespeichert.', { exact: true }).waitFor();

    await button('Als Jira-Filter speichern').click();
    await face.getByText(/^Gespeichert\. Sie finden sie/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.reload();
    await labels(1).waitFor();
    expect(await labels(1).inputValue()).toBe('steuer monat');
    expect(await land.inputValue()).toBe('HH');
    expect(await face.getByLabel(/^Jeder Person an jedem Werktag/).isChecked()).toBe(true);
    await step.getByRole('button', { name: /^Herausnehmen: Karla/ }).waitFor();
    expect(await step.getByLabel('Nach so vielen Werktagen überfällig').inputValue()).toBe('3');
    await page.context().close();
  },
);

const WORDS = {
  de: {
    add: 'Regel hinzufügen',
    rule: 'Regel 1',
    other: 'Anderes Projekt',
    named: 'Projekt: TEAM',
    type: /^Vorgangstyp/,
    statuses: 'Was die Status im Projekt TEAM bedeuten',
    resubmit: 'erneut senden',
    nothing: 'nichts',
    warning: /^Kein Status bedeutet „erneut senden“/,
    show: 'Anzeigen',
    preview: 'So sähe ein Vorgang aus',
    save: 'Speichern',
    saved: 'Gespeichert.',
    back: 'Zurück zum Projekt für alle',
    overview: 'Übersicht',
    health: /bedeutet kein Status „erneut senden“/,
  },
  en: {
    add: 'Add a rule',
    rule: 'Rule 1',
    other: 'Another project',
    named: 'Project: TEAM',
    type: /^Issue type/,
    statuses: 'What the statuses mean in project TEAM',
    resubmit: 'send again',
    nothing: 'nothing',
    warning: /^No status means “send again”/,
    show: 'Show',
    preview: 'An issue would look like this',
    save: 'Save',
    saved: 'Saved.',
    back: 'Back to the project for all',
    overview: 'Overview',
    health: /no status means “send again”/,
  },
} as const;

describe.each(['de', 'en'] as const)('a rule for another project (%s)', (lang) => {
  const words = WORDS[lang];

  it.skipIf(stage.reason !== undefined)(
    'is chosen by keyboard, with its type and the meanings of its statuses, in a narrow window, too',
    async () => {
      await stage.sandbox.reset();
      // Forge's index shows a moment later which Mandanten are watched.
      await stage.sandbox.advance(60);
      const page = await stage.open('/admin/jira', { as: 'admin', lang, width: 320 });
      const face = page.frameLocator('iframe').first();
      const button = (name: string) => face.getByRole('button', { name, exact: true });
      const rule = face.getByRole('group', { name: words.rule, exact: true });
      await button(words.add).click();
      const finder = rule.getByRole('combobox', { name: words.other });
      await finder.focus();
      await finder.pressSequentially('Team');
      await rule.getByRole('option', { name: /Team Kanzlei/ }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await rule.getByText(words.named).waitFor();
      await expect.poll(() => rule.getByLabel(words.type).inputValue()).toBe('10003');
      const statuses = face.getByRole('group', { name: words.statuses });
      const done = statuses.getByLabel('Done');
      await expect.poll(() => done.inputValue()).toBe('resubmit');
      await done.selectOption({ label: words.nothing });
      await statuses.getByText(words.warning).waitFor();
      await button(words.save).click();
      await face.getByText(words.saved, { exact: true }).waitFor();
      await face.getByRole('link', { name: words.overview, exact: true }).click();
      // What else is wrong can be read, too: an open step of the set-up would be all that there is.
      await face.getByRole('listitem').filter({ hasText: words.health }).getByText(/TEAM/).waitFor();
      await face.getByRole('link', { name: 'Jira', exact: true }).click();
      await done.selectOption({ label: words.resubmit });
      expect(await statuses.getByText(words.warning).count()).toBe(0);
      expect(await axeFaults(page)).toEqual([]);
      const wide = await face.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(wide).toBe(0);

      await button(words.show).click();
      const preview = face.getByRole('group', { name: words.preview });
      await preview.getByText('TEAM', { exact: true }).waitFor();
      await button(words.save).click();
      await face.getByText(words.saved, { exact: true }).waitFor();
      await page.reload();
      await rule.getByText(words.named).waitFor();
      await expect.poll(() => done.inputValue()).toBe('resubmit');
      expect(await axeFaults(page)).toEqual([]);

      await button(words.back).click();
      expect(await rule.getByText(words.named).count()).toBe(0);
      await button(words.save).click();
      await face.getByText(words.saved, { exact: true }).waitFor();
      await page.context().close();
    },
  );
});

describe.skipIf(stage.reason !== undefined)('while Jira is asked, or does not answer', () => {
  type How = 'answer' | 'fail';

  /** Calls of this name wait until it is said what becomes of them, and of those that come after. */
  async function hold(page: Page, name: string): Promise<(how: How) => void> {
    let said: How | undefined;
    const held: ((how: How) => void)[] = [];
    await page.route('**/_shell/invoke', async (route) => {
      const { functionKey } = route.request().postDataJSON() as { readonly functionKey: string };
      const waits = functionKey === name;
      const how = waits ? (said ?? (await new Promise<How>((go) => held.push(go)))) : 'answer';
      await (how === 'answer' ? route.continue() : route.abort());
    });
    return (how) => {
      said = how;
      for (const go of held.splice(0)) go(how);
    };
  }

  it('the statuses and fields of the project stay on the page when a rule takes another type of it', async () => {
    await stage.sandbox.reset();
    const page = await stage.open('/admin/jira', { as: 'admin', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const statuses = face.getByRole('group', { name: 'What the statuses mean', exact: true });
    await statuses.waitFor();
    await face.getByRole('button', { name: 'Add a rule', exact: true }).click();
    const type = face.getByRole('group', { name: 'Rule 1', exact: true }).getByLabel('Issue type');
    await type.getByRole('option', { name: 'Bug' }).waitFor({ state: 'attached' });
    const stays = await statuses.elementHandle();
    await hold(page, 'jira.statuses');
    await type.selectOption({ label: 'Bug' });
    await expect.poll(() => type.inputValue()).toBe('10002');
    expect(await stays?.evaluate((one) => one.isConnected)).toBe(true);
    await page.context().close();
  });

  it('a rule shows no bare number for its type, and asks again where somebody wants it', async () => {
    await stage.sandbox.reset();
    const page = await stage.open('/admin/jira', { as: 'admin', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const rule = face.getByRole('group', { name: 'Rule 1', exact: true });
    const type = rule.getByLabel('Issue type');
    await face.getByRole('button', { name: 'Add a rule', exact: true }).click();
    await type.selectOption({ label: 'Bug' });
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Saved.', { exact: true }).waitFor();
    const letGo = await hold(page, 'jira.issue-types');
    await page.reload();
    const chosen = () => type.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.textContent);
    await expect.poll(chosen).toBe('Loading');
    letGo('fail');
    const again = rule.getByRole('alert').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    letGo('answer');
    await again.click();
    await expect.poll(chosen).toBe('Bug');
    expect(await again.count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['a rule', 'jira.issue-types', { name: 'Rule 1', exact: true }],
    ['the project', 'jira.issue-types', undefined],
    ['the project', 'jira.statuses', undefined],
  ] as const)('whoever tries again by keyboard keeps their place in %s (%s)', async (_, asked, group) => {
    await stage.sandbox.reset();
    const page = await stage.open('/admin/jira', { as: 'admin', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const letGo = await hold(page, asked);
    await page.reload();
    if (group !== undefined) await face.getByRole('button', { name: 'Add a rule', exact: true }).click();
    letGo('fail');
    const part = group === undefined ? face.locator('body') : face.getByRole('group', group);
    const again = part.getByRole('button', { name: /^Try again/ }).first();
    const type = part.getByLabel(/^Issue type/).first();
    await again.waitFor();
    await type.waitFor();
    const stays = await type.elementHandle();
    const letGoOn = await hold(page, asked);
    await again.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => again.getAttribute('aria-disabled')).toBe('true');
    expect(await again.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await stays?.evaluate((one) => one.isConnected)).toBe(true);
    letGoOn('answer');
    await again.waitFor({ state: 'detached' });
    await expect.poll(() => type.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('whoever asks again for the statuses of a rule’s project is led to the first of them', async () => {
    await stage.sandbox.reset();
    const page = await stage.open('/admin/jira', { as: 'admin', lang: 'en' });
    const face = page.frameLocator('iframe').first();
    const rule = face.getByRole('group', { name: 'Rule 1', exact: true });
    await face.getByRole('button', { name: 'Add a rule', exact: true }).click();
    await face.getByRole('group', { name: 'What the statuses mean', exact: true }).waitFor();
    const letGo = await hold(page, 'jira.statuses');
    letGo('fail');
    await rule.getByRole('combobox', { name: 'Another project' }).fill('Team');
    await rule.getByRole('option', { name: /Team Kanzlei/ }).click();
    const again = face.getByRole('alert').getByRole('button', { name: /^Try again/ });
    await again.waitFor();
    letGo('answer');
    await again.focus();
    await page.keyboard.press('Enter');
    const statuses = face.getByRole('group', { name: 'What the statuses mean in project TEAM' });
    const first = statuses.getByRole('combobox').first();
    await expect.poll(() => first.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.context().close();
  });
});
