import { describe, expect, it } from 'vitest';
import { listsOtherwise } from '../support/behind-backs';
import {
  configure,
  copyOf,
  crossChecked,
  delivered,
  kindsFound,
  MANDANT,
  propertyOf,
  recordOf,
  setProperty,
  theOnly,
  type View,
  viewed,
  wishOf,
} from '../support/cross-check';
import { counted, firm } from '../support/night';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  fault,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  viewOf,
} from '../support/world';

const pageOf = (w: TestWorld, kind: string, n: number) =>
  must<{ items: readonly object[]; next?: number }>(
    call(w, 'datev-admin', 'discrepancies.page', { as: ACCOUNTS.admin, payload: { kind, n } }),
  );

describe('a cross-check', () => {
  it('of a life in which all is well finds nothing, changes nothing, and says what was compared', async () => {
    const w = await testWorld();
    await rejected(w);
    await delivered(w);
    const before = w.forge.storage.dump().filter(({ entity }) => entity === 'submission');
    const { groups, last } = await crossChecked(w);
    expect(groups).toEqual([]);
    expect(last).toMatchObject({ submissions: 1, mandanten: 2, jobs: 2, unread: 0 });
    expect(w.forge.storage.dump().filter(({ entity }) => entity === 'submission')).toEqual(before);
  });

  it('that never was says so, and nothing of it can be turned over', async () => {
    const w = await testWorld();
    expect(await viewed(w)).toEqual({ groups: [] });
    expect(await pageOf(w, 'mark-copied', 0)).toEqual({ items: [] });
  });

  it('that is under way does not wait while DATEV’s lists may be read', async () => {
    const w = await testWorld();
    await must(call(w, 'datev-admin', 'discrepancies.begin', { as: ACCOUNTS.admin }));
    const { going } = await viewed(w);
    expect(going).toBeDefined();
    expect(going).not.toHaveProperty('waits');
  });

  it('is not shown where Jira does not say what its reader may see', async () => {
    const w = await testWorld();
    await copiesMarks(w, 1);
    await crossChecked(w);
    expect((await pageOf(w, 'mark-copied', 0)).items).toHaveLength(1);
    fault(w, { service: 'jira', operation: 'bulkFetchIssues', fault: '503', times: 99 });
    const payload = { kind: 'mark-copied', n: 0 };
    for (const name of ['discrepancies.view', 'discrepancies.page'])
      expect(await call(w, 'datev-admin', name, { as: ACCOUNTS.admin, payload })).toMatchObject({
        ok: false,
      });
  });

  it('has pages that end: of forty of a kind two full ones, and nothing behind them', async () => {
    const w = await testWorld();
    await copiesMarks(w, 40);
    await crossChecked(w);
    const pages = [];
    for (const n of [0, 1, 2, 3]) pages.push(await pageOf(w, 'mark-copied', n));
    expect(pages.map(({ items, next }) => [items.length, next])).toEqual([
      [20, 1],
      [20, undefined],
      [0, undefined],
      [0, undefined],
    ]);
    expect(await pageOf(w, 'no-issue', 0)).toEqual({ items: [] });
  });

  it('comes every day by itself', async () => {
    const w = await testWorld();
    await w.forge.runScheduled('daily');
    await w.forge.advance(10 * MINUTE);
    expect((await viewed(w)).last).toBeDefined();
  });

  it('waits with DATEV’s lists for its hours, and goes on by itself', async () => {
    const w = await testWorld();
    await w.forge.advance(14 * HOUR);
    const before = await viewed(w);
    const asked = w.datev.meters();
    const { going, last } = await crossChecked(w);
    expect(going).toMatchObject({ waits: true });
    expect(last).toEqual(before.last);
    expect(w.datev.meters()).toEqual(asked);
    await w.forge.advance(9 * HOUR);
    const after = await viewed(w);
    expect(after.going).toBeUndefined();
    expect(after.last?.doneAt).not.toBe(before.last?.doneAt);
  });

  it('says of whom it learnt nothing', async () => {
    const w = await testWorld();
    w.datev.setAccess(MANDANT, false);
    expect((await crossChecked(w)).last).toMatchObject({ mandanten: 2, unread: 1 });
  });
});

describe('what only people can put right is said:', () => {
  it('a submission that DATEV took twice', async () => {
    const w = await testWorld();
    await delivered(w);
    listsOtherwise(w, MANDANT, (jobs) => [...jobs, ...jobs.map((job) => ({ ...job, id: `${job.id}-2` }))]);
    const found = await theOnly(w, 'sent-twice');
    const payload = wishOf(found);
    const answer = await call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'gone' } });
  });

  it('a delivered file that is not in DATEV’s list, which goes back further', async () => {
    const w = await testWorld();
    await delivered(w, 'Erste');
    await delivered(w, 'Zweite');
    listsOtherwise(w, MANDANT, (jobs) => jobs.slice(0, -1));
    await theOnly(w, 'delivered-unlisted');
  });

  it('is none behind the first hundred jobs of a list that comes oldest first', async () => {
    const w = await testWorld();
    await delivered(w, 'Erste');
    await delivered(w, 'Zweite');
    listsOtherwise(w, MANDANT, ([first, ...jobs]) =>
      first === undefined
        ? []
        : [...Array.from({ length: 100 }, (_, n) => ({ ...first, id: `alt-${n}` })), first, ...jobs],
    );
    w.datev.setOrder('oldest-first');
    expect(await kindsFound(w)).not.toContain('delivered-unlisted');
  });

  it('an issue in a project of which no status means anything', async () => {
    const w = await testWorld();
    await rejected(w);
    await configure(w, (settings) => ({ ...settings, statuses: {} }));
    const payload = wishOf(await theOnly(w, 'issue-moved'));
    const answer = await call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'access.not-allowed' } });
    await theOnly(w, 'issue-moved');
  });
});

