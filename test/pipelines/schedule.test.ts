import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../src/pipelines/period';
import { LANDS, PERIODS, type PeriodUnit, type Schedule } from '../../src/pipelines/pipeline';
import { checkSchedule, dueBetween, endOf, MAX_DUE, nextDue, upcoming } from '../../src/pipelines/schedule';
import { problemText } from '../../src/texts/problem-text';
import { inEveryZone } from './zones';

const BERLIN = 'Europe/Berlin';
const cron = (pattern: string, zone = BERLIN): Schedule => ({ on: 'cron', cron: pattern, zone });
const close = (day: number, over: Partial<Extract<Schedule, { on: 'business-day' }>> = {}): Schedule => ({
  on: 'business-day',
  day,
  at: '07:00',
  zone: BERLIN,
  land: 'BY',
  ...over,
});
const told = (dues: readonly { at: string; period: string }[]) =>
  dues.map(({ at, period }) => `${period} ${at}`);

describe('the third business day in Bavaria, 7 o’clock', () => {
  /** By hand from the calendar: summer time makes 7 o’clock 05:00Z, winter time 06:00Z. */
  it.each([
    // Epiphany is a Tuesday: 2, 5, 7 January.
    ['2025-12', '2026-01-07T06:00:00.000Z'],
    ['2026-01', '2026-02-04T06:00:00.000Z'],
    ['2026-02', '2026-03-04T06:00:00.000Z'],
    // Good Friday 3, Easter Monday 6 April: 1, 2, 7.
    ['2026-03', '2026-04-07T05:00:00.000Z'],
    // 1 May is a Friday: 4, 5, 6.
    ['2026-04', '2026-05-06T05:00:00.000Z'],
    ['2026-05', '2026-06-03T05:00:00.000Z'],
    ['2026-06', '2026-07-03T05:00:00.000Z'],
    ['2026-07', '2026-08-05T05:00:00.000Z'],
    ['2026-08', '2026-09-03T05:00:00.000Z'],
    ['2026-09', '2026-10-05T05:00:00.000Z'],
    // All Saints is a Sunday.
    ['2026-10', '2026-11-04T06:00:00.000Z'],
    ['2026-11', '2026-12-03T06:00:00.000Z'],
    // New Year is a Friday, Epiphany a Wednesday: 4, 5, 7.
    ['2026-12', '2027-01-07T06:00:00.000Z'],
    ['2027-01', '2027-02-03T06:00:00.000Z'],
    ['2027-02', '2027-03-03T06:00:00.000Z'],
    // Easter Monday was 29 March: 1, 2, 5.
    ['2027-03', '2027-04-05T05:00:00.000Z'],
    ['2027-04', '2027-05-05T05:00:00.000Z'],
    ['2027-05', '2027-06-03T05:00:00.000Z'],
    ['2027-06', '2027-07-05T05:00:00.000Z'],
    ['2027-07', '2027-08-04T05:00:00.000Z'],
    ['2027-08', '2027-09-03T05:00:00.000Z'],
    ['2027-09', '2027-10-05T05:00:00.000Z'],
    // All Saints is a Monday: 2, 3, 4.
    ['2027-10', '2027-11-04T06:00:00.000Z'],
    ['2027-11', '2027-12-03T06:00:00.000Z'],
  ])('of %s is %s', (period, at) => {
    const before = new Date(Date.parse(at) - 1).toISOString();
    expect(nextDue(close(3), 'month', before)).toEqual({ at, period });
    expect(nextDue(close(3), 'month', at)?.at).not.toBe(at);
  });

  it.each([
    // Corpus Christi is Thursday 4 June 2026 (Bavaria) and no holiday in Berlin.
    ['BY', 4, '2026-05-31T00:00:00Z', '2026-06-05T05:00:00.000Z'],
    ['BE', 4, '2026-05-31T00:00:00Z', '2026-06-04T05:00:00.000Z'],
    // Ascension Day 14 and Whit Monday 25 May: the 15th is 26 May.
    ['BY', 15, '2026-05-07T00:00:00Z', '2026-05-26T05:00:00.000Z'],
    // 29 February 2028 is the 21st business day after January; the 20th is the 28th.
    ['BE', 20, '2028-02-01T12:00:00Z', '2028-02-28T06:00:00.000Z'],
  ] as const)('%s, day %i after %s', (land, day, after, at) => {
    expect(nextDue(close(day, { land }), 'month', after)?.at).toBe(at);
  });

  it('belongs to the month it was counted from, even when a whole month lies between', () => {
    // May 2024 has only 19 business days in Bavaria, so the 20th after April is 3 June.
    expect(
      told(dueBetween(close(20), 'month', { after: '2024-05-01T00:00:00Z', upTo: '2024-07-01T00:00:00Z' })),
    ).toEqual(['2024-04 2024-06-03T05:00:00.000Z', '2024-05 2024-06-28T05:00:00.000Z']);
  });

  it('counts quarters from their end', () => {
    expect(told(upcoming(close(5), 'quarter', { now: '2026-11-21T00:00:00Z', n: 3 }))).toEqual([
      '2026-Q4 2027-01-11T06:00:00.000Z',
      '2027-Q1 2027-04-07T05:00:00.000Z',
      '2027-Q2 2027-07-07T05:00:00.000Z',
    ]);
  });
});

