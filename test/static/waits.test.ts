import { describe, expect, it } from 'vitest';
import {
  HEARING_WAITS_MS,
  lookAfter,
  lookWhenShown,
  WAITS_MS,
  waitBefore,
} from '../../static/shared/data/waits';

const NOW = Date.parse('2026-12-01T08:00:00.000Z');
const seen = { version: 7, ticket: 't' };

describe('an open page', () => {
  it('waits ever longer, from four seconds to thirty', () => {
    expect([...WAITS_MS].sort((a, b) => a - b)).toEqual(WAITS_MS);
    expect([waitBefore(0), waitBefore(5), waitBefore(99)]).toEqual([4000, 30_000, 30_000]);
  });

  it('asks the small question while something moves, and nothing while nothing does', () => {
    expect(lookAfter({ seen, moving: true }, 2, NOW)).toEqual({ what: 'ask', inMs: 9000 });
    expect(lookAfter({ seen, moving: false }, 0, NOW)).toBeUndefined();
    expect(lookAfter({ moving: true }, 0, NOW)).toEqual({ what: 'load', inMs: 4000 });
  });

  it('asks a few times a page that hears signals, for those that get lost', () => {
    expect([...HEARING_WAITS_MS].sort((a, b) => a - b)).toEqual(HEARING_WAITS_MS);
    expect(lookAfter({ seen, moving: true, isHearing: true }, 99, NOW)).toEqual({
      what: 'ask',
      inMs: 60_000,
    });
  });

  it('asks again when the backend said so, though nothing moves, and not before', () => {
    const again = '2026-12-01T08:00:42.000Z';
    expect(lookAfter({ seen, moving: true, again }, 0, NOW)).toEqual({ what: 'ask', inMs: 42_000 });
    expect(lookAfter({ again }, 0, NOW)).toEqual({ what: 'load', inMs: 42_000 });
    expect(lookAfter({ seen, moving: false, again }, 0, NOW + 42_000)).toBeUndefined();
  });

  it('is asked for when somebody comes back, and loaded anew when they were away for longer', () => {
    expect(lookWhenShown({ seen }, 5000)).toEqual({ what: 'ask', inMs: 0 });
    expect(lookWhenShown({ seen }, 60_000)).toEqual({ what: 'load', inMs: 0 });
    expect(lookWhenShown({}, 5000)).toEqual({ what: 'load', inMs: 0 });
  });
});
