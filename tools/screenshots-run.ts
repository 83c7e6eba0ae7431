import type { FrameLocator, Page } from 'playwright-core';
import { asked, changePipeline, forgetAccounts, runPipeline } from '../test/support/run-stage';
import { addPanel, type Look, openShell } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';

/** The run page: values missing, waiting for an approval as its author and as a second person, a dry run, and its issue. */
export async function runStates(studio: Studio): Promise<void> {
  const { sandbox } = studio;
  for (const period of ['2026-06', '2026-07', '2026-08'])
    await runPipeline(sandbox, { period, seconds: 1800 });
  await runPipeline(sandbox, { period: '2026-09', isDry: true });
  for (const [name, look] of LOOKS) await atRun(studio, { ...look, as: 'firmLead' }, `run-dry-${name}`);
  await changePipeline(sandbox, (draft) => ({ ...draft, needsApproval: true }));
  await runPipeline(sandbox, { period: '2026-09' });
  for (const [name, look] of LOOKS) {
    await atRun(studio, { ...look, as: 'firmLead' }, `run-approve-author-${name}`);
    await atRun(studio, { ...look, as: 'accountant' }, `run-approve-second-${name}`);
    await forMe(studio, look, `run-for-me-${name}`);
  }
  await issueOf(studio, 'issue-approval-de');
  await forgetAccounts(sandbox, 4);
  await runPipeline(sandbox, { period: '2026-10' });
  for (const [name, look] of LOOKS) {
    await atRun(studio, { ...look, as: 'firmLead' }, `run-missing-${name}`);
    await atRun(studio, { ...look, as: 'accountant' }, `run-missing-no-lead-${name}`);
  }
}

/** A run that Looker keeps waiting, the same once somebody has ended it, and one that asks, also as its issue shows it. */
export async function askingStates(studio: Studio): Promise<void> {
  const { sandbox } = studio;
  await sandbox.faults({ service: 'looker', operation: '*', fault: '503', times: 10_000 });
  const run = await runPipeline(sandbox, { period: '2026-08', seconds: 600 });
  await inAllLooks(studio, 'run-making');
  const lead = { sandbox, user: 'firm-lead' } as const;
  await asked(lead, 'submission.close', { submissionId: run, reason: 'Falscher Monat' });
  await inAllLooks(studio, 'run-ended');
  await sandbox.faults({ clear: true });
  await runPipeline(sandbox, { period: '2026-09', seconds: 1800 });
  const daily = { on: 'cron', cron: '0 12 * * *', zone: 'Europe/Berlin' };
  await changePipeline(sandbox, (draft) => ({ ...draft, unit: 'quarter', schedule: daily }));
  await sandbox.advance(4 * 3600);
  await inAllLooks(studio, 'run-asks');
  await issueOf(studio, 'issue-asks-de');
}

async function inAllLooks(studio: Studio, name: string): Promise<void> {
  for (const [which, look] of LOOKS) await atRun(studio, { ...look, as: 'firmLead' }, `${name}-${which}`);
}

async function pipelines(
  { browser, sandbox }: Studio,
  look: Look,
): Promise<{ page: Page; face: FrameLocator }> {
  await sandbox.advance(60);
  const page = await openShell(browser, `${sandbox.url}/desk`, look);
  const face = page.frameLocator('iframe').first();
  await face.getByRole('tab', { name: 'Pipelines' }).click();
  await face.getByRole('heading', { name: /^Erlöse und Kosten/ }).waitFor();
  return { page, face };
}

/** The page of the newest run. */
async function atRun(studio: Studio, look: Look, name: string): Promise<void> {
  const { page, face } = await pipelines(studio, look);
  await face.getByRole('button', { name: /^(Lauf .* ansehen|Show the run of)/ }).click();
  await face.locator('.progress').waitFor();
  await picture(studio, page, name);
  await page.context().close();
}

/** The list for whoever has something to approve. */
async function forMe(studio: Studio, look: Look, name: string): Promise<void> {
  const { page } = await pipelines(studio, { ...look, as: 'accountant' });
  await picture(studio, page, name);
  await page.context().close();
}

/** The issue by which somebody learns of it, with its panel. */
async function issueOf(studio: Studio, name: string): Promise<void> {
  const { browser, sandbox } = studio;
  const page = await openShell(browser, `${sandbox.url}/browse/BUCH-1`, { as: 'accountant', lang: 'de' });
  const panel = await addPanel(page);
  await panel.locator('.progress').waitFor();
  await picture(studio, page, name);
  await page.context().close();
}