describe('cron with a zone', () => {
  it.each([
    ['0 6 2 * *', 'month', '2026-11-21T00:00:00Z', '2026-12-02T05:00:00.000Z', '2026-11'],
    ['0 6 1 1,4,7,10 *', 'quarter', '2026-11-21T00:00:00Z', '2027-01-01T05:00:00.000Z', '2026-Q4'],
    ['30 5 * * MON-FRI', 'day', '2026-11-20T12:00:00Z', '2026-11-23T04:30:00.000Z', '2026-11-22'],
    ['0 20 L * *', 'month', '2028-02-15T00:00:00Z', '2028-02-29T19:00:00.000Z', '2028-01'],
    ['0 6 29 2 *', 'day', '2026-11-21T00:00:00Z', '2028-02-29T05:00:00.000Z', '2028-02-28'],
    // Half past midnight in Berlin is still the day before in UTC: the local day decides.
    ['30 0 1 * *', 'month', '2026-11-21T00:00:00Z', '2026-11-30T23:30:00.000Z', '2026-11'],
    ['@monthly', 'month', '2026-11-21T00:00:00Z', '2026-11-30T23:00:00.000Z', '2026-11'],
  ] as const)('%s by %s', (pattern, unit, after, at, period) => {
    expect(nextDue(cron(pattern), unit, after)).toEqual({ at, period });
  });

  it('is strictly after, to the millisecond', () => {
    expect(nextDue(cron('0 6 * * *'), 'day', '2026-11-21T04:59:59.999Z')?.at).toBe(
      '2026-11-21T05:00:00.000Z',
    );
    expect(nextDue(cron('0 6 * * *'), 'day', '2026-11-21T05:00:00.000Z')?.at).toBe(
      '2026-11-22T05:00:00.000Z',
    );
    expect(nextDue(cron('0 6 * * *'), 'day', '2026-11-21T05:00:00.500Z')?.at).toBe(
      '2026-11-22T05:00:00.000Z',
    );
  });

  it('runs a time that spring skips once, as much later as the clock jumps', () => {
    expect(told(upcoming(cron('30 2 * * *'), 'day', { now: '2026-03-27T12:00:00Z', n: 3 }))).toEqual([
      '2026-03-27 2026-03-28T01:30:00.000Z',
      '2026-03-28 2026-03-29T01:30:00.000Z',
      '2026-03-29 2026-03-30T00:30:00.000Z',
    ]);
    expect(nextDue(cron('30 2 * * *'), 'day', '2026-03-29T01:10:00Z')?.at).toBe('2026-03-29T01:30:00.000Z');
    expect(nextDue(close(20, { at: '02:30' }), 'month', '2027-03-01T00:00:00Z')?.at).toBe(
      '2027-03-30T00:30:00.000Z',
    );
  });

  it('runs a time that autumn has twice once, the first time', () => {
    expect(told(upcoming(cron('30 2 * * *'), 'day', { now: '2026-10-24T12:00:00Z', n: 2 }))).toEqual([
      '2026-10-24 2026-10-25T00:30:00.000Z',
      '2026-10-25 2026-10-26T01:30:00.000Z',
    ]);
    expect(nextDue(cron('30 2 * * *'), 'day', '2026-10-25T00:45:00Z')?.at).toBe('2026-10-26T01:30:00.000Z');
  });

  it('every hour: 23 runs on the short day, 24 on the long one', () => {
    const runsOn = (after: string, upTo: string) =>
      dueBetween(cron('0 * * * *'), 'day', { after, upTo }).length;
    expect(runsOn('2026-03-28T22:59:00Z', '2026-03-29T21:59:00Z')).toBe(23);
    expect(runsOn('2026-10-24T21:59:00Z', '2026-10-25T22:59:00Z')).toBe(24);
  });
});

