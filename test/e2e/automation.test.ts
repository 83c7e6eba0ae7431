import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage();

/** A rule of Jira Automation is built in the app's form and run, by an accountant, in both languages. */
const WORDS = {
  en: {
    notAdmitted: 'Automation rules may not trigger sending yet.',
    issue: 'Issue',
    missing: 'Enter which issue is meant',
    reason: 'Reason',
    pipeline: 'Pipeline',
    period: 'Period',
    asText: 'Period as text',
    reads: 'This action only reads.',
    saved: 'The rule is saved.',
  },
  de: {
    notAdmitted: 'Automatisierungsregeln dürfen noch kein Senden auslösen.',
    issue: 'Vorgang',
    missing: 'Tragen Sie ein, welcher Vorgang gemeint ist',
    reason: 'Grund',
    pipeline: 'Pipeline',
    period: 'Zeitraum',
    asText: 'Zeitraum als Text',
    reads: 'Diese Aktion liest nur.',
    saved: 'Die Regel ist gespeichert.',
  },
} as const;

async function rejectedIssue(): Promise<void> {
  const file = failingFile();
  await stage.sandbox.reset();
  await stage.sandbox.importElsewhere(file);
  await stage.sandbox.advance(2 * 3600);
}

/** Runs a rule about the issue; answers when its log says this. */
async function runs(page: Page, rule: string, says: string): Promise<void> {
  await page.getByTestId(`rule-issue-${rule}`).fill('BUCH-1');
  await page.getByTestId(`rule-run-${rule}`).click();
  await page.getByTestId('rule-log').getByText(says).waitFor();
}

it.skipIf(stage.reason !== undefined).each(['en', 'de'] as const)(
  'a rule is built in the form of an action and run (%s)',
  async (lang) => {
    const words = WORDS[lang];
    await rejectedIssue();
    const page = await stage.open('/automation', { as: 'accountant', lang });
    const form = page.frameLocator('iframe.face');
    const action = page.getByTestId('rule-action');
    const save = page.getByTestId('rule-save');

    await form.getByText(words.notAdmitted).waitFor();
    const issue = form.getByLabel(words.issue, { exact: true });
    expect(await issue.inputValue()).toBe('{{issue.key}}');
    expect(await axeFaults(page)).toEqual([]);
    await issue.fill('');
    await save.click();
    await form.getByText(words.missing).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await issue.fill('{{issue.key}}');
    await save.click();
    await page.getByText(words.saved).first().waitFor();
    await runs(page, 'rule-1', 'Automation rules may not trigger sending here.');

    await action.selectOption('datev-close');
    await form.getByLabel(words.reason, { exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    // By keyboard alone: a pipeline from the list, and a period that is typed.
    await action.selectOption('datev-run');
    const pipeline = form.getByLabel(words.pipeline, { exact: true });
    await pipeline.getByRole('option', { name: /455148-3/ }).waitFor({ state: 'attached' });
    await pipeline.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await form.getByLabel(words.asText, { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('2026-11');
    expect(await form.getByLabel(words.asText, { exact: true }).inputValue()).toBe('2026-11');
    expect(await axeFaults(page)).toEqual([]);
    await save.click();
    await page
      .getByTestId('rules')
      .getByText(/"pipeline":"p[0-9a-f]{12}","period":"2026-11"/)
      .waitFor();

    await action.selectOption('datev-status');
    await form.getByText(words.reads).waitFor();
    await save.click();
    await page.getByTestId('rule-run-rule-3').waitFor();
    await runs(page, 'rule-3', '"state":"rejected"');
    await page.context().close();
  },
  180_000,
);
