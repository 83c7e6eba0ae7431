import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { connectLooker } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { START_AT } from '../../packages/sandbox/world/start';
import { expectClean } from '../support/audit';
import { bookedWorld, start } from '../support/booking';
import {
  ACCOUNTS,
  fault,
  HOUR,
  issuesOf,
  moveTo,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const PEOPLE = [ACCOUNTS.admin, ACCOUNTS.firmLead, ACCOUNTS.accountant] as const;

/** Who was reported how often after what the test tells; the installation's first daily run reports, too. */
function reported(w: TestWorld): Readonly<Record<string, number>> {
  const later = w.forge.privacy.reports().filter(({ at }) => at > START_AT + HOUR);
  const counts: Record<string, number> = {};
  for (const { accountId } of later) counts[accountId] = (counts[accountId] ?? 0) + 1;
  return counts;
}

/** Every account of the site that lies anywhere in our storage but here, found without our own code's help. */
function stored(w: TestWorld, but = /^(?:presence|refused|admin|login|account):/): readonly string[] {
  // What is there for an hour at most is no record of a person (docs/privacy.md).
  const lasting = w.forge.storage.dump({ maskSecrets: false }).filter(({ key }) => !but.test(key));
  const text = JSON.stringify(lasting);
  return w.jira
    .site()
    .users.map(({ accountId }) => accountId)
    .filter((id) => id !== ACCOUNTS.app && text.includes(id));
}

/** The chain of the configuration keeps who stood where, as every chain does. */
const EVIDENCE = /^(?:presence|refused|admin|login|account|config):/;

type Admin = {
  readonly version: number;
  readonly connection: { readonly state: string };
  readonly settings: Readonly<Record<string, unknown>> & { readonly defaultAssignee?: string };
  readonly mandanten: readonly { readonly id: string; readonly assignee?: { readonly name: string } }[];
  readonly health: readonly { readonly code: string; readonly title: string }[];
};

/** A failed file that a person corrects and sends, with people in every place that names one. */
async function live(w: TestWorld): Promise<void> {
  await choose(w, ACCOUNTS.firmLead);
  await asAdmin(w.forge, 'hooks.make', { kind: 'signed' });
  await connectLooker(w.forge);
  postElsewhere(w, failingFile());
  await w.forge.advance(3 * HOUR);
  const [issue] = issuesOf(w);
  if (issue === undefined) throw new Error('There is no issue.');
  await upload(w, correctFile(), { issue });
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(2 * HOUR);
}

/** The admin enters somebody wherever somebody can be entered. */
async function choose(w: TestWorld, assignee: string): Promise<void> {
  const { version, settings } = await asAdmin<Admin>(w.forge, 'admin.view', {});
  const requiredValues = { customfield_10042: { accountId: assignee } };
  await asAdmin(w.forge, 'admin.save', {
    version,
    settings: { ...settings, defaultAssignee: assignee, requiredValues },
  });
  await asAdmin(w.forge, 'mandant.watch', { mandant: '455148-1', lookBackDays: 0, assignee });
}

let state: Promise<unknown> | undefined;
async function lived(): Promise<TestWorld> {
  state ??= (async () => {
    const first = await testWorld();
    await live(first);
    return first.forge.snapshot();
  })();
  const saved = await state;
  const w = await testWorld();
  w.forge.restore(structuredClone(saved));
  return w;
}

/** The daily run of an installation that has not reported for a week. */
async function report(w: TestWorld): Promise<void> {
  const { version } = w.forge.storage.getEntity('record', ROUND) as { version: number };
  const data = { v: 1, lastBegunAt: '2026-11-01T00:00:00.000Z' };
  w.forge.storage.put({ store: 'entity', entity: 'record', key: ROUND, value: { version, data } });
  await w.forge.runScheduled('daily');
  await w.forge.advance(HOUR);
}
const ROUND = 'account-report';

describe('the weekly report of accounts', () => {
  it('names everybody whose account lies in storage, once a week, and nobody else', async () => {
    const w = await lived();
    // It reported on its first day, before anything happened; a week is not over.
    await w.forge.runScheduled('daily');
    await w.forge.advance(HOUR);
    expect(reported(w)).toEqual({});
    await report(w);
    expect(stored(w).toSorted()).toEqual([...PEOPLE].toSorted());
    expect(reported(w)).toEqual(Object.fromEntries(PEOPLE.map((id) => [id, 1])));
    await w.forge.runScheduled('daily');
    await w.forge.advance(HOUR);
    expect(Object.values(reported(w))).toEqual([1, 1, 1]);
  });

  it('names people of the booking way as well', async () => {
    const booked = await bookedWorld('en');
    await start(booked);
    const { w } = booked;
    await w.forge.advance(HOUR);
    await report(w);
    expect(stored(w)).toContain(ACCOUNTS.admin);
    expect(Object.keys(reported(w)).toSorted()).toEqual(stored(w).toSorted());
  });

  it('goes in reports of at most 90, and tells of a changed account only until it was renewed', async () => {
    const w = await lived();
    for (let n = 0; n < 230; n++) {
      const key = `account:5b10a2844c20165700e${String(n).padStart(5, '0')}`;
      w.forge.storage.put({ store: 'kvs', key, value: { v: 1, updatedAt: '2026-11-01T00:00:00.000Z' } });
    }
    w.forge.privacy.renew('5b10a2844c20165700e00007');
    await report(w);
    expect(Object.keys(reported(w))).toHaveLength(233);
    expect(w.forge.log.requests.filter(({ service }) => service === 'privacy').length).toBeGreaterThan(2);
    await report(w);
    const times = w.forge.privacy.reports().filter(({ accountId }) => accountId.endsWith('e00007'));
    expect(times.map(({ updatedAt }) => updatedAt.slice(0, 7))).toEqual(['2026-11', '2026-12']);
  });
});

describe('a closed account', () => {
  async function afterClosing(w: TestWorld, accountId: string = ACCOUNTS.firmLead): Promise<void> {
    w.forge.privacy.close(accountId);
    await report(w);
  }

  it('is taken out of settings and Mandanten, told to the admin, and never reported again', async () => {
    const w = await lived();
    await afterClosing(w);
    const view = await asAdmin<Admin>(w.forge, 'admin.view', {});
    expect(view.settings.defaultAssignee).toBeUndefined();
    expect(view.settings['requiredValues']).toEqual({});
    expect(view.mandanten.find(({ id }) => id === '455148-1')?.assignee).toBeUndefined();
    expect(view.health.map(({ code, title }) => [code, title])).toEqual([
      // No number field takes a person.
      ['health.refused-fields', 'Jira does not take these fields: Zeilen.'],
      [
        'health.vacancies',
        'An Atlassian account that was entered here has been closed: assignee of new issues, required field customfield_10042, assignee of 455148-1.',
      ],
    ]);
    expect(stored(w, EVIDENCE)).not.toContain(ACCOUNTS.firmLead);
    await report(w);
    expect(reported(w)).toMatchObject({ [ACCOUNTS.firmLead]: 1, [ACCOUNTS.admin]: 2 });
  });

  it('leaves the health page when somebody else is entered', async () => {
    const w = await lived();
    await afterClosing(w);
    await choose(w, ACCOUNTS.accountant);
    await w.forge.advance(1000);
    const view = await asAdmin<Admin>(w.forge, 'admin.view', {});
    expect(view.health.map(({ code }) => code)).toEqual(['health.refused-fields']);
  });

  it('leaves the default of new issues, too, when a rule names who is responsible: no page has it any more', async () => {
    const w = await lived();
    await afterClosing(w);
    const { version, settings } = await asAdmin<Admin>(w.forge, 'admin.view', {});
    const routing = { land: 'BY', rules: [{ assignees: [ACCOUNTS.accountant] }] };
    await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, routing } });
    const view = await asAdmin<Admin>(w.forge, 'admin.view', {});
    const told = view.health.map(({ title }) => title).join();
    expect(told).toContain('required field customfield_10042, assignee of 455148-1');
    expect(told).not.toContain('assignee of new issues');
  });

  it('of the person who connected leaves connections and hooks working, and tells the admin', async () => {
    const w = await lived();
    await afterClosing(w, ACCOUNTS.admin);
    const record = (key: string) => JSON.stringify(w.forge.storage.getEntity('record', key));
    for (const key of ['connection:main', 'looker-connections', 'hooks'])
      expect(record(key)).not.toContain(ACCOUNTS.admin);
    const view = await asAdmin<Admin>(w.forge, 'admin.view', {});
    expect(view.health.map(({ title }) => title).join()).toContain('DATEV connection main');
    expect(view.connection.state).toBe('connected');
  });

  it('keeps the chain: the history still proves who did it, shown as a former user', async () => {
    const w = await lived();
    w.jira.closeAccount(ACCOUNTS.accountant);
    await afterClosing(w, ACCOUNTS.accountant);
    const [issue] = issuesOf(w);
    if (issue === undefined) throw new Error('There is no issue.');
    const view = await viewOf<{
      auditIntact: boolean;
      timeline: readonly { actor: { kind: string; name: string } }[];
      files: readonly { by: { name: string } }[];
    }>(w, issue, ACCOUNTS.admin);
    expect(view.auditIntact).toBe(true);
    const names = view.timeline.filter(({ actor }) => actor.kind === 'person').map(({ actor }) => actor.name);
    expect(new Set(names)).toEqual(new Set(['Former user']));
    expect(view.files.map(({ by }) => by.name)).toEqual(['Former user']);
    await expectClean(w);
  });
});

