/** The words of an event filter's expression. Whatever is no word of the modelled subset is refused, never skipped. */
export type Token =
  | { readonly is: 'text'; readonly value: string; readonly at: number }
  | { readonly is: 'number'; readonly value: number; readonly at: number }
  | { readonly is: 'name'; readonly value: string; readonly at: number }
  | { readonly is: 'sign'; readonly value: string; readonly at: number };

/** An expression that Forge would not take, or that lies outside of what is modelled. */
export class ExpressionRefused extends Error {}

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const NAME = /[A-Za-z_$][\w$]*/y;
/** Without escapes: nothing that is documented for filters needs one. */
const TEXT = /'[^'\\\n]*'|"[^"\\\n]*"/y;
const SIGN = /=>|\?\.|==(?!=)|!=(?!=)|<=|>=|&&|\|\||[.,()[\]!<>]/y;

/** @throws ExpressionRefused */
export function tokensOf(expression: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < expression.length; ) {
    const space = wordAt(SPACE, expression, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = tokenAt(expression, at);
    found.push(token.token);
    at += token.length;
  }
  return found;
}

function tokenAt(text: string, at: number): { readonly token: Token; readonly length: number } {
  const [quoted, digits] = [wordAt(TEXT, text, at), wordAt(NUMBER, text, at)];
  if (quoted !== undefined)
    return { token: { is: 'text', value: quoted.slice(1, -1), at }, length: quoted.length };
  if (digits !== undefined)
    return { token: { is: 'number', value: Number(digits), at }, length: digits.length };
  const [name, sign] = [wordAt(NAME, text, at), wordAt(SIGN, text, at)];
  if (name !== undefined) return { token: { is: 'name', value: name, at }, length: name.length };
  if (sign !== undefined) return { token: { is: 'sign', value: sign, at }, length: sign.length };
  throw new ExpressionRefused(`not modelled at ${at}: ${text.slice(at, at + 10)}`);
}

function wordAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
