/** Chance with a seed (sfc32), so that one seed gives one history. */
import type { Random } from './types';

export type SeededRandom = Random & {
  /** Integer in [0, below). */
  int(below: number): number;
  /** Integer in [min, max]. */
  between(range: readonly [min: number, max: number]): number;
  /** 32 random bits. */
  bits(): number;
  hex(digits: number): string;
  /** A version 4 UUID. */
  uuid(): string;
  fill(target: Uint8Array): void;
  state(): readonly number[];
  setState(state: readonly number[]): void;
};

/** `stream` separates uses of one seed that must not disturb each other. */
export function createRandom(seed: number, stream = 0): SeededRandom {
  const words = Uint32Array.of(
    seed >>> 0,
    Math.floor(seed / 2 ** 32) >>> 0,
    (stream * 0x9e3779b9 + 0x6a09e667) >>> 0,
    1,
  );
  const bits = () => step(words);
  for (let round = 0; round < 15; round++) bits();
  const next = () => bits() / 2 ** 32;
  const int = (below: number) => Math.floor(next() * below);
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    next,
    bits,
    int,
    hex,
    between: ([min, max]) => (max > min ? min + int(max - min + 1) : min),
    uuid: () => uuidFrom(hex(32)),
    fill: (target) => fillBytes(target, bits),
    state: () => [...words],
    setState: (state) => words.set(state),
  };
}

function step(words: Uint32Array): number {
  const [a = 0, b = 0, c = 0, counter = 0] = words;
  const result = (a + b + counter) >>> 0;
  words[0] = b ^ (b >>> 9);
  words[1] = c + (c << 3);
  words[2] = ((c << 21) | (c >>> 11)) + result;
  words[3] = counter + 1;
  return result;
}

function uuidFrom(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3] ?? '8';
  const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function fillBytes(target: Uint8Array, bits: () => number): void {
  for (let start = 0; start < target.length; start += 4) {
    const word = bits();
    for (let byte = 0; byte < 4 && start + byte < target.length; byte++)
      target[start + byte] = (word >>> (8 * byte)) & 0xff;
  }
}
