import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { ROOT } from './step.mjs';

/**
 * All texts for people stand in `locales/<lang>/<room>.json` as ICU messages. Here they are read, judged and compiled to
 * `src/texts/generated`: what a text says as plain data that `src/texts/say` puts together, and its key and arguments as
 * types (ADR 0030).
 */
export const LANGS = ['de', 'en'];
const GENERATED = 'src/texts/generated';
/** What manifest.yml says (`i18n: …`): for Forge, which knows neither our languages' names nor places in a text. */
const MANIFEST = 'manifest';
const FORGE_LOCALES = { de: 'de-DE', en: 'en-US' };

/** `{ de: { room: json }, en: … }`, as the files stand. */
export function readTexts() {
  return Object.fromEntries(
    LANGS.map((lang) => {
      const folder = join(ROOT, 'locales', lang);
      const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
      return [
        lang,
        Object.fromEntries(
          names.toSorted().map((name) => [name.slice(0, -5), readFileSync(join(folder, name), 'utf8')]),
        ),
      ];
    }),
  );
}

/** The texts with their meaning, and everything that is wrong with them, in words that name the place. */
export function judged(texts) {
  const faults = [];
  const parsed = Object.fromEntries(LANGS.map((lang) => [lang, parsedRooms(texts[lang], lang, faults)]));
  const [one, other] = LANGS;
  faults.push(...missing(parsed[one], parsed[other], other), ...missing(parsed[other], parsed[one], one));
  for (const [room, messages] of Object.entries(parsed[one]))
    for (const [key, { kinds }] of Object.entries(messages)) {
      const there = parsed[other][room]?.[key]?.kinds;
      if (there !== undefined && inWords(kinds) !== inWords(there))
        faults.push(
          `${room}: ${key} takes (${inWords(kinds)}) in ${one} and (${inWords(there)}) in ${other}`,
        );
    }
  for (const lang of LANGS)
    for (const [key, { parts }] of Object.entries(parsed[lang][MANIFEST] ?? {}))
      if (typeof shortest(parts) !== 'string')
        faults.push(`${lang}/${MANIFEST}: ${key} has places, which Forge does not fill in`);
  return { parsed, faults };
}

function parsedRooms(rooms, lang, faults) {
  const seen = new Map();
  return Object.fromEntries(
    Object.entries(rooms).map(([room, source]) => [
      room,
      Object.fromEntries(
        entriesOf(source, `${lang}/${room}`, faults).flatMap(([key, text]) => {
          const at = `${lang}/${room}: ${key}`;
          if (seen.has(key)) faults.push(`${at} stands in ${seen.get(key)}, too`);
          seen.set(key, room);
          const message = parsedText(text, at, faults);
          return message === undefined ? [] : [[key, message]];
        }),
      ),
    ]),
  );
}

/** JSON keeps the last of two equal keys and tells nobody. */
function entriesOf(source, at, faults) {
  let entries;
  try {
    entries = Object.entries(JSON.parse(source));
  } catch (error) {
    faults.push(`${at}: ${error.message}`);
    return [];
  }
  const written = [...source.matchAll(/^\s*"((?:[^"\\]|\\.)*)"\s*:/gm)].map(([, key]) => key);
  const twice = written.filter((key, n) => written.indexOf(key) !== n);
  faults.push(...twice.map((key) => `${at}: ${key} is there twice`));
  return entries;
}

function parsedText(text, at, faults) {
  if (typeof text !== 'string' || text.trim() === '') {
    faults.push(`${at} says nothing`);
    return undefined;
  }
  try {
    const kinds = {};
    return { parts: partsOf(parse(text, { ignoreTag: true }), kinds), kinds };
  } catch (error) {
    faults.push(`${at} cannot be read: ${error.message}`);
    return undefined;
  }
}

/** What `say` understands; the kinds of the arguments are noted in `kinds`. */
function partsOf(elements, kinds, counted) {
  return elements.map((element) => {
    const { type, value } = element;
    if (type === TYPE.literal) return value;
    if (type === TYPE.pound) return [counted];
    if (type === TYPE.argument) return noted(kinds, value, 'value', [value]);
    if (type === TYPE.number && !element.style) return noted(kinds, value, 'number', [value]);
    if (
      type === TYPE.select ||
      (type === TYPE.plural && element.pluralType === 'cardinal' && !element.offset)
    )
      return choice(element, kinds, counted);
    throw new Error(`only {name}, {name, number}, plural and select are known here`);
  });
}

function choice({ type, value, options }, kinds, counted) {
  const isPlural = type === TYPE.plural;
  const cases = Object.entries(options).map(([name, option]) => [
    name,
    partsOf(option.value, kinds, isPlural ? value : counted),
  ]);
  return noted(kinds, value, isPlural ? 'number' : 'value', [
    value,
    isPlural ? 'plural' : 'select',
    Object.fromEntries(cases),
  ]);
}

