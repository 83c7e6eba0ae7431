import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import { DESK_CALLS, ISSUE_CALLS } from '../../src/contract/calls';
import { bookedWorld, change } from '../support/booking';
import {
  ADMIN_PAYLOADS,
  atDeskLines,
  expected,
  type Firm,
  IN_PANEL,
  ON_DESK_SUBMISSION,
  type Person,
  type Rule,
  type State,
} from '../support/matrix';
import { SIMULATES } from '../support/simulate';
import {
  ACCOUNTS,
  BUNDLE,
  call,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

const SEND = 'a0000000-0000-4000-8000-00000000send';
const READ = 'a0000000-0000-4000-8000-00000000read';
const EDIT = 'a0000000-0000-4000-8000-00000000edit';
const VIEW = 'a0000000-0000-4000-8000-00000000view';
const NONE = {
  here: true,
  browses: false,
  edits: false,
  inLevel: false,
  sends: false,
  reads: false,
  leads: false,
  administers: false,
};

/** The kinds of people, each with what Jira and the groups give them. */
const PEOPLE: Readonly<Record<string, Person>> = {
  nobody: { ...NONE, accountId: '', here: false },
  'somebody of another installation': { ...NONE, accountId: '5b10a2844c20165700edeff1', here: false },
  outsider: { ...NONE, accountId: ACCOUNTS.outsider },
  'outsider in both groups': { ...NONE, accountId: 'm-out', sends: true, reads: true },
  viewer: { ...NONE, accountId: 'm-view', browses: true },
  'viewer in both groups': { ...NONE, accountId: 'm-view2', browses: true, sends: true, reads: true },
  editor: { ...NONE, accountId: 'm-edit', browses: true, edits: true },
  'editor who reads': { ...NONE, accountId: 'm-read', browses: true, edits: true, reads: true },
  'editor who sends': { ...NONE, accountId: 'm-send', browses: true, edits: true, sends: true },
  accountant: { ...NONE, accountId: 'm-acc', browses: true, edits: true, sends: true, reads: true },
  'accountant in the level': {
    ...{ ...NONE, accountId: 'm-lev', browses: true, edits: true },
    ...{ inLevel: true, sends: true, reads: true },
  },
  'lead without project': { ...NONE, accountId: 'm-lead', leads: true },
  'lead who edits': { ...NONE, accountId: 'm-lead2', browses: true, edits: true, leads: true },
  'lead in all groups': {
    ...{ ...NONE, accountId: 'm-lead3', browses: true, edits: true },
    ...{ inLevel: true, sends: true, reads: true, leads: true },
  },
  administrator: {
    ...NONE,
    accountId: ACCOUNTS.admin,
    browses: true,
    edits: true,
    inLevel: true,
    administers: true,
  },
};

const people = Object.entries(PEOPLE)
  .filter(([, p]) => p.accountId.startsWith('m-'))
  .map(([name, p]) => ({
    ...{ accountId: p.accountId, accountType: 'atlassian' as const, displayName: name, active: true },
    ...{ timeZone: 'Europe/Berlin', locale: 'de_DE' },
    groups: [
      ...(p.inLevel ? [GROUPS.everybody] : []),
      ...(p.browses ? [VIEW] : []),
      ...(p.edits ? [EDIT] : []),
      ...(p.sends ? [SEND] : []),
      ...(p.reads ? [READ] : []),
      ...(p.leads ? [GROUPS.firmLeads] : []),
    ],
  }));

type Place = {
  readonly state: State;
  readonly issue?: { id: string; key: string };
  readonly submissionId?: string;
};
type Stage = {
  readonly w: TestWorld;
  readonly firm: Firm;
  readonly pipeline: string;
  readonly connection: string;
  readonly places: readonly Place[];
  readonly settings: object;
  readonly saved: unknown;
};

async function stage(firm: Firm): Promise<Stage> {
  const b = await bookedWorld('en', { people });
  const { w, pipeline, connection } = b;
  for (const project of ['BUCH', 'TEAM']) {
    w.jira.setPermission(project, 'BROWSE_PROJECTS', `group:${VIEW}`, true);
    for (const permission of ['EDIT_ISSUES', 'CREATE_ISSUES', 'TRANSITION_ISSUES'])
      w.jira.setPermission(project, permission, `group:${EDIT}`, true);
  }
  const made: Issue[] = [];
  for (const label of ['visible', 'levelled', 'hidden', 'deleted', 'delivered'])
    made.push(await failed(w, label));
  const [visible, levelled, hidden, deleted, delivered] = made as [Issue, Issue, Issue, Issue, Issue];
  await upload(w, correctFile(), { issue: delivered, as: ACCOUNTS.admin });
  moveTo(w, delivered.key, 'Done', ACCOUNTS.admin);
  await upload(w, correctFile({ label: 'visible' }), { issue: visible, as: ACCOUNTS.admin });
  const fresh = await upload(w, correctFile({ label: 'fresh' }), { mandant: '455148-1', as: ACCOUNTS.admin });
  await change(b, (draft) => ({ ...draft, needsApproval: true }));
  const wish = { id: pipeline, period: '2026-10', isDry: false, anew: false };
  const run = await must(
    call<{ submissionId: string }>(w, 'datev-desk', 'pipeline.run', { as: ACCOUNTS.admin, payload: wish }),
  );
  await w.forge.advance(HOUR);
  const [waiting] = issuesOf(w).filter((issue) => !made.some(({ key }) => key === issue.key));
  if (waiting === undefined) throw new Error('The run that waits has no issue.');
  const ids = await Promise.all(made.map((issue) => idOf(w, issue)));
  secure(w, levelled, 'Kanzlei');
  secure(w, hidden, 'Nur Kanzleileitung');
  jiraCall(w, 'DELETE', `/issue/${deleted.key}`, { as: ACCOUNTS.admin });
  await w.forge.advance(10 * MINUTE);
  if (firm.named) await nameGroups(w);
  const states: readonly State[] = ['visible', 'levelled', 'hidden-from-app', 'deleted', 'delivered'];
  const places: Place[] = made.map(({ id, key }, n) => ({
    state: states[n] ?? 'nothing',
    issue: { id, key },
    submissionId: ids[n] ?? '',
  }));
  places.push(
    { state: 'no-issue', submissionId: fresh.submissionId ?? '' },
    { state: 'run', issue: { id: waiting.id, key: waiting.key }, submissionId: run.submissionId },
    { state: 'forged', issue: { id: '999999', key: 'BUCH-999' }, submissionId: 's00000000000dead' },
    { state: 'foreign', issue: elsewhere(w) },
    { state: 'nothing' },
  );
  const { settings } = await asAdmin<{ settings: object }>(w.forge, 'admin.view', {});
  return { w, firm, pipeline, connection, places, settings, saved: structuredClone(w.forge.snapshot()) };
}

/** An issue of a project that is not ours. */
function elsewhere(w: TestWorld): { id: string; key: string } {
  const project = w.jira.site().projects.find(({ key }) => key === 'TEAM');
  const type = project?.types[0]?.typeId;
  const fields = { project: { key: 'TEAM' }, issuetype: { id: type }, summary: 'Of somebody else' };
  return jiraCall(w, 'POST', '/issue', { body: { fields }, as: ACCOUNTS.admin });
}

function secure(w: TestWorld, { key }: Issue, name: string): void {
  const level = w.jira.site().levels.find((one) => one.name === name)?.id;
  jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { security: { id: level } } }, as: ACCOUNTS.admin });
}

