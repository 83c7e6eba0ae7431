import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BY_LIVES } from '../mutants/lives';
import { MUTANTS } from '../mutants/mutants';
import { planted } from '../mutants/planted';
import { rowsOf } from '../mutants/report';

const ROOT = join(import.meta.dirname, '..', '..');

/** Whether they are noticed is what `npm run mutants` finds out; that they still can be planted is found out here. */
describe.each(MUTANTS)('the fault “$name”', (mutant) => {
  it('can be planted', () => {
    const source = readFileSync(join(ROOT, mutant.file), 'utf8');
    expect(planted(mutant, source)).not.toBe(source);
  });

  it('has tests that are there', () => {
    const { tests, only = '' } = mutant.killedBy;
    const files = tests.map((path) => join(ROOT, 'test', `${path}.test.ts`));
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
    expect(files.map((path) => readFileSync(path, 'utf8')).join('\n')).toContain(only);
  });
});

describe.each(BY_LIVES)('the fault “$name” that lives have to bring out', (mutant) => {
  it('can be planted', () => {
    const source = readFileSync(join(ROOT, mutant.file), 'utf8');
    expect(planted(mutant, source)).not.toBe(source);
  });
});

it('each fault has a name of its own', () => {
  for (const table of [MUTANTS, BY_LIVES])
    expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
});

describe('docs/reliability.md', () => {
  const page = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8');

  it.each([
    ['mutants', MUTANTS],
    ['lives', BY_LIVES],
  ] as const)('tells of each fault and of no other: %s', (table, faults) => {
    expect([...rowsOf(page, table).keys()]).toEqual(faults.map(({ name }) => name));
  });
});
