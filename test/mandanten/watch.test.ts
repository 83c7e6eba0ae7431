import { describe, expect, it } from 'vitest';
import type { DatevJob } from '../../src/datev/extf-files/job';
import { countedFor, isWholeList } from '../../src/mandanten/classify-jobs';
import {
  inTrouble,
  isLookDue,
  newWatch,
  unwatched,
  type Watch,
  watchDueAt,
  watchedFrom,
  withOpen,
} from '../../src/mandanten/watch';

const MONDAY = '2026-11-30T08:00:00.000Z';
const TUESDAY = '2026-12-01T08:00:00.000Z';
const watch = newWatch('455148-1');
const job = (id: string, over: Partial<DatevJob> = {}): DatevJob => ({
  ...{ id, fileName: `${id}.csv`, result: 'failed', timestamp: TUESDAY },
  ...over,
});

describe('a Mandant is watched', () => {
  const from = (w: Watch, since: string, over = {}) => watchedFrom(w, since, { now: TUESDAY, ...over });

  it.each<[string, string, Watch, string]>([
    ['from the instant that was chosen', MONDAY, watch, MONDAY],
    ['longer than now chosen: nothing of it gets lost', MONDAY, from(watch, MONDAY), TUESDAY],
    ['from earlier than before', MONDAY, from(watch, TUESDAY), MONDAY],
    ['anew after a while without', TUESDAY, { ...from(watch, MONDAY), watched: false }, TUESDAY],
    ['where an old record says no beginning', TUESDAY, { ...watch, watched: true }, TUESDAY],
  ])('%s', (_, wanted, before, since) => {
    expect(from(before, since)).toMatchObject({ watched: true, watchedSince: wanted });
  });

  it('with a look at once, and what was known of its jobs stays known', () => {
    const discovery = { seen: ['j1'], pending: ['j2'], total: 2, nextAt: MONDAY };
    const watched = { ...watch, watched: true, watchedSince: MONDAY, discovery };
    expect(from(watched, MONDAY).discovery).toEqual({ ...discovery, nextAt: TUESDAY });
  });

  it('not any more: nobody waits for what was pending then, nor after watching began anew', () => {
    const left = { seen: ['j1'], total: 2, nextAt: MONDAY };
    const discovery = { ...left, pending: ['j2'], more: true } as const;
    const before = { ...watch, watched: true, watchedSince: MONDAY, discovery };
    expect(unwatched(before)).toEqual({ ...before, watched: false, discovery: { ...left, pending: [] } });
    const nobodys = { ...before, watched: false };
    expect(from(nobodys, TUESDAY).discovery, 'a record from before').toEqual({
      ...{ seen: ['j1'], pending: [], nextAt: TUESDAY, further: true },
    });
  });

  it('from earlier than before: how many jobs there were, and before when all are dealt with, ends no look any more', () => {
    const discovery = { seen: ['j1'], pending: ['j2'], total: 2, floor: MONDAY };
    const before = { ...watch, watched: true, watchedSince: TUESDAY, discovery };
    const further = { seen: ['j1'], pending: ['j2'], nextAt: TUESDAY, further: true };
    expect(from(before, MONDAY).discovery).toEqual(further);
    const nobodys = { ...before, watched: false };
    expect(from(nobodys, MONDAY).discovery).toEqual({ ...further, pending: [] });
    expect(from(nobodys, TUESDAY).discovery, 'no further than before').toMatchObject({ floor: MONDAY });
  });

  it('under DATEV’s name; the name it had stays where DATEV says none', () => {
    const named = from(watch, MONDAY, { name: 'Alt' });
    expect(named.name).toBe('Alt');
    expect(from(named, MONDAY).name).toBe('Alt');
    expect(from(named, MONDAY, { name: 'Neu' }).name).toBe('Neu');
    expect(from(watch, MONDAY)).not.toHaveProperty('name');
  });

  it('for the person who was chosen, for nobody, or as before', () => {
    const annas = from(watch, MONDAY, { assignee: 'anna' });
    expect(annas.assignee).toBe('anna');
    expect(from(annas, MONDAY).assignee).toBe('anna');
    expect(from(annas, MONDAY, { assignee: null })).not.toHaveProperty('assignee');
  });
});

