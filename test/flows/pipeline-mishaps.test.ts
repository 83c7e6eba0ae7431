import { describe, expect, it } from 'vitest';
import { DATEV_WORDS } from '../../src/datev/catalogue';
import { expectClean, leaks } from '../support/audit';
import {
  type Booked,
  bookedWorld,
  type Lang,
  ledgerValues,
  seeRun,
  start,
  stepsIn,
  theIssue,
} from '../support/booking';
import { IN_ROWS, type Mishap } from '../support/mishaps';
import { AROUND, AT_LOOKER } from '../support/mishaps-looker';
import { issuesOf, MINUTE, viewOf } from '../support/world';

type Told = { readonly reads: string; readonly does: string };
const table: string[] = [];

describe.each([
  ['what the rows have', IN_ROWS],
  ['what Looker says', AT_LOOKER],
  ['what is unusual or not there', AROUND],
] as const)('%s', (_, mishaps) => {
  it.each(mishaps)('$what', async (mishap) => {
    const en = await told(await bookedWorld('en'), mishap, 'en');
    const b = await bookedWorld('de');
    const before = { sent: -1 };
    const de = await told(b, mishap, 'de');
    void before;
    table.push(line(mishap, de, en));
    console.log(JSON.stringify({ what: mishap.what, de, en: en.told }, null, 1));
    const other = await mishap.next(b, de.run);
    await b.w.forge.advance(75 * MINUTE);
    const run = typeof other === 'string' ? other : de.run;
    const seen = await seeRun(b, run);
    console.log(seen.submission.sentence, JSON.stringify(seen.totals), b.w.datev.accepted().length - de.sent, issuesOf(b.w).length);
    expect(seen.submission.state).toBe('run-delivered');
    expect(seen.totals.map(({ agrees }) => agrees)).toEqual([true, true, true, true]);
    expect(seen.totals.at(-1)?.rows).toBe(mishap.lines ?? 120);
    expect(b.w.datev.accepted()).toHaveLength(de.sent + 1);
    await expectClean(b.w);
  });
});

async function told(b: Booked, mishap: Mishap, lang: Lang) {
  await mishap.before?.(b);
  const sent = b.w.datev.accepted().length;
  await mishap.happens(b);
  const { told: by } = mishap;
  const run = by.by === 'refusal' && by.state === undefined ? '' : await start(b);
  if (mishap.what.startsWith('the pipeline is removed'))
    await (await import('../sandbox/world/booking')).atDesk(b.w.forge, 'pipeline.remove', { id: b.pipeline });
  await b.w.forge.advance(mishap.waits ?? 3 * MINUTE);
  const seen = run === '' ? undefined : await seeRun(b, run, lang);
  const issues = issuesOf(b.w);
  let told: unknown;
  if (by.by === 'issue') {
    expect(issues, seen?.submission.sentence).toHaveLength(1);
    const issue = theIssue(b);
    const view = await viewOf<any>(b.w, issue);
    told = { summary: issue.fields.summary, steps: stepsIn(issue), code: view.cause?.code, state: seen?.submission.state, sentence: seen?.submission.sentence, next: seen?.submission.nextAction, loz: seen?.submission.lozenge.text };
  } else if (by.by === 'run') {
    told = { st: seen?.submission.state, s: seen?.submission.sentence, n: seen?.submission.nextAction };
    expect(issues).toHaveLength(0);
  } else {
    told = await by.click(b, lang, run);
    expect(issues).toHaveLength(0);
  }
  if (by.by === 'run' && by.state !== 'run-handing') expect(b.w.datev.accepted().length).toBe(sent);
  const jira = b.w.jira.wholeState();
  expect([...ledgerValues(), ...(mishap.values ?? [])].filter((value) => jira.includes(value))).toEqual([]);
  return { run, sent, told };
}
function line(_: Mishap, __: unknown, ___: unknown): string {
  return '';
}
