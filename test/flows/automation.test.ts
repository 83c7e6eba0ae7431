import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { bookingDraft, givePlan, savePipeline } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { bookedWorld, change, MANDANT, MONTH, start, theIssue } from '../support/booking';
import { download } from '../support/download';
import { handIn, otherBytes, PEOPLE } from '../support/eyes-hands';
import { saveGroups } from '../support/groups';
import { approveAs, begin, filesOf, firm } from '../support/many-eyes';
import { admitRules, runRule } from '../support/rules';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/** Actions of Automation rules are clicks of the person of the connection, and never more than that. */

async function corrected(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  await admitRules(w);
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  return { w, issue };
}

const resubmit = (w: TestWorld, issue: Issue, as?: string) =>
  runRule(w, 'datev-resubmit', { on: issue, ...(as === undefined ? {} : { as }) });
const close = (w: TestWorld, issue: Issue, how: { as?: string; reason?: string } = {}) => {
  const { reason = 'Doppelt geliefert', as = ACCOUNTS.accountant } = how;
  return runRule(w, 'datev-close', { on: issue, as, inputs: { issue: '{{issue.key}}', reason } });
};

/** The group that may send. */
async function onlyLeads(w: TestWorld): Promise<void> {
  type Settings = { readonly groups: object };
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  const groups = { ...settings.groups, resubmit: [GROUPS.firmLeads] };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, groups } });
  await w.forge.advance(MINUTE);
}

async function stop(w: TestWorld, stopped: boolean): Promise<void> {
  const payload = { stopped, reason: stopped ? 'Prüfung' : '' };
  await must(call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload }));
}

type View = {
  readonly state: string;
  readonly timeline: readonly { text: string; actor: { name: string } }[];
};

