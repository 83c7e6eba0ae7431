import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../../support/sandbox';

/* The example firm: lived through once, a contract of its own beside the plain reset. */

const WITHIN = { timeout: 300_000 };

type Listed = {
  readonly state: string;
  readonly lozenge: { readonly text: string };
  readonly facts: { readonly mandant: string };
};

async function states(sandbox: TestSandbox): Promise<readonly Listed[]> {
  const rows = (await sandbox.storage()).filter(({ entity }) => entity === 'desk-row');
  return Promise.all(
    rows.map(async ({ key: submissionId }) => {
      const how = { user: 'admin', payload: { lang: 'en', submissionId } } as const;
      return (await sandbox.resolver<{ value: Listed }>('datev-desk', 'submission.view', how)).value;
    }),
  );
}

async function issueCount(sandbox: TestSandbox): Promise<number> {
  const query = new URLSearchParams({ jql: 'project = BUCH', fields: 'summary', maxResults: '50' });
  const answer = await sandbox.jira(`/search/jql?${query}`);
  return ((await answer.json()) as { issues: readonly unknown[] }).issues.length;
}

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ host: 'b', args: ['--showcase'] });
}, 120_000);
afterAll(() => sandbox.stop());

describe('the example firm', () => {
  it('is not put in the place of somebody who was quicker', WITHIN, async () => {
    await sandbox.advance(1);
    await expect.poll(() => showcaseIs(sandbox), { timeout: 240_000, interval: 500 }).toBe('none');
    expect(await issueCount(sandbox)).toBe(0);
  });

  it('has six Mandanten, three months and a file in every state at nine o’clock', WITHIN, async () => {
    await sandbox.fetch('/_sandbox/reset', { method: 'POST', body: JSON.stringify({ showcase: true }) });
    expect(await sandbox.now()).toBe('2026-12-01T08:00:00.000Z');
    expect(await showcaseIs(sandbox)).toBe('here');
    const all = await states(sandbox);
    const lozenges = new Set(all.map(({ lozenge }) => lozenge.text));
    for (const text of WANTED) expect(lozenges).toContain(text);
    expect(new Set(all.map(({ facts }) => facts.mandant)).size).toBe(5);
    expect(await issueCount(sandbox)).toBe(10);
    const rows = (await sandbox.storage()).filter(({ entity }) => entity === 'desk-row');
    const months = rows.map(({ value }) =>
      (value as { data: { startedAt: string } }).data.startedAt.slice(0, 7),
    );
    expect([...new Set(months)].toSorted()).toEqual(['2026-09', '2026-10', '2026-11', '2026-12']);
    // Life goes on in it: what was handed in as the clock struck nine is checked.
    await sandbox.advance(3600);
    expect((await sandbox.log()).violations).toEqual([]);
  });

  it('leaves the plain reset the contract it is: nine o’clock, a firm set up, no issue', WITHIN, async () => {
    await sandbox.reset();
    expect(await sandbox.now()).toBe('2026-12-01T08:00:00.000Z');
    expect(await showcaseIs(sandbox)).toBe('none');
    expect(await issueCount(sandbox)).toBe(0);
    const watched = (await sandbox.storage()).filter(({ entity }) => entity === 'mandant-row');
    expect(watched.map(({ key }) => key).toSorted()).toEqual(['455148-1', '455148-3']);
  });
});

async function showcaseIs(of: TestSandbox): Promise<string> {
  const state = (await (await of.fetch('/_shell/state')).json()) as { showcase: { is: string } };
  return state.showcase.is;
}

/** How the desk words the states a file can be in. */
const WANTED = [
  ...['Rejected', 'Corrected', 'File has errors', 'Ready', 'At DATEV', 'Uncertain'],
  ...['Delivered', 'Closed', 'In part', 'Needs approval', 'Not sent'],
];
