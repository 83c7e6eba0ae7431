import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { comment } from '../../src/effects/comment';
import type { Settings } from '../../src/settings/settings';
import type { Note, Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, RESENT, T0, WITH_ISSUE } from '../submissions/life';
import { begun, ran } from '../submissions/run-life';
import {
  about,
  called,
  carried,
  GONE,
  leave,
  loginPage,
  lost,
  no,
  ok,
  PROJECT,
  problem,
  type Says,
  SETTINGS,
  stage,
  wanted,
} from './stage';

const AT = `/issue/${ISSUE.id}`;
const ADD = `POST ${AT}/comment`;
const ASSIGNEE = `GET ${AT}`;
const STATUSES = `GET /project/${PROJECT}/statuses`;
const bert = { accountId: 'bert', displayName: 'Bert Beil' };
const WORLD: Readonly<Record<string, Says>> = {
  [STATUSES]: ok([
    {
      id: '10002',
      statuses: [
        { id: '3', name: 'Erledigt' },
        { id: '4', name: 'Zu' },
        { id: '6', name: 'Abgelegt' },
        { id: '1', name: 'Offen' },
      ],
    },
  ]),
  [ADD]: ok({ id: '7' }),
  [ASSIGNEE]: ok({ fields: { assignee: bert } }),
};

type Told = {
  readonly key?: string;
  readonly says?: Readonly<Record<string, Says>>;
  readonly settings?: Partial<Settings>;
  readonly of?: Submission;
};
const FAILED = live(DISCOVERED, ...WITH_ISSUE);
const act = (note: Note, { key = `comment:${note.about}`, says = {}, settings, of = FAILED }: Told = {}) => {
  stage({ ...WORLD, ...says });
  const subject = about(of, { settings: { ...SETTINGS, ...settings } });
  return comment.act(subject, wanted({ kind: 'comment', note }, key), leave);
};
const look = (note: Note, says: Readonly<Record<string, Says>>, settings: Partial<Settings> = {}) => {
  stage(says);
  const subject = about(FAILED, { settings: { ...SETTINGS, ...settings } });
  return comment.lookUp?.(subject, wanted({ kind: 'comment', note }, 'comment:delivered:r2'));
};
const text = () => JSON.stringify(carried(ADD));
const delivered: Note = { about: 'delivered', revision: 2 };
const to = (status: string) => ({
  statuses: { [PROJECT]: { resubmit: ['3'], closeWithout: ['4'], deliveredTo: status } },
});

describe('a comment', () => {
  it('carries its event, so that it can be found again, and names the statuses of the project', async () => {
    expect(await act({ about: 'superseded', jobId: 'j-9', program: 'Fibu' }, { key: 'comment:s:9' })).toEqual(
      {
        is: 'done',
      },
    );
    expect(carried(ADD)).toMatchObject([{ properties: [{ key: 'datev', value: { event: 'comment:s:9' } }] }]);
    expect(text()).toContain('setzen Sie ihn dann auf „Zu“');
    await act({ about: 'file-errors', errors: 2, moved: false });
    expect(text()).toContain('setzen Sie den Vorgang dann auf „Erledigt“');
  });

  it('comes in general words where Jira does not tell its statuses, or none of this project is chosen', async () => {
    const note = { about: 'superseded', jobId: 'j-9', program: 'Fibu' } as const;
    expect(await act(note, { says: { [STATUSES]: no(503) } })).toEqual({ is: 'done' });
    expect(text()).not.toContain('„Zu“');
    expect(await act(note, { settings: { statuses: {} } })).toEqual({ is: 'done' });
    expect(text()).not.toContain('„Zu“');
  });

  it('says of a transmission of which nobody knows how it ended what DATEV did say', async () => {
    const [first] = FAILED.attempts;
    const { cause: _, jobId: __, ...attempt } = { ...first, state: 'unknown' };
    const said = async (more: object) => {
      const of = { ...FAILED, attempts: [{ ...attempt, ...more }] } as Submission;
      await act({ about: 'unknown', revision: 1 }, { of });
      return text();
    };
    expect(await said({})).toContain('in der Auftragsliste war es nicht zu finden');
    expect(await said({ jobId: 'j' })).toContain('seit 24 Stunden kein Ergebnis gemeldet');
    expect(await said({ jobId: 'j', isLost: true })).toContain('kennt den Auftrag zu');
    expect(await said({ jobId: 'j', state: 'failed' })).not.toContain('seit 24 Stunden');
  });

  it('needs an issue', async () => {
    const [subject, pending] = [about(live(DISCOVERED)), wanted({ kind: 'comment', note: delivered })];
    stage();
    expect(await comment.act(subject, pending, leave)).toEqual(GONE);
    expect(await comment.lookUp?.(subject, pending)).toEqual(GONE);
    expect(called()).toEqual([]);
  });

  it.each([
    ['no issue any more', no(404), GONE],
    ['no right', no(403), problem('jira.forbidden', 'after-fix')],
    ['patience', no(429), problem('jira.later', 'later')],
    ['an issue that is full', no(413), problem('jira.issue-full', 'after-fix')],
    ['trouble', no(503), problem('jira.unavailable', 'look-up')],
    ['nothing', lost, problem('jira.unreachable', 'look-up')],
    ['a page', loginPage, problem('jira.unreadable', 'look-up')],
  ])('that Jira answers with %s', async (_what, says, outcome) => {
    expect(await act(delivered, { says: { [ADD]: says } })).toMatchObject(outcome);
  });
});

