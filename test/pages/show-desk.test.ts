import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { bookingDraft } from '../../packages/sandbox/world/booking';
import { changeCrossCheck } from '../../src/discrepancies/cross-check-store';
import { showCharts } from '../../src/flows/pages/show-charts';
import { showDesk } from '../../src/flows/pages/show-desk';
import { showWidget } from '../../src/flows/pages/show-widget';
import { loadRecount, saveRecount } from '../../src/health/recount-store';
import { plusSeconds } from '../../src/kernel/instant';
import type { PipelineDraft } from '../../src/pipelines/pipeline';
import { keepConfiguration } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp, create } from '../../src/submissions/record-store';
import { enlist } from '../../src/submissions/submission-store';
import { called } from '../effects/stage';
import { watched } from '../exception/list';
import { begun, made } from '../submissions/run-life';
import { answersFirst, empty, seen } from '../support/forge-globals';
import { failed, petra, shows } from './desk';

type Wish = Parameters<typeof showDesk>[0];
const CLOSED: SubmissionEvent = { what: 'closed', reason: 'x' };
const desk = (wish: Partial<Wish> = {}, who = petra()) =>
  showDesk({ show: 'all', lang: 'de', ...wish } as Wish, who);
async function rows(wish: Partial<Wish> = {}, who = petra()): Promise<readonly string[]> {
  const told = await desk(wish, who);
  if (!told.ok) throw new Error(told.problem.code);
  return told.value.rows.map(({ submissionId }) => submissionId);
}
async function answer(wish: Partial<Wish> = {}, who = petra()) {
  const told = await desk(wish, who);
  if (!told.ok) throw new Error(told.problem.code);
  return told.value;
}
const isCounted = async () => saveRecount(await loadRecount(), { v: 1, doneAt: now() });

describe('the list of a desk', () => {
  it('has the newest change first, or the oldest', async () => {
    shows();
    await failed('s1', { seconds: 300 });
    await failed('s2', { seconds: 900 });
    expect(await rows()).toEqual(['s1', 's2']);
    expect(await rows({ order: 'oldest' })).toEqual(['s2', 's1']);
  });

  it('is of a phase, of a Mandant, of both', async () => {
    shows();
    await failed('s1');
    await failed('s2', { mandant: '455148-3' });
    await failed('s3', { events: [CLOSED] });
    expect((await rows()).length).toBe(3);
    expect(await rows({ show: 'closed' })).toEqual(['s3']);
    expect([...(await rows({ show: 'needs-you' }))].sort()).toEqual(['s1', 's2']);
    expect(await rows({ mandant: '455148-3' })).toEqual(['s2']);
    expect(await rows({ show: 'needs-you', mandant: '455148-1' })).toEqual(['s1']);
    expect(await rows({ show: 'closed', mandant: '455148-3' })).toEqual([]);
  });

  it('is of one cause', async () => {
    shows();
    await failed('s1');
    expect(await rows({ show: 'needs-you', cause: '1008834:extf.header.14' })).toEqual(['s1']);
    expect(await rows({ show: 'needs-you', cause: '7' })).toEqual([]);
  });

  it('is of days, both included', async () => {
    shows();
    await failed('s1', { seconds: 600 });
    await failed('s2', { seconds: 40 * 24 * 3600 });
    const day = (back: number) => new Date(Date.now() - back * 24 * 3600_000).toISOString().slice(0, 10);
    expect(await rows({ from: day(1) })).toEqual(['s1']);
    expect(await rows({ until: day(30) })).toEqual(['s2']);
    expect(await rows({ from: day(40), until: day(40) })).toEqual(['s2']);
    expect(await rows({ from: day(41), until: day(0) })).toEqual(['s1', 's2']);
  });

  it('hides what Jira hides from the person, and is none while Jira does not tell', async () => {
    shows({ hides: ['91'] });
    await failed('s1');
    await failed('s2');
    expect(await rows()).toEqual(['s2']);
    shows({ says: {} });
    await failed('s1');
    answersFirst(({ path }) => (path.includes('bulkfetch') ? empty(503) : undefined));
    expect(await desk()).toMatchObject({ ok: false });
  });

  it('has pages of twenty-five, or of a hundred', async () => {
    shows();
    for (let n = 0; n < 26; n++) await failed(`s${n}`, { seconds: 100 + n });
    const first = await answer();
    expect(first.rows).toHaveLength(25);
    expect(await rows({ ...(first.cursor === undefined ? {} : { cursor: first.cursor }) })).toEqual(['s25']);
    const all = await answer({ limit: 100 });
    expect([all.rows.length, all.cursor]).toEqual([26, undefined]);
  });

  it('is of the Mandanten that are assigned to whoever asks, read through a hundred at a time', async () => {
    shows();
    await watched({ assignee: 'petra' });
    await watched({ assignee: 'anna' }, '455148-3');
    for (let n = 0; n < 30; n++) await failed(`s${n}`, { seconds: 100 + n, mandant: '455148-3' });
    await failed('s99', { seconds: 9000 });
    expect(await rows({ mine: true })).toEqual(['s99']);
    expect(await rows({ mine: true, cards: false })).toEqual(['s99']);
  });
});

