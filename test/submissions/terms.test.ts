import { describe, expect, it } from 'vitest';
import { listedOf } from '../../src/submissions/lists/listed';
import { fitsAll, placed, placesOf, soughtIn, termsOf } from '../../src/submissions/lists/terms';
import { attempt, issue, submission } from './changes';
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

describe('by what a submission is found', () => {
  const terms = (over: Parameters<typeof submission>[0]) =>
    termsOf(listedOf(submission({ fileName: 'EXTF_455148-1_Kasse_r2.csv', ...over })));
  const bare = {
    name: 'extf_455148-1_kasse_r2.csv',
    ...{ words: ['kasse'], texts: ['extf_455148-1_kasse_r2.csv'] },
  };
  const two = [file({ label: 'Alt' }), file({ revision: 2, label: 'Neu' })];
  const sent = [attempt({ revision: 1 }), attempt({ revision: 2, jobId: 'J2' })];

  it.each([
    ['its name', {}, bare, { name: bare.name, word1: 'kasse' }],
    [
      'its issue',
      { issue: issue() },
      { ...bare, issue: 'buch-1' },
      { name: bare.name, issue: 'buch-1', word1: 'kasse' },
    ],
    [
      'no job where DATEV named none',
      { attempts: [attempt({ jobId: '' })] },
      bare,
      { name: bare.name, word1: 'kasse' },
    ],
    [
      'the name of the file that waits, and that of the one before',
      { candidate: file({ name: 'Neu.csv' }) },
      { name: 'neu.csv', words: ['neu', 'kasse'], texts: ['neu.csv', bare.name] },
      { name: 'neu.csv', word1: 'neu', word2: 'kasse' },
    ],
    [
      'the job, and the label of the file that went last',
      { attempts: sent, files: two },
      { ...bare, job: 'j2', words: ['neu', 'kasse'], texts: [bare.name, 'neu'] },
      { name: bare.name, job: 'j2', word1: 'neu', word2: 'kasse' },
    ],
  ])('is %s', (_, over, all, at) => {
    expect(terms(over)).toStrictEqual(all);
    expect(placed(terms(over))).toStrictEqual(at);
  });

  it('are eighty letters of a word', () => {
    expect(terms({ label: 'ü'.repeat(81) }).words[0]).toBe('ü'.repeat(80));
  });

  const everywhere = ['name', 'word1', 'word2', 'word3', 'word4'];
  it.each([
    ['oktober', everywhere],
    ['kan-12', [...everywhere, 'issue']],
    ['0b7a-2f', [...everywhere, 'job']],
    ['fa-12', [...everywhere, 'issue', 'job']],
    ['12-kan', everywhere],
  ])('%s is looked for at its places', (word, places) => {
    expect(placesOf(word)).toEqual(places);
  });

  it.each([
    ['extf', { words: ['extf'], pieces: [] }],
    ['r2 kasse', { words: ['kasse'], pieces: [] }],
    ['455148-1', { mandant: '455148-1', words: [], pieces: [] }],
    ['2026-10', { words: ['2026-10'], pieces: [] }],
  ])('%s is what is sought', (text, sought) => {
    expect(soughtIn(text)).toStrictEqual(sought);
  });
});
