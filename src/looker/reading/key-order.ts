import type { Problem } from '../../kernel/problem';
import type { Cell } from '../../mapping/source';

/** How the chunks of a reading by key are watched: the last key so far, and of what letters text keys are. */
export type KeyWatch = {
  readonly kind: 'number' | 'string';
  readonly last?: string;
  readonly letters?: 'upper' | 'lower';
};

/**
 * The watch after one more key, or what is wrong with it: missing or not a number, or not strictly greater than the one before
 * (`looker.key-not-unique`); of text that a database may sort in another order than we see it (`looker.key-order`): only
 * digits, one case of letters and `. _ : -` stand in the same order everywhere and are different everywhere.
 */
export function nextKey(watch: KeyWatch, field: string, cell: Cell): KeyWatch | Problem {
  if (cell === null) return about('looker.key-not-unique', field);
  if (watch.kind === 'number') {
    if (!NUMBER.test(cell)) return about('looker.key-order', field);
    const isNext = watch.last === undefined || compareNumbers(watch.last, cell) < 0;
    return isNext ? { kind: 'number', last: cell } : about('looker.key-not-unique', field);
  }
  const letters = lettersOf(cell);
  if (letters === 'odd' || clash(watch.letters, letters)) return about('looker.key-order', field);
  if (watch.last !== undefined && watch.last >= cell)
    return about(watch.last === cell ? 'looker.key-not-unique' : 'looker.key-order', field);
  const known = letters ?? watch.letters;
  return { kind: 'string', last: cell, ...(known === undefined ? {} : { letters: known }) };
}

/** Whether `nextKey` answered a problem. */
export function isKeyProblem(answer: KeyWatch | Problem): answer is Problem {
  return 'code' in answer;
}

function about(code: 'looker.key-not-unique' | 'looker.key-order', field: string): Problem {
  return { code, retry: 'after-fix', values: { field } };
}

function clash(before: KeyWatch['letters'], now: KeyWatch['letters']): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

/** Undefined: digits and signs only. */
function lettersOf(text: string): 'upper' | 'lower' | 'odd' | undefined {
  if (/^[\d._:-]+$/.test(text)) return undefined;
  if (/^[\dA-Z._:-]+$/.test(text)) return 'upper';
  return /^[\da-z._:-]+$/.test(text) ? 'lower' : 'odd';
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Compares plain decimal texts exactly, however long: below 0, 0, above 0. */
export function compareNumbers(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  if (a.sign !== b.sign) return a.sign - b.sign;
  const size = a.whole.length - b.whole.length || order(a.whole, b.whole) || order(a.decimals, b.decimals);
  return size * (a.sign || 1);
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Without zeros that say nothing; the sign of 0 is 0. */
function partsOf(text: string): { readonly sign: number; readonly whole: string; readonly decimals: string } {
  const isBelow = text.startsWith('-');
  const [front = '', back = ''] = (isBelow ? text.slice(1) : text).split('.');
  const whole = front.replace(/^0+/, '');
  const decimals = back.replace(/0+$/, '');
  const isZero = whole === '' && decimals === '';
  return { sign: isZero ? 0 : isBelow ? -1 : 1, whole, decimals };
}
