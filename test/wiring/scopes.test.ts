import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { readManifest } from './manifest-file';
import { calls, nodes, place, type Source, sourcesIn, textOf } from './sources';

/** Scopes that the manifest asks for before any code uses them: adding one later forces a major version. */
const SCOPES_DECLARED_AHEAD = [
  // The panel is to hear of changes instead of asking every few seconds.
  'read:app-global-channel:realtime',
];
/** Not of Jira's documents: the scope of Forge's storage (test/wiring/manifest.test.ts), and the one below. */
const STORAGE = 'storage:app';
/** Wanted by `privacy.reportPersonalData`. */
const PRIVACY = 'report:personal-data';

type JiraCall = { readonly at: string; readonly method: string | undefined; readonly path: string };
type Scopes = { readonly classic: readonly string[]; readonly granular: readonly string[] };

const { scopes } = readManifest().permissions;
const jiraCalls = sourcesIn('src').flatMap(callsOfJira);

describe('calls of Jira', () => {
  it('are written as route`…` in *-api.ts, each with its method beside it', () => {
    expect(jiraCalls.length).toBeGreaterThan(0);
    expect(jiraCalls.filter(({ method, at }) => method === undefined || !/-api\.ts:/.test(at))).toEqual([]);
  });
});

describe(`scope ${PRIVACY}`, () => {
  it('is asked for, because the code reports accounts', () => {
    const reports = sourcesIn('src').some(({ tree }) => calls(tree, 'privacy.reportPersonalData').length > 0);
    expect(scopes.includes(PRIVACY)).toBe(reports);
    expect(reports).toBe(true);
  });
});

const file = sharedPath('specs/jira/operation-scopes.json');
if (file === undefined)
  console.info('skipped: the scopes of Jira’s operations lie in ../shared/specs, which is not here');

describe.skipIf(file === undefined)('scopes of Jira’s own document', () => {
  const operations: ReadonlyMap<string, Scopes> =
    file === undefined
      ? new Map()
      : new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')).operations));
  const found = jiraCalls.map((call) => ({ ...call, needs: operationOf(operations, call) }));

  it('know every operation that we call', () => {
    expect(found.filter(({ needs }) => needs === undefined)).toEqual([]);
  });

  it('are all in the manifest, as classic or as granular scopes', () => {
    const missing = found.filter(({ needs }) => needs !== undefined && !covered(needs));
    expect(missing).toEqual([]);
  });

  it('leave no scope of the manifest without use, except those declared ahead', () => {
    const used = new Set(
      found.flatMap(({ needs }) => [...(needs?.classic ?? []), ...(needs?.granular ?? [])]),
    );
    const needless = scopes.filter((scope) => ![STORAGE, PRIVACY].includes(scope) && !used.has(scope));
    expect(needless).toEqual(SCOPES_DECLARED_AHEAD);
  });
});

function covered({ classic, granular }: Scopes): boolean {
  const all = (wanted: readonly string[]) => wanted.every((scope) => scopes.includes(scope));
  return (
    (classic.length > 0 && all(classic)) ||
    (granular.length > 0 && all(granular)) ||
    all([...classic, ...granular])
  );
}

/** The operation whose path fits; of several the one with the fewest holes (`/issue/bulkfetch` before `/issue/{id}`). */
function operationOf(operations: ReadonlyMap<string, Scopes>, call: JiraCall): Scopes | undefined {
  const fitting = [...operations.keys()].filter((key) => {
    const [method, path = ''] = key.split(' ');
    return method === call.method && fits(path, call.path);
  });
  const best = fitting.sort((a, b) => holes(a) - holes(b))[0];
  return best === undefined ? undefined : operations.get(best);
}

function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith('{') || part === given[at])
  );
}

function holes(template: string): number {
  return template.split('{').length;
}

function callsOfJira(source: Source): readonly JiraCall[] {
  return nodes(source.tree, ts.isTaggedTemplateExpression)
    .filter(({ tag }) => tag.getText() === 'route')
    .map((node) => ({ at: place(source, node), method: methodOf(node), path: pathOf(node) }));
}

/** Without its query; each hole becomes `{}`. */
function pathOf({ template }: ts.TaggedTemplateExpression): string {
  const text = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.head.text + template.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  return text.replace(/\?.*$/, '');
}

/**
 * The method of the call that a path is for: in the object that holds the path, in the function that the path is handed
 * to, or in the object of the same function that takes up the variable.
 */
function methodOf(path: ts.Expression): string | undefined {
  const { parent } = path;
  if (ts.isPropertyAssignment(parent)) return textOf(parent.parent, 'method');
  if (ts.isCallExpression(parent)) return methodOfReader(parent);
  if (ts.isArrowFunction(parent)) return methodOfReaders(parent);
  if (ts.isVariableDeclaration(parent)) return usesOf(parent).flatMap((use) => useMethod(use) ?? [])[0];
  return undefined;
}

function useMethod(use: ts.Identifier): string | undefined {
  const { parent } = use;
  if (ts.isShorthandPropertyAssignment(parent)) return textOf(parent.parent, 'method');
  if (ts.isPropertyAssignment(parent)) return textOf(parent.parent, 'method');
  return ts.isCallExpression(parent) ? methodOfReader(parent) : undefined;
}

/** Where a variable is named again in the function around its declaration. */
function usesOf(declaration: ts.Node): readonly ts.Identifier[] {
  if (!ts.isVariableDeclaration(declaration)) return [];
  const name = declaration.name.getText();
  const around = ts.findAncestor(declaration, ts.isFunctionLike) ?? declaration.getSourceFile();
  return nodes(around, ts.isIdentifier).filter((node) => node.text === name && node !== declaration.name);
}

/** `readOf(route…)`: the method stands in that function of the same file. */
function methodOfReader(call: ts.CallExpression): string | undefined {
  const name = call.expression.getText();
  const reader = nodes(call.getSourceFile(), ts.isFunctionDeclaration).find(
    (made) => made.name?.text === name,
  );
  if (reader === undefined) return undefined;
  return nodes(reader, ts.isObjectLiteralExpression).flatMap((object) => textOf(object, 'method') ?? [])[0];
}

/** `pages((startAt) => route…)`: the function that gets it hands the path to a reader. */
function methodOfReaders(made: ts.ArrowFunction): string | undefined {
  const { parent } = made;
  if (!ts.isCallExpression(parent)) return undefined;
  const pages = nodes(made.getSourceFile(), ts.isFunctionDeclaration).find(
    ({ name }) => name?.text === parent.expression.getText(),
  );
  if (pages === undefined) return undefined;
  return nodes(pages, ts.isCallExpression).flatMap((call) => methodOfReader(call) ?? [])[0];
}
