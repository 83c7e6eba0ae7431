import { describe, expect, it } from 'vitest';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { rejected } from '../support/story';
import { ACCOUNTS, call, fault, jiraCall, must, type TestWorld, testWorld } from '../support/world';

type View = {
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly health: readonly { readonly code: string; readonly title: string }[];
};
const view = (w: TestWorld) => asAdmin<View>(w.forge, 'admin.view', {});

async function route(w: TestWorld, ...rules: readonly object[]): Promise<object> {
  const { settings } = await view(w);
  return saved(w, { ...settings, routing: { land: 'BY', rules } });
}

async function saved(w: TestWorld, settings: object): Promise<object> {
  const { version } = await view(w);
  await asAdmin(w.forge, 'admin.save', { version, settings });
  return settings;
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (w: TestWorld, key: string) =>
  jiraCall<{ fields: Fields }>(w, 'GET', `/issue/${key}`, { as: ACCOUNTS.admin }).fields;

/** A rejected file becomes an issue on Tuesday, the first of December. */
const RULE = {
  mandant: '455148-1',
  class: 'datev',
  priority: '1',
  labels: ['datev', 'abgelehnt'],
  assignees: [ACCOUNTS.accountant],
  dueDays: 2,
  summary: '{mandant} {code}: {batch}',
};

const CONSTANT = { is: 'constant', value: 'x' };

describe('an issue', () => {
  it('is filed by the rules for its Mandant and cause; others stay as they were', async () => {
    const w = await testWorld();
    await route(w, RULE, { class: 'run', priority: '4' });
    const issue = await rejected(w);
    expect(fieldsOf(w, issue.key)).toMatchObject({
      priority: { id: '1' },
      labels: ['datev', 'abgelehnt'],
      assignee: { accountId: ACCOUNTS.accountant },
      duedate: '2026-12-03',
      summary: expect.stringMatching(/^455148-1 1008834: /),
    });
    const property = jiraCall(w, 'GET', `/issue/${issue.key}/properties/datev`);
    expect(property).toMatchObject({ value: { due: '2026-12-03T23:00:00.000Z' } });
    expect((await view(w)).health.map(({ code }) => code)).not.toContain('health.refused-fields');
    await w.forge.close();
  });

  it('loses nothing but what Jira does not take of it, and says so, in itself and in health', async () => {
    const w = await testWorld();
    const [level] = w.jira.site().levels;
    // The app may not set a security level here; no screen has the field.
    await route(w, {
      ...RULE,
      security: level?.id,
      fields: { customfield_99999: CONSTANT },
    });
    const issue = await rejected(w);
    const fields = fieldsOf(w, issue.key);
    expect(fields).toMatchObject({ priority: { id: '1' }, duedate: '2026-12-03', security: null });
    expect(JSON.stringify(fields['description'])).toContain('customfield_99999, Security Level');
    expect(JSON.stringify((await view(w)).health)).toContain('customfield_99999, Security Level');
    await w.forge.close();
  });

  it('is shown before anything is saved, with what would be left out', async () => {
    const w = await testWorld();
    const { settings } = await view(w);
    const routing = { land: 'BY', rules: [{ ...RULE, components: ['1'] }] };
    const wish = { settings: { ...settings, routing }, mandant: '455148-1', class: 'datev' };
    const shown = await must(
      call(w, 'datev-admin', 'jira.preview-issue', { as: ACCOUNTS.admin, payload: wish }),
    );
    expect(shown).toMatchObject({
      summary: '455148-1 1008834: Januar',
      issueType: 'Task',
      left: ['components'],
    });
    expect(JSON.stringify(shown)).toContain('"Highest"');
    expect(JSON.stringify(shown)).toContain('"2026-12-03"');
    expect(shown).toMatchObject({ assignee: 'Bernd Buchhalter' });
    expect((await view(w)).settings).not.toHaveProperty('routing');
    const watched = { mandant: '455148-1', lookBackDays: 0, assignee: ACCOUNTS.firmLead };
    const mine = { settings, mandant: '455148-1', class: 'datev' };
    expect(await asAdmin(w.forge, 'jira.preview-issue', mine)).not.toHaveProperty('assignee');
    await asAdmin(w.forge, 'mandant.watch', watched);
    expect(await asAdmin(w.forge, 'jira.preview-issue', mine), 'the Mandant’s').toHaveProperty('assignee');
    const named = async (mandant: string) =>
      asAdmin(w.forge, 'jira.preview-issue', {
        ...{ settings: { ...settings, routing: { land: 'BY', rules: [{ summary: '{mandantName}' }] } } },
        ...{ mandant, class: 'datev' },
      });
    expect(await named('455148-1')).toMatchObject({ summary: expect.stringMatching(/[A-Za-z]{3}/) });
    expect(await named('455148-99'), 'of whom nothing is known').toMatchObject({ summary: '455148-99' });
    for (const operation of ['getCreateIssueMetaIssueTypes', 'getCreateIssueMetaIssueTypeId']) {
      fault(w, { service: 'jira', operation, fault: '503', times: 9 });
      const answer = await call(w, 'datev-admin', 'jira.preview-issue', {
        as: ACCOUNTS.admin,
        payload: wish,
      });
      expect(answer, operation).toMatchObject({ ok: false });
      w.forge.faults.clear();
    }
    const other = await call(w, 'datev-admin', 'jira.preview-issue', {
      as: ACCOUNTS.accountant,
      payload: wish,
    });
    expect(other).toMatchObject({ ok: false });
    const erased = { ...routing, rules: [{ ...RULE, assignees: ['nobody-any-more'] }] };
    const payload = { ...wish, settings: { ...settings, routing: erased }, lang: 'en' };
    const gone = await must(call(w, 'datev-admin', 'jira.preview-issue', { as: ACCOUNTS.admin, payload }));
    expect(gone).toMatchObject({ assignee: 'Former user' });
    await w.forge.close();
  });

  it('to try it out is filed in the same way, whatever Jira refuses', async () => {
    const w = await testWorld();
    await route(w, { priority: '1' });
    await saved(w, { ...(await view(w)).settings, defaultAssignee: ACCOUNTS.accountant });
    const made = await asAdmin<{ key: string }>(w.forge, 'jira.test-issue', {});
    // Nobody hears of a test who need not.
    expect(fieldsOf(w, made.key)).toMatchObject({ priority: { id: '1' }, assignee: null });
    await w.forge.close();
  });

  it('to try it out loses what Jira does not take of it and nothing else, and names it as a real one does', async () => {
    const w = await testWorld();
    const [level] = w.jira.site().levels;
    const { settings } = await view(w);
    // Of the usual project, which another one need not have.
    const requiredValues = { ...(settings['requiredValues'] as object), customfield_88888: 'x' };
    await saved(w, { ...settings, requiredValues });
    await route(w, { priority: '1', security: level?.id, fields: { customfield_99999: CONSTANT } });
    const made = await asAdmin<{ key: string }>(w.forge, 'jira.test-issue', {});
    const fields = fieldsOf(w, made.key);
    expect(fields).toMatchObject({ priority: { id: '1' }, security: null });
    expect(JSON.stringify(fields['description'])).toContain('customfield_99999, Security Level');
    await w.forge.close();
  });

  it('is changed in words, rule by rule and person by person', async () => {
    const w = await testWorld();
    const field = { customfield_1: { is: 'attribute', of: 'batch' } };
    const both = [ACCOUNTS.accountant, ACCOUNTS.firmLead];
    const all = { class: 'run', assignees: both, fields: field };
    await route(w, RULE, all);
    const before = (await view(w)).version;
    await route(w, { ...all, assignees: both.toReversed() }, { ...RULE, dueDays: 3, labels: ['datev'] });
    const [last] = await changes(w);
    const [where, run] = [
      'Ablage der Vorgänge › Regeln › ',
      'alle Mandanten › ein Lauf ist stehen geblieben › ',
    ];
    const own = '455148-1 › DATEV hat die Datei abgelehnt › ';
    expect(last?.differences).toEqual([
      { where: `${where}${own}Werktage bis zur Fälligkeit`, old: '2', new: '3' },
      { where: `${where}${own}Stichwörter`, removed: ['abgelehnt'] },
      {
        where: `${where}${run}Zuständig nach Kalenderwochen › 1`,
        old: 'Bernd Buchhalter',
        new: 'Karla Kanzlei',
      },
      {
        where: `${where}${run}Zuständig nach Kalenderwochen › 2`,
        old: 'Karla Kanzlei',
        new: 'Bernd Buchhalter',
      },
    ]);
    expect((await view(w)).version).toBe(before + 1);
    await route(w);
    const [gone] = await changes(w);
    expect(gone?.differences).toContainEqual({
      where: `${where}${run}Felder › customfield_1 › Angabe`,
      old: 'Name des Stapels',
    });
    expect(JSON.stringify(gone)).not.toMatch(/dueDays|assignees|attribute/);
    await w.forge.close();
  });
});

type Change = { readonly differences: readonly { readonly where: string }[] };
async function changes(w: TestWorld): Promise<readonly Change[]> {
  const payload = { lang: 'de' };
  const told = await must(
    call<{ entries: readonly Change[] }>(w, 'datev-admin', 'configuration.changes', {
      as: ACCOUNTS.admin,
      payload,
    }),
  );
  return told.entries;
}