/** Somebody copies our mark onto so many issues of their own. */
async function copiesMarks(w: TestWorld, count: number): Promise<void> {
  const [type] = w.jira.site().projects.find(({ key }) => key === 'BUCH')?.types ?? [];
  for (let n = 0; n < count; n++) {
    const fields = { project: { key: 'BUCH' }, issuetype: { id: type?.typeId }, summary: `Kopie ${n}` };
    const { key } = jiraCall<{ key: string }>(w, 'POST', '/issue', { body: { fields } });
    setProperty(w, key, { v: 1, externalId: 's0123456789abcde' });
  }
  await w.forge.advance(HOUR);
}

describe('what is found many times is one thing with pages, whatever ends the work on it', () => {
  const kinds = ['crash-before', 'crash-after', 'lost-response', '503'] as const;
  const places = [
    ['transact', 'cross-check'],
    ['set', 'discrepancies:'],
  ] as const;
  it.each(kinds.flatMap((kind) => places.map((place) => [kind, ...place] as const)))(
    '%s at %s of %s',
    async (kind, operation, key) => {
      const w = await testWorld();
      await copiesMarks(w, 21);
      fault(w, { service: 'kvs', operation, fault: kind, times: 1, match: { key, functionKey: 'work-fn' } });
      await must(call(w, 'datev-admin', 'discrepancies.begin', { as: ACCOUNTS.admin }));
      await w.forge.advance(2 * HOUR);
      expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
      const { groups, going } = await viewed(w);
      expect(going).toBeUndefined();
      expect(groups).toMatchObject([{ kind: 'mark-copied', count: 21, next: 1 }]);
      const payload = { kind: 'mark-copied', n: 1 };
      const page = await must<{ items: readonly { issue?: { id: string } }[]; next?: number }>(
        call(w, 'datev-admin', 'discrepancies.page', { as: ACCOUNTS.admin, payload }),
      );
      expect(page.next).toBeUndefined();
      const found = [...(groups[0]?.items ?? []), ...page.items].map(({ issue }) => issue?.id);
      expect(new Set(found).size).toBe(21);
    },
  );
});

describe('at the desk', () => {
  const atLead = <T>(w: TestWorld, name: string, payload: object = {}) =>
    call<T>(w, 'datev-desk', name, { as: ACCOUNTS.firmLead, payload });
  type Desk = { readonly differs?: true };

  it('a firm lead is told and puts it right; who may not read of the Mandant sees nothing of it', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    moveTo(w, issue.key, 'Done', ACCOUNTS.automation);
    await w.forge.advance(3 * HOUR);
    const found = await theOnly(w, 'done-unsent');
    const asked = { show: 'all', cards: true };
    expect(await must(atLead<Desk>(w, 'desk.view', asked))).toMatchObject({ differs: true });
    expect(await must(call<Desk>(w, 'datev-desk', 'desk.view', { payload: asked }))).not.toHaveProperty(
      'differs',
    );
    const repairing = await call(w, 'datev-desk', 'discrepancies.repair', { payload: wishOf(found) });
    expect(repairing).toMatchObject({ ok: false, problem: { code: 'access.not-allowed' } });
    await configure(w, (settings) => ({
      ...settings,
      groups: { ...(settings['groups'] as object), readersOf: { [MANDANT]: ['nobody-is-in-it'] } },
    }));
    expect(await must(atLead(w, 'discrepancies.view'))).toMatchObject({ groups: [] });
    expect(await must(atLead<Desk>(w, 'desk.view', asked))).not.toHaveProperty('differs');
    expect(await atLead(w, 'discrepancies.repair', wishOf(found))).toMatchObject({ ok: false });
    // Nor whether it is so: what was never found is refused alike, asks nobody, and stays in nobody's list.
    const meters = w.datev.meters();
    for (const of of [
      { kind: 'issue-unseen', submission: found.submission },
      { kind: 'result-missed', job: 'j1' },
    ])
      expect(await atLead(w, 'discrepancies.repair', { mandant: MANDANT, ...of })).toMatchObject({
        ok: false,
        problem: { code: 'access.not-allowed' },
      });
    expect(w.datev.meters()).toEqual(meters);
    await configure(w, (settings) => ({
      ...settings,
      groups: { ...(settings['groups'] as object), readersOf: {} },
    }));
    expect(await must(atLead(w, 'discrepancies.repair', wishOf(found)))).toEqual({ outcome: 'ordered' });
    await w.forge.advance(10 * MINUTE);
    expect(issuesOf(w)[0]?.fields.status.name).not.toBe('Done');
  });

  it('who names an issue alone learns and does no more than Jira and the Mandant’s readers let them', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId: submission } = await viewOf<View>(w, issue);
    const { key, id } = await copyOf(w, issue);
    const wish = { kind: 'mark-copied', submission, issueId: id };
    const refused = { ok: false, problem: { code: 'access.not-allowed' } };
    // Jira hides the issue from them.
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.firmLead, false);
    expect(await atLead(w, 'discrepancies.repair', wish)).toMatchObject(refused);
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.firmLead, true);
    // It is about a Mandant of whom they may not read, whom the page need not have named.
    await configure(w, (settings) => ({
      ...settings,
      groups: { ...(settings['groups'] as object), readersOf: { [MANDANT]: ['nobody-is-in-it'] } },
    }));
    expect(await atLead(w, 'discrepancies.repair', wish)).toMatchObject(refused);
    expect(propertyOf(w, key)).toBeDefined();
    // Nor do they learn that nothing is wrong with a file of it: the file says itself whose it is.
    const nothing = { kind: 'nobody-asks', submission };
    expect(await atLead(w, 'discrepancies.repair', nothing)).toMatchObject(refused);
    const payload = { ...nothing, mandant: '455148-3' };
    expect(await atLead(w, 'discrepancies.repair', payload)).toMatchObject(refused);
  });
});

