import { describe, expect, it } from 'vitest';
import { berlinTime } from '../../src/kernel/berlin';
import { dayInWords } from '../../src/kernel/calendar';
import type { Day } from '../../src/kernel/day';
import { absolute, dayText } from '../../static/shared/texts/time';

/** What the backend writes into a sentence and what a page writes beside it are one date in one form. */
describe.each(['de', 'en'] as const)('a date in %s is written alike in sentences and beside them', (lang) => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('in month %i', (month) => {
    const [two, day] = [String(month).padStart(2, '0'), (20_260_005 + month * 100) as Day];
    expect(dayInWords(day, lang)).toBe(dayText(`2026-${two}-05`, lang));
    const at = `2026-${two}-05T22:30:00Z`;
    expect(berlinTime(at, lang)).toContain(absolute(at, lang, 'Europe/Berlin'));
  });
});
