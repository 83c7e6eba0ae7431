import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { causeFor, causeKey } from '../../src/submissions/lists/cause-key';
import { marksOf } from '../../src/submissions/lists/marks';
import {
  dayAt,
  mark,
  packed,
  placeOn,
  placesKept,
  unpacked,
  withinWindow,
} from '../../src/submissions/lists/series';
import {
  asCounted,
  countedAs,
  daysIn,
  inPhase,
  noTally,
  overdueIn,
  recounted,
  Tally,
} from '../../src/submissions/lists/tally';
import { dueAfter, overdueUntil } from '../../src/submissions/overdue';
import type { Attempt, Submission } from '../../src/submissions/submission';
import { attempt, issue, pending, submission } from './changes';
import { DISCOVERED, live, T0 } from './life';

const CAUSE = { source: 'datev', code: '1008834', faults: ['extf.header.14'] } as const;
const FAILED: Attempt = {
  ...{ revision: 1, referenceId: 'r', fileName: 'EXTF_a.csv', state: 'failed' },
  ...{ cause: CAUSE, endedAt: '2026-11-30T08:00:00.000Z' },
};
const WEEK = placeOn('week', '2026-11-30T08:00:00.000Z');

function state(over: Partial<Submission>): Submission {
  return { ...live(DISCOVERED), ...over };
}

describe('an axis', () => {
  it.each([
    ['week', '2026-11-29T23:59:59.000Z', '2026-11-23'],
    ['week', '2026-11-30T00:00:00.000Z', '2026-11-30'],
    ['week', '2027-01-02T12:00:00.000Z', '2026-12-28'],
    ['day', '2026-12-31T23:00:00.000Z', '2026-12-31'],
    ['month', '2026-12-31T23:00:00.000Z', '2026-12-01'],
    ['month', '2027-01-01T00:00:00.000Z', '2027-01-01'],
  ] as const)('of %ss: %s belongs to the one from %s', (axis, at, day) => {
    expect(dayAt(axis, placeOn(axis, at))).toBe(day);
  });

  it('keeps the last places, this one included', () => {
    const months = placesKept('m', '2026-12-01T00:00:00.000Z').map((place) => dayAt('month', place));
    expect([months.length, months[0], months.at(-1)]).toEqual([12, '2026-01-01', '2026-12-01']);
  });
});

describe('what a submission leaves in series', () => {
  it('is why and when each attempt failed, and how late it was delivered after the first', () => {
    const delivered = state({
      attempts: [FAILED, { ...FAILED, revision: 2 }, { ...FAILED, revision: 3, state: 'succeeded' }],
      end: { as: 'delivered', at: '2026-12-01T06:00:00.000Z' },
    });
    const failed = `f1008834:extf.header.14@${WEEK}`;
    const month = placeOn('month', '2026-12-01T06:00:00.000Z');
    // 22 hours: within a day.
    expect(marksOf(delivered)).toEqual([failed, failed, `m@${month}`, `t2@${month}`]);
  });

  it.each([
    [1, 't0', 't1'],
    [4, 't1', 't2'],
    [24, 't2', 't3'],
    [72, 't3', 't4'],
    [168, 't4', 't5'],
  ])('is late by %i hours at most, to the minute', (hours, within, beyond) => {
    const lateBy = (minutes: number) => {
      const at = new Date(Date.parse(FAILED.endedAt ?? '') + minutes * 60_000).toISOString();
      return marksOf(state({ attempts: [FAILED], end: { as: 'delivered', at } }))
        .at(-1)
        ?.split('@')[0];
    };
    expect([lateBy(hours * 60), lateBy(hours * 60 + 1)]).toEqual([within, beyond]);
  });

  it('is of the week in which it was sent where nobody says when it ended, else of that in which it was found', () => {
    const { endedAt: _, ...open } = FAILED;
    const failed = (attempt: Attempt) =>
      marksOf(state({ attempts: [attempt], startedAt: '2026-11-02T08:00:00.000Z' })).filter((one) =>
        one.startsWith('f'),
      );
    const at = (day: string) => [mark('f1008834:extf.header.14', `${day}T08:00:00.000Z`)];
    expect(failed({ ...FAILED, sentAt: '2026-11-16T08:00:00.000Z' })).toEqual(at('2026-11-30'));
    expect(failed({ ...open, sentAt: '2026-11-16T08:00:00.000Z' })).toEqual(at('2026-11-16'));
    expect(failed(open)).toEqual(at('2026-11-02'));
  });

  it('is nothing late where nothing failed, and nothing failed of a dry run', () => {
    const end = { as: 'delivered', at: '2026-12-01T06:00:00.000Z' } as const;
    expect(marksOf(state({ attempts: [], end }))).toEqual([mark('m', end.at)]);
    const run = {
      ...{ pipeline: 'p', name: 'n', period: '2026-11', revision: 1 },
      by: 'person' as const,
      expectedBy: end.at,
    };
    const dry = state({ kind: 'run', run: { ...run, isDry: true }, attempts: [FAILED] });
    expect(marksOf(dry).filter((one) => one.startsWith('f'))).toEqual([]);
  });

  it('goes when it goes, and what was let go is not taken from', () => {
    const waits = state({ attempts: [FAILED], changedAt: '2026-11-30T08:00:00.000Z' });
    const counted = countedAs(waits);
    const then = recounted(noTally('m'), { to: counted }, '2026-11-30T08:00:00.000Z');
    expect(Object.values(then.series)).toEqual([1, 1, 1]);
    expect(recounted(then, { from: counted }, '2026-11-30T09:00:00.000Z')).toEqual(noTally('m'));
    const years = recounted(then, {}, '2028-11-30T08:00:00.000Z');
    expect(years.series).toEqual({ 'n@0': 1 });
    expect(recounted(years, { from: counted }, '2028-11-30T08:00:00.000Z')).toEqual(noTally('m'));
  });

  it('goes from what an earlier version counted, which left no marks', () => {
    const before = { ...noTally('m'), phases: { 'needs-you': 1 }, causes: { '1008834': 1 } };
    const after = recounted(
      before,
      { from: 'needs-you/1008834', to: 'needs-you/1008834:extf.header.14 n@0' },
      '2026-12-01T00:00:00.000Z',
    );
    expect(after).toEqual({
      ...noTally('m'),
      phases: { 'needs-you': 1 },
      causes: { '1008834:extf.header.14': 1 },
      series: { 'n@0': 1 },
    });
  });
});

