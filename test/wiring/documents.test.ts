import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkFaults } from '../../tools/lib/kit/links';
import { ROOT } from './sources';

const docs = [
  'README.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  '.github/PULL_REQUEST_TEMPLATE.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...['docs/guide', 'marketplace'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  ),
];

describe.each(docs)('%s', (name) => {
  const text = readFileSync(join(ROOT, name), 'utf8');

  it('links only to what is there', () => {
    expect(linkFaults(ROOT, name, text)).toEqual([]);
  });

  it('names only files that are there', () => {
    const paths = [...text.matchAll(/`((?:src|test|static|tools|docs|packages|locales)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    const missing = paths.filter(
      (path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)),
    );
    expect(missing).toEqual([]);
  });
});

it('no text in the project is torn by an unfinished merge', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '*.md', '*.ts', '*.tsx', '*.mjs', '*.cjs', '*.json', '*.yml'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  const torn = files
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)))
    .filter((file) => /^(?:<{7} |>{7} |={7}$)/m.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(torn).toEqual([]);
});

it('every decision has a number of its own, and its heading says the same', () => {
  const names = readdirSync(join(ROOT, 'docs/adr')).filter((name) => name.endsWith('.md'));
  const numbers = names.map((name) => name.slice(0, 4));
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
  const headings = names.map((name) => {
    const [heading = ''] = readFileSync(join(ROOT, 'docs/adr', name), 'utf8').split('\n');
    return [name.slice(0, 4), /^# (\d+)/.exec(heading)?.[1]?.padStart(4, '0')];
  });
  expect(headings.filter(([number, said]) => number !== said)).toEqual([]);
});
