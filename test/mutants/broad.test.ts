import { describe, expect, it } from 'vitest';
import { changesOf, withChanges } from './broad';

const SOURCE = `
export type Small = 1 | 2;
export function f(a: number, list: readonly number[]): number | undefined {
  if (a < 3 && list.some((one) => one === a)) return undefined;
  return list.filter((one) => one !== a)[0] ?? 0;
}
`;
const changes = changesOf('f.ts', SOURCE);

/** The function with one of its changes at work, or with none. */
async function changed(id: string): Promise<(a: number, list: readonly number[]) => number | undefined> {
  const { transform } = await import('esbuild');
  const { code } = await transform(withChanges('f.ts', SOURCE, changes), { loader: 'ts', format: 'esm' });
  const text = `const __mutant = (id) => id === ${JSON.stringify(id)};\n${code}`;
  const { f } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return f;
}
const idOf = (from: string, to: string) =>
  changes.find((change) => change.from === from && change.to === to)?.id ?? 'none';

describe('what the machine changes', () => {
  it('is each expression that decides, and no type', () => {
    expect(changes.map(({ to }) => to)).toEqual([
      ...['false', 'true', 'a < 3', 'list.some((one) => one === a)', 'a <= 3', '3 + 1'],
      ...['list.every((one) => one === a)', 'one !== a'],
      ...['list.filter((one) => one !== a)[0]', '0', 'list', 'one === a', '1', '1'],
    ]);
    expect(changes.every(({ line }) => line === 4 || line === 5)).toBe(true);
  });

  it('is at work alone, and none of it otherwise', async () => {
    const sound = await changed('');
    expect([sound(1, [1, 2]), sound(5, [5, 6]), sound(3, [3])]).toEqual([undefined, 6, 0]);
    const never = await changed(idOf('a < 3 && list.some((one) => one === a)', 'false'));
    expect(never(1, [1, 2])).toBe(2);
    const moved = await changed(idOf('a < 3', 'a <= 3'));
    expect(moved(3, [3])).toBeUndefined();
    const whole = await changed(idOf('list.filter((one) => one !== a)', 'list'));
    expect(whole(5, [5, 6])).toBe(5);
  });
});
