import ts from 'typescript';
import { nodes, place, type Source, sourcesIn } from './sources';

/**
 * Everything the app stores, read off the source: `entity <name>`, `record <key>` (of the entity `record`), `key <prefix>`
 * and `secret <prefix>`. A prefix ends with its first colon. A key that cannot be read off is an error of its own, so that
 * nothing is stored unseen: write it as a text or a template, in a function of the same file or beside the call.
 */
export function storedInSource(): { readonly names: readonly string[]; readonly unread: readonly string[] } {
  const found = sourcesIn('src').flatMap(keysOf);
  const names = found.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const unread = found.flatMap(({ name, at }) => (name === undefined ? [at] : []));
  return { names: [...new Set(names)].toSorted(), unread };
}

type Found = { readonly name: string | undefined; readonly at: string };

const PLAIN = /^kv\.(?:get|set|setIfAbsent|remove)$/;
const SECRET = /^kv\.\w*Secret\w*$/;
const ENTITY = /^kv\.(?:\w*Entity\w*)$/;
/** Here storage is only wrapped: the keys come from the callers. */
const WRAPPERS = new Set(['kv', 'records', 'by-due', 'read-ahead'].map((name) => `src/platform/${name}.ts`));

export function keysOf(source: Source): readonly Found[] {
  if (WRAPPERS.has(source.path)) return recordKinds(source);
  const calls = nodes(source.tree, ts.isCallExpression);
  const of = (called: RegExp, word: string) =>
    calls
      .filter(({ expression }) => called.test(expression.getText()))
      .flatMap(({ arguments: [key] }) =>
        key === undefined ? [] : [{ name: named(word, key), at: place(source, key) }],
      );
  return [
    ...of(PLAIN, 'key'),
    ...of(SECRET, 'secret'),
    ...calls
      .filter(({ expression }) => ENTITY.test(expression.getText()))
      .flatMap(({ arguments: [entity, key] }) =>
        entity === undefined ? [] : [{ name: ofEntity(entity, key), at: place(source, entity) }],
      ),
    ...recordKinds(source),
    ...operations(source),
    ...queried(source),
  ];
}

/** Of the entity `record` each key is a store of its own. */
function ofEntity(entity: ts.Expression, key: ts.Expression | undefined): string | undefined {
  const name = named('entity', entity);
  return name === 'entity record' ? key && named('record', key) : name;
}

function named(word: string, key: ts.Expression): string | undefined {
  const text = headOf(key);
  if (text === undefined || text === '') return undefined;
  return `${word} ${text.includes(':') ? text.slice(0, text.indexOf(':') + 1) : text}`;
}

/** `{ key, schema, fallback }`: the kinds of the entity `record`. */
function recordKinds(source: Source): readonly Found[] {
  return nodes(source.tree, ts.isObjectLiteralExpression)
    .filter((object) => ['key', 'schema', 'fallback'].every((name) => member(object, name) !== undefined))
    .flatMap((object) => {
      const key = member(object, 'key');
      return key === undefined ? [] : [{ name: named('record', key), at: place(source, object) }];
    });
}

/** Operations of a transaction: on an entity, or on a plain key. */
function operations(source: Source): readonly Found[] {
  return nodes(source.tree, ts.isObjectLiteralExpression)
    .filter((object) => /^'(?:set|delete)'$/.test(member(object, 'do')?.getText() ?? ''))
    .flatMap((object) => {
      const [entity, key] = [member(object, 'entity'), member(object, 'key')];
      const name = entity === undefined ? key && named('key', key) : ofEntity(entity, key);
      return [{ name, at: place(source, object) }];
    });
}

/** `{ entity: 'submission', … }` of a query. */
function queried(source: Source): readonly Found[] {
  return nodes(source.tree, ts.isObjectLiteralExpression)
    .filter((object) => member(object, 'index') !== undefined || member(object, 'partition') !== undefined)
    .flatMap((object) => {
      const entity = member(object, 'entity');
      if (entity === undefined || entity.getText() === "'record'") return [];
      return [{ name: named('entity', entity), at: place(source, object) }];
    });
}

function member(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of object.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** How a text begins: its fixed part up to what only running code knows. Undefined when even that is not known. */
function headOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    if (node.head.text !== '') return node.head.text;
    const [first] = node.templateSpans;
    const begin = first === undefined ? undefined : headOf(first.expression);
    return begin === undefined ? undefined : begin + (first?.literal.text ?? '');
  }
  if (ts.isConditionalExpression(node)) return headOf(node.whenTrue);
  if (ts.isCallExpression(node)) return returnedBy(node);
  if (ts.isIdentifier(node)) return textOfName(node);
  return undefined;
}

/** What a function of the same file returns. */
function returnedBy(call: ts.CallExpression): string | undefined {
  const name = call.expression.getText();
  const file = call.getSourceFile();
  const made = nodes(file, ts.isFunctionDeclaration).find((one) => one.name?.text === name);
  const given = made === undefined ? undefined : nodes(made, ts.isReturnStatement)[0]?.expression;
  if (given !== undefined) return headOf(given);
  const arrow = nodes(file, ts.isVariableDeclaration).find((one) => one.name.getText() === name)?.initializer;
  return arrow !== undefined && ts.isArrowFunction(arrow) && !ts.isBlock(arrow.body)
    ? headOf(arrow.body)
    : undefined;
}

/** A constant, or a parameter that callers in the same file fill. */
function textOfName(name: ts.Identifier): string | undefined {
  const around = ts.findAncestor(name, ts.isFunctionLike);
  const parameters = around?.parameters ?? [];
  const at = [...parameters].findIndex((parameter) => parameter.name.getText() === name.text);
  if (at >= 0 && around?.name !== undefined) {
    const callers = nodes(name.getSourceFile(), ts.isCallExpression).filter(
      (call) => call.expression.getText() === around.name?.getText(),
    );
    const given = callers[0]?.arguments[at];
    return given === undefined ? undefined : headOf(given);
  }
  const inside = around === undefined ? [] : nodes(around, ts.isVariableDeclaration);
  const all = [...inside, ...nodes(name.getSourceFile(), ts.isVariableDeclaration)];
  const value = all.find((one) => one.name.getText() === name.text)?.initializer;
  return value === undefined ? undefined : headOf(value);
}
