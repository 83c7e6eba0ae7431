import { dayTest } from './dates';
import type { Value } from './model';

export type Kind = 'string' | 'number' | 'date' | 'month';
export type Test = (value: Value) => boolean;

/** A filter expression as a test; undefined where Looker could not read it. An empty one lets everything pass. */
export function filterTest(kind: Kind, text: string, today: string): Test | undefined {
  const asked = text.trim();
  if (asked === '') return () => true;
  if (/^(not |-)null$/i.test(asked)) return (value) => value !== null;
  if (/^null$/i.test(asked)) return (value) => value === null;
  if (kind === 'string') return stringTest(text);
  if (kind === 'number') return numberTest(asked);
  const days = dayTest(asked, today);
  if (days === undefined) return undefined;
  const tail = kind === 'month' ? '-01' : '';
  return (value) => value !== null && days(`${value}${tail}`);
}

/** Parts between commas: any of the plain ones, none of those with a leading minus. */
function stringTest(text: string): Test {
  const parts = partsOf(text);
  const wanted = parts.filter((part) => !part.startsWith('-')).map(likeTest);
  const unwanted = parts.filter((part) => part.startsWith('-')).map((part) => likeTest(part.slice(1)));
  return (value) =>
    (wanted.length === 0 || wanted.some((test) => test(value))) && !unwanted.some((test) => test(value));
}

/** `"…"` holds a comma; `^` takes the meaning from the character after it, and stays for `likeTest`. */
function partsOf(text: string): readonly string[] {
  const parts = text.match(/(?:\^.|"(?:\^.|[^"^])*"|[^,"^])+/g) ?? [];
  return parts
    .map((part) => part.trim().replace(/^(-?)"((?:\^.|[^"^])*)"$/, '$1$2'))
    .filter((part) => part !== '');
}

function likeTest(pattern: string): Test {
  if (pattern === 'EMPTY') return (value) => value === null || value === '';
  if (pattern === 'NULL') return (value) => value === null;
  const expression = pattern.replace(/\^(.)|([%_])|([\\^$.*+?()[\]{}|])/gs, (_, escaped, wild, special) => {
    if (escaped !== undefined) return String(escaped).replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
    if (wild !== undefined) return wild === '%' ? '.*' : '.';
    return `\\${String(special)}`;
  });
  const whole = new RegExp(`^${expression}$`, 's');
  return (value) => value !== null && whole.test(String(value));
}

type NumberTest = (value: number) => boolean;
function numberTest(text: string): Test | undefined {
  const none = /^not (.+)$/i.exec(text)?.[1];
  const parts = (none ?? text).split(/\bor\b|,(?![^[(]*[\])])/i).map((part) => allOf(part.trim()));
  if (parts.some((part) => part === undefined)) return undefined;
  return (value) => {
    if (value === null) return false;
    const fits = parts.some((part) => part?.(Number(value)));
    return none === undefined ? fits : !fits;
  };
}
function allOf(text: string): NumberTest | undefined {
  const parts = text.split(/\band\b/i).map((part) => oneNumber(part.trim()));
  return parts.some((part) => part === undefined)
    ? undefined
    : (value) => parts.every((part) => part?.(value) === true);
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<>': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

function oneNumber(text: string): NumberTest | undefined {
  const [, sign, edge] = new RegExp(`^(=|!=|<>|>=|<=|>|<|)\\s*${NUMBER}$`).exec(text) ?? [];
  const compare = sign === undefined ? undefined : COMPARE[sign];
  if (compare !== undefined) return (value) => compare(value, Number(edge));
  const [, low, high] = new RegExp(`^${NUMBER} to ${NUMBER}$`, 'i').exec(text) ?? [];
  if (low !== undefined) return (value) => value >= Number(low) && value <= Number(high);
  return interval(text);
}

/** `[1,5]`, `(1,5)`, `[5,inf)` */
function interval(text: string): NumberTest | undefined {
  const edge = String.raw`(-?\d+(?:\.\d+)?|-?inf)`;
  const found = new RegExp(`^([[(])\\s*${edge}\\s*,\\s*${edge}\\s*([\\])])$`, 'i').exec(text);
  if (!found) return undefined;
  const [, left, from = '', to = '', right] = found;
  const number = (of: string): number =>
    /inf$/i.test(of) ? Number(of.replace(/inf/i, 'Infinity')) : Number(of);
  const [low, high] = [number(from), number(to)];
  return (value) =>
    (left === '[' ? value >= low : value > low) && (right === ']' ? value <= high : value < high);
}
