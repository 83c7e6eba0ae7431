import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import type { TimelineEntry } from '../../src/contract/answers';
import { told } from '../../static/panel/told-timeline';
import { rejected } from '../support/story';
import { call, type Issue, MINUTE, must, type TestWorld, testWorld, upload, viewOf } from '../support/world';

type Entry = TimelineEntry;
type View = {
  readonly submissionId: string;
  readonly timeline: readonly Entry[];
  readonly auditEntries: number;
  readonly auditIntact?: boolean;
};
type Row = { readonly data: { readonly at: string } };

const PAGE = 50;

/** A file handed in and taken back until its history is longer than two pages. */
async function long(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  const issue = await rejected(w);
  while ((await viewOf<View>(w, issue)).auditEntries <= 2 * PAGE) {
    await upload(w, correctFile(), { issue });
    await must(call(w, 'datev-panel', 'submission.withdraw', { issue }));
    // Nobody clicks that fast.
    await w.forge.advance(10_000);
  }
  await upload(w, correctFile(), { issue });
  await must(call(w, 'datev-panel', 'submission.withdraw', { issue }));
  return { w, issue };
}

const older = (w: TestWorld, issue: Issue, before: number) =>
  must<{ timeline: readonly Entry[]; before?: number }>(
    call(w, 'datev-panel', 'submission.history', { issue, payload: { before } }),
  );
const audit = (w: TestWorld, issue: Issue) =>
  must<{ entries: number; intact: boolean }>(call(w, 'datev-panel', 'submission.audit', { issue }));

/** Somebody changes an entry in storage. */
function tamper(w: TestWorld, id: string, seq: number): void {
  const key = `${id}:${String(seq).padStart(6, '0')}`;
  const row = w.forge.storage.getEntity('audit-entry', key) as Row;
  const data = { ...row.data, at: '2026-12-01T00:00:00.000Z' };
  w.forge.storage.put({ store: 'entity', entity: 'audit-entry', key, value: { ...row, data } });
}

const countdown = (from: number, count: number) => Array.from({ length: count }, (_, n) => from - n);

describe('a long history', () => {
  it('is shown by its newest entries for a few reads, and goes back to its beginning page by page', async () => {
    const { w, issue } = await long();
    // The index does not know yet what happened this instant.
    const now = await viewOf<View>(w, issue);
    expect(now.timeline.map(({ seq }) => seq)).toEqual(countdown(now.auditEntries, PAGE));
    await w.forge.advance(MINUTE);
    w.forge.log.clear();
    const view = await viewOf<View>(w, issue);
    const seqs = view.timeline.map(({ seq }) => seq);
    expect(seqs).toEqual(countdown(view.auditEntries, PAGE));
    expect(view).not.toHaveProperty('auditIntact');
    expect([...w.forge.trace()].filter(({ service }) => service === 'kvs').length).toBeLessThanOrEqual(20);
    for (let before = seqs.at(-1); before !== undefined; ) {
      const page: Awaited<ReturnType<typeof older>> = await older(w, issue, before);
      seqs.push(...page.timeline.map(({ seq }) => seq));
      ({ before } = page);
    }
    expect(seqs).toEqual(countdown(view.auditEntries, view.auditEntries));
  });

  it('is checked as a whole when somebody asks; a new entry that was changed is told without that', async () => {
    const { w, issue } = await long();
    const { submissionId, auditEntries: entries } = await viewOf<View>(w, issue);
    expect(await audit(w, issue)).toEqual({ entries, intact: true });
    tamper(w, submissionId, 7);
    expect(await audit(w, issue)).toEqual({ entries, intact: false });
    expect(await viewOf<View>(w, issue)).not.toHaveProperty('auditIntact');
    tamper(w, submissionId, entries - 1);
    expect(await viewOf<View>(w, issue)).toMatchObject({ auditIntact: false });
  });
});

describe('the history of a file that was rejected, corrected and delivered', () => {
  it('is four lines of what people and DATEV did; the steps of the app, each once, come when asked for', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    const { actions } = await viewOf<{ actions: { resubmit: { goes: { sha256: string } } } }>(w, issue);
    const { sha256 } = actions.resubmit.goes;
    await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload: { mode: 'file', sha256 } }));
    await w.forge.advance(2 * 3600 * 1000);
    const { timeline } = await viewOf<View>(w, issue);
    const { shown, steps } = told(timeline, false);
    expect(shown.map(({ actor, text }) => `${actor.kind}: ${text.split(/ [“"0-9]/)[0]}`)).toEqual([
      expect.stringMatching(/^datev: DATEV accepted revision/),
      expect.stringMatching(/^person: /),
      expect.stringMatching(/^person: /),
      expect.stringMatching(/^datev: DATEV reports/),
    ]);
    expect(told(timeline, true).shown).toHaveLength(4 + steps);
    expect(timeline.length).toBeGreaterThanOrEqual(4 + 2 * steps);
  });
});
