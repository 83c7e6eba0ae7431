import { afterEach, describe, expect, it, vi } from 'vitest';
import { nothingAhead } from '../../static/shared/data/ahead';

afterEach(() => {
  vi.useRealTimers();
});

describe('a question that was put ahead', () => {
  const answer = Promise.resolve('answer');

  it('is answered once, in whatever order its parts are named', () => {
    const ahead = nothingAhead();
    ahead.put('desk.view', { lang: 'de', show: 'all', mandant: undefined }, answer);
    expect(ahead.take('desk.view', { show: 'all', lang: 'de' })).toBe(answer);
    expect(ahead.take('desk.view', { show: 'all', lang: 'de' })).toBeUndefined();
  });
  it('answers no other one', () => {
    const ahead = nothingAhead();
    ahead.put('desk.view', { lang: 'de', show: 'all' }, answer);
    expect(ahead.take('desk.view', { lang: 'de', show: 'moving' })).toBeUndefined();
    expect(ahead.take('admin.view', { lang: 'de', show: 'all' })).toBeUndefined();
    expect(ahead.take('desk.view', { lang: 'de', show: 'all', search: 'x' })).toBeUndefined();
  });
  it('is not answered with what was true long ago', () => {
    vi.useFakeTimers();
    const ahead = nothingAhead();
    ahead.put('admin.view', { lang: 'de' }, answer);
    vi.advanceTimersByTime(20_000);
    expect(ahead.take('admin.view', { lang: 'de' })).toBeUndefined();
  });
});
