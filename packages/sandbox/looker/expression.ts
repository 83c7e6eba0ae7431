import type { Value } from './model';

/** A `filter_expression` (Looker expression): comparisons of fields with numbers, texts and date(), AND, OR, NOT, brackets. */
export type Expression = (get: (field: string) => Value) => boolean;
export type Parsed =
  | { readonly test: Expression; readonly fields: readonly string[] }
  | { readonly error: string };
/** How a field is compared; undefined where there is no such field. */
export type KindOf = (field: string) => 'number' | 'string' | 'date' | undefined;

type Token = { readonly is: 'field' | 'number' | 'string' | 'date' | 'sign' | 'word'; readonly text: string };
const TOKEN =
  /\s*(?:\$\{([\w.]+)\}|"((?:[^"\\]|\\.)*)"|date\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)|(-?\d+(?:\.\d+)?)|(>=|<=|!=|=|>|<)|(\(|\)|AND\b|OR\b|NOT\b))/iy;

class Unreadable extends Error {}

export function parseExpression(text: string, kindOf: KindOf): Parsed {
  try {
    const reader = readerOf(tokens(text), kindOf);
    const test = reader.either();
    if (reader.rest() > 0) throw new Unreadable(`Unexpected "${reader.peek()?.text ?? ''}"`);
    return { test, fields: reader.fields };
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    throw error;
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const [, field, quoted, year, month, day, number, sign, word] = TOKEN.exec(text) ?? [];
    if (field !== undefined) found.push({ is: 'field', text: field });
    else if (quoted !== undefined) found.push({ is: 'string', text: quoted.replace(/\\(.)/g, '$1') });
    else if (year !== undefined)
      found.push({ is: 'date', text: `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` });
    else if (number !== undefined) found.push({ is: 'number', text: number });
    else if (sign !== undefined) found.push({ is: 'sign', text: sign });
    else if (word !== undefined) found.push({ is: 'word', text: word.toUpperCase() });
    else throw new Unreadable(`Cannot read the expression at "${text.slice(at, at + 20)}"`);
  }
  return found;
}

type Reader = {
  either(): Expression;
  rest(): number;
  peek(): Token | undefined;
  readonly fields: readonly string[];
};
function readerOf(all: readonly Token[], kindOf: KindOf): Reader {
  let at = 0;
  const fields: string[] = [];
  const isWord = (text: string): boolean => all[at]?.is === 'word' && all[at]?.text === text;
  const took = (text: string): boolean => {
    if (!isWord(text)) return false;
    at += 1;
    return true;
  };
  function either(): Expression {
    const parts = [both()];
    while (took('OR')) parts.push(both());
    return parts.length === 1 ? (parts[0] as Expression) : (get) => parts.some((part) => part(get));
  }
  function both(): Expression {
    const parts = [one()];
    while (took('AND')) parts.push(one());
    return parts.length === 1 ? (parts[0] as Expression) : (get) => parts.every((part) => part(get));
  }
  function one(): Expression {
    if (took('NOT')) {
      const inner = one();
      return (get) => !inner(get);
    }
    if (!took('(')) return comparison();
    const inner = either();
    if (!took(')')) throw new Unreadable('A bracket is not closed');
    return inner;
  }
  function comparison(): Expression {
    const [field, sign, literal] = all.slice(at, at + 3);
    at += 3;
    if (field?.is !== 'field' || sign?.is !== 'sign' || literal === undefined)
      throw new Unreadable('Expected a comparison of a field with a value');
    const kind = kindOf(field.text);
    if (kind === undefined) throw new Unreadable(`Unknown field "${field.text}"`);
    if (kind !== literal.is)
      throw new Unreadable(`Cannot compare "${field.text}", a ${kind}, with a ${literal.is}`);
    fields.push(field.text);
    return compared(field.text, sign.text, kind === 'number' ? Number(literal.text) : literal.text);
  }
  return { either, rest: () => all.length - at, peek: () => all[at], fields };
}

function compared(field: string, sign: string, to: string | number): Expression {
  const with_ = (test: (value: string | number) => boolean): Expression => {
    return (get) => {
      const value = get(field);
      return value !== null && test(value);
    };
  };
  if (sign === '=') return with_((value) => value === to);
  if (sign === '!=') return with_((value) => value !== to);
  if (sign === '>') return with_((value) => value > to);
  if (sign === '>=') return with_((value) => value >= to);
  return sign === '<' ? with_((value) => value < to) : with_((value) => value <= to);
}
