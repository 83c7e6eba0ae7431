import { describe, expect, it } from 'vitest';
import { correctFile, monthFile } from '../../packages/sandbox/booking-files';
import { NO_VERDICT } from '../../packages/sandbox/forge/host';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { ours, rejected } from '../support/story';
import { tryMove, VALIDATOR, validate } from '../support/workflows';
import {
  ACCOUNTS,
  commentsOf,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

/** The workflow validator "only with a checked file", asked by Jira before an issue moves (ADR 0068). */

const MONTH = { mandant: '455148-1', month: '2026-11', label: 'noch falsch' };
type Settings = Readonly<Record<string, unknown>>;
const standing = (w: TestWorld, key: string) =>
  issuesOf(w).find((one) => one.key === key)?.fields.status.name;

async function set(w: TestWorld, wish: Settings): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...wish } });
  await w.forge.advance(MINUTE);
}

async function validated(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  validate(w);
  return { w, issue: await rejected(w) };
}

/** What the function asked of others since then. */
const asked = (w: TestWorld, from: number) =>
  w.forge
    .trace()
    .slice(from)
    .filter(({ functionKey }) => functionKey === 'checked-file-fn')
    .map(({ service }) => service);

describe('an issue of ours, on a transition with the validator', () => {
  it('moves without being asked about while storage is busy: what is sent is decided after the move', async () => {
    const { w, issue } = await validated();
    const minute = Math.floor(w.forge.clock.now() / 60_000);
    const value = { version: 1, data: { minute, read: 9999, write: 0 } };
    w.forge.storage.put({ store: 'entity', entity: 'record', key: 'screens', value });
    expect(await tryMove(w, issue.key, 'Done')).toBeUndefined();
  });

  it('stays where it is without a corrected file, and Jira says what to do, in the language of the site', async () => {
    const { w, issue } = await validated();
    const german = await tryMove(w, issue.key, 'Done');
    expect(german).toBe(
      'Es liegt noch keine korrigierte Datei vor. Geben Sie die korrigierte Datei im DATEV-Bereich ab.',
    );
    await set(w, { language: 'en' });
    expect(await tryMove(w, issue.key, 'Done')).toMatch(/^There is no corrected file yet\. /);
    await w.forge.advance(HOUR);
    expect(standing(w, issue.key)).toBe('Open');
    expect(commentsOf(w, issue.key)).toEqual([]);
    expect(w.forge.log.violations).toEqual([]);
  });

  it('stays with a file that has errors, and moves with one that is clean, which is sent once', async () => {
    const { w, issue } = await validated();
    await upload(w, monthFile({ ...MONTH, cells: { 5: { 2: 'X' } } }), { issue });
    expect(await tryMove(w, issue.key, 'Done')).toContain('hat Fehler und wird so nicht gesendet');
    await upload(w, correctFile(), { issue });
    expect(await tryMove(w, issue.key, 'Done')).toBeUndefined();
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
  });

  it('closes without sending and goes back into work, whatever is there', async () => {
    const { w, issue } = await validated();
    expect(await tryMove(w, issue.key, 'In correction')).toContain('keine korrigierte Datei');
    expect(await tryMove(w, issue.key, 'Closed without sending')).toBeUndefined();
  });

  it('costs one question to Jira and a few to storage', async () => {
    const { w, issue } = await validated();
    const from = w.forge.trace().length;
    await tryMove(w, issue.key, 'Done');
    const services = asked(w, from);
    expect(services.filter((one) => one === 'jira')).toHaveLength(1);
    expect(services.filter((one) => one === 'kvs')).toHaveLength(4);
  });
});