describe('after the comment on a delivery', () => {
  it.each([
    ['the title follows', {}, 'title'],
    ['title and status follow, where an admin chose one', to('6'), 'title-and-status'],
    ['the title alone, where the chosen one means “send again”', to('3'), 'title'],
  ])('%s', async (_what, settings, settles) => {
    expect(await act(delivered, { settings })).toEqual({ is: 'done', settles });
    const marked = { values: [{ properties: [{ key: 'datev', value: { event: 'comment:delivered:r2' } }] }] };
    const says = {
      [`GET ${AT}/comment`]: ok({ comments: [{ id: '7' }] }),
      'POST /comment/list': ok(marked),
    };
    expect(await look(delivered, says, settings)).toEqual({ is: 'found', settles });
  });

  it('only: after any other nothing follows', async () => {
    expect(await act({ about: 'closed' }, { settings: to('6') })).toEqual({ is: 'done' });
  });

  it('the issue is to be closed by hand where no status is chosen, and by the app where one is', async () => {
    await act(delivered);
    expect(text()).toContain('können Sie ihn jetzt schließen');
    await act(delivered, { settings: to('6') });
    expect(text()).not.toContain('können Sie ihn jetzt schließen');
    await act({ about: 'stays-open' }, { settings: to('6') });
    expect(text()).toContain('„Abgelegt“');
  });
});

describe('a comment in doubt', () => {
  const listed = ok({ comments: [{ id: '7' }] });
  it.each([
    ['is absent where none is', { [`GET ${AT}/comment`]: ok({ comments: [] }) }, { is: 'absent' }],
    [
      'is absent where only others are',
      { [`GET ${AT}/comment`]: listed, 'POST /comment/list': ok({ values: [{}] }) },
      { is: 'absent' },
    ],
    ['has no issue any more', { [`GET ${AT}/comment`]: no(404) }, GONE],
    [
      'stays so while Jira does not say',
      { [`GET ${AT}/comment`]: no(503) },
      problem('jira.unavailable', 'later'),
    ],
  ])('%s', async (_what, says, found) => {
    expect(await look(delivered, says)).toMatchObject(found);
  });

  it('is made again when all looks found nothing', () => {
    expect(comment.afterLooks).toBeUndefined();
  });
});

describe('“we moved it back”', () => {
  const moved = (history: string) =>
    ({ ...FAILED, completedEffects: [`transition:back:${history}`] }) as Submission;
  const [noFile, errors, notOver] = [
    { about: 'no-file', moved: false },
    { about: 'file-errors', errors: 2, moved: false },
    { about: 'not-over', moved: true },
  ] as const;
  const dropped = { ...FAILED, completedEffects: [`!transition:back:${T0}`] } as Submission;
  it.each([
    ['is said when Jira let us: no file', noFile, '77', true],
    ['is said when Jira let us: errors', errors, '77', true],
    ['is not said of another move', noFile, '76', false],
    ['is not said of another move, with errors', errors, '76', false],
  ])('%s', async (_what, note, history, isSaid) => {
    await act(note, { key: `comment:${note.about}:77`, of: moved(history) });
    expect(text().includes('Der Vorgang wurde deshalb zurückgesetzt.')).toBe(isSaid);
  });

  it.each([
    ['is said of an issue that was closed too early, when Jira let us', moved(T0), true],
    ['is not said of it while we have not', FAILED, false],
    ['is not said of it when Jira did not let us', dropped, false],
  ])('%s', async (_what, of, isSaid) => {
    await act(notOver, { key: `comment:back:${T0}`, of });
    expect(text().includes('Der Vorgang wurde deshalb zurückgesetzt.')).toBe(isSaid);
  });
});

