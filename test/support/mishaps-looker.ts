import { asAdmin } from '../sandbox/world/seed';
import { atDesk, bookingDraft, connectLooker, givePlan } from '../sandbox/world/booking';
import { DEMO_KEY, OWN_HOST, OWN_KEY } from '../sandbox/looker/seed';
import { again, type Booked, change, changeMapping, done, MANDANT, MONTH, refusal, seeRun, start, theIssue } from './booking';
import type { Mishap } from './mishaps';
import { ACCOUNTS, HOUR, MINUTE, fault, moveTo } from './world';

const of = { client: MANDANT, month: MONTH } as const;
const reading = (by: 'task' | 'one-call') => (b: Booked) => change(b, (draft) => ({ ...draft, reading: { by } }));
const saysIn200 = (b: Booked) => b.w.looker.errorIn200('Division by zero near 4711,99 in line 3');
const moves = (b: Booked) => done(b);

/** What Looker says no to, or does not say in time. */
export const AT_LOOKER: readonly Mishap[] = [
  {
    what: 'the API user may not see the Look any more (404)',
    async before(b) {
      await givePlan(b.w.forge, '455148-3');
      b.w.looker.setRowCount({ client: '455148-3', month: MONTH, rows: 120 });
      await change(b, (draft) => ({ ...draft, mandant: '455148-3', source: { is: 'look', look: '42' } }));
    },
    happens: (b) => b.w.looker.setPermissions({}, { permissions: ['access_data', 'explore'] }),
    told: { by: 'issue', code: 'looker.not-found' },
    does: 'lets the API user see the Look again, moves the issue to Done',
    async next(b) {
      b.w.looker.setPermissions({}, { permissions: ['access_data', 'explore', 'see_looks'] });
      await done(b);
    },
  },
  {
    what: 'the Look is gone (404)',
    async before(b) {
      await givePlan(b.w.forge, '455148-3');
      b.w.looker.setRowCount({ client: '455148-3', month: MONTH, rows: 120 });
      await change(b, (draft) => ({ ...draft, mandant: '455148-3', source: { is: 'look', look: '42' } }));
    },
    happens: (b) => b.w.looker.answerNext({ operation: 'look', status: 404, times: 9 }),
    told: { by: 'issue', code: 'looker.not-found' },
    does: 'takes the columns themselves instead of the Look, moves the issue to Done',
    async next(b) {
      const { source } = bookingDraft(b.connection, '455148-3');
      await change(b, (draft) => ({ ...draft, source }));
      await done(b);
    },
  },
  {
    what: 'the API user may not use the model any more (404)',
    happens: (b) => b.w.looker.setPermissions({}, { models: [] }),
    told: { by: 'issue', code: 'looker.not-found' },
    does: 'gives it the model again, moves the issue to Done',
    async next(b) {
      b.w.looker.setPermissions({}, { models: ['finance'] });
      await done(b);
    },
  },
  {
    what: 'Looker forbids the query (403)',
    happens: (b) => b.w.looker.answerNext({ operation: 'run_inline_query', status: 403 }),
    told: { by: 'issue', code: 'looker.no-permission' },
    does: 'gives the API user the right, starts the run again',
    next: again,
  },
  {
    what: 'the token has expired (401 once)',
    happens: (b) => b.w.looker.expireTokens(),
    waits: 2000,
    told: { by: 'run', state: 'run-handing' },
    does: 'nothing; the app logs in again',
    next: async () => undefined,
  },
  {
    what: 'Looker refuses a new token as well (401 twice)',
    happens: (b) => b.w.looker.answerNext({ operation: 'run_inline_query', status: 401, times: 2 }),
    told: { by: 'issue', code: 'looker.login-lost' },
    does: 'tests the connection, moves the issue to Done',
    async next(b) {
      await asAdmin(b.w.forge, 'looker.test', { id: b.connection });
      await done(b);
    },
  },
  {
    what: 'the connection is still paused when the run is started again',
    async before(b) {
      b.w.looker.answerNext({ operation: 'run_inline_query', status: 401, times: 2 });
      await refusal(b, 'pipeline.preview', { payload: { draft: bookingDraft(b.connection, MANDANT) } });
    },
    happens: () => undefined,
    told: { by: 'issue', code: 'looker.paused' },
    does: 'tests the connection, starts the run again',
    async next(b, run) {
      await asAdmin(b.w.forge, 'looker.test', { id: b.connection });
      await again(b, run);
    },
  },
  {
    what: 'the API key has another secret',
    async happens(b) {
      b.w.looker.changeKey(DEMO_KEY.clientId, { clientSecret: 'DemoApi3Secret000000000009' });
    },
    told: { by: 'issue', code: 'looker.wrong-key' },
    does: 'enters the new secret, tests, moves the issue to Done',
    async next(b) {
      const url = 'https://datev-demo.cloud.looker.com';
      const key = { clientId: DEMO_KEY.clientId, secret: 'DemoApi3Secret000000000009' };
      await asAdmin(b.w.forge, 'looker.save', { id: b.connection, name: 'Looker', url, ...key });
      await asAdmin(b.w.forge, 'looker.test', { id: b.connection });
      await done(b);
    },
  },
  {
    what: 'Looker asks to wait (429 with Retry-After)',
    happens: (b) =>
      b.w.looker.answerNext({ operation: 'run_inline_query', status: 429, headers: { 'retry-after': '600' } }),
    waits: 9 * MINUTE,
    told: { by: 'run', state: 'run-making' },
    does: 'nothing; the app waits so long and tries again',
    next: async () => undefined,
  },
  {
    what: 'Looker gives 5,000 rows in one call, so that more may be missing',
    async before(b) {
      b.w.looker.setRowCount({ ...of, rows: 5001 });
      await reading('one-call')(b);
    },
    happens: () => undefined,
    told: { by: 'issue', code: 'looker.truncated' },
    does: 'has the rows read by their key, moves the issue to Done',
    async next(b) {
      await change(b, (draft) => ({ ...draft, reading: { by: 'key', key: 'general_ledger.line_id' } }));
      await done(b);
    },
    lines: 5001,
  },
  {
    what: 'Looker cuts off in silence, read by key',
    happens: (b) => b.w.looker.truncate(50),
    waits: 2000,
    told: { by: 'run', state: 'run-handing' },
    does: 'nothing; chunks go on until one is empty',
    next: async () => undefined,
  },
  {
    what: 'Looker cuts off in silence in one call, below its own limit',
    async before(b) {
      await change(b, (draft) => ({ ...draft, reading: { by: 'one-call' }, guard: { rowsPercent: 20 } }));
      await deliver(b, '2026-10');
    },
    happens: (b) => b.w.looker.truncate(50),
    told: { by: 'issue', code: 'run.unusual-rows' },
    does: 'has the rows read by their key, moves the issue to Done',
    async next(b) {
      await change(b, (draft) => ({ ...draft, reading: { by: 'key', key: 'general_ledger.line_id' } }));
      await done(b);
    },
  },
  {
    what: 'the API user may not download all rows, read as a task',
    before: reading('task'),
    happens: (b) => b.w.looker.setPermissions({}, { permissions: ['access_data', 'explore'] }),
    told: { by: 'issue', code: 'looker.no-unlimited' },
    does: 'gives it the right, moves the issue to Done',
    async next(b) {
      const permissions = ['access_data', 'explore', 'download_without_limit'] as const;
      b.w.looker.setPermissions({}, { permissions });
      await done(b);
    },
  },
  {
    what: 'the query fails, and Looker says so with 200',
    happens: saysIn200,
    told: { by: 'issue', code: 'looker.query-failed' },
    values: ['4711,99', 'Division by zero'],
    does: 'corrects the query in Looker, moves the issue to Done',
    next: moves,
  },
  {
    what: 'the query fails as a task',
    async before(b) {
      await reading('task')(b);
    },
    happens: saysIn200,
    told: { by: 'issue', code: 'looker.query-failed' },
    values: ['4711,99', 'Division by zero'],
    does: 'corrects the query in Looker, starts the run again',
    next: again,
  },
  {
    what: 'a task takes its time',
    before: reading('task'),
    happens: (b) => b.w.looker.setSlow(20 * MINUTE),
    waits: 10 * MINUTE,
    told: { by: 'run', state: 'run-making' },
    does: 'nothing; the app looks again',
    next: async () => undefined,
  },
  {
    what: 'a task does not end',
    before: (b) =>
      change(b, (draft) => ({ ...draft, reading: { by: 'task' }, deliverWithinHours: 1 })),
    happens: (b) => b.w.looker.setSlow(3 * HOUR),
    waits: 70 * MINUTE,
    told: { by: 'issue', code: 'run.overdue' },
    does: 'sees to the query in Looker; when it ends the run goes on by itself',
    next: (b) => b.w.forge.advance(2 * HOUR),
  },
  {
    what: 'Looker says of a new task that it has expired, which is not true',
    before: reading('task'),
    happens: (b) => b.w.looker.bogusExpired(1, 30_000),
    waits: 25_000,
    told: { by: 'run', state: 'run-making' },
    does: 'nothing; the app believes it after a minute only',
    next: async () => undefined,
  },
  {
    what: 'the results of a task expire three times',
    before: reading('task'),
    happens: (b) => {
      for (let n = 0; n < 3; n++) b.w.looker.failNextTask('expired');
    },
    waits: 10 * MINUTE,
    told: { by: 'issue', code: 'looker.task-expired' },
    does: 'starts the run again',
    next: again,
  },
  {
    what: 'somebody stops the query in Looker',
    before: reading('task'),
    happens: (b) => b.w.looker.failNextTask('killed'),
    told: { by: 'issue', code: 'looker.task-killed' },
    does: 'moves the issue to Done',
    next: moves,
  },
  {
    what: 'a page instead of data',
    happens: (b) => fault(b.w, { service: 'looker', operation: 'run_inline_query', fault: 'html' }),
    waits: 2000,
    told: { by: 'run', state: 'run-making' },
    does: 'nothing; the app tries again',
    next: async () => undefined,
  },
  {
    what: 'the answer is cut off',
    happens: (b) => fault(b.w, { service: 'looker', operation: 'run_inline_query', fault: 'cut-off' }),
    waits: 2000,
    told: { by: 'run', state: 'run-making' },
    does: 'nothing; the app tries again',
    next: async () => undefined,
  },
  {
    what: 'Looker does not answer for a whole day',
    happens: (b) => b.w.looker.answerNext({ operation: 'run_inline_query', status: 503, times: 60 }),
    waits: 25 * HOUR,
    told: { by: 'issue', code: 'run.overdue' },
    does: 'sees to Looker; the app tries again by itself',
    async next(b) {
      b.w.looker.answerNext({ operation: 'me', status: 503 });
      await b.w.forge.advance(40 * HOUR);
    },
  },
];

