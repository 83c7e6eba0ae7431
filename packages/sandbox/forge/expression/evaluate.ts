/**
 * What an expression says of an event. Strict where the documentation is: a property that is not there is an error unless it
 * is asked for with `?.`, nothing is converted, and only `true` and `false` are conditions.
 */
import type { Comparison, Node } from './parse';

/** Evaluation failed: Forge does with the event what `onError` says. */
export class ExpressionFailed extends Error {}

/** Documented: "up to 50,000 steps". */
const MOST_STEPS = 50_000;

type Scope = { readonly names: ReadonlyMap<string, unknown>; readonly steps: { left: number } };

/**
 * Whether the event goes to the app.
 * @throws ExpressionFailed
 */
export function admits(expression: Node, event: unknown): boolean {
  return condition(expression, { names: new Map([['event', event]]), steps: { left: MOST_STEPS } });
}

function condition(node: Node, scope: Scope): boolean {
  const value = evaluate(node, scope);
  if (typeof value !== 'boolean') throw new ExpressionFailed(`${kindOf(value)} where a Boolean is needed`);
  return value;
}

function evaluate(node: Node, scope: Scope): unknown {
  scope.steps.left -= 1;
  if (scope.steps.left < 0) throw new ExpressionFailed('more than 50,000 steps');
  switch (node.is) {
    case 'value':
      return node.value;
    case 'list':
      return node.items.map((item) => evaluate(item, scope));
    case 'name':
      return scope.names.get(node.name);
    case 'member':
      return memberOf(node, scope);
    case 'includes':
      return includes(node, scope);
    case 'each':
      return each(node, scope);
    case 'not':
      return !condition(node.of, scope);
    case 'both':
      return condition(node.left, scope) && condition(node.right, scope);
    case 'either':
      return condition(node.left, scope) || condition(node.right, scope);
    case 'compare':
      return compare(node.by, evaluate(node.left, scope), evaluate(node.right, scope));
  }
}

/** `?.` gives null for what is null or not there. It does not spare the next step: `a?.b.c` still fails without `b`. */
function memberOf(node: Extract<Node, { is: 'member' }>, scope: Scope): unknown {
  const [of, key] = [evaluate(node.of, scope), evaluate(node.key, scope)];
  const found = propertyOf(of, key);
  if (found !== undefined) return found;
  if (node.optional) return null;
  throw new ExpressionFailed(`${kindOf(of)} has no ${String(key)}`);
}

function propertyOf(of: unknown, key: unknown): unknown {
  if (key === 'length' && (Array.isArray(of) || typeof of === 'string')) return of.length;
  if (Array.isArray(of)) return typeof key === 'number' ? (of[key] as unknown) : undefined;
  if (typeof of !== 'object' || of === null || typeof key !== 'string') return undefined;
  return Object.hasOwn(of, key) ? (of as Readonly<Record<string, unknown>>)[key] : undefined;
}

function includes(node: Extract<Node, { is: 'includes' }>, scope: Scope): unknown {
  const [of, what] = [evaluate(node.of, scope), evaluate(node.what, scope)];
  if (of === null && node.optional) return null;
  if (typeof of === 'string' && typeof what === 'string') return of.includes(what);
  if (Array.isArray(of)) return of.some((one) => compare('==', one, what));
  throw new ExpressionFailed(`${kindOf(of)} has no includes`);
}

function each(node: Extract<Node, { is: 'each' }>, scope: Scope): unknown {
  const of = evaluate(node.of, scope);
  if (of === null && node.optional) return null;
  if (!Array.isArray(of)) throw new ExpressionFailed(`${kindOf(of)} has no ${node.method}`);
  const inside = (item: unknown): Scope => ({
    ...scope,
    names: new Map([...scope.names, [node.name, item]]),
  });
  const holds = (item: unknown) => condition(node.body, inside(item));
  switch (node.method) {
    case 'some':
      return of.some(holds);
    case 'every':
      return of.every(holds);
    case 'filter':
      return of.filter(holds);
    case 'map':
      return of.map((item) => evaluate(node.body, inside(item)));
  }
}

function compare(by: Comparison, left: unknown, right: unknown): boolean {
  if (by === '==' || by === '!=') {
    if (isStructure(left) || isStructure(right))
      throw new ExpressionFailed('comparing lists and maps is not modelled');
    return (left === right) === (by === '==');
  }
  if (typeof left !== 'number' || typeof right !== 'number')
    throw new ExpressionFailed(`${kindOf(left)} ${by} ${kindOf(right)}`);
  if (by === '<') return left < right;
  if (by === '<=') return left <= right;
  return by === '>' ? left > right : left >= right;
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The name of a value's type in Jira expressions. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'Null';
  if (Array.isArray(value)) return 'List';
  return typeof value === 'object' ? 'Map' : `${typeof value}`.replace(/^./, (first) => first.toUpperCase());
}
