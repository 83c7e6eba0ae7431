import { describe, expect, it } from 'vitest';
import { clickView, problemView } from '../../src/datev/problem-words';
import { room as datev } from '../../src/texts/generated/en/datev';
import { room as jira } from '../../src/texts/generated/en/jira';
import { room as looker } from '../../src/texts/generated/en/looker';
import { isProblemCode } from '../../src/texts/problem-text';

const GOES_ON = {
  en: /app (?:tries|waits|checks|looks|logs|sends as|starts) |will ask again/,
  de: /App (?:versucht|wartet|sieht|meldet|sendet, sobald|beginnt)|Wir fragen wieder/,
};
const CODES = [datev, jira, looker]
  .flatMap((room) => Object.keys(room))
  .flatMap((key) => (key.endsWith('.remedy') ? [key.slice(0, -'.remedy'.length)] : []))
  .filter(isProblemCode);

describe('what somebody is told whose click did not get through', () => {
  it.each(['en', 'de'] as const)(
    'is never that the app goes on by itself: nothing was ordered (%s)',
    (lang) => {
      const promised = CODES.filter((code) =>
        GOES_ON[lang].test(problemView({ code, retry: 'later' }, lang).remedy),
      );
      expect(promised.length).toBeGreaterThan(15);
      const promising = CODES.filter((code) =>
        GOES_ON[lang].test(clickView({ code, retry: 'later' }, lang).remedy),
      );
      expect(promising).toEqual([]);
    },
  );

  it('is to try again, and what to look at when that does not help', () => {
    const remedy = (code: 'jira.unreachable' | 'looker.unreachable') =>
      clickView({ code, retry: 'later' }, 'en').remedy;
    expect(remedy('jira.unreachable')).toBe('Try again in a moment.');
    expect(remedy('looker.unreachable')).toMatch(/^Try again\. If this persists, check the address/);
  });

  it.each(['http-429', 'http-503', 'DCO01020'])('holds for a code of DATEV, too: %s', (code) => {
    const { remedy } = clickView({ code: 'datev.later', retry: 'later', values: { code } }, 'en');
    expect(remedy).not.toMatch(GOES_ON.en);
    expect(remedy).not.toMatch(/automatically/);
  });
});
