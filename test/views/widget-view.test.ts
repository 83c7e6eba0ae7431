import { describe, expect, it } from 'vitest';
import type { DeskMandant } from '../../src/contract/answers';
import { inScope, widgetView } from '../../src/views/widget/widget-view';

const mandant = (id: string, part: Partial<DeskMandant> = {}): DeskMandant => ({
  ...{ id, watched: true, isMine: false, overdue: 0, needsYou: 0, moving: 0, delivered: 0 },
  ...part,
});
const MINE = mandant('455148-1', { name: 'Muster GmbH', isMine: true, needsYou: 2, moving: 1, overdue: 1 });
const OTHER = mandant('455148-3', { needsYou: 3, moving: 4 });
const KNOWN = {
  mandanten: [MINE, OTHER],
  scope: 'all',
  closes: { list: [], isWhole: true },
  isCounting: false,
  now: '2026-12-10T08:00:00.000Z',
  lang: 'en',
} as const;
const numbers = (known: Parameters<typeof widgetView>[0]) =>
  Object.fromEntries(widgetView(known).counts.map(({ of, count }) => [of, count]));

describe('a widget counts', () => {
  it('what needs the viewer, the team, what moves and what waits too long', () => {
    expect(numbers(KNOWN)).toEqual({ mine: 2, team: 5, moving: 5, overdue: 1 });
  });

  it('only what is the viewer’s, where the team’s number would say the same', () => {
    expect(numbers({ ...KNOWN, scope: 'mine' })).toEqual({ mine: 2, moving: 1, overdue: 1 });
  });

  it('one Mandant, also one of others', () => {
    expect(numbers({ ...KNOWN, scope: '455148-3' })).toEqual({ mine: 0, team: 3, moving: 4, overdue: 0 });
  });

  it('nothing of a Mandant that the viewer may not read, and does not name it', () => {
    const view = widgetView({ ...KNOWN, scope: '455148-6' });
    expect(view.counts.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
    expect(view.of).toBe('You may not read this Mandant, or it is not here.');
  });
});

it('a scope is of Mandanten that the viewer may read', () => {
  const rows = [{ mandant: '455148-1', assignee: 'a' }, { mandant: '455148-3' }];
  expect(inScope(rows, 'all', 'a')).toEqual(rows);
  expect(inScope(rows, 'mine', 'a')).toEqual([rows[0]]);
  expect(inScope(rows, '455148-3', 'a')).toEqual([rows[1]]);
  expect(inScope(rows, '455148-6', 'a')).toEqual([]);
});

it('says the next runs with the Mandant’s name, in the language and time of the reader', () => {
  const due = { id: 'p1', name: 'Kosten', mandant: '455148-1', dueAt: '2027-01-05T05:00:00.000Z' };
  const { closes } = widgetView({ ...KNOWN, closes: { list: [due], isWhole: false }, lang: 'de' });
  expect(closes.list).toEqual([
    { pipeline: 'p1', title: 'Kosten · Muster GmbH', when: '05.01.2027, 06:00 Uhr' },
  ]);
});

it('says that no run is planned only where all were looked through', () => {
  const none = (isWhole: boolean) => widgetView({ ...KNOWN, closes: { list: [], isWhole } }).closes;
  expect(none(true)).toMatchObject({ list: [], none: 'No run is planned.' });
  expect(none(false).none).toMatch(/^None of the next runs belongs to these Mandanten\./);
});

describe('what makes the numbers say less than they seem to', () => {
  const trouble = { code: 'datev.not-connected', title: 'Not connected.', remedy: 'Connect.' } as const;
  const notice = (part: Partial<Parameters<typeof widgetView>[0]>) =>
    widgetView({ ...KNOWN, ...part } as Parameters<typeof widgetView>[0]).notice?.title;

  it.each([
    ['no Mandant is watched', { mandanten: [], isCounting: true }, 'No Mandant is watched yet.'],
    ['nothing may leave', { stopped: { reason: 'Umzug' } }, 'All sending is stopped'],
    ['DATEV is not asked', { mandanten: [{ ...MINE, trouble }, OTHER] }, '1 Mandant: Not connected.'],
    ['not all is counted yet', { isCounting: true }, 'The numbers are still being counted.'],
  ])('%s', (_what, part, said) => {
    expect(notice(part)).toBe(said);
  });

  it('nothing of a Mandant that is not counted, or no longer watched', () => {
    expect(notice({ mandanten: [MINE, { ...OTHER, trouble }], scope: '455148-1' })).toBeUndefined();
    expect(notice({ mandanten: [{ ...MINE, trouble, watched: false }, OTHER] })).toBeUndefined();
  });
});