describe('a run that waits for a second person', () => {
  const waiting = async () => {
    shows();
    await isCounted();
    await watched();
    const by = { at: now(), actor: { kind: 'person', id: 'anna' } } as const;
    const on = await create('s1', begun({ by: 'person' }), by);
    if (on !== undefined) await append(on, made(1, { needsApproval: true }), byApp());
    await enlist('s1', { now: now(), retentionDays: 30 });
    await failed('s2');
  };
  const as = (accountId: string, change: object = {}) =>
    petra({ who: { accountId, admin: false, groups: [] }, ...change });

  it('needs whoever may approve it, and moves for everybody else', async () => {
    await waiting();
    expect([...(await rows({ show: 'needs-you' }))].sort()).toEqual(['s1', 's2']);
    expect(await rows({ show: 'moving' })).toEqual([]);
    // Anna began it.
    expect(await rows({ show: 'needs-you' }, as('anna'))).toEqual(['s2']);
    expect(await rows({ show: 'moving' }, as('anna'))).toEqual(['s1']);
    expect(await rows({ show: 'needs-you' }, petra({ mayUpload: false }))).toEqual(['s2']);
    expect(await rows({ show: 'moving' }, petra({ mayUpload: false }))).toEqual(['s1']);
    expect(await rows({ show: 'moving', mandant: '455148-3' }, as('anna'))).toEqual([]);
    expect(await rows({ show: 'moving', cards: false }, as('anna'))).toEqual(['s1']);
  });

  it('counts so at the desk and in the widget', async () => {
    await waiting();
    const cards = async (who = petra()) => JSON.stringify((await answer({}, who)).mandanten);
    expect(await cards()).not.toBe(await cards(as('anna')));
    const widget = async (who = petra()) =>
      JSON.stringify(await showWidget({ scope: 'all', lang: 'de' }, who));
    expect(await widget()).not.toBe(await widget(as('anna')));
  });
});

