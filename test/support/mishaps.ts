import { expect } from 'vitest';
import { ACCOUNT_OF, atDesk, FIELDS, KEY_OF, MAPPING } from '../../packages/sandbox/world/booking';
import {
  again,
  type Booked,
  change,
  changeMapping,
  changePlan,
  done,
  type Lang,
  MANDANT,
  MONTH,
  type refusal,
  seeRun,
  theIssue,
} from './booking';
import { commentsOf } from './world';

/** One thing that goes wrong on the booking way, what people are told, and what they then do. */
export type Mishap = {
  readonly what: string;
  /** Is so before the run begins, and nothing to complain about. */
  readonly before?: (b: Booked) => Promise<unknown>;
  readonly happens: (b: Booked) => unknown;
  /** Right after the start, before the run is looked at. */
  readonly meanwhile?: (b: Booked) => Promise<unknown>;
  /** After the start; default 3 minutes. */
  readonly waits?: number;
  readonly told: /** `state` of the run where it is not `rejected`. */
    | { readonly by: 'issue'; readonly code: string; readonly state?: string }
    /** Only the page of the run says it. */
    | { readonly by: 'run'; readonly state: string }
    /** A click is refused. */
    | {
        readonly by: 'refusal';
        readonly code: string;
        readonly click: (b: Booked, lang: Lang, run: string) => ReturnType<typeof refusal>;
        /** Of the run, where there is one already. */
        readonly state?: string;
        /** The run waits for an approval, which its own issue asks for. */
        readonly asks?: true;
      };
  /** What else holds while people are told. */
  readonly check?: (b: Booked) => void;
  /** Of the ledger, beside those that are looked for anyway. */
  readonly values?: readonly string[];
  readonly does: string;
  /** Answers the run, if it is another one. */
  readonly next: (b: Booked, run: string) => Promise<unknown>;
  /** Bookings that arrive; default 120. */
  readonly lines?: number;
};

const of = { client: MANDANT, month: MONTH } as const;
const L = (name: string) => `general_ledger.${name}`;
type Cells = Readonly<Record<string, string | number | null>>;
const cells =
  (set: Cells, index = 7) =>
  (b: Booked) =>
    b.w.looker.mutateRow({ ...of, index, set });

/** Looker's row as it was is a row of its rule again. */
async function mendAndMove(b: Booked, set: Cells, index = 7): Promise<void> {
  cells(set, index)(b);
  await done(b);
}

const text = { from: 'column', column: L('text') } as const;
/** The period by a date that is not the one that is booked. */
const byPostingMonth = (b: Booked) => change(b, (draft) => ({ ...draft, periodField: L('posting_month') }));

const ROW_7 = { tax: 'USt 19 %', account: 'Erlöse Schulung', date: '2026-11-08', id: 2026111000008 };

