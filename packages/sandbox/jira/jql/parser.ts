import { place, type Token, tokens } from './lexer';

export type FieldName = { readonly name: string } | { readonly property: string; readonly path: string };
export type Operand =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Operand[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly string[] };
export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not';
export type Clause =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Clause[] }
  | { readonly kind: 'not'; readonly of: Clause }
  | {
      readonly kind: 'term';
      readonly field: FieldName;
      readonly operator: Operator;
      readonly operand: Operand;
    }
  | {
      readonly kind: 'changed';
      readonly field: FieldName;
      readonly predicates: readonly { readonly word: string; readonly operand: Operand }[];
    };
export type Order = { readonly field: FieldName; readonly descending: boolean };
export type Jql = { readonly where?: Clause; readonly orderBy: readonly Order[] };

/** A walk over the tokens; the first thing that does not fit is kept as `error`. */
type Walk = { readonly tokens: readonly Token[]; at: number; error?: string };

/** Reads a query. The grammar is JQL's without WAS and without history predicates beyond CHANGED's. */
export function parseJql(query: string): Jql | { readonly error: string } {
  const read = tokens(query);
  if ('error' in read) return read;
  const walk: Walk = { tokens: read, at: 0 };
  const where = isWord(walk, 'order') || peek(walk).kind === 'end' ? undefined : either(walk);
  const orderBy = walk.error === undefined ? ordering(walk) : [];
  if (walk.error === undefined && peek(walk).kind !== 'end') fail(walk, "Expecting either 'OR' or 'AND'");
  if (walk.error !== undefined) return { error: walk.error };
  return where === undefined ? { orderBy } : { where, orderBy };
}

function peek(walk: Walk): Token {
  return walk.tokens[Math.min(walk.at, walk.tokens.length - 1)] ?? { kind: 'end', text: '', at: 0 };
}
function isWord(walk: Walk, word: string): boolean {
  return peek(walk).kind === 'word' && peek(walk).text.toLowerCase() === word;
}
function isSign(walk: Walk, sign: string): boolean {
  return peek(walk).kind === 'sign' && peek(walk).text === sign;
}
function take(walk: Walk, matched: boolean): boolean {
  if (matched) walk.at += 1;
  return matched;
}
function fail(walk: Walk, expecting: string): undefined {
  const token = peek(walk);
  const got = token.kind === 'end' ? 'before the end of the query' : `but got '${token.text}'`;
  walk.error ??= `Error in the JQL Query: ${expecting} ${got}. ${place(token.at)}`;
  return undefined;
}

function either(walk: Walk): Clause | undefined {
  return chain(walk, { word: 'or', kind: 'or', inner: both });
}
function both(walk: Walk): Clause | undefined {
  return chain(walk, { word: 'and', kind: 'and', inner: negated });
}
function chain(
  walk: Walk,
  level: {
    readonly word: string;
    readonly kind: 'and' | 'or';
    readonly inner: (walk: Walk) => Clause | undefined;
  },
): Clause | undefined {
  const first = level.inner(walk);
  if (!first) return undefined;
  const of = [first];
  while (take(walk, isWord(walk, level.word))) {
    const next = level.inner(walk);
    if (!next) return undefined;
    of.push(next);
  }
  return of.length === 1 ? first : { kind: level.kind, of };
}
function negated(walk: Walk): Clause | undefined {
  if (take(walk, isWord(walk, 'not') || peek(walk).text === '!')) {
    const of = negated(walk);
    return of ? { kind: 'not', of } : undefined;
  }
  if (!take(walk, isSign(walk, '('))) return term(walk);
  const inner = either(walk);
  if (inner && !take(walk, isSign(walk, ')'))) return fail(walk, "Expecting ')'");
  return inner;
}

function term(walk: Walk): Clause | undefined {
  const field = fieldName(walk);
  if (!field) return undefined;
  if (take(walk, isWord(walk, 'changed'))) return changed(walk, field);
  const operator = readOperator(walk);
  if (!operator) return undefined;
  const operand = operator === 'in' || operator === 'not in' ? listOperand(walk) : single(walk);
  if (!operand) return undefined;
  if ((operator === 'is' || operator === 'is not') && operand.kind !== 'empty')
    return fail(walk, "Expecting 'EMPTY' or 'NULL'");
  return { kind: 'term', field, operator, operand };
}

