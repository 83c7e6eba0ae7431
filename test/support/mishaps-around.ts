import { OWN_HOST, OWN_KEY } from '../../packages/sandbox/looker/fresh-state';
import {
  atDesk,
  bookingDraft,
  connectLooker,
  givePlan,
  savePipeline,
} from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import {
  again,
  type Booked,
  change,
  done,
  MANDANT,
  MONTH,
  refusal,
  seeRun,
  start,
  theIssue,
} from './booking';
import type { Mishap } from './mishaps';
import { deliver } from './mishaps-looker';
import { ACCOUNTS, moveTo } from './world';

const of = { client: MANDANT, month: MONTH } as const;

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
    happens: (b) =>
      b.w.looker.answerNext({
        operation: 'run_inline_query',
        status: 429,
        headers: { 'retry-after': '60' },
      }),
    async meanwhile(b) {
      // Looker has asked it to wait by then, whichever invocation came first.
      await b.w.forge.advance(20_000);
      await atDesk(b.w.forge, 'pipeline.remove', { id: b.pipeline });
    },
    told: { by: 'issue', code: 'run.no-pipeline' },
    does: 'closes the issue without sending, sets the pipeline up again and starts it',
    async next(b) {
      moveTo(b.w, theIssue(b).key, 'Closed without sending');
      const draft = bookingDraft(b.connection, MANDANT);
      const pipeline = await savePipeline(b.w.forge, { version: 0, draft });
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
      const pipeline = await savePipeline(b.w.forge, { version: 0, draft });
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
    what: 'a pipeline is saved with a time zone that does not exist',
    happens: () => undefined,
    told: {
      by: 'refusal',
      code: 'pipeline.schedule-zone',
      click: (b, lang) => {
        const draft = { ...bookingDraft(b.connection, MANDANT), timezone: 'Europe/Berln' };
        return refusal(b, 'pipeline.save', { payload: { version: 0, draft, lang } });
      },
    },
    does: 'corrects the zone, saves, starts',
    next: async (b) => start(b),
  },
  {
    what: 'the person who started the run wants to approve it',
    before: (b) => change(b, (draft) => ({ ...draft, needsApproval: true })),
    happens: () => undefined,
    told: {
      by: 'refusal',
      code: 'run.same-person',
      state: 'run-approve',
      asks: true,
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