describe('“Resubmit to DATEV”', () => {
  it('sends the newest checked file once, as the person of the connection, and the history says that a rule did', async () => {
    const { w, issue } = await corrected();
    const first = await resubmit(w, issue);
    expect(first).toMatchObject({ is: 'done', outputs: { outcome: 'ordered' } });
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    const { state, timeline } = await viewOf<View>(w, issue);
    expect(state).toBe('delivered');
    const ordered = timeline.find(({ text }) => text.startsWith('Sending ordered'));
    expect(ordered?.text).toContain('By an Automation rule.');
    expect(ordered?.actor.name).not.toBe('DATEV for Jira');
  });

  it.each([
    ['at once', 0],
    ['while it is under way', 20_000],
    ['when it is delivered', HOUR],
  ])('repeated %s sends nothing more and says so', async (_, later) => {
    const { w, issue } = await corrected();
    await resubmit(w, issue);
    await w.forge.advance(later);
    expect(await resubmit(w, issue)).toMatchObject({ is: 'done', outputs: { outcome: 'already' } });
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toHaveLength(1);
  });

  it('takes the id of an issue as well as its key', async () => {
    const { w, issue } = await corrected();
    const done = await runRule(w, 'datev-resubmit', { on: issue, inputs: { issue: ' {{issue.id}} ' } });
    expect(done.is).toBe('done');
  });

  it('is told why nothing goes where the administration admits no rules', async () => {
    const { w, issue } = await corrected();
    await admitRules(w, false);
    const run = await resubmit(w, issue);
    expect(run).toMatchObject({
      is: 'stopped',
      messages: [expect.stringContaining('Automation rules may not')],
    });
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
  });

  it('goes no more when the administration stops admitting rules before it went; a person lets it go', async () => {
    const { w, issue } = await corrected();
    fault(w, { service: 'datev', operation: 'importExtfFile', fault: '503', times: 1 });
    await resubmit(w, issue);
    await w.forge.advance(5000);
    expect(w.forge.faults.list()).toEqual([]);
    await admitRules(w, false);
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    await must(call(w, 'datev-panel', 'submission.replay', { issue, payload: { key: 'send:r2' } }));
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
  });

  it.each([
    ['somebody who does not see the issue', 'No booking file belongs to this issue'],
    ['somebody who may only look', 'You lack the permission'],
  ] as const)('by %s is refused in words', async (who, words) => {
    const { w, issue } = await corrected();
    if (who === 'somebody who may only look') {
      w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.outsider, true);
      w.jira.setPermission('BUCH', 'EDIT_ISSUES', ACCOUNTS.outsider, false);
    }
    const run = await resubmit(w, issue, ACCOUNTS.outsider);
    expect(run.is).toBe('stopped');
    expect(run.messages.join()).toContain(words);
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
  });

  it('wants the group that may send, when it is ordered and when it goes', async () => {
    const { w, issue } = await corrected();
    await stop(w, true);
    await onlyLeads(w);
    expect((await resubmit(w, issue)).is).toBe('stopped');
    await stop(w, false);
    expect((await resubmit(w, issue)).is).toBe('stopped');
    expect((await resubmit(w, issue, ACCOUNTS.firmLead)).is).toBe('done');
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
  });

  it('orders nothing while sending is stopped', async () => {
    const { w, issue } = await corrected();
    await stop(w, true);
    expect(await resubmit(w, issue)).toMatchObject({ is: 'stopped' });
    await stop(w, false);
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
  });

  it('takes nothing where there is no file, and no file with errors', async () => {
    const w = await testWorld();
    await admitRules(w);
    const issue = await rejected(w);
    const none = await resubmit(w, issue);
    expect(none).toMatchObject({ is: 'stopped', messages: [expect.stringMatching(/file/i)] });
    await upload(w, withZeroAmount(), { issue });
    const faulty = await resubmit(w, issue);
    expect(faulty).toMatchObject({ is: 'stopped', messages: [expect.stringMatching(/error/i)] });
    expect(ours(w)).toEqual([]);
  });

  it('never sends the same bytes again, which a person may with a click', async () => {
    const { w, issue } = await corrected();
    w.datev.failNext('1008836', { mandant: '455148-1' });
    await resubmit(w, issue);
    await w.forge.advance(HOUR);
    expect((await viewOf<View>(w, issue)).state).not.toBe('delivered');
    const before = w.datev.accepted().length;
    expect((await resubmit(w, issue)).is).toBe('stopped');
    await w.forge.advance(HOUR);
    expect(w.datev.accepted()).toHaveLength(before);
  });

  it('sends the next checked file when it comes again after DATEV rejected one, and that once', async () => {
    const { w, issue } = await corrected();
    w.datev.failNext('1008836', { mandant: '455148-1' });
    await resubmit(w, issue);
    await w.forge.advance(HOUR);
    const { bytes } = correctFile();
    await upload(w, { name: 'EXTF_neu.csv', bytes: otherBytes(bytes) }, { issue });
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    for (const outcome of ['ordered', 'already'])
      expect(await resubmit(w, issue)).toMatchObject({ is: 'done', outputs: { outcome } });
    await w.forge.advance(HOUR);
    expect(await resubmit(w, issue)).toMatchObject({ outputs: { outcome: 'already' } });
    expect(new Set(ours(w).map(({ sha256 }) => sha256)).size).toBe(2);
    expect(ours(w)).toHaveLength(2);
    expect((await viewOf<View>(w, issue)).state).toBe('delivered');
  });

  it.each([
    ['nothing', ''],
    ['an unknown smart value', '{{issue.kay}}x y'],
    ['a sentence', 'the issue'],
    ['an issue that does not exist', 'BUCH-9999'],
  ])('with %s for an issue is refused in words', async (_, text) => {
    const { w, issue } = await corrected();
    const inputs = { issue: `{{issue.kay}}${text}` };
    const run = await runRule(w, 'datev-resubmit', { on: issue, inputs });
    expect(run).toMatchObject({ is: 'stopped', messages: [expect.stringMatching(/issue/)] });
  });

  it('without the person’s consent says whose consent is missing', async () => {
    const { w, issue } = await corrected();
    fault(w, { service: 'jira', operation: '*', fault: 'no-consent', times: 20 });
    const run = await resubmit(w, issue);
    expect(run).toMatchObject({
      is: 'stopped',
      messages: [expect.stringContaining('cannot act as the person')],
    });
  });

  it('is not told that the app goes on by itself where nothing was ordered', async () => {
    const { w, issue } = await corrected();
    fault(w, { service: 'jira', operation: '*', fault: '503', times: 20 });
    const run = await resubmit(w, issue);
    expect(run).toMatchObject({
      is: 'stopped',
      messages: [expect.stringContaining('Have the rule run again')],
    });
    expect(run.messages.join()).not.toContain('automatically');
    w.forge.faults.clear();
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
  });

  it('does not believe an account that stands among the inputs', async () => {
    const { w, issue } = await corrected();
    const event = { issue: issue.key, accountId: ACCOUNTS.admin, context: { accountId: ACCOUNTS.admin } };
    const outcome = await w.forge.invoke('resubmit-fn', event);
    expect(outcome).toMatchObject({ kind: 'returned', value: { errors: [{ message: expect.any(String) }] } });
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
  });

  it.each(['crash-before', 'crash-after'] as const)(
    'that dies at its order (%s) is repeated and sends once',
    async (what) => {
      const { w, issue } = await corrected();
      fault(w, {
        service: 'kvs',
        operation: 'transact',
        fault: what,
        times: 1,
        match: { functionKey: 'resubmit-fn', key: 'submission' },
      });
      expect((await resubmit(w, issue)).is).toBe('failed');
      expect(w.forge.faults.list()).toEqual([]);
      expect((await resubmit(w, issue)).is).toBe('done');
      await w.forge.advance(2 * HOUR);
      expect(ours(w)).toHaveLength(1);
    },
  );

  it('of an issue that Jira hides from the app is an administrator’s alone', async () => {
    const { w, issue } = await corrected();
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    moveTo(w, issue.key, 'In correction');
    await w.forge.advance(HOUR + 10 * MINUTE);
    for (const action of ['datev-resubmit', 'datev-status'])
      for (const as of [ACCOUNTS.accountant, ACCOUNTS.firmLead])
        expect((await runRule(w, action, { on: issue, as })).is).toBe('stopped');
    expect((await runRule(w, 'datev-status', { on: issue, as: ACCOUNTS.admin })).is).toBe('done');
    expect(ours(w)).toEqual([]);
  });
});

