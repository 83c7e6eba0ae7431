import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatevJob } from '../../src/datev/extf-files/job';
import { moreDueAt } from '../../src/mandanten/after-look';
import { classify, nextPage, sortAnswers } from '../../src/mandanten/classify-jobs';
import { isOpen, nextDiscoveryAt, slotOf } from '../../src/mandanten/discovery-times';
import {
  afterPoll,
  isLookDue,
  newWatch,
  type Watch,
  watchDueAt,
  watchedFrom,
  withOpen,
} from '../../src/mandanten/watch';
import { sha256 } from '../../src/platform/bytes';

const SINCE = '2026-12-01T08:00:00.000Z';
const watch: Watch = { ...newWatch('455148-1'), watched: true, watchedSince: SINCE };

function job(n: number, over: Partial<DatevJob> = {}): DatevJob {
  return {
    id: `j${n}`,
    fileName: `EXTF_${n}.csv`,
    result: 'failed',
    timestamp: new Date(Date.parse(SINCE) + n * 60_000).toISOString(),
    ...over,
  };
}
const isOurs = (reference: string) => reference.startsWith('DFJ-');
const newestFirst = (...jobs: readonly DatevJob[]) => [...jobs].reverse();

describe('what a look at the job list means', () => {
  it('finds a failed job of another program once', () => {
    const first = classify(watch, { jobs: [job(1)], total: 1 }, isOurs);
    expect(first.failed.map((j) => j.id)).toEqual(['j1']);
    const second = classify({ ...watch, discovery: first.discovery }, { jobs: [job(1)], total: 1 }, isOurs);
    expect(second.failed).toEqual([]);
  });

  it('leaves alone what was received before watching began, and everything of a Mandant nobody watches', () => {
    expect(classify(watch, { jobs: [job(-5)] }, isOurs).failed).toEqual([]);
    expect(classify({ ...watch, watched: false }, { jobs: [job(1)] }, isOurs).failed).toEqual([]);
  });

  it('finds a job that was pending at the last look, however old it is by then', () => {
    const first = classify(watch, { jobs: [job(1, { result: 'pending' })] }, isOurs);
    expect(first.discovery.pending).toEqual(['j1']);
    const later = { ...watch, discovery: first.discovery };
    expect(classify(later, { jobs: [job(1)] }, isOurs).failed).toHaveLength(1);
    expect(classify(later, { jobs: [job(2, { result: 'succeeded' })] }, isOurs).missing).toEqual(['j1']);
  });

  it('asks for none of other programs while nobody watches: only our own are polled to their end', () => {
    const discovery = { ...watch.discovery, pending: ['j1'], more: true } as const;
    const nobodys = { ...watch, watched: false, discovery };
    const { missing, failed } = classify(nobodys, { jobs: [] }, isOurs);
    expect([missing, failed]).toEqual([[], []]);
    const page = { jobs: [job(-200), job(-199)], total: 3, needOurs: [] };
    expect(nextPage(nobodys, page), 'nor is its list read to the end').toBeUndefined();
    expect(moreDueAt({ ...nobodys, discovery: { ...discovery, nextAt: SINCE } })).toBeUndefined();
  });

  it('keeps our own jobs apart from those of other programs', () => {
    const sifted = classify(
      watch,
      { jobs: [job(1, { referenceId: 'DFJ-x-s1-r1' }), job(2, { referenceId: 'KE-2' })] },
      isOurs,
    );
    expect(sifted.ours.map((j) => j.id)).toEqual(['j1']);
    expect(sifted.failed.map((j) => j.id)).toEqual(['j2']);
  });

  it('counts a job without a time as new rather than lose it', () => {
    const { timestamp: _, ...timeless } = job(1);
    expect(classify(watch, { jobs: [timeless] }, isOurs).failed).toHaveLength(1);
  });

  it('stays within its bounds after thousands of jobs and still finds only new ones', () => {
    let current = watch;
    for (let round = 0; round < 30; round++) {
      const jobs = Array.from({ length: 100 }, (_, i) => job(round * 100 + i + 1));
      const sifted = classify(current, { jobs, total: 3000 }, isOurs);
      expect(sifted.failed).toHaveLength(100);
      current = { ...current, discovery: sifted.discovery };
    }
    expect(current.discovery.seen).toHaveLength(1000);
    expect(
      classify(current, { jobs: [job(3000), job(5), job(3001)] }, isOurs).failed.map((j) => j.id),
    ).toEqual(['j3001']);
  });
});

