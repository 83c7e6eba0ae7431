import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';
import { program } from '../support/program';
import { walkTask } from './walk-task';

const NAME = 'Erlöse und Kosten je Kostenstelle';
const LONG = `${'Kostenstellenumlage'.repeat(3)} 2`;
const stage = await onStage({ host: 'b' }, (sandbox) => sandbox.advance(60));

async function pageOf(path: string, look: Parameters<typeof stage.open>[1]) {
  const page = await stage.open(path, look);
  return { page, face: page.frameLocator('iframe').first() };
}

async function openPipeline(look: Parameters<typeof stage.open>[1], name: string) {
  const { page, face } = await pageOf('/desk', look);
  const isGerman = look?.lang === 'de';
  await face.getByRole('tab', { name: 'Pipelines' }).click();
  await face.getByRole('button', { name: `${isGerman ? 'Öffnen' : 'Open'}: ${name}` }).click();
  return { page, face };
}

/** No faults, and nothing runs over the side. */
async function fine(page: Page, face: FrameLocator): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  const over = await face.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
  expect(over).toBeLessThanOrEqual(0);
}

describe.skipIf(stage.reason !== undefined)('who changed what', () => {
  it('a firm lead sees in three clicks, by keyboard, also when the name is long and the window small', async () => {
    const { page, face } = await openPipeline({ as: 'firmLead' }, NAME);
    await face.getByLabel('Name of the pipeline').fill(LONG);
    await face.getByRole('button', { name: 'Save', exact: true }).click();
    await face.getByText('Saved.').waitFor();
    await page.context().close();
    // Lists are read from an index, which is late.
    await stage.sandbox.advance(60);

    const again = await openPipeline({ as: 'firmLead', width: 420, dark: true }, LONG);
    const show = again.face.getByRole('button', { name: 'Show changes' });
    await show.focus();
    await again.page.keyboard.press('Enter');
    const newest = again.face.locator('.config-entry').first();
    await newest.getByText(`Pipeline “${LONG}” changed`).waitFor();
    expect(await newest.locator('small').textContent()).toMatch(/^Karla Kanzlei · /);
    expect(await newest.locator('del').first().textContent()).toBe(`before: ${NAME}`);
    expect(await newest.locator('ins').first().textContent()).toBe(`now: ${LONG}`);
    await fine(again.page, again.face);
    await again.page.keyboard.press('Enter');
    await newest.waitFor({ state: 'hidden' });
    await again.page.context().close();
  });

  it('a Jira administrator sees for everything, in German, with what went wrong said in words', async () => {
    const { page, face } = await pageOf('/admin', { as: 'admin', lang: 'de' });
    const audit = face.getByRole('link', { name: 'Audit' });
    await audit.waitFor();
    await stage.sandbox.fetch('/_sandbox/faults', {
      method: 'POST',
      body: JSON.stringify({
        service: 'kvs',
        operation: '*',
        fault: '503',
        times: 1,
        match: { key: 'config-head' },
      }),
    });
    await audit.click();
    await face.getByRole('alert').getByRole('button', { name: 'Erneut versuchen' }).click();
    await face.getByText(`Pipeline „${LONG}“ geändert`).waitFor();
    await face.getByText('Kontenplan von 455148-3 angelegt', { exact: true }).waitFor();
    await face.getByText('geändert; wird nicht gezeigt').first().waitFor();
    await fine(page, face);
    await page.context().close();
  });

  it('of the mapping in three clicks from the admin page; the place survives a reload', async () => {
    const { page, face } = await pageOf('/admin', { as: 'admin', lang: 'de' });
    await face.getByRole('link', { name: 'Audit' }).waitFor();
    const walk = await walkTask(page);
    await face.getByRole('link', { name: 'Audit' }).click();
    await face.getByRole('combobox', { name: /^Was/ }).selectOption('Zuordnungen und Wertetabellen');
    await face.getByText(`Pipeline „${NAME}“ angelegt`, { exact: true }).waitFor();
    expect(walk.effort().clicks).toBe(3);
    expect(await face.locator('.config-entry').count()).toBe(1);
    await page.reload();
    await face.getByText(`Pipeline „${NAME}“ angelegt`, { exact: true }).waitFor();
    expect(await face.locator('.config-entry').count()).toBe(1);
    await page.context().close();
  });

  it('leaves as a file that the verifier finds whole, by keyboard, in English; and as a table', async () => {
    const { page, face } = await pageOf('/admin/audit-log', { as: 'admin', width: 320 });
    const save = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        face.getByRole('button', { name }).press('Enter'),
      ]);
      return { name: file.suggestedFilename(), path: await file.path() };
    };
    const log = await save('Whole log (NDJSON)');
    expect(log.name).toMatch(/^datev-for-jira-audit-2026-12-\d\d\.ndjson$/);
    const shown = await face.locator('.hash code').textContent();
    const found = spawnSync(process.execPath, [
      ...program('tools/verify-audit.ts'),
      ...[log.path, '--json', '--anchor', shown ?? ''],
    ]);
    expect(JSON.parse(found.stdout.toString())).toMatchObject({ flaws: [], head: { to: { hash: shown } } });
    const table = readFileSync((await save('Chosen changes (CSV)')).path, 'utf8');
    expect(table.split('\r\n')[0]).toBe(
      '\ufeff"No.","Time (UTC)","Who","Account in Jira","What","Where","Before","After","Hash (SHA-256)"',
    );
    expect(table).toContain(`Pipeline “${LONG}” changed`);
    await fine(page, face);
    await page.context().close();
  });
});
