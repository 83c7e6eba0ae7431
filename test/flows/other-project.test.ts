import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { expectClean } from '../support/audit';
import { FAULTS } from '../support/effects';
import { PEOPLE } from '../support/eyes-hands';
import { begin, firm } from '../support/many-eyes';
import { breakOut, issuesIn, untilThere } from '../support/storm';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  fault,
  flat,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

type Settings = Readonly<Record<string, unknown>> & {
  readonly project: { readonly id: string };
  readonly statuses: Readonly<Record<string, unknown>>;
};
type View = {
  readonly version: number;
  readonly settings: Settings;
  readonly health: readonly { readonly code: string; readonly title: string; readonly remedy: string }[];
  readonly setUp: readonly { readonly step: string; readonly done: boolean }[];
};
const view = (w: TestWorld, lang = 'en') => asAdmin<View>(w.forge, 'admin.view', { lang });

function projectIn(w: TestWorld, key: string) {
  const project = w.jira.site().projects.find((one) => one.key === key);
  const typeId = project?.types[0]?.typeId;
  if (project === undefined || typeId === undefined) throw new Error(`no project ${key}`);
  return { project: { id: project.id, key }, issueTypeId: typeId };
}

/** The statuses of TEAM are its own: one of them is called Done, too. */
function meaningIn(w: TestWorld) {
  const { project } = projectIn(w, 'TEAM');
  const [, progress, done] = w.jira.site().statuses.filter(({ projectId }) => projectId === project.id);
  return { [project.id]: { resubmit: [done?.id], closeWithout: [], reopenTo: progress?.id } };
}

function save(w: TestWorld, { version, settings }: View, change: object, lang = 'en') {
  const payload = { version, settings: { ...settings, ...change }, lang };
  return call(w, 'datev-admin', 'admin.save', { as: ACCOUNTS.admin, payload });
}

/** What is for the first Mandant goes to TEAM, with meanings of its statuses. */
async function ruled(w: TestWorld, rule: object = {}, means: object = meaningIn(w)): Promise<void> {
  const now = await view(w);
  const rules = [{ mandant: '455148-1', ...projectIn(w, 'TEAM'), ...rule }];
  const statuses = { ...now.settings.statuses, ...means };
  await must(save(w, now, { routing: { land: 'BY', rules }, statuses }));
}

async function rejectedIn(w: TestWorld, project: string, mandant = '455148-1'): Promise<Issue> {
  postElsewhere(w, failingFile({ mandant }), mandant);
  await w.forge.advance(HOUR + 5 * MINUTE);
  const [issue, ...more] = issuesOf(w, project);
  expect(more).toEqual([]);
  if (issue === undefined) throw new Error(`There is no issue in ${project}.`);
  return issue;
}

const textOf = (issue: Issue) => flat(issue.fields['description']);