describe('while DATEV has said how long it wants to be left alone', () => {
  const at = (minute: string) => `2026-12-01T09:${minute}.000Z`;
  const busy = { code: 'datev.later', retry: 'later', retryAfterSeconds: 900 } as const;
  const refused = (w: Watch) => inTrouble(w, { problem: busy, now: at('00:00'), chance: 0 });
  const attempt = { submissionId: 's1', revision: 1, referenceId: 'a', since: at('00:10') };
  const open = { ...attempt, submissionId: 's2', referenceId: 'b', since: MONDAY };
  const waits = { ...watch, open: [open], poll: { at: MONDAY, step: 3 } };
  const watched = { ...watch, watched: true, watchedSince: MONDAY };
  const taken = (w: Watch) => withOpen(w, attempt, { retryAfterSeconds: 5, chance: 0 });

  it.each<[string, Watch]>([
    ['a file that it takes meanwhile', taken(refused(watched))],
    ['the same beside one that waits', taken(refused(waits))],
    [
      'one that waits, asked for again',
      withOpen(refused(watched), open, { retryAfterSeconds: 0, chance: 0 }),
    ],
    ['somebody who begins to watch the Mandant', watchedFrom(refused(watch), MONDAY, { now: at('00:10') })],
  ])('%s makes no earlier look', (_, after) => {
    expect(watchDueAt(after)).toBe(at('15:00'));
    expect(isLookDue(after, at('14:59'))).toBe(false);
    expect(isLookDue(after, at('15:00'))).toBe(true);
  });

  it('nobody looks where nobody wants to', () => {
    expect(watchDueAt(refused(watch))).toBeUndefined();
  });

  it('a trouble without such a word leaves a file its usual poll', () => {
    const { retryAfterSeconds: _, ...down } = busy;
    const troubled = inTrouble(refused(watched), { problem: down, now: at('15:00'), chance: 0 });
    expect(troubled).not.toHaveProperty('notBefore');
    const after = withOpen(troubled, { ...attempt, since: at('15:01') }, { retryAfterSeconds: 5, chance: 0 });
    expect(watchDueAt(after)).toBe(at('15:46'));
  });
});

describe('what a look back would bring', () => {
  const counted = (since: string, jobs: readonly DatevJob[], before: Watch = watch) => {
    const from = watchedFrom(before, since, { now: TUESDAY });
    const { brings, ...counts } = countedFor(from, jobs, (reference) => reference.startsWith('DFJ-'));
    return { ...counts, brings: brings.map(({ id }) => id) };
  };

  it('counts what DATEV received from that instant on, and what of it failed', () => {
    const old = job('old', { timestamp: MONDAY });
    const jobs = [job('a'), job('b', { result: 'succeeded' }), job('c', { result: 'pending' }), old];
    expect(counted(TUESDAY, jobs)).toEqual({ jobs: 3, failed: 1, brings: ['a'] });
    expect(counted(MONDAY, jobs)).toEqual({ jobs: 4, failed: 2, brings: ['old', 'a'] });
  });

  it.each<[string, boolean, Parameters<typeof isWholeList>[0], number]>([
    ['more than was read', false, { jobs: [job('a')], total: 2 }, 1],
    ['as many as were read', true, { jobs: [job('b')], total: 2 }, 2],
    ['fewer, because the list changed meanwhile', true, { jobs: [job('b')], total: 1 }, 2],
    ['more, and shows no more of them', true, { jobs: [], total: 9 }, 2],
    ['nobody knows how many', true, { jobs: [job('a')] }, 1],
    ['none', true, { jobs: [], total: 0 }, 0],
  ])('asks for the next page or not: DATEV has %s', (_, isWhole, page, read) => {
    expect(isWholeList(page, read)).toBe(isWhole);
  });

  it('counts a job once that moved to the next page while the list was read', () => {
    expect(counted(MONDAY, [job('a'), job('b'), job('b')])).toEqual({
      ...{ jobs: 2, failed: 2, brings: ['a', 'b'] },
    });
  });

  it('brings nothing of our own, and nothing that we know of', () => {
    const known = { ...watch, discovery: { seen: ['b'], pending: [] } };
    const jobs = [job('a', { referenceId: 'DFJ-1' }), job('b'), job('c')];
    expect(counted(MONDAY, jobs, known)).toEqual({ jobs: 3, failed: 3, brings: ['c'] });
  });

  it('of more than are put on record at once is all of them', () => {
    const many = Array.from({ length: 250 }, (_, n) => job(`j${n}`));
    expect(counted(MONDAY, many).brings).toHaveLength(250);
  });
});
