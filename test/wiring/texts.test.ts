import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EDITOR_ROOMS,
  FACE_ROOMS,
  type FaceName,
  FINDING_ROOMS,
  MEND_ROOMS,
  RUN_ROOMS,
  SECTION_ROOMS,
} from '../../static/shared/texts/face-rooms';
import { modulesOf, readManifest } from './manifest-file';
import { ROOT, sourceOf, sourcesIn } from './sources';
import { loadedWith, saidBy, unusedTexts } from './texts';

type Rooms = Readonly<Record<string, string>>;
type Both = { readonly de: Rooms; readonly en: Rooms };
type Parsed = { readonly de: Readonly<Record<string, object>> };
const tools: {
  readTexts(): Both;
  judged(texts: Both): { readonly parsed: Parsed; readonly faults: readonly string[] };
  generated(parsed: Parsed): Readonly<Record<string, string>>;
} = await import(join(ROOT, 'tools/lib/texts.mjs'));

/** One room of planted texts. */
const room = (de: object | string, en: object | string): Both => {
  const json = (texts: object | string) => (typeof texts === 'string' ? texts : JSON.stringify(texts));
  return { de: { a: json(de) }, en: { a: json(en) } };
};
const keys = Object.values(tools.readTexts().de).flatMap((json) => Object.keys(JSON.parse(json) as object));

describe('the texts in locales/', () => {
  it('are in both languages, readable, with the same arguments', () => {
    expect(tools.judged(tools.readTexts()).faults).toEqual([]);
    expect(keys.length).toBeGreaterThan(250);
  });

  it('are what the app reads', () => {
    for (const [path, content] of Object.entries(tools.generated(tools.judged(tools.readTexts()).parsed)))
      expect(readFileSync(join(ROOT, path), 'utf8') === content, `${path}: run "npm run texts"`).toBe(true);
  });

  it.each([
    // docs/CONTEXT.md, the column of words that are not used; DATEV's own program is the Arbeitsplatz.
    ['de', /berichtig|\bstatt dessen\b|vorgelagert|\beinreich|\bablegen\b|Arbeitsplatz/i],
    ['en', /\byou need not\b|\bupstream\b/i],
  ] as const)('say one word for one thing (%s)', (lang, avoided) => {
    const texts = Object.values(tools.readTexts()[lang]).flatMap((json) =>
      Object.entries(JSON.parse(json) as Rooms),
    );
    expect(texts.filter(([, text]) => avoided.test(text)).map(([key]) => key)).toEqual([]);
  });

  it('are all said somewhere', () => {
    const said = keys.filter((key) => !key.startsWith('manifest.'));
    expect(unusedTexts(said, [...sourcesIn('src'), ...sourcesIn('static')])).toEqual([]);
  });

  it.each([
    ['a language without a text', room({ 'a.b': 'x', 'a.c': 'y' }, { 'a.b': 'x' }), 'en/a: a.c is missing'],
    ['a text that nobody can read', room({ 'a.b': '{x' }, { 'a.b': 'x' }), 'de/a: a.b cannot be read'],
    ['a plural without other', room({ 'a.b': '{n, plural, one {x}}' }, { 'a.b': 'x' }), 'cannot be read'],
    ['other arguments', room({ 'a.b': '{x}' }, { 'a.b': '{y}' }), 'a: a.b takes (x) in de and (y) in en'],
    [
      'arguments of another kind',
      room({ 'a.b': '{x}' }, { 'a.b': '{x, number}' }),
      'takes (x) in de and (x, number) in en',
    ],
    ['a kind we do not format', room({ 'a.b': '{x, date}' }, { 'a.b': '{x, date}' }), 'only {name}'],
    ['an empty text', room({ 'a.b': ' ' }, { 'a.b': 'x' }), 'de/a: a.b says nothing'],
    [
      'a key twice in a file',
      room('{\n"a.b": "x",\n"a.b": "y"\n}', { 'a.b': 'x' }),
      'de/a: a.b is there twice',
    ],
    ['a file that is no JSON', room('{', {}), 'de/a: '],
    [
      'a key in two rooms',
      { de: { a: '{"k":"x"}', b: '{"k":"x"}' }, en: { a: '{"k":"x"}', b: '{"k":"x"}' } },
      'de/b: k stands in a, too',
    ],
  ])('would be found: %s', (_what, texts, fault) => {
    expect(tools.judged(texts).faults.join('\n')).toContain(fault);
  });

  it.each([
    ['said by its key', "say('a.b', lang);"],
    ['said by a part of its key', `say(\`a.\${what}\`, lang);`],
    ['a problem, by its code', "return { code: 'a', retry: 'later' };", 'a.title'],
    ['a finding, by its code', "find(column, 'a');", 'a.rule'],
  ])('one is used when it is %s', (_how, code, key = 'a.b') => {
    expect(unusedTexts([key], [sourceOf('src/x.ts', code)])).toEqual([]);
  });

  it.each(["type Code = 'a';", "const REMEDIES = { 'a': 'b' };"])(
    'one of a code would be found that is only declared: %s',
    (code) => {
      expect(unusedTexts(['a.text'], [sourceOf('src/x.ts', code)])).toEqual(['a.text']);
    },
  );

  it.each(["say('a.c', lang);", `say(\`b.\${what}\`, lang);`, '// a.b', `say(\`\${what}.b.c\`, lang);`])(
    'one would be found that nobody says: %s',
    (code) => {
      expect(unusedTexts(['a.b'], [sourceOf('src/x.ts', code)])).toEqual(['a.b']);
    },
  );
});

