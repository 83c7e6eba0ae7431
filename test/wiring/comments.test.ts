import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './sources';

/* A comment that sends its reader to another file sends them to one that is there. */

const FILES = execFileSync('git', ['ls-files', 'src', 'static', 'packages', 'tools', 'test', 'docs'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
/** Tests plant names that lead nowhere, on purpose. */
const SOURCES = FILES.filter((file) => /^(?:src|static|packages|tools)\/.*\.(?:tsx?|mjs)$/.test(file));

/** All folders and files, a file also without its ending. */
const THERE = new Set(
  FILES.flatMap((file) => {
    const parts = file.split('/');
    const folders = parts.map((_, n) => parts.slice(0, n + 1).join('/'));
    return [...folders, file.replace(/\.\w+$/, ''), file.replace(/\.test\.tsx?$/, '')];
  }),
);
/** A name begins at the root, or in one of these: rooms are called by their own name. */
const BEGINNINGS = ['', 'src/', 'static/', 'test/', 'packages/', 'packages/sandbox/', 'docs/', 'docs/adr/'];
/** What a name of a file of ours begins with; all else with a stroke in it is a type, an address or a package. */
const ROOMS = new Set(
  FILES.filter((file) => /^(?:src|static)\//.test(file))
    .flatMap((file) => file.split('/').slice(0, -1))
    .concat('test', 'tools', 'packages', 'docs'),
);

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const NAME = /(?<![\w./@:-])(?:[a-z][\w-]*\/)+[a-z][\w.-]*\w/g;
/** A page, or a section of one: laws and standards have numbers, ours have titles. */
const PAGE = /(?<![\w./@:-])(?:[\w-]+\/)*[\w-]+\.md\b|\b[A-Z]{3,} §/g;

function astray(text: string): readonly string[] {
  const comments = [...text.matchAll(COMMENT)].map(([comment]) => comment).join('\n');
  const named = [...comments.matchAll(NAME)].flatMap(([name]) =>
    ROOMS.has(name.split('/')[0] ?? '') ? [name] : [],
  );
  const pages = [...comments.matchAll(PAGE)].map(([page]) => page);
  return [...new Set([...named, ...pages])].filter((name) => !isThere(name));
}

function isThere(name: string): boolean {
  return BEGINNINGS.some((begin) => THERE.has(`${begin}${name}`)) || existsSync(join(ROOT, name));
}

describe('a comment', () => {
  it('names only files and pages that are there', () => {
    const all = SOURCES.map((file) => [file, astray(readFileSync(join(ROOT, file), 'utf8'))] as const);
    expect(all.filter(([, names]) => names.length > 0)).toEqual([]);
  });

  it('would be heard naming others', () => {
    expect(
      astray('/** What it says; jira/not-there.ts makes the words (`life/gone`, LETTER §5.1). */'),
    ).toEqual(['jira/not-there.ts', 'life/gone', 'LETTER §']);
    expect(astray('// (not-there.md §6), but `flows/once`, RFC 6749 §4.1.3 and yes/no are fine')).toEqual([
      'not-there.md',
    ]);
  });
});
