import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './step.mjs';

/** What is installed: for the app and its tests, and for Forge's tools, which nobody ships. */
export const LOCKS = ['package-lock.json', 'tools/forge/package-lock.json'];

/** The packages of a lock file by their place (`node_modules/a/node_modules/b`), the project and its workspaces left out. */
export function locked(lock) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, lock), 'utf8'));
  const isOwn = (path) => path === '' || workspacesOf(packages).includes(path);
  return Object.entries(packages).filter(
    ([place, { link, resolved }]) => !isOwn(place) && !(link === true && isOwn(resolved)),
  );
}

/** The folders of our own packages: an entry of the lock that lies outside `node_modules`. */
export function workspacesOf(packages) {
  return Object.keys(packages).filter((place) => /^packages\/[a-z]+$/.test(place));
}

/** The name of the package at a place. */
export function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * The packages whose code is in what we ship, by place, with where it is: read from the source maps of the deploy bundle and of the
 * pages of UI Kit, and from the lists that the build of the Custom UI leaves, one for each page (static/vite.config.ts).
 */
export function shippedPlaces() {
  const map = JSON.parse(readFileSync(join(ROOT, 'build/forge/index.cjs.map'), 'utf8'));
  const pages = join(ROOT, 'build/supply/custom-ui');
  const ui = readdirSync(pages).flatMap((page) => JSON.parse(readFileSync(join(pages, page), 'utf8')));
  const native = filesBelow('build/native').filter((file) => file.endsWith('.js.map'));
  const uiKit = native.flatMap((file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).sources);
  const found = new Map();
  for (const [where, files] of [
    ['backend', map.sources],
    ['Custom UI', ui],
    ['UI Kit', uiKit],
  ])
    for (const place of files.flatMap(placeOf))
      found.set(place, new Set([...(found.get(place) ?? []), where]));
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true }).map((name) => `${folder}/${name}`);
}

/** `webpack://…/./node_modules/@forge/kvs/out/index.js` → `node_modules/@forge/kvs`. */
function placeOf(file) {
  const [, place] =
    /((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return place === undefined ? [] : [place];
}

/** Shipped packages that name their licence and bring no text of it: where it stands. */
const TEXT_ELSEWHERE = new Map([
  ['@atlaskit/platform-feature-flags', 'LICENSE'],
  ['@atlaskit/top-layer', 'LICENSE'],
  ['@compiled/react', 'LICENSE'],
  ['@statsig/client-core', 'node_modules/@statsig/js-client/LICENSE'],
  ['iframe-resizer', 'tools/lib/licences/iframe-resizer.txt'],
]);

/** Texts of licence and notice files of an installed package. */
export function licenceTexts(place) {
  const names = readdirSync(join(ROOT, place)).filter((name) =>
    /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(name),
  );
  const elsewhere = TEXT_ELSEWHERE.get(nameOf(place));
  const files = names.sort().map((name) => `${place}/${name}`);
  return [...files, ...(elsewhere === undefined || files.length > 0 ? [] : [elsewhere])].map((file) =>
    readFileSync(join(ROOT, file), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
}

/** Atlassian's own packages refer to their text instead of naming a licence. */
export const ATLASSIAN_TERMS = 'LicenseRef-Atlassian-Developer-Terms';

/** The licence as an SPDX expression; undefined when the package does not say. */
export function licenceOf(place, { license }) {
  if (license !== 'SEE LICENSE IN LICENSE.txt') return license;
  const isAtlassian = /(?:^|\/)node_modules\/@(?:forge|atlassian)\//.test(place);
  return isAtlassian ? ATLASSIAN_TERMS : undefined;
}
