import { beforeAll, describe, expect, it } from 'vitest';
import { expectClean } from '../support/audit';
import {
  type Booked,
  bookedWorld,
  change,
  done,
  type Lang,
  ledgerValues,
  MANDANT,
  MONTH,
  prepare,
  type RunSeen,
  seeRun,
  start,
  stepsIn,
  theIssue,
} from '../support/booking';
import { finderOf, leaks } from '../support/leaks';
import { IN_ROWS, type Mishap } from '../support/mishaps';
import { AROUND } from '../support/mishaps-around';
import { AT_LOOKER } from '../support/mishaps-looker';
import { commentsOf, issuesOf, MINUTE, viewOf } from '../support/world';

/** What people read and what they are asked to do, in the language of the site. */
type Told = { readonly reads: string; readonly does: string };
type Happened = Told & { readonly run: string; readonly sent: number };

const LOZENGES: Readonly<Record<string, string>> = {
  rejected: 'Not sent',
  'run-late': 'Overdue',
  'run-making': 'Being created',
  'run-handing': 'Being delivered',
  'run-approve': 'Needs approval',
};
/** States in which the bookings may be with DATEV already. */
const GOES_ON = 'run-handing';

const LEDGER = ledgerValues();
const table: string[] = [];
/** DATEV takes up to 40 seconds, the app’s first look comes after a minute; a run waits for no look of its own. */
const UNTIL_DELIVERED = 15 * MINUTE;

beforeAll(async () => {
  await prepare('de');
  await prepare('en');
});

describe.each([
  ['what is in the rows', IN_ROWS],
  ['what Looker says', AT_LOOKER],
  ['what is unusual or not there', AROUND],
] as const)('%s', (group, mishaps) => {
  it.each(mishaps)('$what', async (mishap) => {
    const en = await happen(await bookedWorld('en'), mishap, 'en');
    const b = await bookedWorld('de');
    const de = await happen(b, mishap, 'de');
    table.push(rowOf(group, mishap, { de, en }));
    const other = await mishap.next(b, de.run);
    await b.w.forge.advance(UNTIL_DELIVERED);
    await expectDelivered(b, mishap, { ...de, ...(typeof other === 'string' ? { other } : {}) });
  });
});

it('is no mishap when an empty period is allowed', async () => {
  const b = await bookedWorld('de');
  b.w.looker.setRowCount({ client: MANDANT, month: MONTH, rows: 0 });
  const run = await start(b);
  await b.w.forge.advance(3 * MINUTE);
  await change(b, (draft) => ({ ...draft, guard: { mayBeEmpty: true } }));
  await done(b);
  expect((await seeRun(b, run)).submission.state).toBe('run-delivered');
  expect(b.w.datev.accepted()).toEqual([]);
  await expectClean(b.w);
});

it('stands in the table docs/run-problems.md', async () => {
  await expect(documentOf(table)).toMatchFileSnapshot('../../docs/run-problems.md');
});

/** Lets it happen in a world, and answers what people are told. */
async function happen(b: Booked, mishap: Mishap, lang: Lang): Promise<Happened> {
  const { told } = mishap;
  await mishap.before?.(b);
  const sent = b.w.datev.accepted().length;
  await mishap.happens(b);
  const run = told.by === 'refusal' && told.state === undefined ? '' : await start(b);
  await mishap.meanwhile?.(b);
  await b.w.forge.advance(mishap.waits ?? 3 * MINUTE);
  const says = await whatIsSaid(b, mishap, { run, lang });
  mishap.check?.(b);
  const state = told.by === 'issue' ? (told.state ?? 'rejected') : told.state;
  const mayBeSent = told.by === 'run' && state === GOES_ON ? 1 : 0;
  expect(b.w.datev.accepted().length - sent).toBeLessThanOrEqual(mayBeSent);
  if (run !== '') await expectState(b, run, state ?? '');
  expectNoLedger(b, mishap);
  return { ...says, run, sent };
}

/** No issue tells of a refused click; a run that waits for its approval has one all the same. */
const issuesThatAsk = (told: Mishap['told']) => (told.by === 'refusal' && told.asks === true ? 1 : 0);

async function whatIsSaid(
  b: Booked,
  { told }: Mishap,
  { run, lang }: { readonly run: string; readonly lang: Lang },
): Promise<Told> {
  if (told.by === 'issue') return inIssue(b, told.code);
  expect(issuesOf(b.w)).toHaveLength(issuesThatAsk(told));
  if (told.by === 'refusal') {
    const { code, title, remedy } = await told.click(b, lang, run);
    expect(code).toBe(told.code);
    expect(issuesOf(b.w)).toHaveLength(issuesThatAsk(told));
    return { reads: title, does: remedy };
  }
  const { sentence, nextAction } = (await seeRun(b, run, lang)).submission;
  return { reads: sentence, does: nextAction };
}