it('jobs that were asked for one by one are sorted; what cannot be read now is asked for again', () => {
  const ok = (n: number, result: DatevJob['result']) => ({
    id: `j${n}`,
    answer: { ok: true, value: job(n, { result }) } as const,
  });
  const no = (n: number, code: 'datev.not-found' | 'datev.unavailable') => ({
    id: `j${n}`,
    answer: { ok: false, problem: { code, retry: 'later' } } as const,
  });
  const asked = [ok(1, 'failed'), ok(2, 'succeeded'), ok(3, 'pending'), no(4, 'datev.not-found')];
  const sorted = sortAnswers([...asked, no(5, 'datev.unavailable')]);
  const ids = (jobs: readonly DatevJob[]) => jobs.map(({ id }) => id);
  expect([ids(sorted.failed), ids(sorted.succeeded)]).toEqual([['j1'], ['j2']]);
  expect(sorted.gone, 'what DATEV has forgotten is over').toEqual(['j1', 'j2', 'j4']);
  expect(sorted.problem).toMatchObject({ code: 'datev.unavailable' });
  expect(sortAnswers(asked).problem).toBeUndefined();
  const rest = { code: 'datev.later', retry: 'later', retryAfterSeconds: 3600 } as const;
  const both = [no(5, 'datev.unavailable'), { id: 'j6', answer: { ok: false, problem: rest } as const }];
  expect(sortAnswers(both).problem?.retryAfterSeconds, 'the longest wait').toBe(3600);
});

describe('how many pages are read', () => {
  it('reads one page when nothing is new', () => {
    const jobs = newestFirst(...Array.from({ length: 100 }, (_, i) => job(i - 200)));
    expect(nextPage(watch, { jobs, total: 300, needOurs: [] })).toBeUndefined();
  });

  it('reads on while the whole page is new', () => {
    const jobs = newestFirst(...Array.from({ length: 100 }, (_, i) => job(i + 1)));
    expect(nextPage(watch, { jobs, total: 300, needOurs: [] })).toBe(100);
  });

  it('reads on for an attempt of ours that is not listed yet', () => {
    const jobs = newestFirst(...Array.from({ length: 100 }, (_, i) => job(i - 200)));
    expect(nextPage(watch, { jobs, total: 300, needOurs: ['DFJ-a-s1-r1'] })).toBe(100);
  });

  it('reads on behind known ones once, after watching began from earlier on', () => {
    const jobs = newestFirst(...Array.from({ length: 150 }, (_, i) => job(i + 1)));
    const page = { jobs: jobs.slice(0, 100), total: 150, needOurs: [] };
    const later = { ...watch, watchedSince: job(1).timestamp ?? '' };
    const known = { ...later, discovery: classify(later, { jobs, total: 150 }, isOurs).discovery };
    expect(nextPage(known, page)).toBeUndefined();
    const further = watchedFrom(known, SINCE, { now: SINCE });
    expect(nextPage(further, page)).toBe(100);
    expect(nextPage(further, { ...page, jobs: [...page.jobs, job(-1)] }), 'as far as it is watched').toBe(
      undefined,
    );
    const { discovery } = classify(further, { jobs, total: 150 }, isOurs);
    expect(nextPage({ ...further, discovery }, page)).toBeUndefined();
  });

  it('reads everything in any other order, but only when the total changed', () => {
    const jobs = Array.from({ length: 100 }, (_, i) => job(i - 200));
    expect(nextPage(watch, { jobs, total: 300, needOurs: [] })).toBe(100);
    const known = { ...watch, discovery: { ...watch.discovery, total: 300 } };
    expect(nextPage(known, { jobs, total: 300, needOurs: [] })).toBeUndefined();
  });
});

describe('more than one look puts on record', () => {
  const many = Array.from({ length: 250 }, (_, n) => job(1, { id: `j${n}` }));

  it('is left for the next one, which reads to the end and finds the rest, though all came in the same instant', () => {
    const first = classify(watch, { jobs: many, total: 250 }, isOurs);
    expect([first.failed.length, first.more, first.discovery.more]).toEqual([200, true, true]);
    const going = { ...watch, discovery: first.discovery };
    const page = many.slice(0, 100);
    expect(nextPage(going, { jobs: page, total: 250, needOurs: [] })).toBe(100);
    const second = classify(going, { jobs: many, total: 250 }, isOurs);
    expect([second.failed.length, second.more, second.discovery.more]).toEqual([50, false, undefined]);
    const all = [...first.failed, ...second.failed].map(({ id }) => id);
    expect(new Set(all).size).toBe(250);
  });

  it('comes with the oldest first', () => {
    const jobs = newestFirst(...Array.from({ length: 201 }, (_, n) => job(n + 1)));
    const { failed } = classify(watch, { jobs, total: 201 }, isOurs);
    expect(failed.some(({ id }) => id === 'j201')).toBe(false);
  });
});

