import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage({ host: 'b' }, (sandbox) => sandbox.advance(60));

const KEY = 'BUCH-1';

/** Another program's file fails and becomes an issue. */
async function failsElsewhere(): Promise<void> {
  const { name, bytes } = failingFile();
  await stage.sandbox.importElsewhere({ name, bytes });
  // So long after it nothing of the issue is reconciled any more.
  await stage.sandbox.advance(6 * 3600);
}

/** Somebody writes over what the app wrote onto the issue. */
async function spoilsMark(): Promise<void> {
  const answer = await fetch(`${stage.sandbox.url}/jira/rest/api/3/issue/${KEY}/properties/datev`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ v: 1, externalId: 'gone', mandant: '1-1' }),
  });
  expect(answer.ok).toBe(true);
}

it.skipIf(stage.reason !== undefined)(
  'an administrator cross-checks, reads what differs, and has it put right',
  async () => {
    await failsElsewhere();
    await spoilsMark();
    const page = await stage.open('/admin/cross-check', { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Cross-check now' }).press('Enter');
    await face.getByText('Cross-check under way').waitFor();
    await stage.sandbox.advance(600);
    await page.reload();
    const item = face.getByRole('listitem').filter({ hasText: KEY });
    await item.getByRole('button', { name: 'Write anew' }).waitFor();
    await face.getByRole('heading', { name: /^Issue does not show the state/ }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await item.getByRole('button', { name: 'Write anew' }).press('Enter');
    const dialog = face.getByRole('dialog');
    await dialog.getByText('are written anew').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Write anew' }).press('Enter');
    await item.getByText('The next cross-check verifies the result.').waitFor();
    await stage.sandbox.advance(60);
    await face.getByRole('button', { name: 'Cross-check now' }).press('Enter');
    await face.getByText('Cross-check under way').waitFor();
    await stage.sandbox.advance(600);
    await page.reload();
    await face.getByText('Compared:').waitFor();
    expect(await item.count()).toBe(0);
    await page.context().close();
  },
);