async function failed(w: TestWorld, label: string): Promise<Issue> {
  const before = new Set(issuesOf(w).map(({ key }) => key));
  postElsewhere(w, failingFile({ label }));
  await w.forge.advance(HOUR + 10 * MINUTE);
  const issue = issuesOf(w).find(({ key }) => !before.has(key));
  if (issue === undefined) throw new Error(`${label} has no issue.`);
  return issue;
}

async function idOf(w: TestWorld, issue: Issue): Promise<string> {
  const how = { issue, as: ACCOUNTS.admin };
  return (await must(call<{ submissionId: string }>(w, 'datev-panel', 'submission.view', how))).submissionId;
}

async function nameGroups(w: TestWorld): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: { groups: object } }>(
    w.forge,
    'admin.view',
    {},
  );
  const groups = { ...settings.groups, resubmit: [SEND], readers: [READ] };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, groups } });
  await w.forge.advance(MINUTE);
}

type Cell = {
  readonly who: string;
  readonly module: 'datev-panel' | 'datev-desk' | 'datev-admin';
  readonly name: string;
  readonly rule: Rule;
  readonly place: Place;
  readonly payload: object;
  readonly changes: boolean;
};

/** The cells of a world, one for each function, kind of person and state. */
function cellsOf({ places, pipeline, connection, settings }: Stage): readonly Cell[] {
  const cells: Omit<Cell, 'who'>[] = [];
  const add = (
    module: Cell['module'],
    name: string,
    line: { rule: Rule; payload: object; changes?: true },
    place: Place,
  ) => {
    const target = module === 'datev-panel' ? {} : { submissionId: place.submissionId };
    const remap = name === 'pipeline.remap' || name === 'pipeline.fill' ? { id: pipeline } : {};
    const to =
      name === 'file.begin' && module === 'datev-desk'
        ? { target: { to: 'submission', submissionId: place.submissionId ?? 's0' } }
        : {};
    cells.push({
      module,
      name,
      rule: line.rule,
      place,
      payload: { ...line.payload, ...target, ...remap, ...to },
      changes: line.changes === true,
    });
  };
  for (const place of places) {
    const inPanel = place.submissionId === undefined || place.issue !== undefined;
    for (const [name, line] of Object.entries(IN_PANEL)) if (inPanel) add('datev-panel', name, line, place);
    for (const [name, line] of Object.entries(ON_DESK_SUBMISSION)) add('datev-desk', name, line, place);
  }
  const nowhere: Place = { state: 'nothing' };
  for (const [name, line] of Object.entries(atDeskLines(pipeline, connection)))
    add('datev-desk', name, line, nowhere);
  for (const name of Object.keys(ADMIN_CALLS))
    add(
      'datev-admin',
      name,
      {
        rule: 'administrators',
        payload: ADMIN_PAYLOADS[name] ?? { version: 9999, settings, class: 'datev' },
        changes: true,
      },
      nowhere,
    );
  return cells.flatMap((cell) => Object.keys(PEOPLE).map((who) => ({ ...cell, who })));
}

