import { describe, expect, it } from 'vitest';
import {
  afterPage,
  begun,
  type CrossCheck,
  differsFor,
  isAllOf,
  NEVER_CHECKED,
  openIn,
  PAGE,
  type Page,
  PLACES,
  pageAfter,
  settled,
  withoutAsking,
} from '../../src/discrepancies/cross-check';
import { type Discrepancy, nameOf } from '../../src/discrepancies/discrepancy';
import { minutes, T0 } from '../submissions/life';

const one = (n: number, kind: Discrepancy['kind'] = 'no-issue'): Discrepancy => ({
  kind,
  mandant: '455148-1',
  submission: `s${n}`,
});
const page = (discrepancies: readonly Discrepancy[], more: Partial<Page> = {}): Page => ({
  discrepancies,
  read: { submissions: 1 },
  ...more,
});

/** A round to its end, of which the first place finds these. */
function round(before: CrossCheck, found: readonly Discrepancy[], at = T0): CrossCheck {
  return PLACES.reduce(
    (check, _, n) => afterPage(check, page(n === 0 ? found : []), minutes(n)).after,
    begun(before, at),
  );
}

describe('a cross-check', () => {
  it('goes through every place, and ends', () => {
    let check = begun(NEVER_CHECKED, T0);
    for (const place of PLACES) {
      expect(check.going?.place).toBe(place);
      check = afterPage(check, page([], { cursor: 'more' }), T0).after;
      expect(check.going).toMatchObject({ place, cursor: 'more' });
      check = afterPage(check, page([]), T0).after;
      expect(check.going?.cursor).toBeUndefined();
    }
    expect(check).toMatchObject({ last: { begunAt: T0, read: { submissions: 2 * PLACES.length } } });
    expect(check.going).toBeUndefined();
  });

  it('is one at a time, but one that cannot end is begun anew', () => {
    const first = begun(NEVER_CHECKED, T0);
    expect(begun(first, minutes(60))).toBe(first);
    expect(begun(first, minutes(37 * 60)).going?.begunAt).toBe(minutes(37 * 60));
  });

  it('counts a thousand of a kind as one kind, in pages', () => {
    const many = Array.from({ length: 1000 }, (_, n) => one(n));
    const { after, full } = afterPage(begun(NEVER_CHECKED, T0), page(many), T0);
    expect(after.going?.found).toEqual([
      { kind: 'no-issue', count: 1000, pages: 50, rest: [], mandanten: ['455148-1'] },
    ]);
    expect(full.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(full.flatMap(({ items }) => items)).toEqual(many);
    expect(JSON.stringify(after).length).toBeLessThan(1000);
  });

  it('gives the same when a page is done again', () => {
    const before = afterPage(begun(NEVER_CHECKED, T0), page([one(1)], { cursor: 'c' }), T0).after;
    const again = page(Array.from({ length: PAGE }, (_, n) => one(n + 2)));
    expect(afterPage(before, again, T0)).toEqual(afterPage(before, again, T0));
  });

  it('tells the same thing once', () => {
    expect(round(NEVER_CHECKED, [one(1), one(1)]).last?.found).toMatchObject([{ count: 1 }]);
  });

  const many = (count: number, kind: Discrepancy['kind']) =>
    Array.from({ length: count }, (_, n) => one(n, kind));
  it.each([
    ['one of two', 2, 1, 1],
    ['all of them', 1, 1, 0],
    ['some of full pages', 50, 7, 43],
    ['all of full pages', 50, 50, 0],
    ['all but a full page', 50, 30, 20],
  ])('tells the end of a job instead of that nobody asks: %s', (_what, asking, ended, left) => {
    const [asks, missed] = [many(asking, 'nobody-asks'), many(ended, 'result-missed')];
    const check = round(NEVER_CHECKED, [...asks, one(99), ...missed]);
    const { after, full } = withoutAsking(check, { asks, missed });
    expect(after.last?.found.map(({ kind, count }) => [kind, count])).toEqual([
      ...(left === 0 ? [] : [['nobody-asks', left]]),
      ['no-issue', 1],
      ['result-missed', ended],
    ]);
    const rest = after.last?.found.find(({ kind }) => kind === 'nobody-asks')?.rest ?? [];
    const kept = [...full.flatMap(({ items }) => items), ...rest];
    expect(kept).toEqual(asks.slice(ended));
    expect(full.map(({ kind, n }) => [kind, n])).toEqual(full.map((_, n) => ['nobody-asks', n]));
    // It dies when some of it is written.
    expect(
      withoutAsking(check, { asks: [...(full[0]?.items ?? []), ...asks], missed }).after.last?.found,
    ).toMatchObject((after.last?.found ?? []).map(({ kind, count }) => ({ kind, count })));
  });

  it('does nothing where none is under way', () => {
    expect(afterPage(NEVER_CHECKED, page([one(1)]), T0)).toEqual({ after: NEVER_CHECKED, full: [] });
    expect(withoutAsking(NEVER_CHECKED, { asks: [one(1)], missed: [one(1)] })).toEqual({
      after: NEVER_CHECKED,
      full: [],
    });
  });
});

describe('what was ordered', () => {
  it('is open no more, until a round that began later has looked', () => {
    const found = round(NEVER_CHECKED, [one(1), one(2)]);
    expect(openIn(found)).toBe(2);
    const ordered = settled(settled(found, nameOf(one(1)), minutes(10)), nameOf(one(1)), minutes(11));
    expect(openIn(ordered)).toBe(1);
    expect(openIn(round(ordered, [one(2)], minutes(20)))).toBe(1);
    // It was ordered while the round went on, which may have seen it before.
    const going = begun(ordered, minutes(5));
    expect(openIn(PLACES.reduce((c) => afterPage(c, page([]), minutes(30)).after, going))).toBe(0);
    expect(PLACES.reduce((c) => afterPage(c, page([]), minutes(30)).after, going).settled).toHaveLength(1);
  });

  it('does not grow for ever', () => {
    let check = NEVER_CHECKED;
    for (let n = 0; n < 600; n++) check = settled(check, `x${n}`, T0);
    expect(check.settled).toHaveLength(500);
  });

  it('is nothing that a lead is told of, and neither is what they may not read', () => {
    const found = round(NEVER_CHECKED, [one(1)]);
    expect(differsFor(found, () => true)).toBe(true);
    expect(differsFor(found, () => false)).toBe(false);
    expect(differsFor(settled(found, nameOf(one(1)), T0), () => true)).toBe(false);
    expect(differsFor(NEVER_CHECKED, () => true)).toBe(false);
  });

  it('tells a lead of full pages only where these are about Mandanten of whom they may read', () => {
    const others = Array.from({ length: PAGE }, (_, n) => ({ ...one(n), mandant: '455148-2' }));
    const found = round(NEVER_CHECKED, others);
    const reads = (mandant: string) => mandant === '455148-1';
    expect(differsFor(found, reads)).toBe(false);
    expect(differsFor(found, (mandant) => mandant === '455148-2')).toBe(true);
    const mine = Array.from({ length: PAGE }, (_, n) => one(n));
    const [both] = round(NEVER_CHECKED, [...mine, ...others, ...mine.slice(0, 1)]).last?.found ?? [];
    if (both === undefined) throw new Error('Nothing was found.');
    expect([isAllOf(both, reads), isAllOf(both, () => true)]).toEqual([false, true]);
  });
});

it('a round goes through Mandanten in their order, some at a time, to the last one', () => {
  const ids = ['455148-3', '455148-1', '455148-2'];
  expect(pageAfter(ids, undefined, 2)).toEqual({ next: ['455148-1', '455148-2'], cursor: '455148-2' });
  expect(pageAfter(ids, '455148-2', 2)).toEqual({ next: ['455148-3'] });
  expect(pageAfter(ids, undefined, 3), 'exactly one page').toEqual({ next: [...ids].sort() });
  expect(pageAfter(ids, '455148-9', 3), 'who is gone is no end').toEqual({ next: [] });
  expect(pageAfter([], undefined, 3)).toEqual({ next: [] });
});