describe('overdue', () => {
  const counted = (changedAt: string) => countedAs(state({ attempts: [FAILED], changedAt }));
  it.each([
    ['2026-12-01T08:00:00.000Z', 0],
    ['2026-11-28T00:00:00.000Z', 0],
    ['2026-11-27T23:59:59.000Z', 1],
    ['2026-10-01T08:00:00.000Z', 1],
  ])('what stands so since %s is %i on the first of December', (since, expected) => {
    const now = '2026-12-01T12:00:00.000Z';
    expect(overdueIn(recounted(noTally('m'), { to: counted(since) }, now), now)).toBe(expected);
    expect(since.slice(0, 10) <= overdueUntil(now)).toBe(expected === 1);
  });
});

describe('texts', () => {
  it('of series are short, and say the same again', () => {
    const series = { 'm@24323': 2, 'm@24321': 1, 'f1008834:extf.header.14@2970': 40, 'n@0': 3 };
    expect(packed(series)).toBe('0f1008834:extf.header.14 2ai .14;0m irl 102;0n 0 3');
    expect(unpacked(packed(series))).toEqual(series);
    expect(withinWindow({ ...series, 'x@1': 1 }, '2026-12-01T00:00:00.000Z')).toEqual(series);
  });

  it('of any series say the same again, however names begin and numbers grow', () => {
    const name = fc.stringMatching(/^[fmtwn][a-z0-9.:+_-]{0,60}$/);
    const counts = fc.dictionary(
      fc.tuple(name, fc.integer({ min: 20_000, max: 20_050 })).map(([of, place]) => `${of}@${place}`),
      fc.integer({ min: 1, max: 5000 }),
      { maxKeys: 12 },
    );
    fc.assert(
      fc.property(counts, (all) => {
        expect(unpacked(packed(all))).toEqual({ ...all });
      }),
      { numRuns: 300 },
    );
  });

  it('of causes name the code and the first fault, and separate nothing', () => {
    expect(causeKey(CAUSE)).toBe('1008834:extf.header.14');
    expect(causeKey({ code: 'a b/c@d', faults: ['x', 'y'] })).toBe('a_b_c_d:x+');
    expect(causeFor('a_b:x+')).toEqual({ code: 'a_b', faults: ['x'], hasMore: true });
    expect(causeFor('1008830')).toEqual({ code: '1008830', faults: [], hasMore: false });
  });
});