/** A name, `cf[10040]`, or `issue.property["key"].path`. */
function fieldName(walk: Walk): FieldName | undefined {
  const token = peek(walk);
  const keyword =
    token.kind === 'word' &&
    ['and', 'or', 'in', 'is', 'empty', 'null', 'by', 'changed', 'was'].includes(token.text.toLowerCase());
  if ((token.kind !== 'word' && token.kind !== 'string') || keyword)
    return fail(walk, 'Expecting a field name');
  walk.at += 1;
  if (token.kind === 'string' || !isSign(walk, '[')) return { name: token.text };
  walk.at += 1;
  const inside = peek(walk);
  walk.at += 1;
  if (inside.kind === 'end' || inside.kind === 'sign' || !take(walk, isSign(walk, ']')))
    return fail(walk, "Expecting ']'");
  if (token.text.toLowerCase() === 'cf') return { name: `cf[${inside.text}]` };
  if (token.text.toLowerCase() !== 'issue.property') return fail(walk, 'Expecting operator');
  const path = peek(walk);
  if (path.kind !== 'word' || !path.text.startsWith('.'))
    return fail(walk, 'Expecting the path inside the property');
  walk.at += 1;
  return { property: inside.text, path: path.text.slice(1) };
}

function readOperator(walk: Walk): Operator | undefined {
  const token = peek(walk);
  if (token.kind === 'sign' && ['=', '!=', '>', '>=', '<', '<=', '~', '!~'].includes(token.text)) {
    walk.at += 1;
    return token.text as Operator;
  }
  if (take(walk, isWord(walk, 'in'))) return 'in';
  if (take(walk, isWord(walk, 'is'))) return take(walk, isWord(walk, 'not')) ? 'is not' : 'is';
  if (take(walk, isWord(walk, 'not')))
    return take(walk, isWord(walk, 'in')) ? 'not in' : fail(walk, "Expecting 'IN'");
  return fail(
    walk,
    "Expecting operator but got something else. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. The query stops",
  );
}

function single(walk: Walk): Operand | undefined {
  const token = peek(walk);
  if (token.kind !== 'word' && token.kind !== 'string')
    return fail(walk, 'Expecting a value, list or function');
  walk.at += 1;
  if (token.kind === 'word' && ['empty', 'null'].includes(token.text.toLowerCase())) return { kind: 'empty' };
  if (token.kind !== 'word' || !isSign(walk, '(')) return { kind: 'value', text: token.text };
  const args = parenthesised(walk);
  return args
    ? {
        kind: 'function',
        name: token.text,
        args: args.flatMap((one) => (one.kind === 'value' ? [one.text] : [])),
      }
    : undefined;
}
function listOperand(walk: Walk): Operand | undefined {
  if (!isSign(walk, '(')) {
    const one = single(walk);
    if (one && one.kind !== 'function') return fail(walk, "Expecting '(' or a function");
    return one;
  }
  const items = parenthesised(walk);
  if (items?.length === 0) return fail(walk, 'Expecting a value in the list');
  return items ? { kind: 'list', items } : undefined;
}
function parenthesised(walk: Walk): readonly Operand[] | undefined {
  walk.at += 1;
  const items: Operand[] = [];
  if (take(walk, isSign(walk, ')'))) return items;
  do {
    const item = single(walk);
    if (!item) return undefined;
    items.push(item);
  } while (take(walk, isSign(walk, ',')));
  return take(walk, isSign(walk, ')')) ? items : fail(walk, "Expecting ')' or ','");
}

function changed(walk: Walk, field: FieldName): Clause | undefined {
  const predicates: { word: string; operand: Operand }[] = [];
  for (;;) {
    const word = peek(walk).text.toLowerCase();
    if (peek(walk).kind !== 'word' || !['from', 'to', 'after', 'before', 'by'].includes(word))
      return { kind: 'changed', field, predicates };
    walk.at += 1;
    const operand = isSign(walk, '(') ? listOperand(walk) : single(walk);
    if (!operand) return undefined;
    predicates.push({ word, operand });
  }
}

function ordering(walk: Walk): readonly Order[] {
  if (!take(walk, isWord(walk, 'order'))) return [];
  if (!take(walk, isWord(walk, 'by'))) {
    fail(walk, "Expecting 'BY'");
    return [];
  }
  const orders: Order[] = [];
  do {
    const field = fieldName(walk);
    if (!field) return [];
    const descending = take(walk, isWord(walk, 'desc'));
    if (!descending) take(walk, isWord(walk, 'asc'));
    orders.push({ field, descending });
  } while (take(walk, isSign(walk, ',')));
  return orders;
}
