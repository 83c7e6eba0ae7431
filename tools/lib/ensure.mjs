import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { bin, ROOT, run, step } from './step.mjs';

/** No package runs a script of its own when it is installed: none is needed (tools/lib/supply names them). */
const INSTALLS = { app: ROOT, forge: join(ROOT, 'tools/forge') };

/** Installs what package-lock.json says, where something else or nothing is installed; both at the same time. */
export async function ensureInstalled(names) {
  const missing = names.filter((name) => !isInstalled(INSTALLS[name]));
  await Promise.all(
    missing.map((name) => {
      const folder = INSTALLS[name];
      const command = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      return step(`install ${relative(ROOT, folder) || 'packages'}`, () => npm(command, folder));
    }),
  );
}

/** npm says at the end of an installation what it laid there; an installation that broke off has no such file. */
function isInstalled(folder) {
  const laid = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(laid)) return false;
  const { packages: there } = JSON.parse(readFileSync(laid, 'utf8'));
  const { packages: locked } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional === true || there[path]?.version === version,
  );
}

/** The npm that started us, else the one of the path. */
function npm(args, cwd) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args], { cwd });
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd,
    shell: process.platform === 'win32',
  });
}

/** The Custom UI in `static/dist`, a folder for each page. What of `src` only the backend may know (tools: dependency-cruiser) does not count. */
export function customUi(signal) {
  const backend = /^src\/(entry|flows|platform)\/|-(api|store)\.ts$/;
  const sources = filesIn('static', 'src').filter(
    (file) => !file.startsWith('static/dist/') && !backend.test(file),
  );
  return unlessFresh('custom UI', {
    sources: [...sources, 'package-lock.json', 'docs/supply/third-party-notices.txt'],
    result: 'static/dist/admin/index.html',
    make: () =>
      run(
        process.execPath,
        [bin('vite', 'bin/vite.js'), 'build', '--config', 'static/vite.config.ts', '--logLevel=warn'],
        {
          signal,
        },
      ),
  });
}

/** Its syntax trees and types live for the whole run: with Node's own nursery an eighth of the time goes into moving them. */
const ROOM_FOR_TREES = '--max-semi-space-size=128';

/** The deploy bundle in `build/forge`, made by Forge's own bundler; a type error fails it. */
export function bundle(signal) {
  const tools = [
    'tools/forge/bundle.cjs',
    'tools/forge/package-lock.json',
    'tsconfig.json',
    'package-lock.json',
  ];
  return unlessFresh('deploy bundle', {
    sources: [...filesIn('src'), 'manifest.yml', ...tools],
    result: 'build/forge/index.cjs',
    make: () => run(process.execPath, [ROOM_FOR_TREES, 'tools/forge/bundle.cjs'], { signal }),
  });
}

/** The pages of UI Kit in `build/native`, made by Forge's own bundler as well: what they are drawn of comes from Jira. */
export function nativeUi(signal) {
  const tools = [
    'tools/forge/native.cjs',
    'tools/forge/package-lock.json',
    'tsconfig.json',
    'package-lock.json',
  ];
  const sources = filesIn(
    'static/widget',
    'static/desk',
    'static/shared',
    'static/pipelines',
    'src/contract',
    'src/texts/generated',
  );
  return unlessFresh('UI Kit', {
    sources: [
      ...sources.filter((file) => /^static\/widget\/|\.ts$/.test(file)),
      ...filesIn('packages/uikit'),
      'manifest.yml',
      ...tools,
    ],
    result: 'build/native/widget/index.html',
    make: () => run(process.execPath, ['tools/forge/native.cjs'], { signal }),
  });
}

/** Forge's linters; they read the manifest, the backend's sources and look whether the UI is there. */
export function forgeLint(signal) {
  const tools = ['tools/forge/lint.cjs', 'tools/forge/package-lock.json', 'tsconfig.json'];
  return unlessFresh('forge lint', {
    sources: [...filesIn('src'), ...filesIn('locales/forge'), 'manifest.yml', ...tools],
    result: 'static/dist/admin/index.html',
    make: () => run(process.execPath, ['tools/forge/lint.cjs'], { signal }),
  });
}

/** Does it unless it succeeded before with the same sources; the hash of their content lies in `build/fresh`. */
async function unlessFresh(name, { sources, result, make }) {
  const stamp = join(ROOT, 'build/fresh', name.replaceAll(' ', '-'));
  const hash = contentHash(sources);
  const fresh = existsSync(join(ROOT, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (fresh) return;
  await step(name, make);
  mkdirSync(join(ROOT, 'build/fresh'), { recursive: true });
  writeFileSync(stamp, hash);
}

function contentHash(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

/** All files below these folders, with `/` between the parts, relative to the root. */
function filesIn(...folders) {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)),
    )
    .filter((file) => statSync(join(ROOT, file)).isFile())
    .map((file) => file.split(sep).join('/'));
}
