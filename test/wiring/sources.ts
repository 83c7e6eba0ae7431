import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A TypeScript file of the project, parsed; `path` is relative to the root with `/` between its parts. */
export type Source = { readonly path: string; readonly tree: ts.SourceFile };

/** All TypeScript files below a folder of the project; none when the folder is not there. */
export function sourcesIn(folder: string): readonly Source[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).split(sep).join('/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('static/dist/'))
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(ROOT, path), 'utf8')));
}

export function sourceOf(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind) };
}

/** Every node of a tree that the test accepts, outermost first. */
export function nodes<T extends ts.Node>(root: ts.Node, accepts: (node: ts.Node) => node is T): readonly T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (accepts(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** `file:line`, for messages. */
export function place({ path, tree }: Source, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}

/** Texts in quotes and templates without holes; what stands in a comment is none. */
export function texts(root: ts.Node): readonly string[] {
  return nodes(root, ts.isStringLiteralLike).map((node) => node.text);
}

/** What a file imports, as written. */
export function importsOf({ tree }: Source): readonly string[] {
  const declared = nodes(
    tree,
    (node): node is ts.ImportDeclaration | ts.ExportDeclaration =>
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node),
  );
  const called = calls(tree, 'import').map((call) => call.arguments[0]);
  return [...declared.map((node) => node.moduleSpecifier), ...called].flatMap((node) =>
    node !== undefined && ts.isStringLiteralLike(node) ? [node.text] : [],
  );
}

/** Calls of a function by its name, e.g. `invoke` or `vi.mock`. */
export function calls(root: ts.Node, name: string): readonly ts.CallExpression[] {
  return nodes(root, ts.isCallExpression).filter((call) => call.expression.getText() === name);
}

/** The text of a property of an object literal; a name stands for the constant of the same file. */
export function textOf(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const property of object.properties) {
    if (property.name?.getText() !== name || !ts.isPropertyAssignment(property)) continue;
    return constantText(property.initializer);
  }
  return undefined;
}

function constantText(value: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(value)) return value.text;
  if (!ts.isIdentifier(value)) return undefined;
  const declared = nodes(value.getSourceFile(), ts.isVariableDeclaration).find(
    (declaration) => declaration.name.getText() === value.text,
  );
  const initializer = declared?.initializer;
  return initializer !== undefined && ts.isStringLiteralLike(initializer) ? initializer.text : undefined;
}
