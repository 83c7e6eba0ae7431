import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { LOCKS, licenceOf, licenceTexts, locked, nameOf, shippedPlaces, workspacesOf } from './packages.mjs';
import { ROOT } from './step.mjs';

const FOLDER = 'docs/supply';

/** Licences under which code may be shipped, and those under which it may only help to build and to test. */
const SHIPPED = new Set([
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'],
  // Forge's own packages, for apps on Forge only: https://developer.atlassian.com/platform/marketplace/atlassian-developer-terms/
  'LicenseRef-Atlassian-Developer-Terms',
]);
const AT_HOME = new Set([
  ...SHIPPED,
  ...['MPL-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'PSF-2.0', 'CC-BY-4.0', 'CC0-1.0', 'WTFPL'],
]);

/** Packages that would run a script when installed; none of it is needed (installs go with `--ignore-scripts`), and why. */
const SCRIPTS = new Map([
  ['esbuild', 'puts its program in place, which works from its platform’s package as well'],
  ['iframe-resizer', 'asks for donations'],
  ['keytar', 'builds a native module with which Forge’s command line keeps a password; nobody logs in here'],
  ['fsevents', 'macOS only, comes built'],
]);

/** Checks both lock files and that what is written down about what we ship is true. Throws with everything that is wrong. */
export function checkSupply() {
  const wrong = [...LOCKS.flatMap(lockFaults), ...shippedFaults()];
  for (const [name, text] of documents())
    if (readIfThere(name) !== text) wrong.push(`${FOLDER}/${name} is not what is shipped: npm run supply`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Writes down what is shipped. */
export function writeSupply() {
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  for (const [name, text] of documents()) writeFileSync(join(ROOT, FOLDER, name), text);
}

function readIfThere(name) {
  try {
    return readFileSync(join(ROOT, FOLDER, name), 'utf8');
  } catch {
    return undefined;
  }
}

// ---- lock files

function lockFaults(lock) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, lock), 'utf8'));
  const wanted = ['', ...workspacesOf(packages)].flatMap((folder) => wantedBy(join(dirname(lock), folder)));
  const loose = wanted.filter(([, range]) => !/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range));
  return [
    ...loose.map(([name, range]) => `${lock}: ${name} is wanted as ${range}, not as one version`),
    ...locked(lock).flatMap(([place, entry]) =>
      entryFaults(place, entry).map((fault) => `${lock}: ${place} ${fault}`),
    ),
  ];
}

function wantedBy(folder) {
  const project = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  return Object.entries({ ...project.dependencies, ...project.devDependencies });
}

/** What is wrong with an entry of a lock file. */
export function entryFaults(place, entry) {
  const { integrity, resolved, link, hasInstallScript } = entry;
  const licence = licenceOf(place, entry);
  return [
    ...(link || !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') ? ['has no integrity'] : []),
    ...(resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')
      ? ['comes from somewhere else than the public registry']
      : []),
    ...(hasInstallScript && !SCRIPTS.has(nameOf(place))
      ? ['would run a script that nobody has looked at']
      : []),
    ...(isAllowed(licence, AT_HOME) ? [] : [`has the licence ${licence ?? 'unknown'}`]),
  ];
}

/** Whether one of the ways that an SPDX expression offers is allowed. */
export function isAllowed(licence, allowed) {
  if (licence === undefined) return false;
  return licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((way) => way.split(' AND ').every((one) => allowed.has(one)));
}

// ---- what is shipped

function shipped() {
  const entries = new Map(locked('package-lock.json'));
  return [...shippedPlaces()].map(([place, where]) => {
    const entry = entries.get(place);
    if (entry === undefined) throw new Error(`${place} is shipped and not in package-lock.json`);
    return { place, name: nameOf(place), where: [...where].sort(), entry, licence: licenceOf(place, entry) };
  });
}

function shippedFaults() {
  return shipped().flatMap(({ place, licence }) => [
    ...(isAllowed(licence, SHIPPED) ? [] : [`${place} is shipped with the licence ${licence ?? 'unknown'}`]),
    ...(licenceTexts(place).length > 0 ? [] : [`${place} is shipped and brings no text of its licence`]),
  ]);
}

function documents() {
  const all = shipped();
  return new Map([
    ['bom.cdx.json', `${billOfMaterials(all)}\n`],
    ['third-party-notices.txt', notices(all)],
  ]);
}

/** CycloneDX 1.6 without time and serial number: the same code gives the same file. */
function billOfMaterials(all) {
  const bom = new Models.Bom();
  const project = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const app = new Models.Component(Enums.ComponentType.Application, project.name, {
    version: project.version,
    description: project.description,
    bomRef: project.name,
  });
  app.licenses.add(new Models.SpdxLicense(project.license));
  bom.metadata.component = app;
  const components = new Map(all.map((one) => [one.place, componentOf(one)]));
  for (const component of components.values()) bom.components.add(component);
  const needs = (from, names) => {
    for (const name of names) {
      const place = resolved(components, from, name);
      if (place !== undefined) (components.get(from) ?? app).dependencies.add(components.get(place).bomRef);
    }
  };
  needs('', Object.keys(project.dependencies));
  for (const { place, entry } of all)
    needs(place, Object.keys({ ...entry.dependencies, ...entry.peerDependencies }));
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 1 });
}

function componentOf({ place, name, where, entry, licence }) {
  const [short, group] = name.split('/').reverse();
  const version = entry.version;
  const component = new Models.Component(Enums.ComponentType.Library, short, {
    ...(group === undefined ? {} : { group }),
    version,
    bomRef: place,
    scope: Enums.ComponentScope.Required,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  });
  const digest = Buffer.from(entry.integrity.replace('sha512-', ''), 'base64').toString('hex');
  component.hashes.set(Enums.HashAlgorithm['SHA-512'], digest);
  component.licenses.add(
    licence.startsWith('LicenseRef-') || / (?:OR|AND) /.test(licence)
      ? new Models.NamedLicense(licence)
      : new Models.SpdxLicense(licence),
  );
  for (const part of where) component.properties.add(new Models.Property('datev-for-jira:shipped-in', part));
  return component;
}

/** The place that Node would find for a name from another place, among what is shipped. */
function resolved(components, from, name) {
  for (let base = from; ; base = base.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const place = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (components.has(place)) return place;
    if (base === '') return undefined;
  }
}

// ---- licences

const HEAD = `DATEV for Jira contains code of the following packages. Made by \`npm run supply\` of what the bundles really contain.
`;

function notices(all) {
  const byText = new Map();
  for (const { place, name, entry, licence } of all)
    for (const text of licenceTexts(place)) {
      const hash = createHash('sha256').update(text).digest('hex');
      const found = byText.get(hash) ?? { text, packages: [] };
      found.packages.push(`${name} ${entry.version} (${licence})`);
      byText.set(hash, found);
    }
  const list = all.map(
    ({ name, entry, licence, where }) => `${name} ${entry.version}  ${licence}  ${where.join(', ')}`,
  );
  const texts = [...byText.values()].map(
    ({ text, packages }) => `${RULE}\n${packages.join('\n')}\n\n${text}\n`,
  );
  return `${HEAD}\n${list.join('\n')}\n\n${texts.join('\n')}`;
}
const RULE = '-'.repeat(100);
