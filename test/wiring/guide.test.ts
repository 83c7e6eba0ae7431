import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkFaults } from '../../tools/lib/kit/links';
import { quotedIn, saidBy } from './guide-words';
import { ROOT } from './sources';

const GUIDE = 'docs/guide';
const LANGS = ['de', 'en'] as const;
type Lang = (typeof LANGS)[number];

function pagesOf(lang: Lang): readonly string[] {
  return readdirSync(join(ROOT, GUIDE, lang)).filter((name) => name.endsWith('.md'));
}

function read(lang: Lang, page: string): string {
  return readFileSync(join(ROOT, GUIDE, lang, page), 'utf8');
}

function messagesOf(lang: Lang): readonly string[] {
  const folder = join(ROOT, 'locales', lang);
  const rooms = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return rooms.flatMap((room) => Object.values(JSON.parse(room) as Record<string, string>));
}

describe.each(LANGS)('the guide in %s', (lang) => {
  const said = saidBy(messagesOf(lang));

  it.each(pagesOf(lang))('%s quotes only what the app says', (page) => {
    expect(quotedIn(read(lang, page), lang).filter((quoted) => !said(quoted))).toEqual([]);
  });

  it.each(pagesOf(lang))('%s leads only to what is there', (page) => {
    expect(linkFaults(ROOT, `${GUIDE}/${lang}/${page}`, read(lang, page))).toEqual([]);
  });

  it('lists every page, and shows every picture', () => {
    const index = read(lang, 'README.md');
    expect(pagesOf(lang).filter((page) => page !== 'README.md' && !index.includes(`](${page})`))).toEqual([]);
    const folder = join(ROOT, GUIDE, lang, 'pictures');
    const all = pagesOf(lang)
      .map((page) => read(lang, page))
      .join('\n');
    const pictures = existsSync(folder) ? readdirSync(folder) : [];
    expect(pictures.filter((name) => !all.includes(`](pictures/${name})`))).toEqual([]);
    expect([...all.matchAll(/!\[\]/g)]).toEqual([]);
  });
});

it('has the same pages in both languages, with as many headings, steps and pictures', () => {
  const shape = (lang: Lang) =>
    pagesOf(lang).map((page) => {
      const text = read(lang, page);
      const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
      return [page, count(/^#+ /gm), count(/^ *\d+\. /gm), count(/!\[/g)];
    });
  expect(shape('de')).toEqual(shape('en'));
});

describe('a quotation', () => {
  const said = saidBy([
    'Mit DATEV verbinden',
    '{name} ist geprüft und liegt bereit.',
    '{count, plural, one {# Datei} other {# Dateien}} senden',
    'Die App darf {domain} noch nicht aufrufen. Jira fragt Sie um Ihre Zustimmung.',
    '{anything}',
  ]);

  it.each([
    ['Mit DATEV verbinden', true],
    ['Mit DATEV Verbinden', false],
    ['Verbinden', false],
    ['… ist geprüft und liegt bereit.', true],
    ['EXTF_1.csv ist geprüft und liegt bereit.', true],
    ['ist geprüft', false],
    ['3 Dateien senden', true],
    ['… Dateien senden', true],
    ['alle Dateien senden', false],
    ['Die App darf … noch nicht aufrufen. …', true],
    ['Die App kann … nicht aufrufen. …', false],
    ['… darf …', false],
  ])('%s', (quoted, isSaid) => {
    expect(said(quoted)).toBe(isSaid);
  });

  it('is bold, or stands in quotation marks; code and pictures are none', () => {
    const page =
      '**Speichern** und „Gespeichert.“\n```\n**kein Knopf**\n```\n![**Bild**](a.png) **Soll oder\nHaben \\***';
    expect(quotedIn(page, 'de')).toEqual(['Speichern', 'Soll oder Haben *', 'Gespeichert.']);
  });
});
