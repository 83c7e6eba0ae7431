import { describe, expect, it } from 'vitest';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { breakOut, issuesIn, untilThere } from '../support/storm';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  type Issue,
  jiraCall,
  lived,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
} from '../support/world';

/** Who must act learns it where they are: mentioned, reminded, and, when it takes too long, with somebody else (ADR 0069). */

type Node = {
  readonly type?: string;
  readonly attrs?: { readonly id?: string };
  readonly content?: readonly Node[];
};
function mentioned({ type, attrs, content = [] }: Node): readonly string[] {
  return [...(type === 'mention' ? [attrs?.id ?? ''] : []), ...content.flatMap(mentioned)];
}
/** Whom each comment of an issue mentions, oldest first. */
const told = (w: TestWorld, key: string) =>
  jiraCall<{ comments: readonly { body: Node }[] }>(w, 'GET', `/issue/${key}/comment`, {
    as: ACCOUNTS.admin,
  }).comments.map(({ body }) => mentioned(body));
const assign = (w: TestWorld, { key }: Issue, accountId: string | null) =>
  jiraCall(w, 'PUT', `/issue/${key}/assignee`, { body: { accountId }, as: ACCOUNTS.admin });

type Settings = Readonly<Record<string, unknown>>;
/** The administration decides something. */
async function decide(w: TestWorld, wish: Settings): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...wish } });
}

