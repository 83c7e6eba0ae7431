'use strict';

/**
 * `node tools/forge/native.cjs [app folder] [output folder]`: the pages of UI Kit (`render: native`) as `forge deploy` would upload
 * them, made by Forge's own bundler without network or login; by default of this project into `build/native`, a folder for each
 * resource. The bundler type-checks them with its own TypeScript.
 */
const { cpSync, mkdirSync, readFileSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { parse } = require('yaml');

const ROOT = resolve(__dirname, '../..');
const app = resolve(process.argv[2] ?? ROOT);
const output = resolve(process.argv[3] ?? join(ROOT, 'build/native'));

const { NativeUIBundler } = require('@forge/bundler');

const logger = { info() {}, debug() {}, trace() {}, warn: console.error, error: console.error };

/** Resources that some module shows by UI Kit. */
function nativeResources() {
  const { modules, resources } = parse(readFileSync(join(app, 'manifest.yml'), 'utf8'));
  const shown = Object.values(modules)
    .flat()
    .flatMap((module) => [module, module.edit ?? {}]);
  const keys = shown.filter(({ render }) => render === 'native').map(({ resource }) => resource);
  return resources.filter(({ key }) => keys.includes(key));
}

async function bundle() {
  process.chdir(app);
  const { nativeUiBundlesDetails } = await new NativeUIBundler(logger).bundleResources(nativeResources(), {});
  rmSync(output, { recursive: true, force: true });
  for (const { key, path } of nativeUiBundlesDetails) {
    mkdirSync(join(output, key), { recursive: true });
    cpSync(path, join(output, key), { recursive: true });
    rmSync(path, { recursive: true, force: true });
  }
}

bundle().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
