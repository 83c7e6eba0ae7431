import type { SiteOptions } from '../../packages/sandbox/jira/site';
import { columnValue, frameOf } from '../../packages/sandbox/looker/ledger';
import {
  atDesk,
  bookingDraft,
  connectLooker,
  givePlan,
  savePipeline,
} from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { Draft } from './draft-of';
import { ACCOUNTS, call, type Issue, issuesOf, MINUTE, moveTo, type TestWorld, testWorld } from './world';

/** The booking way in a world that is ready: Mandant 455148-1 with 120 rows a month, a plan, and a pipeline by hand. */

export type Lang = 'de' | 'en';
export const MANDANT = '455148-1';
export const MONTH = '2026-11';

export type Booked = {
  readonly w: TestWorld;
  readonly connection: string;
  readonly pipeline: string;
};
type Prepared = Omit<Booked, 'w'> & { readonly state: unknown };

const prepared = new Map<string, Promise<Prepared>>();

/** Clicks the world of a language together, once for each kind of site. */
export function prepare(lang: Lang, options: SiteOptions = {}): Promise<Prepared> {
  const name = JSON.stringify([lang, options]);
  const there = prepared.get(name) ?? clickTogether(lang, options);
  prepared.set(name, there);
  return there;
}

/** A world of its own whose issues speak this language: a copy of the one that was clicked together. */
export async function bookedWorld(lang: Lang, options: SiteOptions = {}): Promise<Booked> {
  const { state, ...ids } = await prepare(lang, options);
  const w = await testWorld({ empty: true });
  w.forge.restore(structuredClone(state));
  return { w, ...ids };
}

async function clickTogether(lang: Lang, options: SiteOptions): Promise<Prepared> {
  const { forge } = await testWorld({ unwatched: true, site: options });
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(forge, 'admin.view', {});
  await asAdmin(forge, 'admin.save', { version, settings: { ...settings, language: lang } });
  const connection = await connectLooker(forge);
  await asAdmin(forge, 'looker.test', { id: connection });
  await givePlan(forge, MANDANT);
  const draft = { ...bookingDraft(connection, MANDANT), schedule: { on: 'manual' } };
  const pipeline = await savePipeline(forge, { version: 0, draft });
  // What was written is then seen by queries, too.
  await forge.advance(MINUTE);
  return { connection, pipeline, state: forge.snapshot() };
}

// ---- what people do

/** Saves the pipeline with a change, as the editor does. */
export async function change(b: Booked, how: (draft: Draft) => object): Promise<void> {
  const { w, pipeline: id } = b;
  const seen = await atDesk<{ version: number; pipeline: Draft }>(w.forge, 'pipeline.view', { id });
  const { v: _, id: __, version: ___, fields: ____, changedAt, changedBy, ...draft } = seen.pipeline;
  if (changedAt === undefined || changedBy === undefined) throw new Error('No stored pipeline.');
  await atDesk(w.forge, 'pipeline.save', {
    id,
    version: seen.version,
    draft: how(draft as unknown as Draft),
  });
}

/** Saves the pipeline with other rules in its mapping. */
export function changeMapping(b: Booked, rules: object): Promise<void> {
  return change(b, (draft) => ({ ...draft, mapping: { ...draft.mapping, ...rules } }));
}

export type Plan = {
  readonly accounts: readonly { readonly number: string; readonly name: string }[];
  readonly fiscalYearBegin: string;
  readonly closedThrough?: string;
};

/** Saves the account plan with a change. */
export async function changePlan({ w }: Booked, how: (plan: Plan) => object): Promise<void> {
  const mandant = MANDANT;
  const seen = await atDesk<{ version: number; plan: Plan & Record<string, unknown> }>(
    w.forge,
    'accounts.view',
    { mandant },
  );
  const { v: _, mandant: __, version: ___, ...plan } = seen.plan;
  await atDesk(w.forge, 'accounts.save', {
    mandant,
    version: seen.version,
    plan: how(plan as unknown as Plan),
  });
}

