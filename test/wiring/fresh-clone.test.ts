import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** What the two commands load before anything is installed: what `tools/run.mjs` loads first, and every module that it imports at once. */
function loadedAtOnce(entry: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    const wanted = importsOf(readFileSync(path, 'utf8'));
    found.set(path, wanted);
    for (const name of wanted) if (name.startsWith('.')) visit(join(dirname(path), name));
  };
  visit(join(ROOT, entry));
  return found;
}

function importsOf(text: string): readonly string[] {
  return ts
    .createSourceFile('module.mjs', text, ts.ScriptTarget.Latest)
    .statements.flatMap((statement) =>
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier !== undefined &&
      ts.isStringLiteral(statement.moduleSpecifier)
        ? [statement.moduleSpecifier.text]
        : [],
    );
}

describe('on a fresh clone', () => {
  const loaded = loadedAtOnce('tools/lib/commands.mjs');

  it('the two commands need no package before they have installed them', () => {
    expect([...loaded.keys()].map((path) => path.slice(ROOT.length + 1))).toContain('tools/lib/dev.mjs');
    const packages = [...loaded].flatMap(([path, names]) =>
      names
        .filter((name) => !/^(?:node:|\.)/.test(name))
        .map((name) => `${path.slice(ROOT.length + 1)}: ${name}`),
    );
    expect(packages).toEqual([]);
  });

  it.each([
    ["import { parse } from 'a-package';", ['a-package']],
    ["export * from './other.mjs';", ['./other.mjs']],
    ["const { x } = await import('a-package');", []],
  ])('sees what is imported at once: %s', (text, names) => {
    expect(importsOf(text)).toEqual(names);
  });
});
