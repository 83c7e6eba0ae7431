import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { changeCrossCheck, loadCrossCheck, loadPage } from '../../src/discrepancies/cross-check-store';
import type { Discrepancy } from '../../src/discrepancies/discrepancy';
import { beginCrossCheck, crossCheck, resumeCrossCheck } from '../../src/flows/exception/cross-check';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import { enlist } from '../../src/submissions/submission-store';
import { loggedOut, MANDANT, onRecord } from '../effects/datev';
import { called, carried, no, ok, queued, type Says, SETTINGS } from '../effects/stage';
import { DISCOVERED, ISSUE, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { meanwhile, runsFor, seen, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import { ago, job, LIST, listed, oursOf, skips, watched, watching } from './list';

type Table = Readonly<Record<string, Says | readonly Says[]>>;
const LOOK = { v: 1, look: 'cross-check', id: 'all' };
const SEARCH = 'POST /search/jql';
const FETCH = 'POST /issue/bulkfetch';
const ORPHAN = 's0123456789abcde';
const HOURS = SETTINGS.discovery;

/** An issue of ours as Jira shows it. */
const issue = (id: string, externalId: string, over: object = {}) => ({
  ...{ id, key: `BUCH-${id}` },
  fields: {
    ...{ summary: 'x', updated: ago(9000), project: { id: '10000' }, issuetype: { id: '10002' } },
    ...{ status: { id: '1', statusCategory: { key: 'new' } }, creator: { accountId: 'app' }, assignee: null },
  },
  properties: { datev: { v: 1, externalId } },
  ...over,
});
const at = (issues: readonly object[] = [], more: Table = {}): Table => ({
  ...{ [SEARCH]: ok({ issues }), 'GET /myself': ok({ accountId: 'app' }), [FETCH]: ok({ issues: [] }) },
  ...{ [LIST]: listed([]) },
  ...more,
});
const round = async () => (await loadCrossCheck()).data;
const found = async (): Promise<readonly Discrepancy[]> =>
  (await round()).last?.found.flatMap(({ rest }) => rest) ?? [];
const kinds = async () => (await found()).map(({ kind }) => kind).sort();
const read = async () => (await round()).last?.read;
async function checked(): Promise<void> {
  await beginCrossCheck();
  expect(await crossCheck()).toBeUndefined();
}
/** Put on the lists, as the app does in the end. */
async function onLists(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await enlist(id, { now: now(), retentionDays: 30 });
}
/** A batch of ours that DATEV took an hour ago, and of which nobody asks. */
async function unasked(id: string): Promise<void> {
  const referenceId = `DFJ-installation-${id}-r1`;
  await onRecord(
    id,
    UPLOADED,
    { what: 'ordered', mode: 'file', fileName: `EXTF_${id}.csv`, referenceId },
    { what: 'trying', key: 'send:r1', leaseUntil: now() },
    { what: 'done', key: 'send:r1', jobId: `job-${id}` },
  );
  await onLists(id);
}

describe('a cross-check', () => {
  it('is begun once, and goes on with a look of its own', async () => {
    await watching(at());
    await resumeCrossCheck();
    expect(queued()).toEqual([]);
    await beginCrossCheck();
    const { going } = await round();
    expect(going).toMatchObject({ place: 'needs-you', found: [] });
    expect(queued()).toEqual([LOOK]);
    await beginCrossCheck();
    await resumeCrossCheck();
    expect((await round()).going).toEqual(going);
    expect(queued()).toEqual([LOOK, LOOK, LOOK]);
  });

  it('of which none was begun asks nobody', async () => {
    await watching({});
    expect(await crossCheck()).toBeUndefined();
    expect(called()).toEqual([]);
    expect((await loadCrossCheck()).version).toBe(0);
  });

  it('goes through all, and says how much it held against each other', async () => {
    // A test issue stands for no submission, and a job on which DATEV works says nothing yet.
    const issues = [issue('7', ORPHAN), issue('8', 'test-1')];
    const jobs = [
      job('j1', { timestamp: ago(4000) }),
      job('j2', { result: 'pending', timestamp: ago(4000) }),
    ];
    await watching(at(issues, { [LIST]: listed(jobs) }), {
      ...{ lastLookAt: now(), discovery: { seen: ['j1'], pending: [] } },
    });
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await onRecord('s2', DISCOVERED);
    await onLists('s1', 's2');
    await checked();
    expect(await kinds()).toEqual(['issue-orphaned', 'issue-unseen', 'job-unknown']);
    expect(await read()).toEqual({ submissions: 2, issues: 2, mandanten: 1, jobs: 2, unread: 0 });
    expect(skips()).toEqual([0]);
    expect(await round()).not.toHaveProperty('going');
    expect(carried(FETCH)).toMatchObject([{ issueIdsOrKeys: [ISSUE.id] }]);
    expect(queued()).toEqual([LOOK]);
  });

  it('asks Jira for no issue that was deleted', async () => {
    await watching(at());
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' });
    await onLists('s1');
    await checked();
    expect(carried(FETCH)).toEqual([]);
    expect(await kinds()).toEqual([]);
  });

  it('knows an issue that Jira shows, and what the Mandant asks for', async () => {
    await watching(at([], { [FETCH]: ok({ issues: [issue(ISSUE.id, 's1')] }) }));
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await onLists('s1');
    await checked();
    expect(await kinds()).toEqual(['marks-differ']);
    expect(await read()).toMatchObject({ submissions: 1, issues: 1 });
  });

  it('looks whose the record is that an open issue names', async () => {
    const id = 's1111111111111aa';
    await watching(at([issue('7', id)]));
    await onRecord(id, DISCOVERED, ...WITH_ISSUE);
    await checked();
    expect(await found()).toMatchObject([
      { kind: 'issue-unseen' },
      { kind: 'second-issue', submission: id, issue: { id: '7' } },
    ]);
  });

  it('reads the pages of Jira’s search', async () => {
    await watching(
      at([], {
        [SEARCH]: [
          ok({ issues: [issue('7', ORPHAN)], nextPageToken: 'next' }),
          ok({ issues: [issue('8', ORPHAN)] }),
        ],
      }),
    );
    await checked();
    expect(carried(SEARCH)).toMatchObject([{}, { nextPageToken: 'next' }]);
    expect(await read()).toMatchObject({ issues: 2 });
    expect(await kinds()).toEqual(['issue-orphaned', 'issue-orphaned']);
  });

  it('is done by one: who was overtaken stops', async () => {
    await watching(at());
    await beginCrossCheck();
    meanwhile(writes('record', 'cross-check'), () => changeCrossCheck((before) => ({ ...before })));
    await crossCheck();
    expect((await round()).going).toMatchObject({ place: 'needs-you' });
    expect(called()).toEqual([]);
  });

  it.each<[string, string, Table]>([
    ['whose issues they are', 'issues', { 'GET /myself': no(503) }],
    ['the open issues', 'issues', { [SEARCH]: no(503) }],
    ['the issues of submissions', 'needs-you', { [FETCH]: no(503) }],
  ])('stays where it is while Jira does not tell %s', async (_, place, says) => {
    await watching(at([], says));
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await onLists('s1');
    await beginCrossCheck();
    expect(await crossCheck()).toMatchObject({ retry: 'later' });
    expect((await round()).going?.place).toBe(place);
  });

  it('goes on without what Jira refuses, and says so', async () => {
    await watching(at([], { [SEARCH]: no(403) }));
    await checked();
    expect(await read()).toMatchObject({ unread: 1, issues: 0, mandanten: 1 });
  });
});

describe('DATEV’s lists', () => {
  it('wait for the hours of discovery; all else does not', async () => {
    await watching(at([issue('7', ORPHAN)]));
    const closed = ((new Date().getUTCDay() + 2) % 7) + 1;
    await savedSettings({ discovery: { ...HOURS, zone: 'UTC', days: [closed] } });
    await beginCrossCheck();
    expect(await crossCheck()).toBeUndefined();
    expect((await round()).going).toMatchObject({ place: 'datev', read: { issues: 1 } });
    expect(skips()).toEqual([]);
    expect(queued()).toEqual([LOOK]);
  });

  it('that DATEV does not tell are counted as unread', async () => {
    await watching(at([], { [LIST]: no(503) }));
    await checked();
    expect(await read()).toMatchObject({ mandanten: 1, jobs: 0, unread: 1 });
  });

  it('are unread, and not asked for, while DATEV wants to be left alone', async () => {
    await watching(at(), { notBefore: ago(-3600) });
    await checked();
    expect(skips()).toEqual([]);
    expect(await read()).toMatchObject({ mandanten: 1, unread: 1 });
  });

  it('are unread where nobody is logged in', async () => {
    await watching(at());
    await loggedOut();
    await checked();
    expect(skips()).toEqual([]);
    expect(await read()).toMatchObject({ mandanten: 1, unread: 1 });
  });

  it('are read of those that are watched or asked for, ten in a step', async () => {
    const many = Array.from({ length: 11 }, (_, n) => `455148-${n + 10}`);
    const lists = many.map((mandant) => [LIST.replace(MANDANT, mandant), listed([])]);
    await watching(at([], Object.fromEntries(lists)), { watched: false });
    for (const mandant of many) await watched({}, mandant);
    await watched({ watched: false, open: [], discovery: { seen: [], pending: [] } }, '455148-99');
    const open = [{ submissionId: 's1', revision: 1, referenceId: 'r', since: ago(60) }];
    await watched({ watched: false, open, poll: { at: ago(1), step: 1 } }, '455148-20');
    await checked();
    expect(await read()).toMatchObject({ mandanten: 11, unread: 0 });
    const asked = called().filter((call) => call.startsWith('GET accounting-extf-files'));
    expect(asked).toHaveLength(11);
    expect(asked.join()).not.toContain('455148-99');
  });

  it('tell of a transmission that ended and of which nobody asks one thing only', async () => {
    await watching(at([], { [LIST]: listed([oursOf('s1', { result: 'succeeded' }), oursOf('s9')]) }));
    await unasked('s1');
    await unasked('s2');
    await checked();
    expect(await found()).toMatchObject([
      { kind: 'nobody-asks', submission: 's2' },
      { kind: 'result-missed', submission: 's1' },
      { kind: 'job-unknown', job: 'job-s9' },
    ]);
  });

  it('say nothing of a transmission that is asked for', async () => {
    await watching(at([], { [LIST]: listed([oursOf('s1', { result: 'succeeded' })]) }));
    await unasked('s1');
    const open = [{ submissionId: 's1', revision: 1, referenceId: 'DFJ-installation-s1-r1', since: ago(60) }];
    await watched({ open, poll: { at: plusSeconds(now(), 600), step: 1 } });
    await checked();
    expect(await kinds()).toEqual([]);
  });

  it('tell that something was taken twice, or is missing', async () => {
    const again = (id: string) => ({ ...oursOf('s1', { result: 'succeeded' }), id });
    await watching(at([], { [LIST]: listed([again('a'), again('b')]) }));
    await unasked('s1');
    await checked();
    expect(await kinds()).toContain('sent-twice');
  });

  it('of which more are found than fit on a page lie beside the record', async () => {
    const jobs = Array.from({ length: 21 }, (_, n) => job(`j${n}`, { timestamp: ago(4000 + n) }));
    await watching(at([], { [LIST]: listed(jobs) }), {
      ...{ lastLookAt: now(), discovery: { seen: jobs.map(({ id }) => id), pending: [] } },
    });
    await checked();
    const { last } = await round();
    expect(last?.found).toMatchObject([{ kind: 'job-unknown', count: 21, pages: 1, rest: [{}] }]);
    expect(await loadPage(last?.begunAt ?? '', 'job-unknown', 0)).toHaveLength(20);
  });

  it('beyond a page tell one thing only, too', async () => {
    const ids = Array.from({ length: 21 }, (_, n) => `s${n + 10}`);
    await watching(at([], { [LIST]: listed(ids.map((id) => oursOf(id, { result: 'succeeded' }))) }));
    for (const id of [...ids, 's2']) await unasked(id);
    await checked();
    const { last } = await round();
    const counts = last?.found.map(({ kind, count }) => [kind, count]);
    expect(counts).toEqual([
      ['nobody-asks', 1],
      ['result-missed', 21],
    ]);
  });
});

describe('a long cross-check', () => {
  it.each([
    ['begins no further page in the last minute of its invocation', 59_000, 'moving'],
    ['goes on as long as there is a minute left', 60_000, undefined],
  ])('%s', async (_, ms, place) => {
    await watching(at());
    runsFor(ms);
    await checked();
    expect((await round()).going?.place).toBe(place);
    const later = seen()
      .filter(({ to }) => to === 'stargate')
      .flatMap(({ body }) => (body as { payload: { delayInSeconds?: number }[] }).payload);
    expect(later.map(({ delayInSeconds }) => delayInSeconds)).toEqual(
      place === undefined ? [undefined] : [undefined, 60],
    );
  });

  it('leaves storage to others after its share', async () => {
    const token = (n: number) => ok({ issues: [], nextPageToken: `t${n}` });
    await watching(
      at([], { [SEARCH]: [...Array.from({ length: 2000 }, (_, n) => token(n)), ok({ issues: [] })] }),
    );
    await checked();
    // Pages of the lists count a hundred units each, one of Jira's search one.
    expect((await round()).going).toMatchObject({ place: 'issues' });
    expect(carried(SEARCH)).toHaveLength(800);
    expect(queued()).toEqual([LOOK, LOOK]);
  });

  it('that takes longer than a day and a half begins anew', async () => {
    await watching(at());
    const begunAt = plusSeconds(now(), -37 * 3600);
    await beginCrossCheck();
    await changeCrossCheck((before) => ({ ...before, going: { ...before.going, begunAt } as never }));
    await beginCrossCheck();
    expect((await round()).going?.begunAt).not.toBe(begunAt);
  });
});