const REFUSALS = /^(access\.|jira\.not-signed-in)/;

async function mayDo({ w, saved }: Stage, cell: Cell): Promise<boolean> {
  const { accountId } = PEOPLE[cell.who] as Person;
  // The memory of refusals is tested by itself; here everybody is asked anew.
  const value = { since: '2000-01-01T00:00:00.000Z', count: 0, calls: [] };
  if (accountId !== '') w.forge.storage.put({ store: 'kvs', key: `refused:${accountId}`, value });
  const answer = await call(w, cell.module, cell.name, {
    as: accountId,
    payload: cell.payload,
    ...(cell.module === 'datev-panel' && cell.place.issue !== undefined ? { issue: cell.place.issue } : {}),
  });
  const may = answer.ok || !REFUSALS.test(answer.problem.code);
  if (may && cell.changes) w.forge.restore(structuredClone(saved));
  if (!answer.ok && answer.problem.code.startsWith('platform.'))
    throw new Error(`${cell.who} ${cell.name} ${cell.place.state}: ${answer.problem.code}`);
  return may;
}

/** `npm test` takes every eleventh cell, which meets every person and every function; `npm run simulate` takes all. */
const STEP = SIMULATES ? 1 : 11;

/** Setting a firm up takes longest: the planted faults are looked for in the same one. */
let kept: Stage | undefined;

describe.each([{ named: false }, { named: true }])('the matrix of permissions, groups named: %j', (firm) => {
  it('has every function of every resolver, and agrees in every cell with what is promised', async () => {
    const on = await stage(firm);
    if (firm.named) kept = on;
    const all = cellsOf(on);
    const has = (module: string) => new Set(all.filter((c) => c.module === module).map(({ name }) => name));
    expect([...has('datev-panel')].sort()).toEqual(Object.keys(ISSUE_CALLS).sort());
    expect([...has('datev-desk')].sort()).toEqual(Object.keys(DESK_CALLS).sort());
    expect([...has('datev-admin')].sort()).toEqual(Object.keys(ADMIN_CALLS).sort());
    expect(all.length).toBeGreaterThan(2500);
    const wrong: string[] = [];
    let granted = 0;
    let turn = 0;
    for (const cell of all.filter((_, n) => n % STEP === 0)) {
      // Forge's storage has units by the minute.
      if (++turn % 25 === 0) await on.w.forge.advance(MINUTE);
      const fault = await faultIn(on, cell);
      granted += isPromised(cell, firm) ? 1 : 0;
      if (fault !== undefined) wrong.push(fault);
    }
    expect(wrong).toEqual([]);
    expect(granted).toBeGreaterThan(50);
    await on.w.forge.close();
  }, 1_800_000);
});

