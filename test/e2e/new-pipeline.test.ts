import type { FrameLocator, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_OF, KOST_OF } from '../../packages/sandbox/world/booking';
import { axeFaults, onStage } from '../support/on-stage';
import { passUntil } from '../support/shell';
import { walkTask } from './walk-task';

const stage = await onStage({ host: 'b' }, (sandbox) => sandbox.advance(60));

/** What was wrong with the pages that were passed; told at the end, so that one state does not hide the next. */
const faults: string[] = [];
async function fine(page: Page): Promise<void> {
  faults.push(...(await axeFaults(page)));
}

/** Types what each value becomes, from the field that was clicked on: Enter leads down. */
async function fill(page: Page, face: FrameLocator, values: Readonly<Record<string, string>>): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const label = await face.locator('[data-entry]:focus').getAttribute('aria-label', { timeout: 5000 });
    const value = /(?:für „|for “)(.*)[“”]$/.exec(label ?? '')?.[1] ?? '';
    const wanted = values[value];
    if (wanted === undefined) return;
    await page.keyboard.type(wanted);
    await page.keyboard.press('Enter');
    const isLast = await face.locator('[data-entry]:focus').getAttribute('aria-label');
    if (isLast === label) return;
  }
}

/** The firm's own accounts and its customers and suppliers, as a spreadsheet copies them. */
const OWN_ACCOUNTS = [
  ...Object.entries(ACCOUNT_OF).map(([name, number]) => `${number}\t${name}`),
  ...Array.from({ length: 25 }, (_, n) => `${10_001 + n}\tDebitor ${n + 1}`),
  ...Array.from({ length: 15 }, (_, n) => `${70_001 + n}\tKreditor ${n + 1}`),
].join('\n');

