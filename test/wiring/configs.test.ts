import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import vitestConfig from '../../vitest.config';
import { alternativesIn, globsIn, means } from './names';
import { ROOT } from './sources';

/**
 * A name in a configuration that no file answers to does nothing: a rule for a folder that was renamed forbids nothing any
 * more, and nobody sees it. So each name is asked for by itself, also each of several in one pattern.
 */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 1e8,
})
  .split('\n')
  .filter((file) => file !== '');

/** What git ignores is made here or comes from a registry; it need not be there. */
function isMade(glob: string): boolean {
  const path = glob.replaceAll('**', 'x').replaceAll('*', 'x');
  try {
    execFileSync('git', ['check-ignore', '-q', `${path.replace(/\/$/, '')}/x`], { cwd: ROOT });
    return true;
  } catch {
    return false;
  }
}

/** Globs, relative to `folder`, that mean no file. */
function lost(globs: readonly string[], folder = ''): readonly string[] {
  return globs
    .map((glob) => posix.join(folder, glob.replace(/^!/, '')))
    .flatMap(globsIn)
    .filter((glob) => !means(glob, files) && !isMade(glob));
}

const Strings = v.array(v.string());

function json(path: string): unknown {
  const { config, error } = ts.readConfigFile(join(ROOT, path), (file) => readFileSync(file, 'utf8'));
  expect(error).toBeUndefined();
  return config;
}

describe('every name means something', () => {
  it('in knip.json', () => {
    const Workspace = v.object({
      entry: Strings,
      project: Strings,
      vite: v.optional(v.object({ config: Strings })),
    });
    const { workspaces } = v.parse(
      v.object({ workspaces: v.record(v.string(), Workspace) }),
      json('knip.json'),
    );
    const found = Object.entries(workspaces).map(([folder, { entry, project, vite }]) => ({
      folder,
      globs: [...entry, ...project, ...(vite?.config ?? [])],
    }));
    expect(found.flatMap(({ globs }) => globs).length).toBeGreaterThan(5);
    expect(found.flatMap(({ folder, globs }) => lost(globs, folder))).toEqual([]);
  });

  it('in biome.json', () => {
    const Includes = v.object({ includes: Strings });
    const Config = v.object({ files: Includes, overrides: v.array(Includes) });
    const config = v.parse(Config, json('biome.json'));
    const globs = [config.files, ...config.overrides].flatMap(({ includes }) => includes);
    expect(globs.length).toBeGreaterThan(5);
    expect(lost(globs)).toEqual([]);
  });

  it('in .oxlintrc.json', () => {
    const Config = v.object({
      ignorePatterns: Strings,
      overrides: v.array(v.object({ files: Strings })),
    });
    const { ignorePatterns, overrides } = v.parse(Config, json('.oxlintrc.json'));
    expect(overrides.length).toBeGreaterThan(0);
    expect(lost([...ignorePatterns, ...overrides.flatMap((one) => one.files)])).toEqual([]);
  });

  const configs = [
    ...readdirSync(ROOT),
    ...readdirSync(join(ROOT, 'static')).map((name) => `static/${name}`),
  ];
  it.each(configs.filter((name) => /tsconfig[\w.-]*\.json$/.test(name)))('in %s', (name) => {
    const Config = v.object({
      extends: v.optional(v.string()),
      include: v.optional(Strings),
      exclude: v.optional(Strings),
    });
    const config = v.parse(Config, json(name));
    const globs = [config.extends ?? [], config.include ?? [], config.exclude ?? []].flat();
    expect(lost(globs, posix.dirname(name))).toEqual([]);
  });

  it('in vitest.config.ts', () => {
    const Project = v.object({
      test: v.object({ include: Strings, exclude: v.optional(Strings, []) }),
    });
    const Config = v.object({ test: v.object({ projects: v.array(Project) }) });
    const { projects } = v.parse(Config, vitestConfig).test;
    expect(projects.length).toBeGreaterThan(3);
    expect(lost(projects.flatMap(({ test }) => [...test.include, ...test.exclude]))).toEqual([]);
  });

  it('in .dependency-cruiser.cjs', () => {
    const { forbidden, options } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
    const patterns = [...patternsIn(forbidden), options.exclude.path];
    expect(patterns.length).toBeGreaterThan(15);
    const nowhere = patterns
      .flatMap(alternativesIn)
      // Packages, what Vite makes up, and what is made here are no files of ours.
      .filter((one) => !/node_modules|^\^virtual:/.test(one))
      .filter((one) => !files.some((file) => new RegExp(one).test(file)))
      .filter((one) => !isMade(one.replace(/^\^/, '')));
    expect(nowhere).toEqual([]);
  });
});

function patternsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    (name === 'path' || name === 'pathNot') && typeof inner === 'string' ? [inner] : patternsIn(inner),
  );
}

describe('a name that means nothing', () => {
  it.each([
    'test/{flows,not-there}/**/*.test.ts',
    'src/not-there/**',
    '!src/kernel/not-there.ts',
    'tools/*.py',
  ])('would be found: %s', (glob) => {
    expect(lost([glob])).toHaveLength(1);
  });

  it.each(['src/kernel', 'src/**', '*.json', '**/package-lock.json', 'test/{flows,wiring}/*.ts', 'build'])(
    'is not taken for one: %s',
    (glob) => {
      expect(lost([glob])).toEqual([]);
    },
  );

  it('is found behind a bar, in a group and after a back reference', () => {
    expect(alternativesIn('^src/(a|b)/|^c/$1').toSorted()).toEqual(['^c/[^/]+', '^src/a/', '^src/b/']);
    expect(alternativesIn('(^|/)x')).toEqual(['^x', '/x']);
  });
});

describe('GitHub’s workflows', () => {
  const folder = join(ROOT, '.github/workflows');
  const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const called = workflows.flatMap((text) => [...text.matchAll(/run: npm (?:run )?([\w:-]+)/g)]);

  it('play the tests and the simulation by the commands that people use', () => {
    expect(called.map(([, name]) => name)).toEqual(expect.arrayContaining(['test', 'simulate']));
  });

  it('call only commands that there are', () => {
    expect(called.filter(([, name = '']) => !(name in scripts))).toEqual([]);
  });
});
