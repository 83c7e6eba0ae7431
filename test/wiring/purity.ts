import ts from 'typescript';
import { importsOf, nodes, place, type Source } from './sources';

/**
 * Endings and folders that may touch the world (docs/ARCHITECTURE.md); dependency-cruiser has the same list. Flows and effects
 * are not among them: they ask stores, clients and platform.
 */
export const EDGE = /^src\/(entry|platform)\/|-(api|store)\.ts$|^src\/index\.ts$/;

/** Names that reach outside of the language, wherever they stand. */
const WORLD = new Set([
  ...[
    'fetch',
    'crypto',
    'randomUUID',
    'process',
    'console',
    'globalThis',
    'global',
    'performance',
    'navigator',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'WebSocket', 'Buffer'],
]);
/** Each use of clock, chance, network, timers, environment or console in a file that must be pure. */
export function impurities(source: Source): readonly string[] {
  const found = [
    ...nodes(source.tree, ts.isIdentifier).filter(namesTheWorld),
    ...nodes(source.tree, ts.isPropertyAccessExpression).filter((node) =>
      /^(Date\.now|Math\.random|Temporal\.Now)$/.test(node.getText()),
    ),
    ...nodes(source.tree, ts.isNewExpression).filter(
      (node) => /^(TZ)?Date$/.test(node.expression.getText()) && (node.arguments ?? []).length === 0,
    ),
    ...nodes(source.tree, ts.isCallExpression).filter((node) => node.expression.getText() === 'Date'),
  ];
  return found.map((node) => `${place(source, node)} ${node.getText()}`);
}

function namesTheWorld(node: ts.Identifier): boolean {
  if (!WORLD.has(node.text)) return false;
  const { parent } = node;
  const isMember =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node);
  return !isMember;
}

const MUTATORS = /^(set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill)$/;

/**
 * State in module scope, which would be shared by all installations that one Lambda serves: a `let`, or a top-level
 * constant that something in the file changes.
 */
export function moduleState(source: Source): readonly string[] {
  const statements = source.tree.statements.filter(ts.isVariableStatement);
  const changeable = statements
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) === 0)
    .map((statement) => `${place(source, statement)} ${statement.getText().split('\n')[0]}`);
  const names = new Set(
    statements.flatMap(({ declarationList }) =>
      declarationList.declarations.map(({ name }) => name.getText()),
    ),
  );
  const changed = nodes(source.tree, (node): node is ts.Node => {
    const target = changedBy(node);
    return target !== undefined && names.has(target) && !isLocal(node, target);
  });
  return [...changeable, ...changed.map((node) => `${place(source, node)} ${node.getText().split('\n')[0]}`)];
}

/** The name of the thing that a node changes: `x.push(…)`, `x.y = …`, `x[y] += …`, `delete x.y`. */
function changedBy(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    return MUTATORS.test(name.text) && ts.isIdentifier(expression) ? expression.text : undefined;
  }
  if (ts.isDeleteExpression(node)) return rootOf(node.expression);
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return assigns && !ts.isIdentifier(node.left) ? rootOf(node.left) : undefined;
}

/** Whether a function around the node has a parameter or constant of its own with that name. */
function isLocal(node: ts.Node, name: string): boolean {
  const around = ts.findAncestor(node.parent, ts.isFunctionLike);
  if (around === undefined) return false;
  const own = nodes(
    around,
    (inner): inner is ts.VariableDeclaration | ts.ParameterDeclaration =>
      ts.isVariableDeclaration(inner) || ts.isParameter(inner),
  );
  return own.some((declared) => declared.name.getText() === name) || isLocal(around, name);
}

function rootOf(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : undefined;
}

/** Where a test replaces a module instead of handing in a double. */
export function moduleMocks(source: Source): readonly string[] {
  return nodes(source.tree, ts.isCallExpression)
    .filter((call) => /^(vi|vitest)\.(mock|doMock|hoisted)$/.test(call.expression.getText()))
    .map((call) => `${place(source, call)} ${call.expression.getText()}`);
}

/** Imports that leave the folder for `src/`. */
export function importsOfSrc(source: Source): readonly string[] {
  const depth = source.path.split('/').length - 1;
  const toRoot = '../'.repeat(depth);
  return importsOf(source).filter((path) => path.startsWith(`${toRoot}src/`) || path === `${toRoot}src`);
}
