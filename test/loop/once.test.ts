import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import type { Found, Outcome } from '../../src/effects/effect-handler';
import { type Book, once, type Ready, type Work } from '../../src/flows/once';
import type { SubmissionEvent } from '../../src/submissions/events';
import { LEASE_SECONDS, nextLookAt } from '../../src/submissions/schedule';

/** What is on record is what was written into it; everything else of the world is told by the case. */
type On = readonly SubmissionEvent[];
type Case = {
  readonly pending?: Partial<Work<On>['pending']>;
  readonly act?: (leave: () => Promise<boolean>) => Promise<Outcome>;
  readonly lookUp?: Ready['lookUp'];
  readonly after?: 'repeat' | 'give-up';
  readonly book?: Partial<Book<On>>;
  readonly saysLeave?: true;
  readonly onlyOnce?: true;
};
const PENDING = { key: 'k', state: 'due', tries: 0, looks: 0 } as const;
const DONE: Outcome = { is: 'done' };

async function tells(how: 'try' | 'look', of: Case = {}) {
  const acted: string[] = [];
  const { act = async () => DONE, lookUp, after } = of;
  const ready: Ready = {
    act: async (leave) => {
      acted.push('acted');
      return act(leave);
    },
    ...(lookUp === undefined ? {} : { lookUp }),
    ...(after === undefined ? {} : { afterLooks: () => after }),
  };
  let record: On = [];
  const write = async (_: On, event: SubmissionEvent) => {
    record = [...record, event];
    return record;
  };
  const book = { begin: write, note: write, reload: async () => record, ...of.book };
  const { saysLeave, onlyOnce } = of;
  const work: Work<On> = {
    ...{ book, pending: { ...PENDING, ...of.pending }, ready: async () => ready },
    ...(saysLeave === undefined ? {} : { saysLeave }),
    ...(onlyOnce === undefined ? {} : { onlyOnce }),
  };
  const on = await once(work, [], how);
  return { on, record, acted: acted.length, said: record.map(({ what }) => what) };
}
const LATER = { code: 'jira.later', retry: 'later', retryAfterSeconds: 900 } as const;
const seconds = (event: SubmissionEvent | undefined, member: string) =>
  (Date.parse((event as unknown as Record<string, string>)[member] ?? '') - Date.now()) / 1000;

describe('an effect that is tried', () => {
  it('has its intent on record, under a lease, before anything happens; then its outcome', async () => {
    const { record, said, acted } = await tells('try');
    expect([said, acted]).toEqual([['trying', 'done'], 1]);
    expect(record[0]).toEqual({ what: 'trying', key: 'k', leaseUntil: expect.any(String) });
    expect(seconds(record[0], 'leaseUntil')).toBeCloseTo(LEASE_SECONDS, -1);
  });

  it('is left to whoever was faster', async () => {
    const { on, acted } = await tells('try', {
      book: { begin: async () => 'conflict', reload: async () => [] },
    });
    expect([on, acted]).toEqual([[], 0]);
  });

  it('counts the death of whoever was at it before it may die once more', async () => {
    const of = (pending: Case['pending']) => tells('try', { ...(pending && { pending }) });
    expect((await of({ state: 'trying', leaseUntil: '2026-01-01' })).record[0]).toMatchObject({ lapses: 1 });
    expect((await of({ lapses: 1 })).record[0]).toMatchObject({ lapses: 1 });
    expect((await of({})).record[0]).not.toHaveProperty('lapses');
  });

  it('waits until storage shows the intent, where a second one would be one too many', async () => {
    const unseen = { isBegun: () => false };
    expect((await tells('try', { onlyOnce: true, book: { ...unseen, reload: async () => [] } })).acted).toBe(
      0,
    );
    expect((await tells('try', { book: unseen })).acted).toBe(1);
    expect((await tells('try', { onlyOnce: true })).acted).toBe(1);
  });

  const leaves = (leaving: boolean[]) => async (leave: () => Promise<boolean>) => {
    leaving.push(await leave());
    return leaving.at(-1) === true ? DONE : ({ is: 'overtaken' } as const);
  };
  it.each([
    ['leaves once that is on record', true, [true], ['trying', 'leaving', 'done']],
    ['does not leave where storage does not show it', false, [false], ['trying', 'leaving']],
  ])('%s', async (_what, shows, left, said) => {
    const leaving: boolean[] = [];
    const told = await tells('try', {
      saysLeave: true,
      act: leaves(leaving),
      book: { isLeaving: () => shows },
    });
    expect([leaving, told.said]).toEqual([left, said]);
    expect(told.record[0]).toMatchObject({ marks: true });
  });

  it('leaves where nobody keeps record of leaving', async () => {
    const leaving: boolean[] = [];
    expect((await tells('try', { act: leaves(leaving) })).said).toEqual(['trying', 'leaving', 'done']);
    expect(leaving).toEqual([true]);
  });
});