describe('an action', () => {
  const long = 'A'.repeat(10_000);
  const SENT = [
    ...[undefined, null, 'BUCH-1', 7, [], [1]],
    ...[7, ['BUCH-1'], { key: 'BUCH-1' }, long, '../../myself', 'BUCH-1?x'].map((issue) => ({
      issue,
      reason: [],
    })),
    ...[long, ['p'], 7].map((pipeline) => ({ pipeline, period: 'soon', accountId: ACCOUNTS.admin })),
  ];

  it.each(['resubmit-fn', 'close-fn', 'run-fn', 'status-fn'])(
    'answers in a few words whatever it is sent: %s',
    async (key) => {
      const w = await testWorld();
      await admitRules(w);
      for (const event of SENT) {
        const outcome = await w.forge.invoke(key, event as object);
        const errors = [{ message: expect.stringMatching(/^.{10,300}$/) }];
        expect(outcome, JSON.stringify(event)?.slice(0, 80)).toMatchObject({
          kind: 'returned',
          value: { errors },
        });
      }
    },
  );
});

/** Our check finds an error that DATEV's interface would not. */
function withZeroAmount() {
  const file = correctFile();
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes).split('\r\n');
  const text = lines.map((line, n) => (n === 3 ? line.replace(/^[^;]*/, '0,00') : line));
  return { ...file, bytes: new TextEncoder().encode(text.join('\r\n')) };
}