/** Starts the pipeline by hand; answers the run. */
export async function start(
  { w, pipeline: id }: Booked,
  how: { readonly period?: string; readonly pipeline?: string; readonly anew?: true } = {},
): Promise<string> {
  const { period = MONTH, pipeline = id, anew = false } = how;
  const payload = { id: pipeline, period, isDry: false, anew };
  return (await atDesk<{ submissionId: string }>(w.forge, 'pipeline.run', payload)).submissionId;
}

export const again = ({ w }: Booked, submissionId: string, mayDiffer = false) =>
  atDesk(w.forge, 'run.again', { submissionId, mayDiffer });

/** The accountant moves the only issue to Done, and the event finds its way. */
export async function done(b: Booked): Promise<void> {
  moveTo(b.w, theIssue(b).key, 'Done');
  await b.w.forge.advance(4 * MINUTE);
}

// ---- what people see

export type RunSeen = {
  readonly submission: {
    readonly state: string;
    readonly lozenge: { readonly text: string };
    readonly sentence: string;
    readonly nextAction: string;
    readonly cause?: { readonly code: string; readonly title: string; readonly remedy: string };
  };
  readonly totals: readonly { readonly where: string; readonly agrees: boolean; readonly rows?: number }[];
  readonly counts?: { readonly rows: number; readonly lines: number; readonly leftOut: number };
  readonly report?: 'kept' | 'gone';
  readonly drift: readonly { readonly field: string; readonly candidates: readonly string[] }[];
  readonly findings: readonly { readonly title: string; readonly value?: string; readonly row?: number }[];
  readonly actions: Readonly<
    Record<
      'again' | 'accept' | 'approve' | 'remap',
      { allowed: boolean; version?: number; revision?: number }
    >
  >;
};

export const seeRun = ({ w }: Booked, submissionId: string, lang: Lang = 'en') =>
  atDesk<RunSeen>(w.forge, 'run.view', { submissionId, lang });

/** The problem with which the desk or the admin page refuses a call. */
export async function refusal(
  { w }: Booked,
  name: string,
  how: { readonly payload: object; readonly as?: string; readonly page?: 'datev-admin' },
): Promise<{ readonly code: string; readonly title: string; readonly remedy: string }> {
  const { page = 'datev-desk', as = ACCOUNTS.admin, payload } = how;
  const answer = await call(w, page, name, { as, payload });
  if (answer.ok) throw new Error(`${name} was not refused`);
  return answer.problem;
}

export function theIssue({ w }: Booked): Issue {
  const [issue, ...more] = issuesOf(w);
  if (issue === undefined || more.length > 0) throw new Error(`There are ${issuesOf(w).length} issues.`);
  return issue;
}

/** What an issue says in its steps, in order. */
export function stepsIn(issue: Issue): readonly string[] {
  const { content = [] } = issue.fields['description'] as Node;
  const list = content.find(({ type }) => type === 'orderedList')?.content ?? [];
  return list.map(textIn);
}
type Node = { readonly type?: string; readonly text?: string; readonly content?: readonly Node[] };

export function textIn({ text = '', content = [] }: Node): string {
  return text + content.map(textIn).join('');
}

// ---- what must be in no issue

/** Values of the month's bookings that no configuration has, as they could be written. */
export function ledgerValues(rows = 120): readonly string[] {
  const frame = frameOf(MANDANT, MONTH);
  return Array.from({ length: rows }, (_, index) => index).flatMap((index) => {
    const line = { frame, index };
    const texts = [columnValue(line, 'document_number'), columnValue(line, 'partner_name')].map(String);
    return [...texts, ...amountForms(Number(columnValue(line, 'gross_amount')))];
  });
}

/** `1.234,50`, `1234,50`, `1234.50`, `1,234.50`; short ones could be anything. */
export function amountForms(amount: number): readonly string[] {
  const plain = Math.abs(amount).toFixed(2);
  const [whole = '', cents = ''] = plain.split('.');
  const grouped = (sign: string) => whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, sign);
  const forms = [plain, `${whole},${cents}`, `${grouped('.')},${cents}`, `${grouped(',')}.${cents}`];
  return [...new Set(forms)].filter((form) => form.length > 6);
}