async function pressed(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const isFocused = (to: Locator) => to.evaluate((element) => element === document.activeElement);

/** Forwards, as a person without a mouse gets there. */
async function tabTo(page: Page, to: Locator, key = 'Tab'): Promise<void> {
  await to.waitFor();
  for (let n = 0; n < 150; n++) {
    if (await isFocused(to)) return;
    await page.keyboard.press(key);
  }
  throw new Error('It cannot be reached by keyboard.');
}
const backTo = (page: Page, to: Locator) => tabTo(page, to, 'Shift+Tab');

/** In a list of the browser: arrows until it stands there. */
async function chooseIn(page: Page, list: Locator, value: string): Promise<void> {
  await tabTo(page, list);
  await page.keyboard.press('Home');
  for (let n = 0; n < 40 && (await list.inputValue()) !== value; n++) await page.keyboard.press('ArrowDown');
  expect(await list.inputValue()).toBe(value);
}

/** A whole pipeline, every key of it. */
const LONG = { timeout: 300_000 };

describe.skipIf(stage.reason !== undefined)('a new pipeline', () => {
  it('is made by mouse, in German, with at most 35 clicks and two dry runs', LONG, async () => {
    const page = await stage.open('/desk', { as: 'firmLead', lang: 'de' });
    const walk = await walkTask(page);
    const face = page.frameLocator('iframe').first();
    const click = (name: string | RegExp) => face.getByRole('button', { name }).click();
    await face.getByRole('tab', { name: 'Pipelines' }).click();
    await click('Neue Pipeline');

    await face.getByRole('heading', { name: 'Schritt 1 von 6: Mandant und Kontenplan' }).waitFor();
    await face.getByLabel('Mandant *').selectOption('455148-3');
    await face.getByText('Der Kontenplan dieses Mandanten ist hinterlegt.').waitFor();
    await fine(page);
    await click('Weiter: Quelle');

    await face.getByRole('combobox', { name: 'Look bei Looker suchen' }).click();
    await face.getByRole('option', { name: /Erlöse und Kosten je Kostenstelle/ }).click();
    await face.getByText('16 Spalten werden abgefragt.').waitFor();
    // On a phone a cell in which nothing is takes no room.
    const cells = face.locator('table.columns td:last-child');
    const said = await cells.evaluateAll((all) => all.map(({ innerHTML }) => innerHTML));
    expect(said).toContain('');
    expect(said).not.toContain(' ');
    await fine(page);
    await click('Weiter: Zuordnung');

    const text = face.locator('#pf-rule-text');
    await text.selectOption('template');
    await face.getByLabel(/^Vorlage für Buchungstext/).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('{general_ledger.document_number} {general_ledger.cost_centre_name}');
    await face.locator('#pf-rule-kost2').selectOption('none');
    await face.getByLabel('halten den Lauf an').click();
    await face.getByText('Zeile 1 von 20').waitFor();
    await fine(page);
    await click('Weiter: Wertetabellen');

    await face.getByText('12 von 12 Werten ohne Eintrag').waitFor();
    await fine(page);
    const table = (target: string) => face.locator(`#pf-values-${target}`);
    await table('contra').locator('[data-entry]').first().click();
    await fill(page, face, ACCOUNT_OF);
    await table('taxKey')
      .getByRole('button', { name: /5 Vorschläge übernehmen/ })
      .click();
    await table('kost1').locator('[data-entry]').first().click();
    await fill(page, face, KOST_OF);
    await face.getByText(/20 Zeilen, keine Einwände/).waitFor();
    await fine(page);
    await click('Weiter: Ausgabe');

    await face.getByLabel(/^Bezeichnung des Stapels/).click();
    await page.keyboard.type('Abschluss {period}');
    await face.getByLabel('Nicht festgeschrieben').click();
    await fine(page);
    await click('Weiter: Kalender und Sicherheit');
    await fine(page);
    await click('Speichern und Probelauf');

    await face.getByRole('heading', { name: 'Lauf', exact: true }).waitFor();
    await passUntil(face.getByText(/^Probelauf .* gesendet wurde nichts/).first(), stage.sandbox, 30);
    const { clicks } = walk.effort();
    expect(faults).toEqual([]);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    expect(clicks).toBeLessThanOrEqual(35);
    await page.context().close();
  });

  it('is made by keyboard alone, in English, from a Mandant without an account plan', LONG, async () => {
    const page = await stage.open('/desk', { as: 'firmLead' });
    const face = page.frameLocator('iframe').first();
    const press = (...keys: readonly string[]) => pressed(page, keys);
    const button = (name: string | RegExp) => face.getByRole('button', { name });
    const enter = async (name: string | RegExp) => {
      await tabTo(page, button(name).first());
      await press('Enter');
    };
    const type = async (field: Locator, text: string) => {
      await tabTo(page, field);
      await page.keyboard.insertText(text);
    };
    await tabTo(page, face.getByRole('tab', { name: 'Transmissions' }));
    await press('ArrowRight');
    await enter('New pipeline');
    const mandant = face.getByLabel('Mandant *');
    await chooseIn(page, mandant, '455148-1');
    await face.getByText('The account plan of this Mandant is still missing.').waitFor();

    await enter(/^Account plan$/);
    await face.getByRole('heading', { name: /^Account plan of/ }).waitFor();
    await enter('Use SKR03');
    await face.getByText(/SKR03: \d+ accounts taken/).waitFor();
    await type(face.getByLabel('Or paste from a spreadsheet'), OWN_ACCOUNTS);
    await enter('Take over');
    await face.getByText(/accounts read/).waitFor();
    await fine(page);
    await enter('Save');
    await face.getByText('Saved.').waitFor();
    await backTo(page, button(/Back$/));
    await press('Enter');

    // What was typed before is still there.
    await face.getByText('Your draft is still here').waitFor();
    await face.getByText('The account plan of this Mandant is stored.').waitFor();
    await enter('Next: Source');
    await tabTo(page, face.getByRole('radio', { name: /^A Look/ }));
    await press('ArrowDown', 'ArrowDown');
    const explore = face.getByRole('combobox', { name: 'Find an explore in Looker' });
    await tabTo(page, explore);
    await face
      .getByRole('option', { name: /Hauptbuch/ })
      .first()
      .waitFor();
    await press('ArrowDown', 'Enter');
    await enter(/^Take the \d+ columns/);
    await face.getByText(/^1\d columns are queried/).waitFor();
    await backTo(page, button('Add a filter'));
    await press('Enter');
    await type(face.getByRole('combobox', { name: 'Field of filter 1' }), 'client');
    await face.locator('.combo-list:not([hidden]) [role=option]:only-child', { hasText: 'Client' }).waitFor();
    await press('ArrowDown', 'Enter');
    await type(face.getByLabel('Value of filter 1'), '455148-1');
    await fine(page);
    await enter('Next: Mapping');

    await tabTo(page, face.getByLabel('stop the run'));
    await press('Space');
    await chooseIn(page, face.locator('#pf-rule-text'), 'none');
    await chooseIn(page, face.locator('#pf-rule-kost2'), 'none');
    await enter('Next: Value tables');

    const entries = (target: string) => face.locator(`#pf-values-${target} [data-entry]`).first();
    await tabTo(page, entries('contra'));
    await fill(page, face, ACCOUNT_OF);
    await tabTo(page, face.locator('#pf-values-taxKey').getByRole('button', { name: /5 suggestions/ }));
    await press('Enter');
    await tabTo(page, entries('kost1'));
    await fill(page, face, KOST_OF);
    await face.getByText(/20 rows, no objections/).waitFor();
    await fine(page);
    await enter('Next: Output');
    await type(face.getByLabel(/^Name of the batch/), 'Close {period}');
    await tabTo(page, face.getByLabel('Not locked'));
    await press('Space');
    await enter('Next: Calendar');
    await enter('Save');
    await face.getByText('Give the pipeline a name.').waitFor();
    await enter('Give the pipeline a name.');
    await page.keyboard.insertText('By keyboard');
    await enter('Next: Source');
    await backTo(page, button(/6 · Calendar/));
    await press('Enter');
    await enter('Save and dry run');
    await face.getByRole('heading', { name: 'Run', exact: true }).waitFor();
    await passUntil(face.getByText(/^Dry run .* nothing was sent/).first(), stage.sandbox, 30);
    expect(faults).toEqual([]);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  });
});