describe('“Close without sending to DATEV”', () => {
  it('closes with its reason, once', async () => {
    const { w, issue } = await corrected();
    expect(await close(w, issue)).toMatchObject({ is: 'done', outputs: { outcome: 'ordered' } });
    expect(await close(w, issue)).toMatchObject({ is: 'done', outputs: { outcome: 'already' } });
    await w.forge.advance(HOUR);
    const { state, timeline } = await viewOf<View>(w, issue);
    expect(state).toBe('closed');
    const closed = timeline.filter(({ text }) => text.includes('Doppelt geliefert'));
    expect(closed).toHaveLength(1);
    expect(closed[0]?.text).toContain('By an Automation rule.');
    // What is closed was never sent: nobody may take that for done.
    expect((await resubmit(w, issue)).is).toBe('stopped');
  });

  it('wants a reason, the right, and that nothing is under way', async () => {
    const { w, issue } = await corrected();
    expect((await close(w, issue, { reason: '{{nobody}} x' })).messages[0]).toContain('reason');
    expect((await close(w, issue, { as: ACCOUNTS.outsider })).is).toBe('stopped');
    await resubmit(w, issue);
    await w.forge.advance(20_000);
    expect((await close(w, issue)).is).toBe('stopped');
    await w.forge.advance(HOUR);
    expect((await viewOf<View>(w, issue)).state).toBe('delivered');
    expect((await close(w, issue)).is, 'nor is what was delivered closed without sending').toBe('stopped');
  });
});

describe('“Get the DATEV status of an issue”', () => {
  it('tells whoever sees the issue, admitted or not, and nothing of the books', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const run = await runRule(w, 'datev-status', { on: issue });
    expect(run).toMatchObject({
      is: 'done',
      outputs: { state: 'rejected', needs: 'accountant', mandant: '455148-1', period: '' },
    });
    expect(run.outputs['jobId']).not.toBe('');
    expect((await runRule(w, 'datev-status', { on: issue, as: ACCOUNTS.outsider })).is).toBe('stopped');
  });
});

describe('“Run a DATEV pipeline”', () => {
  const begun = (w: TestWorld, pipeline: string, how: { period?: string; as?: string } = {}) => {
    const { period = MONTH, as = ACCOUNTS.firmLead } = how;
    return runRule(w, 'datev-run', { as, inputs: { pipeline, period } });
  };

  it('begins a run by id, name and “previous” – the same run each time', async () => {
    const b = await bookedWorld('en');
    await admitRules(b.w);
    const first = await begun(b.w, b.pipeline);
    expect(first).toMatchObject({ is: 'done', outputs: { outcome: 'begun', period: MONTH } });
    const byName = await begun(b.w, first.outputs['pipeline'] ?? '', { period: 'previous' });
    expect(byName).toMatchObject({ outputs: { outcome: 'already', runId: first.outputs['runId'] } });
    await b.w.forge.advance(HOUR);
    expect(ours(b.w)).toHaveLength(1);
  });

  it('begins that of the period under way for “current”; of two pipelines with one name none', async () => {
    const b = await bookedWorld('en');
    await admitRules(b.w);
    const { name } = bookingDraft(b.connection);
    expect(await begun(b.w, name, { period: 'current' })).toMatchObject({
      outputs: { outcome: 'begun', period: '2026-12' },
    });
    const twin = { ...bookingDraft(b.connection, MANDANT), schedule: { on: 'manual' } };
    await savePipeline(b.w.forge, { version: 0, draft: twin });
    await b.w.forge.advance(MINUTE);
    expect((await begun(b.w, name)).messages.join()).toContain('Several pipelines');
    expect(await begun(b.w, b.pipeline)).toMatchObject({ outputs: { outcome: 'begun', period: MONTH } });
  });

  it('is refused in words: a wrong period, no such pipeline, no right, a paused one', async () => {
    const b = await bookedWorld('en');
    await admitRules(b.w);
    const said = async (...how: Parameters<typeof begun>) => (await begun(...how)).messages.join();
    expect(await said(b.w, b.pipeline, { period: '2026-Q4' })).toContain('“2026-Q4” is no period');
    expect(await said(b.w, b.pipeline, { period: 'soon' })).toContain('“soon” is no period');
    expect(await said(b.w, 'Nobody’s')).toContain('There is no pipeline “Nobody’s”');
    expect(await said(b.w, b.pipeline, { as: ACCOUNTS.outsider })).not.toBe('');
    await change(b, (draft) => ({ ...draft, isActive: false }));
    expect(await said(b.w, b.pipeline)).toContain('is switched off');
    await b.w.forge.advance(HOUR);
    expect(ours(b.w)).toEqual([]);
  });

  it.each(['crash-before', 'crash-after'] as const)(
    'that dies (%s) is repeated and runs once',
    async (what) => {
      const b = await bookedWorld('en');
      await admitRules(b.w);
      fault(b.w, {
        service: 'kvs',
        operation: 'setEntity',
        fault: what,
        times: 1,
        match: { functionKey: 'run-fn', key: 'submission/' },
      });
      expect((await begun(b.w, b.pipeline)).is).toBe('failed');
      expect((await begun(b.w, b.pipeline)).is).toBe('done');
      await b.w.forge.advance(2 * HOUR);
      expect(ours(b.w)).toHaveLength(1);
    },
  );
});