function isPromised({ who, module, rule, place: { state } }: Cell, firm: Firm): boolean {
  const face = module === 'datev-panel' ? 'panel' : 'desk';
  return expected(rule, PEOPLE[who] as Person, { state, face, firm });
}

/** What one cell says against what is promised; undefined: they agree. */
async function faultIn(on: Stage, cell: Cell): Promise<string | undefined> {
  const should = isPromised(cell, on.firm);
  const may = await mayDo(on, cell);
  return may === should
    ? undefined
    : `${cell.who} ${cell.module} ${cell.name} ${cell.place.state}: may ${may}, should ${should}`;
}

type Plant = { readonly what: string; readonly from: RegExp; readonly to: string; readonly names: RegExp };

/** Each opens a door that the table keeps shut. */
const PLANTS: readonly Plant[] = [
  {
    what: 'run.approve asks only whether the issue is seen',
    from: /(["']run\.approve["']:\s*)["']approve["']/,
    to: '$1"see"',
    names: /^run\.approve$/,
  },
  {
    what: 'run.approve does not ask for the reading right',
    from: /(["']run\.approve["']:\s*)["']approve["']/,
    to: '$1"act"',
    names: /^run\.approve$/,
  },
  {
    what: 'admin.save is open to firm leads',
    from: /(["']admin\.save["']:\s*)["']admin["']/,
    to: '$1"lead"',
    names: /^admin\.save$/,
  },
  {
    what: 'what is hidden from the app is open',
    from: /return issue\?\.hidden === (void 0|undefined) \|\| who\.admin/,
    to: 'return true',
    names: /^submission\.view$/,
  },
  {
    what: 'files go to everybody who sees the issue',
    from: /(["']file\.download["']:\s*)["']read["']/,
    to: '$1"see"',
    names: /^file\.download$/,
  },
];

function planted({ what, from, to }: Plant): string {
  const dir = mkdtempSync(join(tmpdir(), 'planted-'));
  cpSync(BUNDLE, dir, { recursive: true });
  const code = readFileSync(join(BUNDLE, 'index.cjs'), 'utf8');
  if (!from.test(code)) throw new Error(`Nowhere to plant: ${what}`);
  writeFileSync(join(dir, 'index.cjs'), code.replace(from, to));
  return dir;
}

describe('the matrix finds', () => {
  it('every door that somebody opens by mistake', async () => {
    const on = kept ?? (await stage({ named: true }));
    const found: Record<string, number> = {};
    for (const plant of PLANTS) {
      const bundleDir = planted(plant);
      const w = await testWorld({ empty: true, unwatched: true, bundleDir });
      w.forge.restore(structuredClone(on.saved));
      const cells = cellsOf(on).filter(({ name }) => plant.names.test(name));
      found[plant.what] = 0;
      for (const [n, cell] of cells.entries()) {
        if (n % 25 === 0) await w.forge.advance(MINUTE);
        if ((await faultIn({ ...on, w }, cell)) !== undefined)
          found[plant.what] = (found[plant.what] ?? 0) + 1;
      }
      await w.forge.close();
      rmSync(bundleDir, { recursive: true });
    }
    console.info('Cells that found each planted fault:', found);
    for (const count of Object.values(found)) expect(count).toBeGreaterThan(0);
  }, 300_000);
});

describe('a function of another face', () => {
  it('is nobody’s, an administrator’s neither', async () => {
    const { w } = await bookedWorld('en');
    const faces = { 'datev-panel': ISSUE_CALLS, 'datev-desk': DESK_CALLS, 'datev-admin': ADMIN_CALLS };
    const names = [...new Set(Object.values(faces).flatMap((calls) => Object.keys(calls)))];
    let asked = 0;
    for (const [moduleKey, own] of Object.entries(faces))
      for (const functionKey of names.filter((name) => !Object.hasOwn(own, name)))
        for (const accountId of [ACCOUNTS.admin, ACCOUNTS.accountant, ACCOUNTS.outsider]) {
          const before = w.forge.log.requests.length;
          const outcome = await w.forge.invokeResolver({
            ...{ moduleKey, functionKey, accountId },
            payload: { lang: 'en' },
          });
          const isAnswered =
            outcome.kind === 'returned' && (outcome.value as { ok?: boolean } | undefined)?.ok === true;
          expect([moduleKey, functionKey, isAnswered]).toEqual([moduleKey, functionKey, false]);
          expect(w.forge.log.requests.length).toBe(before);
          asked += 1;
        }
    expect(asked).toBeGreaterThan(300);
    await w.forge.close();
  }, 60_000);
});