describe('the cards of a desk', () => {
  it('come with the first page of a list, or where they are asked for', async () => {
    shows();
    await isCounted();
    await watched({ assignee: 'anna', name: 'Muster' });
    await failed('s1');
    const { mandanten, causes, overdueUntil, isCounting } = await answer();
    expect(mandanten).toMatchObject([{ id: '455148-1' }]);
    expect(JSON.stringify(mandanten)).toContain('Frau anna');
    expect(causes).toHaveLength(1);
    expect([overdueUntil === undefined, isCounting]).toEqual([false, false]);
    for (const wish of [{ cards: false }, { search: 's1' }, { cursor: 'x' }] as const)
      if (!('cursor' in wish)) expect(await answer(wish)).not.toHaveProperty('mandanten');
    expect(await answer({ search: 's1', cards: true })).toHaveProperty('mandanten');
  });

  it('say that not everything is counted yet, where anybody is watched', async () => {
    shows();
    expect(await answer()).toMatchObject({ isCounting: false });
    await watched();
    expect(await answer()).toMatchObject({ isCounting: true });
  });

  it('tell leads, and nobody else, that a cross-check left something open', async () => {
    shows();
    const kind = 'job-unknown' as const;
    const rest = [{ kind, mandant: '455148-1', job: 'j1' }];
    const read = { submissions: 0, issues: 0, mandanten: 0, jobs: 0, unread: 0 };
    await changeCrossCheck(() => ({
      ...{ v: 1, settled: [] },
      last: { begunAt: now(), doneAt: now(), read, found: [{ kind, count: 1, pages: 0, rest }] },
    }));
    expect(await answer()).toMatchObject({ differs: true });
    expect(await answer({}, petra({ lead: false }))).not.toHaveProperty('differs');
    const readersOf = { '455148-1': ['g1'] };
    const who = petra({}, { groups: { resubmit: [], mappings: [], readersOf } });
    expect(await answer({}, who)).not.toHaveProperty('differs');
  });

  it('say what a person may, that sending is stopped, and that there are messages', async () => {
    shows();
    const stopped = { at: now(), by: 'admin', reason: 'Prüfung' };
    expect(await answer()).not.toHaveProperty('stopped');
    expect(await answer({}, petra({}, { stopped }))).toMatchObject({
      stopped: { at: stopped.at, reason: 'Prüfung' },
    });
    const told = await answer({}, petra({}, { notices: { land: 'BY', digest: true, escalation: [] } }));
    expect(told).toMatchObject({ digest: true });
    const none = petra({}, { notices: { land: 'BY', digest: false, escalation: [] } });
    expect(await answer({}, none)).not.toHaveProperty('digest');
    const { may } = await answer();
    const { may: other } = await answer({}, petra({ mayUpload: false, lead: false }));
    expect(may.upload).not.toEqual(other.upload);
    expect(may.mappings).not.toEqual(other.mappings);
  });
});

describe('a search at the desk', () => {
  it('finds by words, among all Mandanten or of one', async () => {
    shows();
    await failed('s1', { name: 'Januar' });
    await failed('s2', { name: 'Januar', mandant: '455148-3' });
    await failed('s3', { name: 'Februar' });
    expect([...(await rows({ search: 'januar' }))].sort()).toEqual(['s1', 's2']);
    expect(await rows({ search: 'januar 455148-3' })).toEqual(['s2']);
    expect(await rows({ search: 'januar', mandant: '455148-1' })).toEqual(['s1']);
    expect(await rows({ search: 'märz' })).toEqual([]);
  });

  it('for a Mandant alone is their list; for two at once there is none', async () => {
    shows();
    await failed('s1');
    await failed('s2', { mandant: '455148-3' });
    expect(await rows({ search: '455148-3' })).toEqual(['s2']);
    expect(await rows({ search: '455148-3', mandant: '455148-3' })).toEqual(['s2']);
    expect(await rows({ search: '455148-3', mandant: '455148-1' })).toEqual([]);
    expect(await rows({ search: 's2 455148-3', mandant: '455148-1' })).toEqual([]);
    expect(await rows({ search: '...' })).toEqual([]);
    expect([...(await rows({ search: '  ' }))].sort()).toEqual(['s1', 's2']);
  });

  it('goes on behind what was found, for the same person and the same words only', async () => {
    shows();
    for (let n = 0; n < 60; n++) await failed(`s${n}`, { name: `Januar ${n}`, seconds: 100 + n });
    const first = await answer({ search: 'januar' });
    expect(first.rows.length).toBeGreaterThan(10);
    const { cursor = '' } = first;
    expect(cursor).not.toBe('');
    const second = await rows({ search: 'januar', cursor });
    expect(second.length).toBeGreaterThan(0);
    expect(second.some((id) => first.rows.some(({ submissionId }) => submissionId === id))).toBe(false);
    expect(await rows({ search: 'februar', cursor })).toEqual([]);
    const anna = petra({ who: { accountId: 'anna', admin: false, groups: [] } });
    expect(await rows({ search: 'januar', cursor }, anna)).toEqual([]);
    expect(await rows({ search: 'januar', cursor: 'unsinn' })).toEqual([]);
  });
});