describe('what a rule can be made of', () => {
  it('are pipelines by name, of Mandanten that who makes it may read', async () => {
    const b = await bookedWorld('en');
    await admitRules(b.w);
    await givePlan(b.w.forge, '455148-3');
    const own = { ...bookingDraft(b.connection), name: 'Abschluss', isActive: false };
    const id = await savePipeline(b.w.forge, { version: 0, draft: own });
    const other = { id, name: 'Abschluss', mandant: '455148-3', isActive: false };
    const first = { id: b.pipeline, name: bookingDraft('').name, mandant: MANDANT, isActive: true };
    const offered = () => must(call(b.w, 'datev-run', 'automation.choices', { as: ACCOUNTS.firmLead }));
    await b.w.forge.advance(MINUTE);
    expect(await offered()).toEqual({ pipelines: [other, first], admitted: true });
    await saveGroups(b.w, { readersOf: { '455148-3': ['nobody'] } });
    expect(await offered()).toEqual({ pipelines: [first], admitted: true });
  });
});

describe('a second person', () => {
  it('approves what a rule began, and never the person of its connection', async () => {
    const b = await firm();
    await admitRules(b.w);
    const inputs = { pipeline: b.pipeline, period: MONTH };
    const { outputs } = await runRule(b.w, 'datev-run', { as: PEOPLE.accountant, inputs });
    await b.w.forge.advance(10 * MINUTE);
    expect(ours(b.w)).toEqual([]);
    const run = outputs['runId'] ?? '';
    expect(await approveAs(b, 'accountant', run)).toBe('run.same-person');
    expect(await approveAs(b, 'lead', run)).toBeUndefined();
    expect(ours(b.w)).toHaveLength(1);
  });

  it('is no rule: a run that waits for approval, and a file in the place of an approved one, go by none', async () => {
    const b = await firm();
    await admitRules(b.w);
    b.w.datev.failNext('1008836');
    const run = await begin(b, 'accountant');
    const waiting = issuesOf(b.w).at(-1);
    expect((await runRule(b.w, 'datev-resubmit', { as: PEOPLE.lead2, ...present(waiting) })).is).toBe(
      'stopped',
    );
    expect(await approveAs(b, 'lead', run)).toBeUndefined();
    await b.w.forge.advance(HOUR);
    const [file = ''] = await filesOf(b, run);
    const bytes = otherBytes(await download(b.w, file, 1));
    expect(await handIn(b, 'accountant', { submissionId: file, name: 'neu.csv', bytes })).toBe('accepted');
    const before = ours(b.w).length;
    const failed = issuesOf(b.w).at(-1);
    for (const who of ['accountant', 'lead2'] as const) {
      const said = await runRule(b.w, 'datev-resubmit', { as: PEOPLE[who], ...present(failed) });
      expect(said).toMatchObject({ is: 'stopped', messages: [expect.stringContaining('second person')] });
    }
    await b.w.forge.advance(HOUR);
    expect(ours(b.w)).toHaveLength(before);
  });

  it('is not needed to execute a failed run again, which a rule does once', async () => {
    const b = await bookedWorld('en');
    await admitRules(b.w);
    b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 0 });
    await start(b);
    await b.w.forge.advance(10 * MINUTE);
    b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 3 });
    const on = theIssue(b);
    expect(await resubmit(b.w, on)).toMatchObject({ outputs: { outcome: 'ordered' } });
    expect(await resubmit(b.w, on)).toMatchObject({ outputs: { outcome: 'already' } });
    await b.w.forge.advance(HOUR);
    expect(ours(b.w)).toHaveLength(1);
  });
});

function present(issue: Issue | undefined): { readonly on?: Issue } {
  return issue === undefined ? {} : { on: issue };
}