/** What is unusual, or not there at all. */
export const AROUND: readonly Mishap[] = [
  {
    what: 'not a single row',
    happens: (b) => b.w.looker.setRowCount({ ...of, rows: 0 }),
    told: { by: 'issue', code: 'run.no-rows' },
    does: 'has the data loaded in Looker, moves the issue to Done',
    async next(b) {
      b.w.looker.setRowCount({ ...of, rows: 120 });
      await done(b);
    },
  },
  {
    what: 'an unusual number of rows',
    async before(b) {
      await change(b, (draft) => ({ ...draft, guard: { rowsPercent: 20 } }));
      await deliver(b, '2026-10');
    },
    happens: (b) => b.w.looker.setRowCount({ ...of, rows: 60 }),
    told: { by: 'issue', code: 'run.unusual-rows' },
    does: 'compares and accepts',
    next: (b, run) => again(b, run, true),
    lines: 60,
  },
  {
    what: 'unusual totals',
    async before(b) {
      await change(b, (draft) => ({ ...draft, guard: { totalPercent: 50 } }));
      await deliver(b, '2026-10');
    },
    happens: (b) => b.w.looker.mutateRow({ ...of, index: 7, set: { gross_amount: 98765432.1 } }),
    told: { by: 'issue', code: 'run.unusual-total' },
    values: ['98765432.1', '98.765.432,10'],
    does: 'compares and accepts',
    next: (b, run) => again(b, run, true),
  },
  {
    what: 'the administrator has not approved the Looker host',
    happens: () => undefined,
    told: {
      by: 'refusal',
      code: 'looker.not-approved',
      async click(b, lang) {
        const id = await connectLooker(b.w.forge, { host: OWN_HOST, key: OWN_KEY });
        return refusal(b, 'looker.test', { payload: { id, lang }, page: 'datev-admin' });
      },
    },
    does: 'approves the host, tests, takes the connection for the pipeline, starts it',
    async next(b) {
      approve(b);
      const id = await ownConnection(b);
      await asAdmin(b.w.forge, 'looker.test', { id });
      await change(b, (draft) => ({ ...draft, connection: id }));
      return start(b);
    },
  },
  {
    what: 'the administrator withdraws the approval of the host',
    async before(b) {
      approve(b);
      const id = await connectLooker(b.w.forge, { host: OWN_HOST, key: OWN_KEY });
      await asAdmin(b.w.forge, 'looker.test', { id });
      await change(b, (draft) => ({ ...draft, connection: id }));
    },
    happens: (b) => b.w.forge.egress.remove('looker'),
    told: { by: 'issue', code: 'looker.not-approved' },
    does: 'approves it again, moves the issue to Done',
    async next(b) {
      approve(b);
      await done(b);
    },
  },
  {
    what: 'the pipeline is removed while its run waits',
    happens: () => undefined,
    told: { by: 'issue', code: 'run.no-pipeline' },
    does: 'closes the issue without sending, sets the pipeline up again and starts it',
    async next(b) {
      moveTo(b.w, theIssue(b).key, 'Closed without sending');
      const draft = bookingDraft(b.connection, MANDANT);
      const pipeline = await atDesk<string>(b.w.forge, 'pipeline.save', { version: 0, draft });
      return start(b, { pipeline });
    },
  },
  {
    what: 'the Looker connection is removed',
    happens: (b) => asAdmin(b.w.forge, 'looker.remove', { id: b.connection }),
    told: { by: 'issue', code: 'run.no-connection' },
    does: 'connects anew, takes the connection for the pipeline, moves the issue to Done',
    async next(b) {
      const connection = await connectLooker(b.w.forge);
      await change(b, (draft) => ({ ...draft, connection }));
      await done(b);
    },
  },
  {
    what: 'a pipeline is saved for a Mandant without an account plan',
    happens: () => undefined,
    told: {
      by: 'refusal',
      code: 'run.no-accounts',
      click: (b, lang) => {
        const draft = bookingDraft(b.connection, '455148-3');
        return refusal(b, 'pipeline.save', { payload: { version: 0, draft, lang } });
      },
    },
    does: 'puts the plan in, saves, starts',
    async next(b) {
      b.w.looker.setRowCount({ client: '455148-3', month: MONTH, rows: 120 });
      await givePlan(b.w.forge, '455148-3');
      const draft = bookingDraft(b.connection, '455148-3');
      const pipeline = await atDesk<string>(b.w.forge, 'pipeline.save', { version: 0, draft });
      return start(b, { pipeline });
    },
  },
  {
    what: 'a pipeline came with a configuration file, its Mandant has no account plan here',
    async happens(b) {
      b.w.looker.setRowCount({ client: '455148-3', month: MONTH, rows: 120 });
      const whole = await asAdmin<{ pipelines: { source: object }[] }>(b.w.forge, 'configuration.export', {});
      const pipelines = whole.pipelines.map((one) => ({
        ...one,
        mandant: '455148-3',
        source: { ...one.source, filters: { 'general_ledger.client': '455148-3' } },
      }));
      const file = JSON.stringify({ ...whole, pipelines, plans: [] });
      await asAdmin(b.w.forge, 'configuration.import', { text: file });
    },
    told: { by: 'issue', code: 'run.no-accounts' },
    does: 'puts the plan in, moves the issue to Done',
    async next(b) {
      await givePlan(b.w.forge, '455148-3');
      await done(b);
    },
  },
  {
    what: 'the person who started the run wants to approve it',
    before: (b) => change(b, (draft) => ({ ...draft, needsApproval: true })),
    happens: () => undefined,
    told: {
      by: 'refusal',
      code: 'run.same-person',
      state: 'run-approve',
      click: async (b, lang, run) => {
        const { revision } = (await seeRun(b, run)).actions.approve;
        return refusal(b, 'run.approve', { payload: { submissionId: run, revision, lang } });
      },
    },
    does: 'another person approves',
    async next(b, run) {
      const { revision } = (await seeRun(b, run)).actions.approve;
      await atDesk(b.w.forge, 'run.approve', { submissionId: run, revision }, ACCOUNTS.accountant);
    },
  },
];

/** A month that is delivered, so that something is usual. */
async function deliver(b: Booked, period: string): Promise<void> {
  await start(b, { period });
  await b.w.forge.advance(90 * MINUTE);
}

function approve({ w }: Booked): void {
  w.forge.egress.set([
    {
      key: 'looker',
      description: 'Looker of the firm',
      configured: [{ domain: OWN_HOST, type: ['FETCH_BACKEND_SIDE'] }],
    },
  ]);
}

async function ownConnection({ w }: Booked): Promise<string> {
  const { connections } = await asAdmin<{ connections: { id: string; url: string }[] }>(
    w.forge,
    'looker.view',
    {},
  );
  return connections.find(({ url }) => url.includes(OWN_HOST))?.id ?? '';
}