describe('the widget', () => {
  const widget = (who = petra(), scope = 'all') => showWidget({ scope, lang: 'de' }, who);

  it('counts of Mandanten of whom somebody may read', async () => {
    shows();
    await isCounted();
    await watched();
    await failed('s1');
    const told = await widget();
    expect(told).toMatchObject({ ok: true });
    const readersOf = { '455148-1': ['g1'] };
    const who = petra({}, { groups: { resubmit: [], mappings: [], readersOf } });
    expect(await widget(who)).toMatchObject({ ok: false, problem: { code: 'access.not-reader' } });
    expect(called()).toEqual([]);
  });

  it('names the runs that the calendar begins next for the Mandanten of its scope, three at most', async () => {
    shows();
    await watched({ assignee: 'petra' });
    await watched({}, '455148-3');
    const draft = bookingDraft('l0123456789ab', '455148-1') as unknown as PipelineDraft;
    const keep = (n: number, mandant: string, dueAt?: string) =>
      keepConfiguration(undefined, {
        pipeline: {
          ...{
            ...draft,
            mandant,
            name: `Abschluss ${n}`,
            fields: [],
            v: 1,
            id: `p${String(n).padStart(12, '0')}`,
          },
          ...{ version: 1, changedAt: now(), changedBy: 'anna' },
        },
        ...{ begunUntil: now(), ...(dueAt === undefined ? {} : { dueAt }) },
      });
    const at = (days: number) => plusSeconds(now(), days * 24 * 3600);
    for (const [n, mandant, days] of [
      [1, '455148-3', 1],
      [2, '455148-1', 2],
      [3, '455148-1', 3],
      [4, '455148-3', 4],
      [5, '455148-9', 5],
      [6, '455148-1', 6],
      [7, '455148-1', 7],
    ] as const)
      await keep(n, mandant, at(days));
    await keep(8, '455148-1');
    const names = async (scope: string) => {
      const text = JSON.stringify(await widget(petra(), scope));
      return [...text.matchAll(/Abschluss (\d)/g)].map(([, n]) => Number(n));
    };
    expect(await names('all')).toEqual([1, 2, 3]);
    expect(await names('mine')).toEqual([2, 3, 6]);
    expect(await names('455148-3')).toEqual([1, 4]);
    expect(await names('455148-9')).toEqual([]);
  });

  it('is there where nobody is watched yet', async () => {
    shows();
    expect(await widget()).toMatchObject({ ok: true });
  });

  it('says that sending is stopped', async () => {
    shows();
    await watched();
    const stopped = { at: now(), by: 'admin', reason: '' };
    expect(JSON.stringify(await widget(petra({}, { stopped })))).not.toBe(JSON.stringify(await widget()));
  });
});

describe('charts', () => {
  it('are drawn from the counts, of all Mandanten or of one', async () => {
    shows();
    await watched({ name: 'Muster' });
    await failed('s1');
    await failed('s2', { mandant: '455148-3' });
    const all = JSON.stringify(await showCharts({ lang: 'de' }));
    const one = JSON.stringify(await showCharts({ lang: 'de', mandant: '455148-1' }));
    const none = JSON.stringify(await showCharts({ lang: 'de', mandant: '455148-9' }));
    expect(new Set([all, one, none]).size).toBe(3);
    expect(seen().filter(({ to }) => to === 'jira')).toEqual([]);
  });
});