describe('a report that is interrupted', () => {
  const MISHAPS = [
    ['the call', { service: 'privacy', operation: 'report' }],
    ['noting the account', { service: 'kvs', operation: 'set', match: { key: 'account:' } }],
    ['the health record', { service: 'kvs', operation: 'transact', match: { key: 'record/health' } }],
    ['the settings', { service: 'kvs', operation: 'transact', match: { key: 'record/settings' } }],
    ['the Mandant', { service: 'kvs', operation: 'transact', match: { key: 'mandant/455148-1' } }],
    ['the place in the round', { service: 'kvs', operation: 'transact', match: { key: 'account-report' } }],
  ] as const;
  const FAULTS = ['crash-before', 'crash-after', 'lost-response'] as const;
  const cases = MISHAPS.flatMap(([name, at]) => FAULTS.map((what) => [name, what, at] as const));

  it.each(cases)('at %s by %s goes on, and erases and tells the same', async (_name, what, at) => {
    const w = await lived();
    w.forge.privacy.close(ACCOUNTS.firmLead);
    fault(w, { ...at, fault: what });
    await report(w);
    await report(w);
    expect(stored(w, EVIDENCE).toSorted()).toEqual([ACCOUNTS.accountant, ACCOUNTS.admin].toSorted());
    const view = await asAdmin<Admin>(w.forge, 'admin.view', {});
    expect(view.health.map(({ title }) => title).join()).toContain(
      'assignee of new issues, required field customfield_10042, assignee of 455148-1',
    );
  });
});