describe('an effect that is looked for', () => {
  const TRIED = { state: 'doubtful', tries: 1, triedAt: '2026-12-01T08:00:00.000Z' } as const;
  const found = (one: Found | undefined, of: Case = {}) =>
    tells('look', { pending: TRIED, lookUp: async () => one, ...of });

  it('is simply tried again where it is known never to have left', async () => {
    const died = { ...TRIED, marks: true } as const;
    expect((await tells('look', { pending: died, lookUp: async () => ({ is: 'found' }) })).said).toEqual([
      ...['looking', 'trying', 'done'],
    ]);
    const left = { ...died, left: true } as const;
    expect((await tells('look', { pending: left, lookUp: async () => ({ is: 'found' }) })).acted).toBe(0);
  });

  it.each([
    ['was done', { is: 'found' }, { what: 'done', key: 'k', found: true }],
    [
      'was begun and is thrown away',
      { is: 'start-over', problem: LATER },
      { what: 'started-over', key: 'k', problem: LATER },
    ],
    ['cannot be found out', { is: 'give-up' }, { what: 'gave-up', key: 'k' }],
    [
      'happened at an issue that is not there now, and may have happened',
      { is: 'issue-gone' },
      { what: 'issue-hidden', key: 'k', inDoubt: true },
    ],
  ] as const)('%s', async (_what, one, event) => {
    const { record, acted } = await found(one);
    expect([record.slice(1), acted]).toEqual([[event], 0]);
  });

  it('stays in doubt while nobody can look, as long as the other side wants', async () => {
    const { record } = await found({ is: 'problem', problem: LATER });
    expect(record[1]).toMatchObject({ what: 'doubted', key: 'k', problem: LATER });
    expect(seconds(record[1], 'notBefore')).toBeGreaterThan(890);
  });

  it('is asked for ever later while nobody can look, at most every hour', async () => {
    const problem = { code: 'datev.unavailable', retry: 'later' } as const;
    const gap = async (age: number) => {
      const pending = { ...TRIED, triedAt: new Date(Date.now() - age * 1000).toISOString() };
      const { record } = await tells('look', { pending, lookUp: async () => ({ is: 'problem', problem }) });
      return seconds(record[1], 'notBefore');
    };
    expect(await gap(24 * 3600)).toBeGreaterThan(3590);
    expect(await gap(24 * 3600)).toBeLessThan(3610);
    expect(await gap(3600)).toBeGreaterThan(890);
    expect(await gap(60)).toBeLessThan(120);
  });

  it.each([
    ['absent', async () => ({ is: 'absent' }) as const],
    ['nobody can look', async () => undefined],
    ['there is no look', undefined],
  ])('is looked for again at fixed times after the try, where it is %s', async (_what, lookUp) => {
    for (const looks of [0, 1]) {
      const { record } = await tells('look', { pending: { ...TRIED, looks }, ...(lookUp && { lookUp }) });
      const notBefore = nextLookAt(TRIED.triedAt, looks + 1);
      expect(record[1]).toEqual({ what: 'looked', key: 'k', notBefore });
    }
  });

  it('that says no time of its try is looked for from now on', async () => {
    const { triedAt: _, ...untimed } = TRIED;
    const { record } = await tells('look', { pending: untimed, lookUp: async () => ({ is: 'absent' }) });
    expect(seconds(record[1], 'notBefore')).toBeCloseTo(300, -1);
  });

  it.each([
    ['is done again', undefined, ['looking', 'trying', 'done']],
    ['is done again', 'repeat', ['looking', 'trying', 'done']],
    ['is left to a person', 'give-up', ['looking', 'gave-up']],
  ] as const)('%s after the last look', async (_what, after, said) => {
    const last = { ...TRIED, looks: 3 };
    const of = { pending: last, ...(after === undefined ? {} : { after }) };
    expect((await found({ is: 'absent' }, of)).said).toEqual(said);
  });

  it('that could not be seen is looked for as often, and then left to a person, whatever may be repeated', async () => {
    const unseen = (looks: number) =>
      found({ is: 'unseen' }, { pending: { ...TRIED, looks }, after: 'repeat' });
    expect((await unseen(0)).said).toEqual(['looking', 'looked']);
    expect((await unseen(3)).said).toEqual(['looking', 'gave-up']);
  });
});

