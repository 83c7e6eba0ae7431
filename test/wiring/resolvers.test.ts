import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ADMIN_CALLS, DESK_CALLS, ISSUE_CALLS } from '../../src/contract/payloads';
import { calls, place, sourcesIn } from './sources';

/** Calls that the backend answers and no page makes yet, each with its reason. */
const CALLS_DECLARED_AHEAD: readonly string[] = [];

const contract = { ISSUE_CALLS, DESK_CALLS, ADMIN_CALLS };
const known = [...new Set(Object.values(contract).flatMap((names) => Object.keys(names)))];
const entry = sourcesIn('src/entry');
const pages = sourcesIn('static');

describe('the backend', () => {
  // Which calls a resolver answers is the compiler's matter: `resolverOf` takes one handler per name of the table.
  it('answers each table of the contract in exactly one resolver', () => {
    const answered = entry
      .flatMap(({ tree }) => calls(tree, 'resolverOf'))
      .map((call) => call.arguments[0]?.getText());
    expect(answered.sort()).toEqual(Object.keys(contract).sort());
  });

  it('defines no resolver beside the contract', () => {
    const beside = entry
      .filter(({ path }) => path !== 'src/entry/answering.ts')
      .filter(({ tree }) => /\bmakeResolver\b|\bnew Resolver\b|\.define\(/.test(tree.text));
    expect(beside.map(({ path }) => path)).toEqual([]);
  });
});

describe('the pages', () => {
  const asked = pages.flatMap((source) =>
    calls(source.tree, 'call').map((call) => ({ at: place(source, call), name: nameOf(call) })),
  );

  it('reach the backend through one file only', () => {
    const invoking = pages.filter(({ tree }) => calls(tree, 'invoke').length > 0);
    expect(invoking.map(({ path }) => path)).toEqual(['static/backend.ts']);
  });

  it('ask only what the contract knows', () => {
    const strange = asked.filter(({ name }) => name !== undefined && !known.includes(name));
    expect(strange).toEqual([]);
  });

  it('ask everything that the contract knows, except what is declared ahead', () => {
    const said = new Set(pages.flatMap(({ tree }) => quoted(tree)));
    expect(known.filter((name) => !said.has(name)).sort()).toEqual([...CALLS_DECLARED_AHEAD].sort());
  });
});

function nameOf({ arguments: [name] }: ts.CallExpression): string | undefined {
  return name !== undefined && ts.isStringLiteralLike(name) ? name.text : undefined;
}

function quoted(tree: ts.SourceFile): readonly string[] {
  return [...tree.text.matchAll(/'([a-z]+\.[a-z-]+)'/g)].flatMap(([, name]) => name ?? []);
}
