import ts from 'typescript';

/** One change that the machine makes to an expression: negated, left out, a boundary moved, a constant changed. */
export type Change = {
  readonly id: string;
  readonly file: string;
  /** Of all that can be made to that file. */
  readonly nth: number;
  readonly line: number;
  /** What stands there, and what instead of it. */
  readonly from: string;
  readonly to: string;
  /** Outside of all functions: whoever reads the file comes to it. */
  readonly atLoad: boolean;
};

type At = { readonly node: ts.Expression; readonly to: string };

const BOUNDARIES = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
]);
/** Of these each side alone. */
const SIDES = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
const ARITHMETIC = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
]);
const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
]);

/** Every change that can be made to a source, in the order of the text; types and names of properties have none. */
export function changesOf(file: string, source: string): readonly Change[] {
  const parsed = parse(file, source);
  return placesIn(parsed).map(({ node, to }, nth) => ({
    ...{ id: `${file}#${nth}`, nth, file, to, from: node.getText(parsed) },
    line: parsed.getLineAndCharacterOfPosition(node.getStart(parsed)).line + 1,
    atLoad: ts.findAncestor(node, ts.isFunctionLike) === undefined,
  }));
}

/** The source with all of these in it, of which at most one is at work: `__mutant(id)` says which. */
export function withChanges(file: string, source: string, changes: readonly Change[]): string {
  const parsed = parse(file, source);
  const own = changesOf(file, source);
  const places = placesIn(parsed).flatMap(({ node }, n) => {
    const change = changes.find(({ nth }) => nth === own[n]?.nth);
    return change === undefined ? [] : [{ node, change }];
  });
  return emitted(parsed, { pos: 0, end: source.length }, places);
}

type Place = { readonly node: ts.Expression; readonly change: Change };
type Span = { readonly pos: number; readonly end: number };

/** The text of a span, with what changes in it chosen at run time; the outermost first. */
function emitted(parsed: ts.SourceFile, { pos, end }: Span, places: readonly Place[]): string {
  let [at, text] = [pos, ''];
  const within = places.filter(({ node }) => node.getStart(parsed) >= pos && node.end <= end);
  for (;;) {
    const [next] = [...within]
      .filter(({ node }) => node.getStart(parsed) >= at)
      .sort((a, b) => a.node.getStart(parsed) - b.node.getStart(parsed) || b.node.end - a.node.end);
    if (next === undefined) return text + parsed.text.slice(at, end);
    const span = { pos: next.node.getStart(parsed), end: next.node.end };
    const here = within.filter(({ node }) => node.getStart(parsed) === span.pos && node.end === span.end);
    const inner = emitted(
      parsed,
      span,
      within.filter((one) => !here.includes(one)),
    );
    const chosen = here.reduceRight(
      (rest, { change }) => `(__mutant(${JSON.stringify(change.id)}) ? (${change.to}) : ${rest})`,
      `(${inner})`,
    );
    text += parsed.text.slice(at, span.pos) + chosen;
    at = span.end;
  }
}

const parse = (file: string, source: string) =>
  ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);

function placesIn(parsed: ts.SourceFile): readonly At[] {
  const found: At[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    found.push(...changesAt(node, parsed));
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function changesAt(node: ts.Node, parsed: ts.SourceFile): readonly At[] {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) return ofCondition(node, parsed);
  if (ts.isBinaryExpression(node)) return ofOperator(node, parsed);
  if (ts.isNumericLiteral(node) && isValue(node))
    return [{ node, to: node.text === '0' ? '1' : `${node.text} + 1` }];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node: node as ts.Expression, to: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node: node as ts.Expression, to: 'true' }];
  return ts.isCallExpression(node) ? ofMethod(node, parsed) : [];
}

/** Never: what comes of it early is dropped. Always: whatever else would have come is. */
function ofCondition(node: ts.IfStatement | ts.ConditionalExpression, parsed: ts.SourceFile): readonly At[] {
  const condition = ts.isIfStatement(node) ? node.expression : node.condition;
  const text = condition.getText(parsed);
  if (text === 'true' || text === 'false') return [];
  return ['false', 'true'].map((to) => ({ node: condition, to }));
}

function ofOperator(node: ts.BinaryExpression, parsed: ts.SourceFile): readonly At[] {
  const [left, right] = [node.left.getText(parsed), node.right.getText(parsed)];
  const { kind } = node.operatorToken;
  if (SIDES.has(kind)) return [left, right].map((to) => ({ node, to }));
  const other = BOUNDARIES.get(kind) ?? ARITHMETIC.get(kind);
  return other === undefined ? [] : [{ node, to: `${left} ${other} ${right}` }];
}

/** Another quantifier; and a list from which nothing is left out. */
function ofMethod(node: ts.CallExpression, parsed: ts.SourceFile): readonly At[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression: list } = node.expression;
  const given = node.arguments.map((one) => one.getText(parsed)).join(', ');
  const other = METHODS.get(name.text);
  if (other !== undefined) return [{ node, to: `${list.getText(parsed)}.${other}(${given})` }];
  return name.text === 'filter' ? [{ node, to: list.getText(parsed) }] : [];
}

/** A number that is a value, not the name of a property. */
const isValue = (node: ts.NumericLiteral): boolean =>
  !ts.isLiteralTypeNode(node.parent) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
