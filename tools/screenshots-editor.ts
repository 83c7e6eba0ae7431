import type { FrameLocator } from 'playwright-core';

type Snap = (what: string) => Promise<void>;

/** The six steps of the editor, with real rows beside. */
export async function editorSteps(face: FrameLocator, snap: Snap): Promise<void> {
  const steps = face.locator('.steps button');
  await snap('editor-mandant');
  await steps.nth(1).click();
  await face.getByRole('button', { name: /^(Spalten laden|Load columns)/ }).click();
  await face.locator('#pf-source-fields').waitFor();
  await snap('editor-source');
  await steps.nth(2).click();
  await face.locator('.pairs').first().waitFor();
  await snap('editor-mapping');
  await steps.nth(3).click();
  await face.locator('.entries').first().waitFor();
  await snap('editor-values');
  await steps.nth(4).click();
  await snap('editor-output');
  await steps.nth(5).click();
  await snap('editor-calendar');
}

/** A new one: nothing is there yet, and saving says what is missing. */
export async function newPipeline(face: FrameLocator, snap: Snap): Promise<void> {
  await face.getByRole('button', { name: /^(Neue Pipeline|New pipeline)$/ }).click();
  await face.locator('.step-head').waitFor();
  await snap('editor-new');
  await face.getByRole('button', { name: /^(Speichern|Save)$/ }).click();
  await face.locator('.missing').waitFor();
  await snap('editor-missing');
  await face.locator('.steps button').nth(1).click();
  await face.locator('#pf-connection').selectOption({ index: 1 });
  await face.getByRole('combobox', { name: /^(Look bei|Find a Look)/ }).click();
  await face.locator('.combo-list:not([hidden])').waitFor();
  await snap('editor-finder');
}
