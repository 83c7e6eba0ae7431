import { expect } from 'vitest';
import { DEMO_KEY } from '../../packages/sandbox/looker/fresh-state';
import { bookingDraft, givePlan } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { again, type Booked, change, done, MANDANT, MONTH, refusal, start } from './booking';
import type { Mishap } from './mishaps';
import { fault, HOUR, MINUTE } from './world';

const of = { client: MANDANT, month: MONTH } as const;
const reading = (by: 'task' | 'one-call') => (b: Booked) =>
  change(b, (draft) => ({ ...draft, reading: { by } }));
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
      b.w.looker.answerNext({
        operation: 'run_inline_query',
        status: 429,
        headers: { 'retry-after': '600' },
      }),
    waits: 9 * MINUTE,
    told: { by: 'run', state: 'run-making' },
    check(b) {
      const asked = b.w.looker.calls().filter(({ operation }) => operation === 'run_inline_query');
      expect(asked.filter(({ status }) => status === 429)).toHaveLength(1);
      expect(asked.at(-1)?.status).toBe(429);
    },
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
    next: (b) => b.w.forge.advance(10 * MINUTE),
  },
  {
    what: 'a filter is missing, and Looker works on the wrong query already',
    before: reading('task'),
    happens: (b) => b.w.looker.setSlow(20 * MINUTE),
    waits: 2 * MINUTE,
    told: { by: 'run', state: 'run-making' },
    does: 'sets the filter; the app asks anew and books nothing of the first query',
    next: (b) =>
      change(b, ({ source, ...draft }) => ({
        ...draft,
        reading: { by: 'task' },
        source: { ...source, filters: { ...source.filters, 'general_ledger.kind': 'revenue' } },
      })).then(() => b.w.forge.advance(30 * MINUTE)),
    lines: 72,
  },
  {
    what: 'a task does not end',
    before: (b) => change(b, (draft) => ({ ...draft, reading: { by: 'task' }, deliverWithinHours: 1 })),
    happens: (b) => b.w.looker.setSlow(3 * HOUR),
    waits: 70 * MINUTE,
    told: { by: 'issue', code: 'run.overdue', state: 'run-late' },
    check(b) {
      const looks = b.w.looker.calls().filter(({ operation }) => operation === 'query_task');
      expect(looks.length).toBeLessThan(30);
    },
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
    what: 'Looker does not answer for hours',
    before: (b) => change(b, (draft) => ({ ...draft, deliverWithinHours: 1 })),
    happens: (b) => fault(b.w, { service: 'looker', operation: '*', fault: '503', times: 9999 }),
    waits: 70 * MINUTE,
    told: { by: 'issue', code: 'run.overdue', state: 'run-late' },
    does: 'sees to Looker; the app tries again by itself',
    async next(b) {
      b.w.forge.faults.clear();
      await b.w.forge.advance(HOUR);
    },
  },
];

/** A month that is delivered, so that something is usual. */
export async function deliver(b: Booked, period: string): Promise<void> {
  await start(b, { period });
  await b.w.forge.advance(15 * MINUTE);
}
