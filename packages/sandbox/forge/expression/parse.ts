/**
 * Event filter expressions as a tree. Forge documents a subset of Jira expressions (events-reference/product_events, "Filter
 * out Atlassian app events"); modelled are the constructs that its pages show, and everything else is refused by name.
 */
import { ExpressionRefused, type Token, tokensOf } from './tokens';

const LISTENERS = ['some', 'every', 'filter', 'map'] as const;
export type Listener = (typeof LISTENERS)[number];
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Node =
  | { readonly is: 'value'; readonly value: string | number | boolean | null }
  | { readonly is: 'list'; readonly items: readonly Node[] }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'member'; readonly of: Node; readonly key: Node; readonly optional: boolean }
  | { readonly is: 'includes'; readonly of: Node; readonly what: Node; readonly optional: boolean }
  | {
      readonly is: 'each';
      readonly of: Node;
      readonly method: Listener;
      readonly name: string;
      readonly body: Node;
      readonly optional: boolean;
    }
  | { readonly is: 'not'; readonly of: Node }
  | { readonly is: 'both' | 'either'; readonly left: Node; readonly right: Node }
  | { readonly is: 'compare'; readonly by: Comparison; readonly left: Node; readonly right: Node };

const MOST_CHARACTERS = 10_000;
/** So that whatever is nested in them is read and evaluated within the stack. */
const MOST_PARTS = 1000;
const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const RESERVED = /^(try|catch|throw|return|let|const|var|function|new|typeof|if|else|this|undefined)$/;

type Reader = { readonly tokens: readonly Token[]; at: number; readonly known: readonly string[] };

/**
 * Reads an expression over the variable `event`.
 * @throws ExpressionRefused
 */
export function parseExpression(expression: string): Node {
  if (expression.length > MOST_CHARACTERS) throw new ExpressionRefused('more than 10,000 characters');
  const tokens = tokensOf(expression);
  if (tokens.length > MOST_PARTS) throw new ExpressionRefused('more than 1,000 parts');
  const reader: Reader = { tokens, at: 0, known: ['event'] };
  const node = either(reader);
  if (reader.at < reader.tokens.length) throw refused(reader);
  return node;
}

function either(reader: Reader): Node {
  let left = both(reader);
  while (takes(reader, '||')) left = { is: 'either', left, right: both(reader) };
  return left;
}

function both(reader: Reader): Node {
  let left = comparison(reader);
  while (takes(reader, '&&')) left = { is: 'both', left, right: comparison(reader) };
  return left;
}

/** One comparison only: `a == b == c` is never meant. */
function comparison(reader: Reader): Node {
  const left = negation(reader);
  const by = COMPARISONS.find((sign) => takes(reader, sign));
  return by === undefined ? left : { is: 'compare', by, left, right: negation(reader) };
}

function negation(reader: Reader): Node {
  return takes(reader, '!') ? { is: 'not', of: negation(reader) } : chain(reader);
}

function chain(reader: Reader): Node {
  let of = atom(reader);
  for (;;) {
    if (takes(reader, '.')) of = property(reader, of, false);
    else if (takes(reader, '?.'))
      of = takes(reader, '[') ? computed(reader, of, true) : property(reader, of, true);
    else if (takes(reader, '[')) of = computed(reader, of, false);
    else return of;
  }
}

function property(reader: Reader, of: Node, optional: boolean): Node {
  const name = nameIn(reader);
  if (!takes(reader, '(')) return { is: 'member', of, key: { is: 'value', value: name }, optional };
  const method = LISTENERS.find((one) => one === name);
  if (method !== undefined) return each(reader, { of, method, optional });
  if (name !== 'includes') throw new ExpressionRefused(`the method ${name} is not modelled`);
  const what = either(reader);
  expect(reader, ')');
  return { is: 'includes', of, what, optional };
}

function each(
  reader: Reader,
  about: { readonly of: Node; readonly method: Listener; readonly optional: boolean },
): Node {
  const name = nameIn(reader);
  expect(reader, '=>');
  const inner = { ...reader, known: [...reader.known, name] };
  const body = either(inner);
  reader.at = inner.at;
  expect(reader, ')');
  return { is: 'each', ...about, name, body };
}

function computed(reader: Reader, of: Node, optional: boolean): Node {
  const key = either(reader);
  expect(reader, ']');
  return { is: 'member', of, key, optional };
}

function atom(reader: Reader): Node {
  const token = reader.tokens[reader.at];
  if (takes(reader, '(')) {
    const inner = either(reader);
    expect(reader, ')');
    return inner;
  }
  if (takes(reader, '[')) return list(reader);
  if (token === undefined || token.is === 'sign') throw refused(reader);
  reader.at += 1;
  if (token.is !== 'name') return { is: 'value', value: token.value };
  if (Object.hasOwn(LITERALS, token.value)) return { is: 'value', value: LITERALS[token.value] ?? null };
  if (!reader.known.includes(token.value))
    throw new ExpressionRefused(`nothing is called ${token.value} in a filter`);
  return { is: 'name', name: token.value };
}

function list(reader: Reader): Node {
  const items: Node[] = [];
  while (!takes(reader, ']')) {
    if (items.length > 0) expect(reader, ',');
    items.push(either(reader));
  }
  return { is: 'list', items };
}

function takes(reader: Reader, sign: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.is !== 'sign' || token.value !== sign) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, sign: string): void {
  if (!takes(reader, sign)) throw refused(reader);
}

function nameIn(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token?.is !== 'name' || RESERVED.test(token.value)) throw refused(reader);
  reader.at += 1;
  return token.value;
}

function refused({ tokens, at }: Reader): ExpressionRefused {
  const token = tokens[at];
  return new ExpressionRefused(
    token === undefined ? 'ends too early' : `not expected at ${token.at}: ${token.value}`,
  );
}
