import { describe, expect, it } from 'vitest';
import { digestMail } from '../../src/jira/text/digest-text';
import { byPerson, daysLate, isOnRecord, NO_ROUND, roundNow, stepReached } from '../../src/notices/round';
import { say } from '../../src/texts/say';

const FRIDAY_END = '2026-12-04T23:00:00.000Z';
const at = (day: string, time = '10:00') => `2026-12-${day}T${time}:00.000Z`;

describe('business days late', () => {
  it.each([
    ['on the day it is due', at('04'), 0],
    ['on the weekend after it', at('06'), 0],
    ['on Monday', at('07'), 1],
    ['on the Monday after', at('14'), 6],
    ['on the second day of Christmas', at('26'), 14],
  ])('%s', (_, now, days) => {
    expect(daysLate(FRIDAY_END, now, 'BY')).toBe(days);
  });

  it('count the holidays of the Land', () => {
    const allSaints = '2026-10-30T23:00:00.000Z';
    expect(daysLate('2026-05-13T22:00:00.000Z', '2026-05-15T10:00:00.000Z', 'BY')).toBe(1);
    expect(daysLate(allSaints, '2026-11-02T10:00:00.000Z', 'BY')).toBe(1);
  });

  it('end somewhere, however long it waits', () => {
    expect(daysLate('1990-01-01T00:00:00.000Z', at('07'), 'BY')).toBe(100);
  });
});

describe('a step', () => {
  const notices = {
    ...{ land: 'BY' as const, digest: false },
    escalation: [
      { afterDays: 5, people: ['c'] },
      { afterDays: 1, people: ['a'] },
      { afterDays: 3, people: [] },
    ],
  };
  it('is reached in the order of days; one that nobody stands in is none', () => {
    const reached = (day: string) => stepReached(notices, { due: FRIDAY_END }, at(day))?.step;
    expect(['04', '07', '09', '10', '11'].map(reached)).toEqual([undefined, 1, 1, 1, 2]);
    expect(stepReached(notices, {}, at('11'))).toBeUndefined();
  });
});

describe('the round of a day', () => {
  it('begins at seven on a business day and is over once', () => {
    const begun = { day: '2026-12-07', told: [] };
    expect(roundNow(NO_ROUND, 'BY', at('06'))).toBeUndefined();
    expect(roundNow(NO_ROUND, 'BY', at('07', '05:59'))).toBeUndefined();
    expect(roundNow(NO_ROUND, 'BY', at('07', '06:00'))).toEqual(begun);
    const half = { ...begun, told: ['x'] };
    expect(roundNow(half, 'BY', at('07'))).toBe(half);
    expect(roundNow({ ...half, isOver: true }, 'BY', at('07'))).toBeUndefined();
    expect(roundNow({ ...half, isOver: true }, 'BY', at('08'))).toEqual({ day: '2026-12-08', told: [] });
  });

  it('gives each person theirs, what is due first before the rest', () => {
    const one = (key: string, due?: string, assignee?: string) => ({
      ...{ issueId: key, submissionId: key, key, since: at('01') },
      ...(due === undefined ? {} : { due }),
      ...(assignee === undefined ? {} : { assignee }),
    });
    const mine = byPerson([
      one('B-1', undefined, 'a'),
      one('B-2', at('03'), 'a'),
      one('B-3', at('02')),
      one('B-4', at('02'), 'b'),
    ]);
    expect([...mine].map(([person, some]) => [person, some.map(({ key }) => key)])).toEqual([
      ['b', ['B-4']],
      ['a', ['B-2', 'B-1']],
    ]);
  });
});

it('a message lists twenty, counts the rest, and no key becomes markup', () => {
  const many = Array.from({ length: 23 }, (_, n) => ({
    ...{ issueId: `${n}`, key: n === 0 ? '<b>-1' : `B-${n}`, submissionId: 's', since: at('01') },
    due: at(n < 2 ? '02' : '20'),
  }));
  const mail = digestMail(many, { baseUrl: 'https://firm.example', now: at('07'), lang: 'en' });
  expect(mail.subject).toBe('DATEV: 23 issues wait for you, 2 overdue');
  expect(mail.text).toContain('And 3 more.');
  expect(mail.html).not.toContain('<b>');
  expect(mail.html.match(/<li>/g)).toHaveLength(20);
});

it.each(['de', 'en'] as const)(
  'a message says where whoever gets it can switch it off themselves (%s)',
  (lang) => {
    const one = { issueId: '1', key: 'B-1', submissionId: 's', since: at('01') };
    const mail = digestMail([one], { baseUrl: 'https://firm.example', now: at('07'), lang });
    expect(mail.text).toContain(say('page.myDigest', lang));
  },
);

it('a round is on record when storage has its day and everybody who was told', () => {
  const round = { day: '2026-12-07', told: ['a', 'b'] };
  expect(isOnRecord({ ...round, told: ['a', 'b', 'c'] }, round)).toBe(true);
  expect(isOnRecord({ ...round, told: ['a'] }, round)).toBe(false);
  expect(isOnRecord({ ...round, day: '2026-12-04' }, round)).toBe(false);
});