describe('what each submission leaves', () => {
  const END = '2026-12-01T06:00:00.000Z';
  const refused = { ...FAILED, state: 'refused' } as const;
  const failed = `f1008834:extf.header.14@${WEEK}`;
  const month = placeOn('month', END);
  const day = placeOn('day', T0);
  const waits = ['n@0', `w@${day}`];
  const turn = pending('issue', { kind: 'create-issue' }, { turn: true });
  const other = pending('fields:1:1', { kind: 'write-fields' });
  const delivered = { as: 'delivered', at: END } as const;

  it.each<readonly [string, Partial<Submission>, readonly string[]]>([
    ['that it waits', {}, waits],
    ['of a storm', { storm: 'st1' }, [...waits, 'ost1@0']],
    [
      'of a storm, without its issue',
      { storm: 'st1', pendingEffects: [other, turn] },
      [...waits, 'ost1@0', 'qst1@0'],
    ],
    ['of a storm, with its issue', { storm: 'st1', pendingEffects: [other] }, [...waits, 'ost1@0']],
    ['of a storm, whose issue somebody deleted', { storm: 'st1', issue: issue({ deletedAt: T0 }) }, waits],
    ['of a storm, ended', { storm: 'st1', end: delivered }, [`m@${month}`]],
    ['closed', { end: { as: 'closed-without-sending', at: END } }, []],
    [
      'refused, and delivered',
      { attempts: [refused], end: delivered },
      [failed, `m@${month}`, `t2@${month}`],
    ],
    [
      'four failures at most',
      { attempts: [refused, FAILED, FAILED, FAILED, FAILED] },
      [...waits, ...Array(4).fill(failed)],
    ],
    ['on its way', { attempts: [attempt({ state: 'pending', cause: CAUSE })] }, []],
  ])('%s', (_, over, marks) => {
    expect(marksOf(submission(over))).toEqual(marks);
  });

  it.each([
    ['w', 4],
    ['n', 1],
    ['f', 8],
    ['m', 12],
    ['t', 6],
    ['o', 1],
    ['q', 1],
    ['x', 0],
  ])('%s is kept for %i places', (letter, places) => {
    expect(placesKept(letter, END)).toHaveLength(places);
  });

  it.each<readonly [string, Partial<Submission>, string]>([
    ['waits for no cause', {}, 'needs-you'],
    ['waits for its cause', { attempts: [FAILED] }, 'needs-you/1008834:extf.header.14'],
    [
      'is closed, on whatever day',
      { attempts: [FAILED], end: { as: 'closed-without-sending', at: END } },
      'closed',
    ],
    ['is delivered on a day', { attempts: [FAILED], end: delivered }, 'delivered/2026-12-01'],
    [
      'is a run without any files',
      {
        kind: 'run',
        run: {
          pipeline: 'p',
          name: 'n',
          period: 'x',
          revision: 1,
          by: 'hook',
          expectedBy: END,
          children: [],
        },
        end: delivered,
      },
      'delivered/2026-12-01',
    ],
  ])('counts as what %s', (_, over, group) => {
    expect(countedAs(submission(over)).split(' ')[0]).toBe(group);
  });
});

describe('a count', () => {
  const NOW = '2026-12-01T12:00:00.000Z';
  const none = noTally('m');

  it('is that of what is stored', () => {
    const stored = { v: 1, mandant: 'm', phases: {}, causes: {}, days: {} };
    expect(v.parse(Tally, stored)).toEqual(none);
    expect(v.parse(Tally, none)).toEqual(none);
  });

  it('has the first of thirty days, and no earlier one', () => {
    const days = { '2026-10-31': 1, '2026-11-01': 2, '2026-12-01': 3 };
    expect(asCounted({ ...none, days }, NOW).days).toEqual({ '2026-11-01': 2, '2026-12-01': 3 });
  });

  it('of what has no detail is one of its phase alone', () => {
    expect(recounted(none, { to: 'closed' }, NOW)).toEqual({ ...none, phases: { closed: 1 } });
  });

  it('never takes from a series, or a day, what was not counted in it', () => {
    const before = { ...none, phases: { delivered: 1, 'needs-you': 1 } };
    expect(recounted(before, { from: `delivered/2026-12-01 m@${placeOn('month', NOW)}` }, NOW)).toEqual({
      ...none,
      phases: { 'needs-you': 1 },
    });
    expect(recounted(before, { from: 'needs-you n@0' }, NOW).series).toEqual({});
  });

  it('of a phase is never less than nothing', () => {
    const phases = { 'needs-you': 3, moving: -1 };
    expect(
      (['needs-you', 'moving', 'closed'] as const).map((one) => inPhase({ ...none, phases }, one)),
    ).toEqual([3, 0, 0]);
  });

  it('of what is overdue is nothing where nothing waits', () => {
    expect(overdueIn(none, NOW)).toBe(0);
    expect(dueAfter(NOW)).toBe('2026-12-04T12:00:00.000Z');
  });

  it('of no days is that of no text', () => {
    expect(daysIn('')).toEqual({});
    expect(daysIn('2026-12-30 ')).toEqual({});
  });
});

describe('a series as a text', () => {
  it('says of a name what it does not share, and of a time what is another one', () => {
    const series = {
      ...{ 'f1008833:extf.unknown@2960': 3, 'f1008833:extf.unknown@2962': 1, 'f1008834:extf@2960': 40 },
      ...{ 'f1008834:extf@2961': 5, 'f1008834:extf@2962': 41, 'f1008834:extf.header@2961': 7 },
    };
    expect(packed(series)).toBe('0f1008833:extf.unknown 2a8 301;74:extf  .140515;d.header 2a9 7');
    expect(unpacked(packed(series))).toEqual(series);
    expect([packed({}), unpacked('')]).toEqual(['', {}]);
  });

  it('says so of names that share more than one digit can say', () => {
    const long = `f${'a'.repeat(40)}`;
    const series = {
      [`${long}b@1`]: 1,
      [`${long}c@1`]: 2,
      [`${long.slice(0, 35)}@1`]: 3,
      [`${long.slice(0, 36)}@1`]: 4,
    };
    expect(unpacked(packed(series))).toEqual(series);
  });

  it('says of a cause no more than sixty letters, and of none no fault', () => {
    expect(causeKey({ code: '1008830', faults: [] })).toBe('1008830');
    expect(causeKey({ code: 'a'.repeat(80), faults: [] })).toBe('a'.repeat(60));
  });
});