describe('an issue in the project of a rule', () => {
  it('has that project’s type and statuses, is moved there, sent and delivered; others stay in the usual project', async () => {
    const w = await testWorld();
    await ruled(w, { labels: ['nord'] });
    const issue = await rejectedIn(w, 'TEAM');
    expect(issuesOf(w)).toEqual([]);
    expect(issue.fields).toMatchObject({
      issuetype: { id: projectIn(w, 'TEAM').issueTypeId },
      labels: ['nord'],
      status: { name: 'To Do' },
    });
    expect(textOf(issue)).toContain('„Done“');
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    expect(ours(w)).toHaveLength(1);
    await rejectedIn(w, 'BUCH', '455148-3');
    await expectClean(w);
    await w.forge.close();
  });

  it.each([
    ['TEAM', '455148-1', false],
    ['BUCH', '455148-3', true],
  ] as const)(
    'in %s is there without a field that Jira does not take, and health says so of the usual project alone',
    async (...[key, mandant, tells]) => {
      const w = await testWorld();
      const field = w.jira
        .site()
        .fields.find(({ id, name }) => /^customfield_/.test(id) && !/^DATEV /.test(name));
      await ruled(w);
      await must(save(w, await view(w), { fields: { jobId: field?.id } }));
      w.jira.deleteField(field?.id ?? '');
      await rejectedIn(w, key, mandant);
      const codes = (await view(w)).health.map(({ code }) => code);
      expect(codes.includes('health.refused-fields')).toBe(tells);
      await w.forge.close();
    },
  );

  it('goes back to where that project’s work goes on when nothing is there to send', async () => {
    const w = await testWorld();
    await ruled(w);
    const issue = await rejectedIn(w, 'TEAM');
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(issuesOf(w, 'TEAM')[0]?.fields.status.name).toBe('In Progress');
    expect(commentsOf(w, issue.key).join(' ')).toContain('„Done“');
    await w.forge.close();
  });

  it('means nothing by a status of the usual project that is called the same', async () => {
    const w = await testWorld();
    await ruled(w, {}, {});
    const issue = await rejectedIn(w, 'TEAM');
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    await w.forge.close();
  });

  it('is found by the hourly look where Jira told nothing', async () => {
    const w = await testWorld();
    await ruled(w);
    const issue = await rejectedIn(w, 'TEAM');
    await upload(w, correctFile(), { issue });
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(3 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    await w.forge.close();
  });

  it.each(FAULTS)('comes to be once, whatever happens to its creation: %s', async (what) => {
    const w = await testWorld();
    await ruled(w);
    fault(w, { service: 'jira', operation: 'createIssue', fault: what, times: 1 });
    postElsewhere(w, failingFile());
    await w.forge.advance(3 * HOUR);
    expect([issuesOf(w, 'TEAM').length, issuesOf(w).length]).toEqual([1, 0]);
    await expectClean(w);
    await w.forge.close();
  });
});

describe('an issue that a person moves into another project', () => {
  type Shown = { readonly state: string; readonly facts: { readonly issueKey?: string } };
  const move = async (w: TestWorld, key: string, project: string): Promise<Issue> => {
    w.jira.moveToProject({ key, project, as: ACCOUNTS.admin });
    w.forge.touch();
    await w.forge.advance(2 * HOUR);
    const [issue] = issuesOf(w, project);
    if (issue === undefined) throw new Error(`There is no issue in ${project}.`);
    return issue;
  };

  it('goes by that project’s statuses from there on, and is called by its new key', async () => {
    const w = await testWorld();
    const now = await view(w);
    const [id, means] = Object.entries(meaningIn(w))[0] ?? [];
    const statuses = { ...now.settings.statuses, [id ?? '']: { ...means, deliveredTo: means?.reopenTo } };
    await must(save(w, now, { statuses }));
    const there = await rejectedIn(w, 'BUCH');
    const done = w.jira
      .site()
      .statuses.find(({ name, projectId }) => name === 'Done' && projectId === undefined);
    w.jira.renameStatus(done?.id ?? '', 'Bei Buchhaltung erledigt');
    const issue = await move(w, there.key, 'TEAM');
    expect(await viewOf<Shown>(w, issue)).toMatchObject({ facts: { issueKey: issue.key } });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    const told = commentsOf(w, issue.key).join(' ');
    expect(told).toContain('„Done“');
    expect(told).not.toContain('Bei Buchhaltung erledigt');
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(await viewOf<Shown>(w, issue)).toMatchObject({ state: 'delivered' });
    expect(issuesOf(w, 'TEAM')[0]?.fields.status.name).toBe('In Progress');
    await expectClean(w);
    await w.forge.close();
  });

  it('sends nothing because it was moved before into a status that sends there', async () => {
    const w = await testWorld();
    const now = await view(w);
    const { project } = projectIn(w, 'PFLICHT');
    const means = now.settings.statuses[now.settings.project.id];
    await must(save(w, now, { statuses: { [project.id]: means } }));
    const there = await rejectedIn(w, 'BUCH');
    moveTo(w, there.key, 'Done');
    await w.forge.advance(2 * HOUR);
    await upload(w, correctFile(), { issue: there });
    const issue = await move(w, there.key, 'PFLICHT');
    expect(issue.fields.status.name).toBe('Done');
    expect(ours(w)).toEqual([]);
    await w.forge.close();
  });
});

describe('where Jira takes no issue in the project of a rule', () => {
  const refusals: readonly (readonly [string, (w: TestWorld) => void])[] = [
    ['the project is gone', (w) => w.jira.deleteProject('TEAM')],
    ['the app does not see it', (w) => w.jira.setPermission('TEAM', 'BROWSE_PROJECTS', ACCOUNTS.app, false)],
    ['the app may not create', (w) => w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false)],
    [
      'it demands a field that nobody gave',
      (w) => {
        const at = { project: 'TEAM', typeId: projectIn(w, 'TEAM').issueTypeId };
        w.jira.setRequired(at, 'labels', true);
      },
    ],
  ];
  it.each(refusals)(
    '(%s) it is in the usual one, and says so, in itself and in health',
    async (_, refuse) => {
      const w = await testWorld();
      await ruled(w);
      refuse(w);
      const issue = await rejectedIn(w, 'BUCH');
      expect(textOf(issue)).toMatch(/Projekt TEAM\b.* nicht an/);
      expect(textOf(issue)).toContain('„Done“');
      const missed = (await view(w)).health.filter(({ code }) => code === 'health.missed');
      expect(missed).toHaveLength(1);
      expect(missed[0]?.title).toContain('TEAM');
      expect(missed[0]?.remedy).toContain('BUCH');
      await upload(w, correctFile(), { issue });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(30 * MINUTE);
      expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
      await expectClean(w);
      await w.forge.close();
    },
  );

  it.each(FAULTS)('it comes to be once there, too: %s', async (what) => {
    const w = await testWorld();
    await ruled(w);
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false);
    fault(w, { service: 'jira', operation: 'createIssue', fault: what, times: 1 });
    postElsewhere(w, failingFile());
    await w.forge.advance(3 * HOUR);
    expect([issuesOf(w, 'TEAM').length, issuesOf(w).length]).toEqual([0, 1]);
    await expectClean(w);
    await w.forge.close();
  });

  it('health says so until Jira takes one there again', async () => {
    const w = await testWorld();
    await ruled(w);
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false);
    await rejectedIn(w, 'BUCH');
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, true);
    await rejectedIn(w, 'TEAM');
    expect((await view(w)).health.map(({ code }) => code)).not.toContain('health.missed');
    await w.forge.close();
  });

  it('health says nothing of it any more when somebody has saved since, until the next issue', async () => {
    const w = await testWorld();
    await ruled(w);
    const at = { project: 'TEAM', typeId: projectIn(w, 'TEAM').issueTypeId };
    w.jira.setRequired(at, 'labels', true);
    const codes = async () => (await view(w)).health.map(({ code }) => code);
    await rejectedIn(w, 'BUCH');
    expect(await codes()).toContain('health.missed');
    await ruled(w, { labels: ['nord'] });
    expect(await codes()).not.toContain('health.missed');
    await rejectedIn(w, 'TEAM');
    await w.forge.close();
  });

  it('it is on record as made at once although health cannot be told of it', async () => {
    const w = await testWorld();
    await ruled(w);
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false);
    const match = { key: 'record/health', functionKey: 'work-fn' };
    fault(w, { service: 'kvs', operation: 'transact', fault: '500', times: 20, match });
    postElsewhere(w, failingFile());
    for (let minutes = 0; minutes < 90 && issuesOf(w).length === 0; minutes++) await w.forge.advance(MINUTE);
    const [issue] = issuesOf(w);
    if (issue === undefined) throw new Error('There is no issue.');
    expect(w.forge.faults.list()[0]?.left, 'the fault struck').toBeLessThan(20);
    expect(await viewOf(w, issue)).toMatchObject({ known: true, state: 'rejected' });
    await w.forge.close();
  });

  it('waits where it is only for a while, and is nowhere else meanwhile', async () => {
    const w = await testWorld();
    await ruled(w);
    fault(w, { service: 'jira', operation: 'getCreateIssueMetaIssueTypeId', fault: '503', times: 2 });
    postElsewhere(w, failingFile());
    await w.forge.advance(3 * HOUR);
    expect([issuesOf(w, 'TEAM').length, issuesOf(w).length]).toEqual([1, 0]);
    await w.forge.close();
  });
});

