import { describe, expect, it } from 'vitest';
import { listedOf } from '../../src/submissions/lists/listed';
import { fitsAll, placed, placesOf, soughtIn, termsOf } from '../../src/submissions/lists/terms';
import { DISCOVERED, file, ISSUE, live } from './life';

const SUBMISSION = listedOf({
  ...live(DISCOVERED),
  fileName: 'EXTF_455148-1_2026-10_ab12cd_r1.csv',
  label: 'Kanzlei MÜLLER-Lüdenscheidt, Oktober',
  issue: { ...ISSUE, key: 'KAN-12' },
  attempts: [
    {
      ...{ revision: 1, referenceId: 'r', fileName: 'EXTF_a.csv', state: 'failed' },
      jobId: '0B7A2F6E-1c1d-4a4e-9f3e-d57a3c1f2b60',
    },
  ],
});
const TERMS = termsOf(SUBMISSION);

describe('a search finds, from the start of a word and whatever the capitals,', () => {
  it.each([
    ['the whole file name', 'EXTF_455148-1_2026-10_ab12cd_r1.csv'],
    ['its beginning', 'extf_4551'],
    ['a period', '2026-10'],
    ['the beginning of a period', '2026'],
    ['a word of the label', 'Müller'],
    ['the same, decomposed', 'Mu\u0308ller'],
    ['a word behind a comma', 'oktober'],
    ['the issue', 'kan-12'],
    ['the beginning of a job’s id', '0b7a2f'],
    ['several words in any order', 'oktober müll 2026'],
    ['a piece of a file name', '2026-10_ab12cd_r1.csv'],
  ])('%s', (_, text) => {
    const sought = soughtIn(text);
    expect(fitsAll(TERMS, sought)).toBe(true);
    // One of the two words that may lead lies where it is looked for.
    const at = placed(TERMS);
    const leads = sought.words.slice(0, 2);
    const isThere = (word: string) => placesOf(word).some((place) => at[place]?.startsWith(word) === true);
    expect(leads.some(isThere)).toBe(true);
  });

  it.each([
    ['the middle of a word', 'lüden'],
    ['another period', '2026-11'],
    ['one word of two', 'oktober november'],
    ['words that stand elsewhere in the name', '2026-10_oktober.csv'],
  ])('not %s', (_, text) => {
    expect(fitsAll(TERMS, soughtIn(text))).toBe(false);
  });
});

describe('words', () => {
  it('read a Mandant that is named whole as that', () => {
    expect(soughtIn('455148-1 Oktober')).toMatchObject({ mandant: '455148-1', words: ['oktober'] });
    expect(soughtIn('455148').mandant).toBeUndefined();
  });

  it('with letters lead before numbers, long ones before short ones', () => {
    expect(soughtIn('2026-10 okt oktober').words).toEqual(['oktober', 'okt', '2026-10']);
  });

  it('that are numbers of five digits or more, and no date, lead before all', () => {
    expect(soughtIn('kasse 05000').words).toEqual(['05000', 'kasse']);
    expect(soughtIn('202610 kasse').words).toEqual(['kasse', '202610']);
    expect(soughtIn('20261031 kasse').words).toEqual(['kasse', '20261031']);
  });

  it('of nothing but marks are none', () => {
    expect(soughtIn(' _-. ')).toMatchObject({ words: [] });
  });

  it('of a long name fit an index: cut, and never empty', () => {
    const long = 'ü'.repeat(300);
    const at = placed(termsOf({ ...SUBMISSION, fileName: `${long}.csv`, label: long }));
    for (const term of Object.values(at)) {
      expect(term).not.toBe('');
      expect(Buffer.byteLength(term)).toBeLessThan(200);
    }
  });

  it('of the file that waits are found, too', () => {
    const waiting = { revision: 2, name: 'korrigiert.csv', label: 'Nachtrag' };
    const terms = termsOf({ ...SUBMISSION, candidate: waiting });
    expect(fitsAll(terms, soughtIn('korrigiert.csv'))).toBe(true);
    expect(fitsAll(terms, soughtIn('nachtrag'))).toBe(true);
    expect(file().name).not.toBe(waiting.name);
  });
});
