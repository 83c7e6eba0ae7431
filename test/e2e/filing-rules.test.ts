import { expect, it } from 'vitest';
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
    await button('Regel 1 entfernen').click();
    expect(await labels(1).inputValue(), 'the words of the rule that is left').toBe('steuer monat');
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
