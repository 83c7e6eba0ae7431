'use strict';

/**
 * `node tools/forge/lint.cjs [app folder]`: all client-side linters of `forge lint` and the full validation of the
 * manifest, without network or login. Any error, warning or approval fails, except those of ACCEPTED. Jira's own OpenAPI
 * document tells which scope a call needs; it lies in `../shared` (`SHARED_DIR`), and without it that one check is empty.
 */
const { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative, resolve } = require('node:path');
const { gunzipSync } = require('node:zlib');

/** Findings that we have looked at and keep: part of the message, and why. Nothing may be here without a reason. */
const ACCEPTED = [];

const ROOT = resolve(__dirname, '../..');
const app = resolve(process.argv[2] ?? ROOT);
const scratch = mkdtempSync(join(tmpdir(), 'forge-lint-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

useLocalDocuments();
const { lint } = require('@forge/lint');
const { getClientSideLintersOnly } = require('@forge/lint/out/lint/lint');
const { FullValidationProcessor } = require('@forge/manifest');
const { ConfigFile, FileSystemReader, FileSystemWriter, StatsigReader } = require('@forge/cli-shared');
const { tsParser } = require('@forge/lint/out/parse');

/** Forge's linters fetch six documents unless all six are given as files (@forge/lint, permission-linter). */
function useLocalDocuments() {
  const empty = join(scratch, 'empty.json');
  writeFileSync(empty, '{"paths":{}}');
  const kinds = ['JSM', 'JSW', 'CONF', 'CONF_V2', 'BB'].map((name) => [`LOCAL_${name}_SWAGGER`, empty]);
  const jira = jiraDocument() ?? empty;
  Object.assign(process.env, {
    USE_LOCAL_SWAGGER: '1',
    LOCAL_JIRA_SWAGGER: jira,
    ...Object.fromEntries(kinds),
  });
  globalThis.fetch = async (url) => {
    throw new Error(`Could not perform: a linter asked the network for ${url}`);
  };
}

function jiraDocument() {
  const shared = process.env.SHARED_DIR ?? join(ROOT, '../shared');
  const packed = join(shared, 'specs/jira/jira-platform-v3.openapi.json.gz');
  if (!existsSync(packed)) {
    console.log(
      `note: no ${relative(ROOT, packed)}, so Forge's linter cannot hold our Jira calls against their scopes`,
    );
    return undefined;
  }
  const file = join(scratch, 'jira.json');
  writeFileSync(file, gunzipSync(readFileSync(packed)));
  return file;
}

/** The linters look at syntax; types are checked by `tsc` and by the bundler, and would take most of the time here. */
const SYNTAX_ONLY = { project: null, errorOnTypeScriptSyntacticAndSemanticIssues: false };

const said = [];
const logger = {
  info: (text) => said.push(String(text)),
  debug() {},
  trace() {},
  warn: (text) => said.push(String(text)),
  error: (error) => said.push(error?.message ?? String(error)),
};
/** Feature gates of Forge's service. No answer, not `false`: with `false` a linter breaks and only warns. */
class NoGates extends StatsigReader {
  async checkGate() {
    return null;
  }
  async getDynamicConfig() {
    return null;
  }
}

async function lintFindings(files) {
  const config = new ConfigFile(new FileSystemReader(), new FileSystemWriter());
  const manifest = await config.readConfig();
  const read = new Set();
  const gates = new NoGates();
  const linters = await getClientSideLintersOnly(manifest, 'development', logger, gates);
  const results = await lint(files, manifest, 'development', logger, gates, {
    // That one is the validation of the manifest, which `manifestFindings` runs itself and reads without leaving any out.
    linters: linters.filter((linter) => linter.constructor.name !== 'FullManifestLinter'),
    // A source that the linters skip without a word (tsconfig `include` without globs) would pass everything.
    parseFunction: async (filepath) => {
      read.add(filepath);
      return { ast: await tsParser(readFileSync(filepath, 'utf8'), filepath, SYNTAX_ONLY), filepath };
    },
  });
  const skipped = files
    .filter((file) => !read.has(file))
    .map((file) => `${file}: Forge's linters did not read it`);
  const found = results.flatMap(({ file, errors, warnings, approvals }) =>
    [...errors, ...warnings, ...approvals].map(
      ({ line, column, message, reference }) =>
        `${relative(app, resolve(file))}:${line}:${column} ${message} (${reference})`,
    ),
  );
  return [...found, ...skipped];
}

async function manifestFindings() {
  const { errors = [] } = await new FullValidationProcessor({ deprecatedRuntimes: [] }).process(
    'manifest.yml',
  );
  return errors.map(
    ({ line, column, message, reference }) => `manifest.yml:${line}:${column} ${message} (${reference})`,
  );
}

async function main() {
  process.chdir(app);
  const files = (await new FileSystemReader().recursiveReadDir('./src', ['node_modules', '.git'])).filter(
    (file) => /\.tsx?$/.test(file),
  );
  const found = [...(await lintFindings(files)), ...(await manifestFindings())];
  const broken = said.filter((text) => text.includes('Could not perform'));
  const findings = [...new Set([...found, ...broken])];
  const counts = findings.filter((text) => !ACCEPTED.some(({ part }) => text.includes(part)));
  for (const { part, reason } of ACCEPTED) {
    const used = findings.some((text) => text.includes(part));
    if (used) console.log(`accepted: ${part}: ${reason}`);
    else counts.push(`ACCEPTED names "${part}", which nothing says any more: take it out`);
  }
  for (const text of counts) console.error(text);
  if (counts.length === 0) console.log(`${files.length} files and the manifest: nothing to complain`);
  process.exitCode = counts.length === 0 ? 0 : 1;
}

main().then(
  () => process.exit(),
  (error) => {
    console.error(error);
    process.exit(2);
  },
);