export const IN_ROWS: readonly Mishap[] = [
  {
    what: 'a column is renamed in Looker',
    happens: (b) => b.w.looker.setColumns({ rename: { tax_name: 'tax_label' } }),
    told: { by: 'issue', code: 'run.schema-changed' },
    does: 'takes the suggested column with one click',
    async next(b, run) {
      const { drift, actions } = await seeRun(b, run);
      const [{ field = '', candidates = [] } = {}] = drift;
      const payload = { id: b.pipeline, version: actions.remap.version, submissionId: run };
      await atDesk(b.w.forge, 'pipeline.remap', {
        ...payload,
        renames: [{ from: field, to: candidates[0] }],
      });
    },
  },
  {
    what: 'a column is removed in Looker',
    happens: (b) => b.w.looker.setColumns({ remove: ['cost_object'] }),
    told: { by: 'issue', code: 'run.schema-changed' },
    does: 'takes the column out of query and mapping, moves the issue to Done',
    async next(b) {
      const { kost2: _, ...mapping } = MAPPING;
      const fields = FIELDS.filter((name) => name !== L('cost_object'));
      await change(b, (draft) => ({ ...draft, mapping, source: { ...draft.source, fields } }));
      await done(b);
    },
  },
  {
    what: 'a column has another type in Looker',
    happens: (b) => b.w.looker.setColumns({ retype: { partner_number: 'number' } }),
    told: { by: 'issue', code: 'run.schema-changed' },
    does: 'accepts the new type with one click',
    async next(b, run) {
      const { version } = (await seeRun(b, run)).actions.remap;
      const payload = { id: b.pipeline, version, submissionId: run };
      await atDesk(b.w.forge, 'pipeline.remap', { ...payload, renames: [] });
    },
  },
  {
    what: 'a value is not in the value table of the account',
    happens: cells({ gl_account_name: 'Bewirtung Großkunden' }),
    told: { by: 'issue', code: 'mapping.unknown-value' },
    values: ['Bewirtung Großkunden'],
    does: 'adds the value to the table, moves the issue to Done',
    async next(b) {
      const table = Object.entries({ ...ACCOUNT_OF, 'Bewirtung Großkunden': '8200' });
      const contra = { ...MAPPING.contra, table: table.map(([when, value]) => ({ when, value })) };
      await changeMapping(b, { contra });
      await done(b);
    },
  },
  {
    what: 'an account is not in the account plan',
    happens: cells({ partner_number: '19876' }),
    told: { by: 'issue', code: 'mapping.unknown-account' },
    values: ['19876'],
    does: 'adds the account to the plan, starts the run again',
    async next(b, run) {
      const account = { number: '19876', name: 'Neuer Debitor' };
      await changePlan(b, (plan) => ({ ...plan, accounts: [...plan.accounts, account] }));
      await again(b, run);
    },
  },
  {
    what: 'a line of 0,00, and the mapping says “stop”',
    happens: cells({ gross_amount: 0 }),
    told: { by: 'issue', code: 'mapping.zero-amount' },
    does: 'has such lines left out, moves the issue to Done',
    async next(b) {
      await changeMapping(b, { zeroLines: 'leave-out' });
      await done(b);
    },
    lines: 119,
  },
  {
    what: 'a line of 0,00, and the mapping says “leave out”',
    before: (b) => changeMapping(b, { zeroLines: 'leave-out' }),
    happens: cells({ gross_amount: 0 }),
    waits: 2000,
    told: { by: 'run', state: 'run-handing' },
    does: 'nothing; the run counts it',
    next: async () => undefined,
    lines: 119,
  },
  {
    what: 'a tax name without a BU-Schlüssel',
    happens: cells({ tax_name: 'USt 16 % Altfall' }),
    told: { by: 'issue', code: 'mapping.unknown-value' },
    values: ['USt 16 % Altfall'],
    does: 'adds the tax name to the table, starts the run again',
    async next(b, run) {
      const table = Object.entries({ ...KEY_OF, 'USt 16 % Altfall': { key: '5', rate: '16' } });
      const rows = table.map(([when, { key, rate }]) => ({ when, value: key, rate }));
      await changeMapping(b, { taxKey: { ...MAPPING.taxKey, table: rows } });
      await again(b, run);
    },
  },
  {
    what: 'a row in another currency',
    happens: cells({ currency: 'USD' }),
    told: { by: 'issue', code: 'mapping.other-currency' },
    does: 'has it converted in Looker, moves the issue to Done',
    next: (b) => mendAndMove(b, { currency: 'EUR' }),
  },
  {
    what: 'somebody moves the issue to Done before the cause is gone',
    happens: cells({ currency: 'CHF' }),
    told: { by: 'issue', code: 'mapping.other-currency' },
    does: 'moves the issue to Done, reads the comment, has it mended in Looker, moves it again',
    async next(b) {
      await done(b);
      const { key, fields } = theIssue(b);
      expect(fields.status.name).toBe('In correction');
      expect(commentsOf(b.w, key)).toEqual([expect.stringMatching(/^Auch Ausführung 2 kam nicht zustande/)]);
      await mendAndMove(b, { currency: 'EUR' });
    },
  },
  {
    what: 'a date outside the period of the run',
    before: byPostingMonth,
    happens: cells({ posting_date: '2026-10-31' }),
    told: { by: 'issue', code: 'mapping.date-outside-period' },
    does: 'corrects the date in Looker, moves the issue to Done',
    next: (b) => mendAndMove(b, { posting_date: ROW_7.date }),
  },
  {
    what: 'a date outside the fiscal year',
    before: byPostingMonth,
    happens: cells({ posting_date: '2025-11-08' }),
    told: { by: 'issue', code: 'mapping.date-outside-year' },
    does: 'corrects the date in Looker, starts the run again',
    async next(b, run) {
      cells({ posting_date: ROW_7.date })(b);
      await again(b, run);
    },
  },
  {
    what: 'the account plan begins its fiscal year in July, DATEV’s books in January',
    happens: (b) => changePlan(b, (plan) => ({ ...plan, fiscalYearBegin: '07-01' })),
    told: { by: 'issue', code: 'run.fiscal-year' },
    does: 'corrects the plan, moves the issue to Done',
    async next(b) {
      await changePlan(b, (plan) => ({ ...plan, fiscalYearBegin: '01-01' }));
      await done(b);
    },
  },
  {
    what: 'the period is closed',
    before: (b) => changePlan(b, (plan) => ({ ...plan, closedThrough: MONTH })),
    happens: () => undefined,
    told: { by: 'issue', code: 'mapping.period-closed' },
    does: 'the firm opens the period; saves the plan, moves the issue to Done',
    async next(b) {
      await changePlan(b, ({ closedThrough: _, ...plan }) => plan);
      await done(b);
    },
  },
  {
    what: 'a booking text is too long',
    before: (b) =>
      change(b, (draft) => ({
        ...draft,
        mapping: { ...draft.mapping, text },
        source: { ...draft.source, fields: [...FIELDS, L('text')] },
      })),
    happens: () => undefined,
    told: { by: 'issue', code: 'mapping.too-long' },
    does: 'takes a shorter text, moves the issue to Done',
    async next(b) {
      await changeMapping(b, { text: MAPPING.text });
      await done(b);
    },
  },
  {
    what: 'a key occurs twice',
    happens: cells({ line_id: ROW_7.id - 1 }),
    told: { by: 'issue', code: 'looker.key-not-unique' },
    does: 'corrects the key in Looker, moves the issue to Done',
    next: (b) => mendAndMove(b, { line_id: ROW_7.id }),
  },
  {
    what: 'a key is empty',
    happens: cells({ line_id: null }),
    told: { by: 'issue', code: 'looker.key-not-unique' },
    does: 'has the rows read in one call, moves the issue to Done',
    async next(b) {
      await change(b, (draft) => ({ ...draft, reading: { by: 'one-call' } }));
      await done(b);
    },
  },
];