describe('a storm', () => {
  it('has its own issue in the usual project, and those of its files linked to it where their rule wants them', async () => {
    const w = await testWorld();
    await ruled(w);
    breakOut(w, 22);
    await untilThere(w, 22);
    await w.forge.advance(HOUR);
    const { parents, children } = issuesIn(w);
    expect(parents.map(({ key }) => key)).toEqual([expect.stringMatching(/^BUCH-/)]);
    expect(children.map(({ key }) => key.slice(0, 5))).toEqual(children.map(() => 'TEAM-'));
    expect(children.map(({ links }) => links)).toEqual(children.map(() => [parents[0]?.key]));
    await expectClean(w);
    await w.forge.close();
  });
});

describe('an approval', () => {
  it('is asked for in the project of its rule, of those who can be assigned there', async () => {
    const b = await firm('lead');
    const { w } = b;
    await ruled(w, { mandant: undefined, class: 'approval' });
    w.jira.setAssignable('TEAM', PEOPLE.lead3, false);
    await begin(b, 'accountant');
    await w.forge.advance(5 * MINUTE);
    const [issue, ...more] = issuesOf(w, 'TEAM');
    expect([more.length, issuesOf(w).length]).toEqual([0, 0]);
    const told = JSON.stringify(issue?.fields['description']);
    expect(told).toContain(PEOPLE.lead2);
    expect(told).not.toContain(PEOPLE.lead3);
  });
});