describe('a comment after which it needs somebody', () => {
  it.each([
    ['whoever it is assigned to now', ACCOUNTS.firmLead, [ACCOUNTS.firmLead]],
    ['whoever would get it, where it is assigned to nobody', null, [ACCOUNTS.accountant]],
  ])('mentions %s', async (_, assigned, people) => {
    const w = await testWorld();
    await decide(w, { defaultAssignee: ACCOUNTS.accountant });
    const issue = await rejected(w);
    assign(w, issue, assigned);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(told(w, issue.key)).toEqual([people]);
    expect(w.forge.log.violations).toEqual([]);
  });

  it('comes without a mention where Jira does not say', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    fault(w, { service: 'jira', operation: 'getIssue', fault: '503', after: 1 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(told(w, issue.key)).toHaveLength(1);
  });
});

const LAND = { land: 'BY', digest: false, escalation: [] };
/** Rejected on Tuesday, due on Friday. */
const onTuesday = lived(async (w) => {
  await decide(w, { defaultAssignee: ACCOUNTS.accountant });
  return rejected(w);
});
async function waiting(notices: object): Promise<{ w: TestWorld; issue: Issue }> {
  const { w, told: issue } = await onTuesday();
  await decide(w, { notices: { ...LAND, ...notices } });
  return { w, issue };
}
/** Somewhere in the night before a day of December, without the hours between; then its morning. */
async function morningOf(w: TestWorld, day: number, hours = 6): Promise<void> {
  await w.forge.rest(Date.UTC(2026, 11, day, 3) - w.forge.clock.now());
  await w.forge.advance(hours * HOUR);
}

/** How many the desk calls waiting too long. */
async function overdueAtDesk(w: TestWorld): Promise<number> {
  const payload = { show: 'needs-you' };
  const desk = await must<{ mandanten: readonly { overdue?: number }[] }>(
    call(w, 'datev-desk', 'desk.view', { payload }),
  );
  return desk.mandanten.reduce((sum, { overdue = 0 }) => sum + overdue, 0);
}

describe('what is overdue', () => {
  const STEPS = [
    { afterDays: 2, people: [ACCOUNTS.admin] },
    { afterDays: 1, people: [ACCOUNTS.firmLead] },
  ];

  it('is told to whom each step names, once, on business days', async () => {
    const { w, issue } = await waiting({ escalation: STEPS });
    await morningOf(w, 4);
    await morningOf(w, 6);
    expect(told(w, issue.key), 'due on Friday; Sunday is no business day').toEqual([]);
    await morningOf(w, 7);
    expect(told(w, issue.key)).toEqual([[ACCOUNTS.firmLead]]);
    expect(commentsOf(w, issue.key)[0]).toContain('Seit einem Werktag überfällig.');
    expect(await overdueAtDesk(w), 'a reminder is no work on it').toBe(1);
    await morningOf(w, 8);
    expect(told(w, issue.key)).toEqual([[ACCOUNTS.firmLead], [ACCOUNTS.admin]]);
    await morningOf(w, 9);
    expect(told(w, issue.key)).toHaveLength(2);
    expect(w.jira.mails()).toEqual([]);
    expect(w.forge.log.violations).toEqual([]);
  });

  it('that reached several steps at once is told by the last one', async () => {
    const { w, issue } = await waiting({ escalation: STEPS });
    await morningOf(w, 10);
    expect(told(w, issue.key)).toEqual([[ACCOUNTS.admin]]);
  });

  it.each([
    ['jira', 'addComment', 'crash-before'],
    ['jira', 'addComment', 'crash-after'],
    ['jira', 'addComment', 'lost-response'],
    ['jira', 'searchAndReconsileIssuesUsingJqlPost', 'crash-after'],
    ['kvs', 'transact', 'crash-after'],
  ] as const)('is told once after %s %s %s', async (service, operation, how) => {
    const { w, issue } = await waiting({ escalation: STEPS.slice(1) });
    const match = service === 'kvs' ? { match: { functionKey: 'hourly-fn', key: 'submission' } } : {};
    await w.forge.rest(Date.UTC(2026, 11, 7, 3) - w.forge.clock.now());
    fault(w, { service, operation, fault: how, ...match });
    await w.forge.advance(8 * HOUR);
    expect(w.forge.faults.list()).toEqual([]);
    expect(told(w, issue.key)).toEqual([[ACCOUNTS.firmLead]]);
  });

  it.each([
    ['no instant', { due: '' }],
    ['no day there is', { due: '2026-99-99T99:99:99Z' }],
    ['a day long ago', { due: '0000' }],
    ['nothing', { due: undefined }],
  ])('is told as the record has it where somebody wrote %s into the property', async (_, wrong) => {
    const { w, issue } = await waiting({ escalation: STEPS, digest: true });
    const path = `/issue/${issue.key}/properties/datev`;
    const { value } = jiraCall<{ value: object }>(w, 'GET', path, { as: ACCOUNTS.admin });
    for (const [day, people] of [
      [4, []],
      [7, [[ACCOUNTS.firmLead]]],
    ] as const) {
      await w.forge.rest(Date.UTC(2026, 11, day, 3) - w.forge.clock.now());
      // The app would put it right; it may not as long as somebody could be told.
      fault(w, { service: 'jira', operation: 'setIssueProperty', fault: '503', times: 1000 });
      jiraCall(w, 'PUT', path, { as: ACCOUNTS.admin, body: { ...value, ...wrong } });
      await w.forge.advance(6 * HOUR);
      expect(told(w, issue.key)).toEqual(people);
      w.forge.faults.clear();
    }
    expect(w.jira.mails().map(({ to }) => to)).toContain(ACCOUNTS.accountant);
  });

  it('is told an hour later where Jira did not say what waits, and mailed once', async () => {
    const { w, issue } = await waiting({ escalation: STEPS.slice(1), digest: true });
    await w.forge.rest(Date.UTC(2026, 11, 7, 5, 30) - w.forge.clock.now());
    const match = { functionKey: 'hourly-fn' };
    const search = 'searchAndReconsileIssuesUsingJqlPost';
    fault(w, { service: 'jira', operation: search, fault: '503', times: 1000, match });
    await w.forge.advance(HOUR);
    expect([told(w, issue.key), w.jira.mails()]).toEqual([[], []]);
    w.forge.faults.clear();
    await w.forge.advance(HOUR);
    expect([told(w, issue.key), w.jira.mails().length]).toEqual([[[ACCOUNTS.firmLead]], 1]);
  });

  it('is not told of what somebody has corrected and sent', async () => {
    const { w, issue } = await waiting({ escalation: STEPS });
    moveTo(w, issue.key, 'Closed without sending');
    await w.forge.advance(HOUR);
    const before = told(w, issue.key).length;
    await morningOf(w, 9);
    expect(told(w, issue.key)).toHaveLength(before);
  });
});

describe('a storm that is overdue', () => {
  const escalation = [
    { afterDays: 1, people: [ACCOUNTS.firmLead] },
    { afterDays: 2, people: [ACCOUNTS.admin] },
  ];
  /** Broken out on Tuesday, all of it open. */
  async function storming(): Promise<{ w: TestWorld; parent: string }> {
    const w = await testWorld();
    breakOut(w, 22);
    await untilThere(w, 22);
    await decide(w, { notices: { ...LAND, escalation } });
    return { w, parent: issuesIn(w).parents[0]?.key ?? '' };
  }

  it('is told of in its own issue, once for each step, and in none of its files', async () => {
    const { w, parent } = await storming();
    await morningOf(w, 4);
    expect(told(w, parent)).toEqual([]);
    await morningOf(w, 7);
    expect(told(w, parent)).toEqual([[ACCOUNTS.firmLead]]);
    expect(commentsOf(w, parent)[0]).toContain('Seit einem Werktag überfällig.');
    await morningOf(w, 8);
    expect(told(w, parent)).toEqual([[ACCOUNTS.firmLead], [ACCOUNTS.admin]]);
    await morningOf(w, 9);
    expect(told(w, parent)).toHaveLength(2);
    expect(issuesIn(w).children.map(({ comments }) => comments)).toEqual(Array(22).fill(0));
    expect(w.forge.log.violations).toEqual([]);
  });

  it.each(['crash-before', 'crash-after', 'lost-response'] as const)('is told once after %s', async (how) => {
    const { w, parent } = await storming();
    await w.forge.rest(Date.UTC(2026, 11, 7, 3) - w.forge.clock.now());
    fault(w, { service: 'jira', operation: 'addComment', fault: how });
    await w.forge.advance(8 * HOUR);
    expect(w.forge.faults.list()).toEqual([]);
    expect(told(w, parent)).toEqual([[ACCOUNTS.firmLead]]);
  });

  it.each([
    ['will not', (w: TestWorld) => w.jira.setPermission('BUCH', 'ADD_COMMENTS', ACCOUNTS.app, false)],
    [
      'does not now',
      (w: TestWorld) => fault(w, { service: 'jira', operation: 'addComment', fault: '503', times: 99 }),
    ],
  ] as const)('of which Jira %s take a comment keeps nobody else from being told', async (_, refuse) => {
    const { w, parent } = await storming();
    await decide(w, { defaultAssignee: ACCOUNTS.accountant, notices: { ...LAND, escalation, digest: true } });
    const [child] = issuesIn(w).children;
    jiraCall(w, 'PUT', `/issue/${child?.key}/assignee`, {
      body: { accountId: ACCOUNTS.accountant },
      as: ACCOUNTS.admin,
    });
    refuse(w);
    await morningOf(w, 7);
    expect(told(w, parent)).toEqual([]);
    expect(w.jira.mails().map(({ to }) => to)).toContain(ACCOUNTS.accountant);
  });
});

describe('the message about what waits', () => {
  const mailed = (w: TestWorld) => w.jira.mails().map(({ to }) => to);

  it('does not go to whoever wants none, until they want it again; that is theirs alone', async () => {
    const { w, issue } = await waiting({ digest: true });
    const desk = <T>(name: string, as: string, payload = {}) =>
      must(call<T>(w, 'datev-desk', name, { as, payload }));
    const wanted = async (as: string) => (await desk<{ wanted: boolean }>('digest.view', as)).wanted;
    expect(await desk('desk.view', ACCOUNTS.accountant, { show: 'all' })).toMatchObject({ digest: true });
    await desk('digest.choose', ACCOUNTS.accountant, { wanted: false });
    expect([await wanted(ACCOUNTS.accountant), await wanted(ACCOUNTS.firmLead)]).toEqual([false, true]);
    await w.forge.advance(3 * HOUR);
    expect(mailed(w)).toEqual([]);
    // Of whom nobody knows the account, nobody knows when it is closed: kept for a year after the last message that was kept back.
    const kept = w.forge.storage.dump().filter(({ key }) => key.startsWith('no-digest:'));
    expect(
      kept.map(({ expireTime = '' }) => Math.round((Date.parse(expireTime) - w.forge.clock.now()) / DAY)),
    ).toEqual([365]);
    assign(w, issue, ACCOUNTS.firmLead);
    await w.forge.advance(HOUR);
    await morningOf(w, 2);
    expect(mailed(w)).toEqual([ACCOUNTS.firmLead]);
    assign(w, issue, ACCOUNTS.accountant);
    await desk('digest.choose', ACCOUNTS.accountant, { wanted: true });
    await w.forge.advance(HOUR);
    await morningOf(w, 3);
    expect(mailed(w)).toEqual([ACCOUNTS.firmLead, ACCOUNTS.accountant]);
    await decide(w, { notices: { ...LAND, digest: false } });
    expect(await desk('desk.view', ACCOUNTS.accountant, { show: 'all' })).not.toHaveProperty('digest');
  });

  it('goes to each person once a business day, and names no file', async () => {
    const { w, issue } = await waiting({ digest: true });
    await w.forge.advance(3 * HOUR);
    const [mail, ...more] = w.jira.mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ACCOUNTS.accountant, issue: issue.key });
    expect(mail?.subject).toBe('DATEV: ein Vorgang wartet auf Sie');
    expect(mail?.text).toContain(`/browse/${issue.key}`);
    expect(JSON.stringify(mail)).not.toMatch(/EXTF|Buchungsstapel/);
    await morningOf(w, 5);
    expect(mailed(w), 'a Saturday').toHaveLength(1);
    await morningOf(w, 7);
    expect(w.jira.mails()[1]?.subject).toBe('DATEV: ein Vorgang wartet auf Sie, 1 überfällig');
    expect(w.forge.log.violations).toEqual([]);
  });

  it.each([
    ['crash-before', 0],
    ['crash-after', 1],
    ['lost-response', 1],
    ['429', 1],
  ] as const)('comes at most once that day after %s', async (how, times) => {
    const { w } = await waiting({ digest: true });
    fault(w, { service: 'jira', operation: 'notify', fault: how });
    await w.forge.advance(5 * HOUR);
    expect(w.forge.faults.list()).toEqual([]);
    expect(mailed(w)).toHaveLength(times);
  });

  it('comes once that day where storage only said that somebody was put down as told', async () => {
    const { w } = await waiting({ digest: true });
    await w.forge.advance(3 * HOUR);
    fault(w, {
      service: 'kvs',
      operation: 'transact',
      fault: 'html',
      times: 1,
      match: { key: 'record/notices' },
    });
    await morningOf(w, 2);
    await w.forge.advance(5 * HOUR);
    expect(w.forge.faults.list()).toEqual([]);
    expect(mailed(w), 'one for each of two days').toHaveLength(2);
  });

  it('costs nothing where nobody wants it, and one read an hour once everybody has it', async () => {
    const { w } = await waiting({ digest: true });
    await w.forge.advance(3 * HOUR);
    const asked = async () => {
      const from = w.forge.trace().length;
      await w.forge.runScheduled('hourly');
      return w.forge
        .trace()
        .slice(from)
        .filter(({ key = '' }) => key === 'record/notices').length;
    };
    expect(await asked()).toBe(1);
    for (const notices of [{ ...LAND, digest: false }, undefined]) {
      await decide(w, { notices });
      await w.forge.advance(MINUTE);
      expect(await asked()).toBe(0);
    }
  });
});