describe('of many of one kind, in pages', () => {
  it('a lead sees and hears of what is about their Mandanten, on whatever page, and of nothing else', async () => {
    const w = await testWorld();
    await copiesMarks(w, 21);
    await crossChecked(w);
    const [mine, other] = [MANDANT, '455148-3'];
    const page = (mandant: string) =>
      Array.from({ length: 20 }, (_, n) => ({
        kind: 'job-unknown',
        mandant,
        job: `j${n}`,
        fileName: 'x.csv',
      }));
    const found = (first: string, last: string) =>
      rewritesFound(w, { items: page(first), rest: page(last).slice(0, 1), mandanten: [first] });
    await configure(w, (settings) => ({
      ...settings,
      groups: { ...(settings['groups'] as object), readersOf: { [other]: ['nobody-is-in-it'] } },
    }));
    const seen = () =>
      must<{ groups: readonly { kind: string; count?: number; items: readonly object[]; next?: number }[] }>(
        call(w, 'datev-desk', 'discrepancies.view', { as: ACCOUNTS.firmLead }),
      );
    const isTold = async () =>
      'differs' in
      (await must<object>(
        call(w, 'datev-desk', 'desk.view', {
          as: ACCOUNTS.firmLead,
          payload: { show: 'all', cards: true },
        }),
      ));
    found(other, other);
    expect([await seen(), await isTold()]).toMatchObject([{ groups: [] }, false]);
    found(other, mine);
    expect([await seen(), await isTold()]).toMatchObject([{ groups: [{ items: [], next: 1 }] }, true]);
    found(mine, other);
    const { groups } = await seen();
    expect(groups[0]?.items).toHaveLength(20);
    expect(groups[0]).not.toHaveProperty('count');
    found(mine, mine);
    expect((await seen()).groups).toMatchObject([{ count: 21, next: 1 }]);
    await w.forge.close();
  });
});

type Pages = {
  readonly items: readonly object[];
  readonly rest: readonly object[];
  readonly mandanten: readonly string[];
};

/** What the last cross-check found becomes one full page of unknown jobs, and what is left of a second one. */
function rewritesFound(w: TestWorld, { items, rest, mandanten }: Pages): void {
  const record = recordOf(w, 'record', 'cross-check');
  const last = record.data['last'] as { begunAt: string };
  const found = [{ kind: 'job-unknown', count: 21, pages: 1, rest, mandanten }];
  const value = { ...record, data: { ...record.data, last: { ...last, found } } };
  w.forge.storage.put({ store: 'entity', entity: 'record', key: 'cross-check', value });
  const key = `discrepancies:${last.begunAt.replace(/\D/g, '')}:job-unknown:0`;
  w.forge.storage.put({ store: 'kvs', key, value: { v: 1, items } });
}

describe('a cross-check of 120 Mandanten', { timeout: 240_000 }, () => {
  it('asks DATEV once for each, and stays far below what an hour of discovery costs', async () => {
    const w = await firm(120);
    await w.forge.advance(MINUTE);
    const cost = await counted(w, async () => {
      await must(call(w, 'datev-admin', 'discrepancies.begin', { as: ACCOUNTS.admin }));
      await w.forge.advance(20 * MINUTE);
    });
    // With what goes on beside it: ticks, and the discovery of those whose turn it is.
    expect(cost.invocations).toBeLessThanOrEqual(8);
    expect(cost.storage).toBeLessThanOrEqual(450);
    expect(cost.datev).toBeLessThanOrEqual(160);
    expect((await viewed(w)).last).toMatchObject({ mandanten: 120, unread: 0 });
  });
});