describe('the manifest', () => {
  const of = (lang: string) =>
    JSON.parse(readFileSync(join(ROOT, `locales/${lang}.json`), 'utf8')) as Record<string, string>;

  it('says nothing that is not in locales/, and everything of it', () => {
    // Automation and dashboards show names and descriptions as they are: Forge's schema knows no keys of texts there.
    const asTheyAre = ['action', 'dashboards:widget'];
    const translated = modulesOf(readManifest()).filter(({ kind }) => !asTheyAre.includes(kind));
    const shown = translated.flatMap(({ title, label, name, description }) =>
      [title, label, name, description].filter((text) => text !== undefined),
    );
    expect(shown.filter((text) => typeof text === 'string')).toEqual([]);
    const said = shown.flatMap((text) => (typeof text === 'string' ? [] : [text.i18n]));
    expect(new Set(said)).toEqual(new Set(Object.keys(of('de/manifest'))));
  });

  it('gives Forge both languages', () => {
    expect([of('forge/de-DE'), of('forge/en-US')]).toEqual([of('de/manifest'), of('en/manifest')]);
  });

  it('may leave nothing open', () => {
    const texts = { manifest: JSON.stringify({ 'manifest.a': '{x}' }) };
    expect(tools.judged({ de: texts, en: texts }).faults).toContain(
      'de/manifest: manifest.a has places, which Forge does not fill in',
    );
  });
});