function noted(kinds, name, kind, part) {
  if (kinds[name] !== undefined && kinds[name] !== kind && kind === 'value') return part;
  kinds[name] = kind;
  return part;
}

function inWords(kinds) {
  return Object.entries(kinds)
    .map(([name, kind]) => (kind === 'number' ? `${name}, number` : name))
    .toSorted()
    .join('; ');
}

function missing(from, into, lang) {
  return Object.entries(from).flatMap(([room, messages]) =>
    Object.keys(messages)
      .filter((key) => into[room]?.[key] === undefined)
      .map((key) => `${lang}/${room}: ${key} is missing`),
  );
}

/** `path → content` of everything that is generated. */
export function generated(parsed) {
  const { [MANIFEST]: _forForge, ...said } = parsed[LANGS[0]];
  const files = { [`${GENERATED}/messages.ts`]: typesOf(said) };
  for (const lang of LANGS) {
    const { [MANIFEST]: forForge, ...own } = parsed[lang];
    const rooms = Object.keys(own);
    if (forForge !== undefined) files[`locales/forge/${FORGE_LOCALES[lang]}.json`] = forgeTextsOf(forForge);
    for (const room of rooms) files[`${GENERATED}/${lang}/${room}.ts`] = roomOf(own[room]);
    files[`${GENERATED}/${lang}.ts`] = wholeOf(lang, rooms);
  }
  return files;
}

const HEAD = '// Made of locales/ by `npm run texts`.\n';

function typesOf(rooms) {
  const named = Object.entries(rooms).map(([room, messages]) => {
    const lines = Object.entries(messages).map(([key, { kinds }]) => `  '${key}': ${typeOf(kinds)};`);
    return `export interface ${nameOf(room)}Texts {\n${lines.join('\n')}\n}\n`;
  });
  const all = Object.keys(rooms).map((room) => `${nameOf(room)}Texts`);
  return `${HEAD}import type { None, Value } from '../message';\n\n${named.join('\n')}\nexport interface Messages extends ${all.join(', ')} {}\n`;
}

function typeOf(kinds) {
  const fields = Object.entries(kinds).map(
    ([name, kind]) => `readonly ${name}: ${kind === 'number' ? 'number' : 'Value'}`,
  );
  return fields.length === 0 ? 'None' : `{ ${fields.join('; ')} }`;
}

function nameOf(room) {
  return room.replace(/(?:^|-)(\w)/g, (_all, letter) => letter.toUpperCase());
}

function roomOf(messages) {
  const lines = Object.entries(messages).map(
    ([key, { parts }]) => `  ${JSON.stringify(key)}: ${JSON.stringify(shortest(parts))},`,
  );
  return `${HEAD}import type { Room } from '../../message';\n\nexport const room: Room = {\n${lines.join('\n')}\n};\n`;
}

function forgeTextsOf(messages) {
  const texts = Object.fromEntries(
    Object.entries(messages).map(([key, { parts }]) => [key, shortest(parts)]),
  );
  return `${JSON.stringify(texts, null, 2)}\n`;
}

function shortest(parts) {
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

function wholeOf(lang, rooms) {
  const imports = rooms.map((room) => `import { room as ${nameOf(room)} } from './${lang}/${room}';`);
  const spread = rooms.map((room) => `  ...${nameOf(room)},`);
  return `${HEAD}import type { Room } from '../message';\n${imports.join('\n')}\n\nexport const ${lang.toUpperCase()}: Room = {\n${spread.join('\n')}\n};\n`;
}

/** Writes what changed and takes away what is not generated any more. @throws when a text is wrong */
export function writeTexts() {
  const files = filesOrFaults();
  for (const path of strays(files)) rmSync(join(ROOT, path));
  for (const [path, content] of Object.entries(files)) {
    const file = join(ROOT, path);
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
  }
}

/** @throws when a text is wrong, or what is generated is not what the texts say now */
export function checkTexts() {
  const files = filesOrFaults();
  const stale = Object.entries(files)
    .filter(([path, content]) => {
      const file = join(ROOT, path);
      return !existsSync(file) || readFileSync(file, 'utf8') !== content;
    })
    .map(([path]) => path);
  const old = [...stale, ...strays(files)];
  if (old.length > 0) throw new Error(`not what locales/ says; run "npm run texts":\n${old.join('\n')}`);
}

function filesOrFaults() {
  const { parsed, faults } = judged(readTexts());
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return generated(parsed);
}

function strays(files) {
  const folder = join(ROOT, GENERATED);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${GENERATED}/${name.replaceAll('\\', '/')}`)
    .filter((path) => files[path] === undefined);
}