describe('a project that is gone', () => {
  it('keeps no move in another one from being found', async () => {
    const w = await testWorld();
    await ruled(w);
    const issue = await rejectedIn(w, 'BUCH', '455148-3');
    await upload(w, correctFile({ mandant: '455148-3' }), { issue });
    w.jira.deleteProject('TEAM');
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(3 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    await w.forge.close();
  });
});

describe('a project that the app does not see for a while', () => {
  it('hides no move for good that somebody made there meanwhile', async () => {
    const w = await testWorld();
    await ruled(w);
    const issue = await rejectedIn(w, 'TEAM');
    await upload(w, correctFile(), { issue });
    w.jira.setPermission('TEAM', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(4 * HOUR);
    expect(ours(w)).toEqual([]);
    w.jira.setPermission('TEAM', 'BROWSE_PROJECTS', ACCOUNTS.app, true);
    await w.forge.advance(2 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered' });
    await w.forge.close();
  });
});

describe('saving a rule', () => {
  it('is not asked of what stands there already: other settings are saved while its project is away', async () => {
    const w = await testWorld();
    await ruled(w);
    w.jira.setPermission('TEAM', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    await must(save(w, await view(w), { retentionDays: 40 }));
    expect((await view(w)).settings['retentionDays']).toBe(40);
    const now = await view(w);
    const rules = [{ class: 'run', ...projectIn(w, 'TEAM'), project: { id: '99999', key: 'NEU' } }];
    const answer = await save(w, now, { routing: { land: 'BY', rules } });
    expect(answer).toMatchObject({ problem: { code: 'settings.rule-project' } });
    await w.forge.close();
  });

  it('wants a project that is there, for the app, and one of its types; says which rule is wrong, and what to do', async () => {
    const w = await testWorld();
    const now = await view(w);
    const team = projectIn(w, 'TEAM');
    const saving = (rule: object, lang = 'en') =>
      save(w, now, { routing: { land: 'BY', rules: [{ class: 'run' }, rule] } }, lang);
    const refused = async (rule: object, lang?: string) => {
      const answer = await saving(rule, lang);
      return answer.ok ? 'saved' : `${answer.problem.code} ${answer.problem.title} ${answer.problem.remedy}`;
    };
    const gone = { ...team, project: { id: '99999', key: 'WEG' } };
    expect(await refused(gone)).toMatch(/^settings\.rule-project Rule 2 names project WEG.*Choose another/);
    expect(await refused(gone, 'de')).toMatch(
      /^settings\.rule-project Regel 2 nennt das Projekt WEG.*Wählen/,
    );
    expect(await refused({ ...team, issueTypeId: '10002' })).toMatch(/^settings\.rule-type Rule 2 needs/);
    expect(await refused({ project: team.project }, 'de')).toMatch(/^settings\.rule-type Regel 2 braucht/);
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false);
    expect(await refused(team)).toMatch(/^settings\.rule-project Rule 2 names project TEAM/);
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, true);
    expect(await refused({ ...team, project: { id: team.project.id, key: 'ALT' } })).toBe('saved');
    const { settings } = await view(w);
    expect(settings['routing']).toMatchObject({ rules: [{}, { project: { key: 'TEAM' } }] });
    await w.forge.close();
  });

  it('leaves a warning that names its project, and no open step of the set-up, as long as no status of its project means “send again”', async () => {
    const w = await testWorld();
    const steps = async () => (await view(w)).setUp.find(({ step }) => step === 'statuses')?.done;
    await ruled(w, {}, {});
    // An open step would be all that the overview shows: nobody could read the warning, nor anything else of health.
    expect(await steps()).toBe(true);
    const [warning] = (await view(w, 'de')).health.filter(({ code }) => code === 'health.no-resubmit');
    expect(warning?.title).toContain('TEAM');
    await ruled(w);
    expect(await steps()).toBe(true);
    expect((await view(w)).health.map(({ code }) => code)).not.toContain('health.no-resubmit');
    await w.forge.close();
  });
});

describe('the log of the configuration', () => {
  it('tells in words which project a rule names', async () => {
    const w = await testWorld();
    await ruled(w);
    const [last] = (
      await must(
        call<{ entries: readonly { readonly differences: readonly object[] }[] }>(
          w,
          'datev-admin',
          'configuration.changes',
          { as: ACCOUNTS.admin, payload: { lang: 'de' } },
        ),
      )
    ).entries;
    const where = 'Ablage der Vorgänge › Regeln › 455148-1 › alle Ursachen › Projekt › Schlüssel';
    expect(last?.differences).toContainEqual({ where, new: 'TEAM' });
    await w.forge.close();
  });
});

describe('before anything is filed', () => {
  it('preview and test issue are of the project of the rule, or say that it takes none', async () => {
    const w = await testWorld();
    await ruled(w, { mandant: undefined });
    const { settings } = await view(w);
    const shown = () => asAdmin(w.forge, 'jira.preview-issue', { settings, class: 'datev' });
    expect(await shown()).toMatchObject({ project: 'TEAM', issueType: 'Task' });
    const made = await asAdmin<{ id: string; key: string }>(w.forge, 'jira.test-issue', {});
    expect(made.key).toMatch(/^TEAM-/);
    await asAdmin(w.forge, 'jira.remove-test-issue', { issueId: made.id });
    w.jira.setPermission('TEAM', 'CREATE_ISSUES', ACCOUNTS.app, false);
    expect(await shown()).toMatchObject({ project: 'BUCH', missed: 'TEAM' });
    await w.forge.advance(MINUTE);
    const second = await asAdmin<{ key: string }>(w.forge, 'jira.test-issue', {});
    expect(second.key).toMatch(/^BUCH-/);
    const [issue] = issuesOf(w);
    expect(issue && textOf(issue)).toMatch(/Projekt TEAM\b.* nicht an/);
    await w.forge.close();
  });
});

describe('the preview of what the project of a rule demands', () => {
  const demanding = async (field: string, rule: object) => {
    const w = await testWorld();
    await ruled(w, { mandant: undefined, ...rule });
    const { settings } = await view(w);
    w.jira.setRequired({ project: 'TEAM', typeId: projectIn(w, 'TEAM').issueTypeId }, field, true);
    const shown = await asAdmin<object>(w.forge, 'jira.preview-issue', { settings, class: 'datev' });
    // The test issue is made where the preview says.
    const { key } = await asAdmin<{ key: string }>(w.forge, 'jira.test-issue', {});
    expect(shown).toMatchObject({ project: key.split('-')[0] });
    await w.forge.close();
    return shown;
  };

  it.each([
    ['labels', {}],
    ['assignee', {}],
  ])('is of the usual one where nobody gives it: %s', async (field, rule) => {
    expect(await demanding(field, rule)).toMatchObject({ project: 'BUCH', missed: 'TEAM' });
  });

  it.each([
    ['labels', { labels: ['nord'] }],
    ['assignee', { assignees: [ACCOUNTS.accountant] }],
  ])('is of that one where the rule gives it: %s', async (field, rule) => {
    const shown = await demanding(field, rule);
    expect(shown).toMatchObject({ project: 'TEAM' });
    expect(shown).not.toHaveProperty('missed');
  });
});

describe('the preview of an issue of one class', () => {
  const from = (of: string) => ({ fields: { labels: { is: 'attribute', of } } });
  const SOME = 'One of those who may approve';

  it.each([
    ['a rejected file of another program has no pipeline', 'datev', 'labels', from('pipeline'), 'BUCH'],
    ['nobody knows the period of one', 'datev', 'labels', from('period'), 'BUCH'],
    ['a rejected file has a job', 'datev', 'labels', from('jobId'), 'TEAM'],
    ['what was found before the transfer has none', 'check', 'labels', from('jobId'), 'BUCH'],
    ['what was found before the transfer has a period', 'check', 'labels', from('period'), 'TEAM'],
    ['DATEV said nothing of what is technical', 'technical', 'labels', from('code'), 'BUCH'],
    ['a run has a pipeline', 'run', 'labels', from('pipeline'), 'TEAM'],
    ['a run has no job', 'run', 'labels', from('jobId'), 'BUCH'],
    ['what stopped is nobody’s', 'run', 'assignee', {}, 'BUCH'],
    ['an approval has no code', 'approval', 'labels', from('code'), 'BUCH'],
    ['an approval has a pipeline', 'approval', 'labels', from('pipeline'), 'TEAM'],
  ])('is where a real one would be: %s', async (...[, kind, field, rule, project]) => {
    const w = await testWorld();
    await ruled(w, { mandant: undefined, ...rule });
    const { settings } = await view(w);
    w.jira.setRequired({ project: 'TEAM', typeId: projectIn(w, 'TEAM').issueTypeId }, field, true);
    const shown = await asAdmin<object>(w.forge, 'jira.preview-issue', { settings, class: kind });
    expect(shown).toMatchObject({ project });
    if (kind === 'datev') await rejectedIn(w, project);
    await w.forge.close();
  });

  it.each([
    ['datev', /^DATEV rejected “Januar”: \S/],
    ['check', /^“Januar” was not sent: \S/],
    ['technical', /^Uncertain whether DATEV received “Januar”/],
    ['run', /^“Monatsabschluss 2026-01” was not sent: \S/],
    ['approval', /^Approval: “Monatsabschluss 2026-01”/],
  ])(
    'is called as a real one of class %s would be, where nothing is left of what a rule says, too',
    async (kind, called) => {
      const w = await testWorld();
      const { settings } = await view(w);
      const shown = (summary: string) => {
        const routing = { land: 'BY', rules: [{ summary }] };
        const payload = { settings: { ...settings, language: 'en', routing }, class: kind };
        return asAdmin<{ summary: string }>(w.forge, 'jira.preview-issue', payload);
      };
      const nothing = kind === 'run' || kind === 'approval' ? '{jobId}' : '{pipeline}';
      expect((await shown(nothing)).summary).toMatch(called);
      expect((await shown(`{mandant} ${nothing}`)).summary).toBe('455148-1');
      await w.forge.close();
    },
  );

  it('is somebody’s where the project demands that, as one of those who may approve gets it', async () => {
    const w = await testWorld();
    await ruled(w, { mandant: undefined });
    const { settings } = await view(w);
    const shown = (kind: string) =>
      asAdmin<object>(w.forge, 'jira.preview-issue', { settings, class: kind, lang: 'en' });
    expect(await shown('approval'), 'nobody has to').not.toHaveProperty('assignee');
    w.jira.setRequired({ project: 'TEAM', typeId: projectIn(w, 'TEAM').issueTypeId }, 'assignee', true);
    await w.forge.advance(MINUTE);
    expect(await shown('approval')).toMatchObject({ project: 'TEAM', assignee: SOME });
    expect(await shown('run')).toMatchObject({ project: 'BUCH', missed: 'TEAM' });
    const chosen = { ...settings, defaultAssignee: ACCOUNTS.accountant };
    const own = await asAdmin(w.forge, 'jira.preview-issue', { settings: chosen, class: 'approval' });
    expect(own).toMatchObject({ project: 'TEAM', assignee: 'Bernd Buchhalter' });
    await w.forge.close();
  });
});

describe('who may', () => {
  it('is asked of the issue in its own project; the desk hangs on the usual one, and shows only issues that somebody sees', async () => {
    const w = await testWorld();
    await ruled(w);
    const issue = await rejectedIn(w, 'TEAM');
    const other = await rejectedIn(w, 'BUCH', '455148-3');
    const as = ACCOUNTS.accountant;
    const group = (key: string, permission: string, may: boolean) =>
      w.jira.setPermission(key, permission, as, may);
    type Desk = { readonly rows: readonly { readonly issueKey?: string }[] };
    const desk = () => call<Desk>(w, 'datev-desk', 'desk.view', { as, payload: { show: 'all', search: '' } });
    // Somebody of TEAM only: works on its issue, and gets nothing of the others.
    group('BUCH', 'BROWSE_PROJECTS', false);
    expect(await upload(w, correctFile(), { issue, as })).toMatchObject({ state: 'accepted' });
    expect(await desk()).toMatchObject({ ok: false, problem: { code: 'access.no-desk' } });
    expect(await call(w, 'datev-panel', 'submission.view', { issue: other, as })).toMatchObject({
      ok: false,
    });
    // Somebody of the usual project only: opens the desk, and does not see what lies in TEAM.
    await w.forge.advance(HOUR);
    group('BUCH', 'BROWSE_PROJECTS', true);
    group('TEAM', 'BROWSE_PROJECTS', false);
    const seen = await must(desk());
    expect(JSON.stringify(seen.rows)).toContain(other.key);
    expect(JSON.stringify(seen.rows)).not.toContain(issue.key);
    expect(await call(w, 'datev-panel', 'submission.view', { issue, as })).toMatchObject({ ok: false });
    // Who sees an issue in TEAM and may not edit it sends nothing there, whatever they may in the usual project.
    group('TEAM', 'BROWSE_PROJECTS', true);
    group('TEAM', 'EDIT_ISSUES', false);
    const payload = { mode: 'file', sha256: 'x'.repeat(64) };
    expect(await call(w, 'datev-panel', 'submission.resubmit', { issue, as, payload })).toMatchObject({
      ok: false,
    });
    await w.forge.close();
  });

  it('be responsible is asked of the project of the rule', async () => {
    const w = await testWorld();
    w.jira.setAssignable('TEAM', ACCOUNTS.accountant, false);
    const users = (projectId?: string) =>
      asAdmin<readonly { id: string }[]>(w.forge, 'jira.users', { query: 'Bernd', projectId });
    expect((await users()).map(({ id }) => id)).toEqual([ACCOUNTS.accountant]);
    expect(await users(projectIn(w, 'TEAM').project.id)).toEqual([]);
    await w.forge.close();
  });
});