describe('what a schedule may be', () => {
  it.each<[string, Schedule, PeriodUnit]>([
    ['pipeline.schedule', cron('every day'), 'day'],
    ['pipeline.schedule', cron(''), 'day'],
    ['pipeline.schedule', cron('0 0 6 * * *'), 'day'],
    ['pipeline.schedule', cron('60 6 * * *'), 'day'],
    ['pipeline.schedule', cron('2026-12-01T06:00:00'), 'day'],
    ['pipeline.schedule-zone', cron('0 6 * * *', 'Europe/Atlantis'), 'day'],
    ['pipeline.schedule-zone', close(3, { zone: 'Mars' }), 'month'],
    ['pipeline.schedule-often', cron('* * * * *'), 'day'],
    ['pipeline.schedule-often', cron('*/30 * * * *'), 'day'],
    ['pipeline.schedule-often', cron('0,30 6 * * *'), 'day'],
    ['pipeline.schedule-often', cron('? 6 * * *'), 'day'],
    ['pipeline.schedule-never', cron('0 6 30 2 *'), 'month'],
    ['pipeline.schedule-day', close(3), 'day'],
  ])('%s: %j', (code, schedule, unit) => {
    const problem = checkSchedule(schedule, unit);
    expect(problem).toMatchObject({ code, retry: 'after-fix' });
    expect(nextDue(schedule, unit, '2026-11-21T00:00:00Z')).toBeUndefined();
    if (problem === undefined) return;
    for (const lang of ['de', 'en'] as const)
      expect(Object.values(problemText(problem, lang)).join(' ')).not.toMatch(
        /[{}–]|hat nicht geklappt|did not work/,
      );
  });

  it.each<[Schedule, PeriodUnit]>([
    [{ on: 'manual' }, 'day'],
    [cron('0 * * * *'), 'day'],
    [cron('59 6 1 * *', 'America/New_York'), 'month'],
    [cron('0 6 29 2 *'), 'month'],
    [close(20), 'quarter'],
  ])('takes %j', (schedule, unit) => expect(checkSchedule(schedule, unit)).toBeUndefined());

  it('never runs by hand-made schedules or from no instant', () => {
    expect(nextDue({ on: 'manual' }, 'month', '2026-11-21T00:00:00Z')).toBeUndefined();
    expect(upcoming({ on: 'manual' }, 'month', { now: '2026-11-21T00:00:00Z', n: 5 })).toEqual([]);
    expect(nextDue(cron('0 6 * * *'), 'day', 'yesterday')).toBeUndefined();
    expect(dueBetween(cron('0 6 * * *'), 'day', { after: '2026-11-21T00:00:00Z', upTo: 'soon' })).toEqual([]);
  });
});

