import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { comesBack } from '../../src/datev/cause-cases';
import { DCO_CODES } from '../../src/datev/dxso-jobs/dco-codes';
import { DATEV_WORDS, type DatevWords } from '../support/datev-words';

const ALL: readonly (readonly [string, DatevWords])[] = Object.entries(DATEV_WORDS).filter(([one]) =>
  /^(?:DCO|dxso-)/.test(one),
);
const LANGS = ['de', 'en'] as const;

describe('the words for documents and packages', () => {
  it.each(ALL)('%s has all its words in both languages', (_, words) => {
    for (const part of [words.short, words.title, words.meaning, words.remedy, words.who]) {
      expect(part.de.trim().length).toBeGreaterThan(3);
      expect(part.en.trim().length).toBeGreaterThan(3);
      expect(part.de).not.toBe(part.en);
      expect(`${part.de}${part.en}`).not.toMatch(/[{}"']|undefined|#?DCO\d| {2}/);
      expect(part.de).not.toMatch(/client/i);
      expect(part.de).not.toMatch(/[“”](?=[\p{L}\d.])/u);
      expect(part.en).not.toMatch(/\bclients?\b|[„‘]/i);
    }
    for (const lang of LANGS) {
      expect(words.short[lang].length).toBeLessThanOrEqual(60);
      expect(words.short[lang]).not.toMatch(/\.$/);
      expect(words.title[lang]).not.toMatch(/\.$/);
      expect(words.meaning[lang]).toMatch(/\.$/);
      expect(words.remedy[lang]).toMatch(/\.$/);
    }
  });

  it.each(ALL)('%s says where the cause lies; what only means “later” lies in no file', (code, { where }) => {
    expect(['file', 'outside']).toContain(where);
    if (comesBack(code)) expect(where).toBe('outside');
  });

  it.each(LANGS)('are each code’s own (%s)', (lang) => {
    for (const part of ['short', 'title'] as const) {
      const texts = ALL.map(([, words]) => words[part][lang]);
      expect(texts.filter((text, n) => texts.indexOf(text) !== n)).toEqual([]);
    }
    const codes = new Map<string, string[]>();
    for (const [code, { remedy }] of ALL) codes.set(remedy[lang], [...(codes.get(remedy[lang]) ?? []), code]);
    expect([...codes.values()].filter((same) => same.length > 6)).toEqual([]);
  });

  it('wait only where DATEV asks for it, and call no document that is there an error', () => {
    expect(ALL.map(([code]) => code).filter(comesBack)).toEqual(['DCO01020']);
    expect(DATEV_WORDS.DCO01012.title.de).toContain('schon in Belege online');
    expect(DATEV_WORDS.DCO01253.title.de).toContain('schon vorhanden');
  });

  it('name the way that is left on the new Belege online', () => {
    for (const lang of LANGS) expect(DATEV_WORDS.DCO01301.remedy[lang]).toMatch(/Belegbilderservice.*EXTF/);
  });

  it('exist for each code once, in order', () => {
    expect([...DCO_CODES]).toEqual([...new Set(DCO_CODES)].toSorted());
    const worded = ALL.map(([code]) => code).filter((code) => code.startsWith('DCO'));
    expect(worded.toSorted()).toEqual([...DCO_CODES]);
  });
});

const TABLE = sharedPath('specs', 'datev', 'errors.json');

describe.skipIf(TABLE === undefined)(
  `DATEV’s codes${TABLE === undefined ? ' (skipped: not beside the project)' : ''}`,
  () => {
    it('all have words', () => {
      if (TABLE === undefined) return;
      const { dco } = JSON.parse(readFileSync(TABLE, 'utf8')) as { dco: { readonly code: string }[] };
      expect(dco.length).toBeGreaterThan(50);
      expect(dco.map(({ code }) => code.replace('#', '')).toSorted()).toEqual([...DCO_CODES]);
    });
  },
);