describe('what came of it', () => {
  const cause = { source: 'datev', code: '1008834', faults: [] } as const;
  const came = async (outcome: Outcome, of: Case = {}) =>
    (await tells('try', { act: async () => outcome, ...of })).record.slice(1);
  it.each([
    [
      { is: 'refused', cause },
      { what: 'refused', key: 'k', cause },
    ],
    [
      { is: 'start-over', problem: LATER },
      { what: 'started-over', key: 'k', problem: LATER },
    ],
    [
      { is: 'handed-over', as: 'closed', children: ['c'] },
      { what: 'handed-over', key: 'k', as: 'closed', children: ['c'], keeps: true },
    ],
    [{ is: 'unapproved' }, { what: 'approval-wanted', key: 'k', tells: true }],
    [{ is: 'issue-gone' }, { what: 'issue-hidden', key: 'k' }],
    [
      { is: 'done', jobId: 'j', tells: true },
      { what: 'done', key: 'k', jobId: 'j', tells: true },
    ],
    [
      { is: 'done', filled: 3 },
      { what: 'done', key: 'k', filled: 3 },
    ],
    [
      { is: 'problem', problem: { code: 'jira.forbidden', retry: 'after-fix' } },
      { what: 'held', key: 'k', problem: { code: 'jira.forbidden', retry: 'after-fix' } },
    ],
  ] satisfies readonly (readonly [Outcome, SubmissionEvent])[])('%j', async (outcome, event) => {
    expect(await came(outcome)).toEqual([event]);
  });

  it('of a refused run goes on record with its report', async () => {
    const report = { fileId: 'f' } as never;
    expect(await came({ is: 'refused', cause, report })).toEqual([
      { what: 'refused', key: 'k', cause, report },
    ]);
  });

  it('that is not all yet goes on after the wanted pause', async () => {
    const [event] = await came({ is: 'not-yet', afterSeconds: 300, children: ['c'] });
    expect(event).toMatchObject({ what: 'progressed', key: 'k', children: ['c'] });
    expect(event).not.toHaveProperty('afterSeconds');
    expect(seconds(event, 'notBefore')).toBeCloseTo(300, -1);
  });

  it('that is done in part waits with the rest as long as the other side wants', async () => {
    const [event] = await came({ is: 'done', filled: 3, problem: LATER });
    expect(event).toMatchObject({ what: 'done', filled: 3, problem: LATER });
    expect(seconds(event, 'notBefore')).toBeGreaterThan(890);
  });

  it('of a transmission is its job, and what DATEV said goes beside the event', async () => {
    const beside: unknown[] = [];
    const note: Book<On>['note'] = async (on, event, more) => {
      beside.push(event, more);
      return on;
    };
    const sent = { jobId: 'job-1', retryAfterSeconds: 5 };
    const mirrored = { v: 1 } as never;
    await came({ is: 'done', sent, mirrored }, { book: { note } });
    expect(beside).toEqual([
      { what: 'done', key: 'k', jobId: 'job-1' },
      { sent, mirrored },
    ]);
    beside.length = 0;
    await came({ is: 'done', sent: { retryAfterSeconds: 5 } }, { book: { note } });
    expect(beside).toEqual([{ what: 'done', key: 'k' }, { sent: { retryAfterSeconds: 5 } }]);
  });
});