describe('hours of discovery', () => {
  const hours = {
    everyMinutes: 60,
    fromHour: 6,
    toHour: 22,
    days: [1, 2, 3, 4, 5, 6, 7],
    zone: 'Europe/Berlin',
  };

  it('comes an hour later by day, and at six in the morning by night', () => {
    expect(nextDiscoveryAt('2026-12-01T08:00:00.000Z', hours)).toBe('2026-12-01T09:00:00.000Z');
    expect(nextDiscoveryAt('2026-12-01T20:30:00.000Z', hours)).toBe('2026-12-02T05:00:00.000Z');
  });

  it('keeps local hours across the change to summer time', () => {
    expect(nextDiscoveryAt('2027-03-27T20:30:00.000Z', hours)).toBe('2027-03-28T04:00:00.000Z');
    expect(isOpen('2027-03-28T04:00:00.000Z', hours)).toBe(true);
  });

  it('opens once where the clock shows the opening twice, and later where it never shows it', () => {
    const atTwo = { ...hours, fromHour: 2 };
    expect(nextDiscoveryAt('2026-10-24T20:30:00.000Z', atTwo)).toBe('2026-10-25T00:00:00.000Z');
    expect(nextDiscoveryAt('2027-03-27T21:30:00.000Z', atTwo)).toBe('2027-03-28T01:00:00.000Z');
  });

  it('skips days that are not allowed', () => {
    expect(nextDiscoveryAt('2026-12-04T20:30:00.000Z', { ...hours, days: [1, 2, 3, 4, 5] })).toBe(
      '2026-12-07T05:00:00.000Z',
    );
  });
});

describe('discovery of many Mandanten', () => {
  const hours = {
    everyMinutes: 60,
    fromHour: 6,
    toHour: 22,
    days: [1, 2, 3, 4, 5, 6, 7],
    zone: 'Europe/Berlin',
  };
  const slots = (installation: string) =>
    Array.from({ length: 120 }, (_, n) => slotOf({ mandant: `455148-${n * 100}`, installation }, sha256));

  it('comes in four groups a quarter of an hour apart, of about the same size', () => {
    const instants = slots('one').map((slot) => nextDiscoveryAt('2026-12-01T08:00:00.000Z', hours, slot));
    const sizes = [...new Set(instants)].sort().map((at) => instants.filter((one) => one === at).length);
    expect(sizes).toHaveLength(4);
    expect(Math.min(...sizes)).toBeGreaterThan(18);
    const [first = '', second = ''] = [...new Set(instants)].sort();
    expect(Date.parse(second) - Date.parse(first)).toBe(15 * 60_000);
  });

  it('comes at other instants in another installation', () => {
    expect(slots('one').filter((slot) => slots('other').includes(slot))).toEqual([]);
  });

  it('keeps its slot, however late it was looked at, day after day, without drift', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.constantFrom(15, 60, 90, 1440),
        (slot, everyMinutes) => {
          let at = nextDiscoveryAt('2026-12-01T03:00:00.000Z', { ...hours, everyMinutes }, slot);
          const first = at.slice(11);
          for (let n = 0; n < 100; n++) {
            const late = new Date(Date.parse(at) + 200_000).toISOString();
            const next = nextDiscoveryAt(late, { ...hours, everyMinutes }, slot);
            const gap = (Date.parse(next) - Date.parse(at)) / 60_000;
            if (next.slice(0, 10) === at.slice(0, 10)) expect(gap).toBeCloseTo(everyMinutes, 3);
            else expect(next.slice(11)).toBe(first);
            expect(isOpen(next, hours)).toBe(true);
            at = next;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves out a slot that comes right after a look for another reason', () => {
    expect(nextDiscoveryAt('2026-12-01T08:50:00.000Z', hours)).toBe('2026-12-01T10:00:00.000Z');
    expect(nextDiscoveryAt('2026-12-01T08:40:00.000Z', hours)).toBe('2026-12-01T09:00:00.000Z');
  });
});

describe('polling of one Mandant', () => {
  it('is due at the earliest of its open attempts and ends with them', () => {
    const open = withOpen(
      watch,
      { submissionId: 's1', revision: 1, referenceId: 'a', since: SINCE },
      { retryAfterSeconds: 5, chance: 0 },
    );
    expect(watchDueAt(open)).toBe('2026-12-01T08:00:45.000Z');
    const later = withOpen(
      open,
      { submissionId: 's2', revision: 1, referenceId: 'b', since: '2026-12-01T08:00:10.000Z' },
      { retryAfterSeconds: 60, chance: 0 },
    );
    expect(later.poll?.at).toBe('2026-12-01T08:00:45.000Z');
    expect(afterPoll({ ...later, open: [] }, { now: SINCE, chance: 0 }).poll).toBeUndefined();
  });

  it('while DATEV wants to be left alone about what it just took, its list is not read for other programs either', () => {
    const due: Watch = { ...watch, discovery: { ...watch.discovery, nextAt: '2026-12-01T08:00:01.000Z' } };
    const attempt = { submissionId: 's1', revision: 1, referenceId: 'a', since: SINCE };
    const open = withOpen(due, attempt, { retryAfterSeconds: 120, chance: 0 });
    expect(watchDueAt(open)).toBe('2026-12-01T08:02:00.000Z');
    const at = ['2026-12-01T08:01:59.999Z', '2026-12-01T08:02:00.000Z'];
    expect(at.map((now) => isLookDue(open, now))).toEqual([false, true]);
    // Polls grow longer from then on; other programs' jobs do not wait for them.
    const polled = afterPoll(open, { now: '2026-12-01T08:02:00.000Z', chance: 0 });
    const next = '2026-12-01T08:02:05.000Z';
    expect(watchDueAt({ ...polled, discovery: { ...polled.discovery, nextAt: next } })).toBe(next);
  });
});