/** Exactly one issue; its first step is the remedy. */
async function inIssue(b: Booked, code: string): Promise<Told> {
  const issue = theIssue(b);
  const { cause } = await viewOf<{ cause?: { code: string } }>(b.w, issue);
  // What is only late has not failed: the panel shows no cause.
  if (code === 'run.overdue') expect(cause).toBeUndefined();
  else expect(cause?.code).toBe(code);
  const [does = ''] = stepsIn(issue);
  return { reads: issue.fields.summary, does };
}

async function expectState(b: Booked, run: string, state: string): Promise<void> {
  const { submission }: RunSeen = await seeRun(b, run);
  expect(submission).toMatchObject({ state, lozenge: { text: LOZENGES[state] } });
  expect(submission.sentence).toContain('Erlöse und Kosten je Kostenstelle November 2026');
}

/** Nothing of the month's rows in Jira; the values of the mishap nowhere but where files and secrets lie. */
function expectNoLedger({ w }: Booked, { values = [] }: Mishap): void {
  expect(finderOf([...LEDGER, ...values])(w.jira.wholeState())).toEqual([]);
  expect(leaks(w, [...ledgerValues(4), ...values])).toEqual([]);
}

/** One transmission, the run delivered, the chain of control totals unbroken, and no further issue. */
async function expectDelivered(
  b: Booked,
  mishap: Mishap,
  { run, sent, other }: Happened & { readonly other?: string },
): Promise<void> {
  const { submission, totals } = await seeRun(b, other ?? run);
  expect(submission).toMatchObject({ state: 'run-delivered', lozenge: { text: 'Delivered' } });
  expect(totals.map(({ where, agrees }) => [where, agrees])).toEqual([
    ['Looker', true],
    ['Bookings', true],
    ['Files', true],
    ['DATEV', true],
  ]);
  expect(totals.at(-1)?.rows).toBe(mishap.lines ?? 120);
  expect(b.w.datev.accepted()).toHaveLength(sent + 1);
  if (mishap.told.by !== 'issue') expect(issuesOf(b.w)).toHaveLength(issuesThatAsk(mishap.told));
  else {
    const comments = commentsOf(b.w, theIssue(b).key);
    expect(comments.filter((text) => text.startsWith('An DATEV übergeben'))).toHaveLength(
      other === undefined ? 1 : 0,
    );
  }
  await expectClean(b.w);
}

// ---- the document

function rowOf(
  group: string,
  { what, told, does }: Mishap,
  { de, en }: Readonly<Record<Lang, Told>>,
): string {
  const where = { issue: 'issue', run: 'page of the run', refusal: 'answer to the click' }[told.by];
  const cells = [what, where, plain(de.reads), plain(de.does), plain(en.reads), plain(en.does), does];
  return `${group}\n| ${cells.join(' | ')} |`;
}

/** Without the names of this run and this Mandant, and without times. */
function plain(text: string): string {
  return text
    .replaceAll(/\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2} Uhr|\d+ \w+ \d{4}, \d{2}:\d{2} \(Berlin time\)/g, '…')
    .replaceAll(/ – [^–]*\(\d+-\d+\)$/g, '')
    .replaceAll(/([„“])(?:Erlöse und Kosten je Kostenstelle|Abschluss)[^“”]*([“”])/g, '$1…$2')
    .replaceAll('|', '\\|');
}

function documentOf(rows: readonly string[]): string {
  const groups = [...new Set(rows.map((row) => row.split('\n')[0] ?? ''))];
  const parts = groups.map((group) => {
    const own = rows.filter((row) => row.startsWith(`${group}\n`)).map((row) => row.slice(group.length + 1));
    return `## ${group.charAt(0).toUpperCase()}${group.slice(1)}

| mishap | told by | what people read (de) | what to do (de) | what people read (en) | what to do (en) | done in the test |
|---|---|---|---|---|---|---|
${own.join('\n')}`;
  });
  return `# What can go wrong between Looker and DATEV, and what people read

Written by test/flows/pipeline-mishaps.test.ts: each row happens in the sandbox, on a pipeline of 120 rows. Nothing was sent
before the remedy, there was one issue or none, and no value of the ledger stood in it; then a person did what the last column
says, DATEV took exactly one batch, and the control totals agreed. “…” is the name of the run, the batch or the file.

${parts.join('\n\n')}
`;
}