describe('whom a comment names', () => {
  const again: Note = { about: 'failed-again', revision: 2, cause: { code: '1008834', faults: [] } };
  const mentioned = () =>
    [...text().matchAll(/"type":"mention","attrs":\{"id":"([^"]+)"/g)].map(([, id]) => id);
  const nobody = ok({ fields: { assignee: null } });
  const bulk = (...people: readonly object[]) => ok({ values: people });
  const cara = { accountId: 'cara', displayName: 'Cara Cron' };
  const rule = { land: 'BY', rules: [{ class: 'datev', assignees: ['dora'] }] } as const;

  it.each([
    ['failed-again', again],
    ['unknown', { about: 'unknown', revision: 1 }],
    ['asks-unchanged', { about: 'asks-unchanged', revision: 1 }],
    ['superseded', { about: 'superseded', jobId: 'j', program: 'Fibu' }],
    ['no-file', { about: 'no-file', moved: false }],
    ['file-errors', { about: 'file-errors', errors: 1, moved: false }],
    ['not-allowed', { about: 'not-allowed' }],
    ['not-approved', { about: 'not-approved' }],
    ['newer-run', { about: 'newer-run' }],
    ['asks-click', { about: 'asks-click' }],
    ['not-over', { about: 'not-over' }],
  ] as const)('whoever works on it, where it needs somebody: %s', async (_about, note) => {
    await act(note);
    expect(mentioned()).toEqual(['bert']);
  });

  it.each([
    ['sent', { about: 'sent', revision: 2 }],
    ['delivered', delivered],
    ['closed', { about: 'closed' }],
    ['reason-wanted', { about: 'reason-wanted' }],
    ['stays-open', { about: 'stays-open' }],
    ['attachment', { about: 'attachment', name: 'a.csv' }],
    ['attachment-taken', { about: 'attachment-taken', name: 'a.csv' }],
  ] as const)('nobody, where it only tells: %s', async (_about, note) => {
    await act(note, { of: live(DISCOVERED, ...RESENT) });
    expect(mentioned()).toEqual([]);
    expect(called()).not.toContain(ASSIGNEE);
  });

  it('whoever would get it today, where it is assigned to nobody: by a rule, or for everybody', async () => {
    const says = {
      [ASSIGNEE]: nobody,
      'GET /user/bulk': bulk(cara, { accountId: 'dora', displayName: 'Dora' }),
    };
    await act(again, { says, settings: { defaultAssignee: 'cara' } });
    expect(mentioned()).toEqual(['cara']);
    await act(again, { says, settings: { defaultAssignee: 'cara', routing: rule as never } });
    expect(mentioned()).toEqual(['dora']);
  });

  it.each([
    ['it is assigned to nobody and would be', { [ASSIGNEE]: nobody }, {}],
    ['Jira does not tell whom it is assigned to', { [ASSIGNEE]: no(503) }, { defaultAssignee: 'cara' }],
    [
      'Jira does not know their name',
      { [ASSIGNEE]: nobody, 'GET /user/bulk': bulk() },
      { defaultAssignee: 'cara' },
    ],
    [
      'Jira does not tell their name',
      { [ASSIGNEE]: nobody, 'GET /user/bulk': no(503) },
      { defaultAssignee: 'cara' },
    ],
  ])('nobody, and it comes all the same, where %s', async (_what, says, settings) => {
    expect(await act(again, { says, settings })).toEqual({ is: 'done' });
    expect(mentioned()).toEqual([]);
    expect(text()).not.toContain('An:');
  });

  it('those whom the step of an escalation names', async () => {
    const notices = { land: 'BY', digest: false, escalation: [{ afterDays: 1, people: ['cara'] }] } as const;
    const says = { 'GET /user/bulk': bulk(cara) };
    await act({ about: 'overdue', step: 1, days: 1 }, { says, settings: { notices: notices as never } });
    expect(mentioned()).toEqual(['cara']);
    expect(called()).not.toContain(ASSIGNEE);
  });
});

describe('a comment on rights', () => {
  it('names the groups that may decide, those with a name', async () => {
    const groups = { resubmit: ['g1', 'g2', 'g3'], mappings: [] };
    const settings = { groups, groupNames: { g1: 'Buchhaltung', g3: 'Kanzlei' } };
    await act({ about: 'not-allowed' }, { settings });
    expect(text()).toContain('zu „Buchhaltung“ oder „Kanzlei“ oder zur Jira-Administration gehört');
    await act({ about: 'not-allowed' }, { settings: { groups } });
    expect(text()).toContain('zu der dafür eingestellten Gruppe oder zur Jira-Administration gehört');
    await act({ about: 'not-allowed' }, { settings: { groups: { resubmit: [], mappings: [] } } });
    expect(text()).toContain('entscheidet nur, wer diesen Vorgang bearbeiten darf.');
  });

  const run = ran(begun());
  const waits = { ...run, issue: ISSUE } as Submission;
  const people = ['anna', 'bert'].map((accountId) => ({ accountId, displayName: accountId }));
  it.each(['approval-wanted', 'approval-late'] as const)('names whoever may approve: %s', async (what) => {
    const note = { about: what, revision: 1 };
    await act(note, { of: waits, says: { 'GET /user/assignable/search': ok(people) } });
    expect(text()).toContain('"id":"bert"');
  });

  it('says in words who may approve where Jira does not tell, with the groups that may send', async () => {
    const says = { 'GET /user/assignable/search': no(503) };
    const note = { about: 'approval-wanted', revision: 1 } as const;
    await act(note, { of: waits, says });
    expect(text()).toContain('wer diesen Vorgang bearbeiten und die Dateien des Mandanten lesen darf');
    const groups = { resubmit: ['g1'], mappings: [] };
    await act(note, { of: waits, says, settings: { groups, groupNames: { g1: 'Buchhaltung' } } });
    expect(text()).toContain('„Buchhaltung“');
  });
});