describe('a page', () => {
  const sources = [...sourcesIn('static'), ...sourcesIn('src')];
  const rooms = Object.entries(tools.readTexts().de).map(
    ([room, json]) => [room, Object.keys(JSON.parse(json) as object)] as const,
  );
  /** Where a face begins, with what it opens later and fetches no texts for. */
  const BEGINS: Readonly<Record<FaceName, readonly string[]>> = {
    admin: ['static/admin/admin.tsx'],
    desk: ['static/desk/desk.tsx', 'static/desk/one.tsx', 'static/pipelines/list/pipelines-tab.tsx'],
    panel: ['static/panel/issue-face.tsx'],
    automation: ['static/automation/action-form.tsx'],
  };

  it.each(Object.keys(BEGINS) as FaceName[])('loads the rooms of what it says, and no other: %s', (face) => {
    const loaded = BEGINS[face].flatMap((path) => loadedWith(path, sources));
    // The form of an action is small.
    expect(loaded.length).toBeGreaterThan(face === 'automation' ? 5 : 10);
    const isSaid = saidBy(loaded);
    const needed = rooms.filter(([, keys]) => keys.some(isSaid));
    expect(new Set(needed.map(([room]) => room))).toEqual(new Set(FACE_ROOMS[face]));
  });

  it('fetches with the findings of a file the rooms of what they say, beside those of every face that shows them', () => {
    const isSaid = saidBy(loadedWith('static/shared/files/findings.tsx', sources));
    const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
    const faces = FACE_ROOMS.desk.filter((room) => (FACE_ROOMS.panel as readonly string[]).includes(room));
    expect(new Set(needed.filter((room) => !(faces as readonly string[]).includes(room)))).toEqual(
      new Set(FINDING_ROOMS),
    );
  });

  it('fetches with the fields that mend a file the rooms of what they say', () => {
    const isSaid = saidBy(loadedWith('static/mend/mend.tsx', sources));
    const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
    const faces = FACE_ROOMS.desk.filter((room) => (FACE_ROOMS.panel as readonly string[]).includes(room));
    expect(new Set(needed.filter((room) => !(faces as readonly string[]).includes(room)))).toEqual(
      new Set(MEND_ROOMS),
    );
  });

  it('fetches with the editor of a pipeline the rooms of what it says, beside those of the desk', () => {
    const isSaid = saidBy(loadedWith('static/pipelines/editor/editor.tsx', sources));
    const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
    const atDesk: readonly string[] = FACE_ROOMS.desk;
    expect(new Set(needed.filter((room) => !atDesk.includes(room)))).toEqual(new Set(EDITOR_ROOMS));
  });

  it.each(['accounts/accounts-page', 'run/run-page', 'run/run-dialog'])(
    'has the rooms of what the desk opens later and fetches no texts with: %s',
    (page) => {
      const isSaid = saidBy(loadedWith(`static/pipelines/${page}.tsx`, sources));
      const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
      const atDesk: readonly string[] = FACE_ROOMS.desk;
      expect(needed.filter((room) => !atDesk.includes(room))).toEqual([]);
    },
  );

  it('fetches with a run the rooms of what it says besides its issue', () => {
    const isSaid = saidBy(loadedWith('static/pipelines/run/run-page.tsx', sources));
    const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
    const issue: readonly string[] = FACE_ROOMS.panel;
    expect(new Set(needed.filter((room) => !issue.includes(room)))).toEqual(new Set(RUN_ROOMS));
  });

  it('fetches with the sections of the admin page the rooms of what they say beside its overview', () => {
    const isSaid = saidBy(loadedWith('static/admin/sections/section.tsx', sources));
    const needed = rooms.filter(([, keys]) => keys.some(isSaid)).map(([room]) => room);
    const first: readonly string[] = FACE_ROOMS.admin;
    expect(new Set(needed.filter((room) => !first.includes(room)))).toEqual(new Set(SECTION_ROOMS));
  });

  it('would miss a room that it says something of', () => {
    const page = [
      sourceOf(
        'static/a.tsx',
        "import { B } from './b';\nimport type { C } from './c';\nexport const a = B;",
      ),
      sourceOf('static/b.ts', "export const B = 'said';"),
      sourceOf('static/c.ts', "export type C = 'unsaid';"),
    ];
    const loaded = loadedWith('static/a.tsx', page);
    expect(['page.said', 'page.unsaid'].map(saidBy(loaded))).toEqual([true, false]);
  });
});

describe('what is compiled of a text', () => {
  const compiled = (text: string) => {
    const files = tools.generated(tools.judged(room({ 'a.b': text }, { 'a.b': text })).parsed);
    return [files['src/texts/generated/de/a.ts'], files['src/texts/generated/messages.ts']].join('\n');
  };

  it('is its words, or its words and places', () => {
    expect(compiled('Hallo')).toContain('"a.b": "Hallo"');
    expect(compiled("Es ist '{kein}' Platz")).toContain('"a.b": "Es ist {kein} Platz"');
    expect(compiled('Hallo {name}!')).toContain('"a.b": ["Hallo ",["name"],"!"]');
    expect(compiled('Hallo {name}!')).toContain("'a.b': { readonly name: Value };");
  });

  it('asks for a number where the text counts', () => {
    const one = compiled('{n, plural, one {# Zeile} other {# Zeilen}}');
    expect(one).toContain('[["n","plural",{"one":[["n"]," Zeile"],"other":[["n"]," Zeilen"]}]]');
    expect(one).toContain("'a.b': { readonly n: number };");
  });
});
