'use strict';

/**
 * `node tools/forge/bundle.cjs [app folder] [output folder]`: the bundle that `forge deploy` would upload, made by Forge's
 * own bundler without network or login; by default of this project into `build/forge`. The bundler type-checks what is
 * reachable from `src/index.ts` with its own TypeScript; a type error fails it and leaves the old bundle in place.
 */
const { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');
const app = resolve(process.argv[2] ?? ROOT);
const output = resolve(process.argv[3] ?? join(ROOT, 'build/forge'));

// With a folder of its own for the runtime the bundler asks no CDN (@forge/bundler, wrapper-provider).
process.env.FORGE_RUNTIME_PATH = join(__dirname, 'runtime');
const { getEntryPoints, getNodeBundler, getWrapperProvider } = require('@forge/bundler');
const { ConfigFile, FileSystemReader, FileSystemWriter } = require('@forge/cli-shared');

const problems = [];
const logger = {
  info() {},
  debug() {},
  trace() {},
  warn: (text) => problems.push(text),
  error: (error) => problems.push(error?.message ?? String(error)),
};

async function bundle() {
  process.chdir(app);
  const fileSystemReader = new FileSystemReader();
  const config = new ConfigFile(fileSystemReader, new FileSystemWriter());
  const handlers = await config.getAppHandlers();
  const bundler = getNodeBundler(logger, getWrapperProvider({ fileSystemReader }), config);
  const made = await bundler.bundle({ appDirectory: app, entryPoints: getEntryPoints(handlers) });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  put(made);
}

/** The finished folder takes the old one's place at once: nobody sees half a bundle. */
function put({ outputDir, additionalOutputs }) {
  const fresh = join(dirname(output), `.${basename(output)}-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  cpSync(outputDir, fresh, { recursive: true });
  for (const [name, content] of additionalOutputs) {
    writeFileSync(join(fresh, name), typeof content === 'string' ? readFileSync(content) : content);
  }
  if (!existsSync(join(fresh, 'index.cjs'))) throw new Error('The bundler made no index.cjs.');
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
  rmSync(outputDir, { recursive: true, force: true });
}

bundle().then(
  // The bundler leaves file watchers behind.
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