describe('what the validator lets pass', () => {
  it('an issue that is not ours, without a look into storage', async () => {
    const w = await testWorld();
    validate(w);
    const fields = { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Büroküche' };
    const { key } = jiraCall<Issue>(w, 'POST', '/issue', { body: { fields } });
    const from = w.forge.trace().length;
    expect(await tryMove(w, key, 'Done')).toBeUndefined();
    expect(asked(w, from)).toEqual(['jira']);
  });

  it('one that somebody gave our mark', async () => {
    const { w, issue } = await validated();
    const property = jiraCall<{ value: object }>(w, 'GET', `/issue/${issue.key}/properties/datev`).value;
    const fields = { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Kopie' };
    const { id, key } = jiraCall<Issue>(w, 'POST', '/issue', { body: { fields } });
    jiraCall(w, 'PUT', `/issue/${key}/properties/datev`, { body: property });
    // As of one that was the issue of a submission, which has another one by now.
    const [kept] = w.forge.storage.dump().filter((one) => one.key === `issue:${issue.id}`);
    w.forge.storage.put({ store: 'kvs', key: `issue:${id}`, value: kept?.value });
    expect(await tryMove(w, key, 'Done')).toBeUndefined();
    expect(await tryMove(w, issue.key, 'Done'), 'the one it has').toBeDefined();
  });

  it.each([['503'], ['timeout']] as const)('anything while Jira answers %s', async (what) => {
    const { w, issue } = await validated();
    fault(w, {
      ...{ service: 'jira', operation: 'getIssue', fault: what, times: 9 },
      match: { functionKey: 'checked-file-fn' },
    });
    expect(await tryMove(w, issue.key, 'Done')).toBeUndefined();
    // What it was spared it is told now: nothing goes without a file.
    await w.forge.advance(HOUR);
    expect([standing(w, issue.key), ours(w)]).toEqual(['In correction', []]);
    expect(commentsOf(w, issue.key)).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'BUCH-1'],
    ['a list', []],
    ['no statuses', { issue: { key: 'BUCH-1' }, transition: {} }],
    ['a way in place of a key', { issue: { key: '../../myself' } }],
    ['a key that asks more', { issue: { key: 'BUCH-1?expand=names' } }],
    ['10,000 letters', { issue: { key: `${'A'.repeat(10_000)}-1` } }],
    ['a key of no issue', { issue: { key: 'BUCH-999999' } }],
  ])('what is no move: %s', async (_, told) => {
    const w = await testWorld();
    const statuses = { transition: { from: { id: '1' }, to: { id: '2' } } };
    const event = typeof told === 'object' && !Array.isArray(told) ? { ...statuses, ...told } : told;
    const outcome = await w.forge.invoke('checked-file-fn', event);
    expect(outcome).toEqual({ kind: 'returned', value: { result: true } });
    expect(w.forge.log.violations).toEqual([]);
  });
});

describe('the app’s own moves', () => {
  it('bring an issue back, and a delivered one where it belongs, with the validator on every transition', async () => {
    const { w, issue } = await validated();
    const named = (name: string) =>
      w.jira.site().statuses.find((one) => one.name === name && one.projectId === undefined)?.id ?? '';
    const { settings } = await asAdmin<{ settings: { project: { id: string } } }>(w.forge, 'admin.view', {});
    const meanings = {
      ...{ resubmit: [named('On hold')], closeWithout: [named('Closed without sending')] },
      deliveredTo: named('Done'),
    };
    await set(w, { statuses: { [settings.project.id]: meanings } });
    // Past the validator: by somebody who moves it while Jira cannot ask.
    const past = (status: string) => {
      fault(w, {
        ...{ service: 'jira', operation: 'getIssue', fault: '503' as const },
        match: { functionKey: 'checked-file-fn' },
      });
      return tryMove(w, issue.key, status);
    };
    expect([await past('In correction'), await past('On hold')]).toEqual([undefined, undefined]);
    await w.forge.advance(HOUR);
    expect(standing(w, issue.key)).toBe('In correction');
    await upload(w, correctFile(), { issue });
    expect(await tryMove(w, issue.key, 'On hold')).toBeUndefined();
    await w.forge.advance(3 * HOUR);
    expect(ours(w)).toHaveLength(1);
  });
});

describe('a validator without an answer', () => {
  it('stops the transition with a sentence of Jira’s own', async () => {
    const { w, issue } = await validated();
    fault(w, {
      ...{ service: 'jira', operation: 'getIssue', fault: 'crash-before' },
      match: { functionKey: 'checked-file-fn' },
    });
    expect(await tryMove(w, issue.key, 'Done', ACCOUNTS.accountant)).toBe(NO_VERDICT);
    expect(w.forge.validators().map(({ key }) => key)).toEqual([VALIDATOR]);
  });
});
