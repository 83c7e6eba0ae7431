import { expect, it } from 'vitest';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage({ host: 'b' }, (sandbox) => sandbox.advance(60));

/** Somebody writes over what the app wrote onto an issue, long after anything else happened to it. */
async function spoilsMark(): Promise<string> {
  const api = `${stage.sandbox.url}/jira/rest/api/3`;
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = JSON.stringify({ jql: 'project = BUCH AND statusCategory != Done', fields: ['key'] });
  const found = await fetch(`${api}/search/jql`, { method: 'POST', headers, body });
  const { issues } = (await found.json()) as { issues: readonly { key: string }[] };
  const [issue] = issues;
  if (issue === undefined) throw new Error('There is no open issue.');
  const mark = JSON.stringify({ v: 1, externalId: 'gone', mandant: '1-1' });
  await fetch(`${api}/issue/${issue.key}/properties/datev`, { method: 'PUT', headers, body: mark });
  return issue.key;
}

it.skipIf(stage.reason !== undefined)(
  'an administrator cross-checks, reads what differs, and has it put right',
  async () => {
    await stage.sandbox.advance(5 * 3600);
    const key = await spoilsMark();
    const page = await stage.open('/admin/cross-check', { as: 'admin' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Cross-check now' }).press('Enter');
    await face.getByText('Cross-check under way').waitFor();
    await stage.sandbox.advance(600);
    await page.reload();
    const item = face.getByRole('listitem').filter({ hasText: key });
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