describe('laws of the calendar', () => {
  const pattern = fc
    .tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom('*', '*/2', '0', '2', '3', '2,14', '23'),
      fc.constantFrom('*', '1', '15', 'L', '29'),
      fc.constantFrom('*', '1,4,7,10', '3', '10'),
    )
    .map(([minute, hour, day, month]) => `${minute} ${hour} ${day} ${month} *`);
  const zone = fc.constantFrom(BERLIN, 'UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const schedules = fc.oneof(
    fc.record({ on: fc.constant('cron' as const), cron: pattern, zone }),
    fc.record({
      on: fc.constant('business-day' as const),
      day: fc.integer({ min: 1, max: 20 }),
      at: fc.constantFrom('00:00', '02:30', '07:00', '23:59'),
      zone,
      land: fc.constantFrom(...LANDS),
    }),
  );
  const asked = fc
    .tuple(schedules, fc.constantFrom<PeriodUnit>(...PERIODS))
    .filter(([schedule, unit]) => checkSchedule(schedule, unit) === undefined);
  /** Every second one near a switch of summer time. */
  const instants = fc
    .tuple(
      fc.constantFrom(
        '2026-03-28T20:00:00Z',
        '2026-10-24T20:00:00Z',
        '2026-01-01T00:00:00Z',
        '2027-06-01T00:00:00Z',
      ),
      fc.integer({ min: 0, max: 40_000_000 }),
    )
    .map(([base, ms]) => new Date(Date.parse(base) + ms).toISOString());

  it('each due run lies strictly after the one before, and its period has ended', () => {
    fc.assert(
      fc.property(asked, instants, ([schedule, unit], now) => {
        let at = now;
        for (const due of upcoming(schedule, unit, { now, n: 8 })) {
          expect(due.at > at).toBe(true);
          at = due.at;
        }
        expect(at > now).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('what was due in between is what would have come one by one, wherever one cuts', () => {
    fc.assert(
      fc.property(asked, instants, fc.nat(60 * 24), ([schedule, unit], after, cut) => {
        const [middle, upTo] = [cut, 60 * 24].map((hours) =>
          new Date(Date.parse(after) + hours * 3_600_000).toISOString(),
        ) as [string, string];
        const all = dueBetween(schedule, unit, { after, upTo });
        const singly = upcoming(schedule, unit, { now: after, n: MAX_DUE }).filter(({ at }) => at <= upTo);
        expect(all).toEqual(singly);
        if (all.length === MAX_DUE) return;
        const [early, late] = [
          dueBetween(schedule, unit, { after, upTo: middle }),
          dueBetween(schedule, unit, { after: middle, upTo }),
        ];
        expect([...early, ...late]).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });

  it('is the same in whichever zone the process runs', () => {
    const ask = () =>
      [cron('30 2 * * *'), cron('0 */2 * * *'), close(3, { at: '02:30' }), close(20)].map((schedule) =>
        ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z', '2026-12-31T12:00:00Z'].map((now) =>
          upcoming(schedule, 'month', { now, n: 14 }),
        ),
      );
    const results = inEveryZone(ask);
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]?.flat(2)).toHaveLength(4 * 3 * 14);
  });

  it('catches up with the earliest first, a bounded number at a time', () => {
    const outage = { after: '2026-01-01T00:00:00Z', upTo: '2026-03-01T00:00:00Z' };
    const first = dueBetween(cron('0 * * * *'), 'day', outage);
    expect(first).toHaveLength(MAX_DUE);
    expect(first[0]).toEqual({ at: '2026-01-01T01:00:00.000Z', period: '2025-12-31' });
    const rest = dueBetween(cron('0 * * * *'), 'day', { ...outage, after: first.at(-1)?.at ?? '' });
    expect(rest[0]?.at).toBe('2026-01-17T17:00:00.000Z');
  });
});

describe('the end of a period', () => {
  it.each([
    ['2026-11', 'Europe/Berlin', '2026-11-30T23:00:00.000Z'],
    ['2026-Q1', 'Europe/Berlin', '2026-03-31T22:00:00.000Z'],
    ['2026-12-31', 'America/New_York', '2027-01-01T05:00:00.000Z'],
    ['2026-11', 'Mond', undefined],
  ])('%s in %s is %s', (period, zone, at) => {
    expect(endOf(period as Period, zone)).toBe(at);
  });
});
