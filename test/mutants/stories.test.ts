import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asTold } from '../simulation/exhaustive';
import { worldsOf } from '../simulation/world';
import { BY_LIVES } from './lives';
import { STORIES } from './stories';

const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../../build/forge');
const worldAt = worldsOf(BUNDLE);

/** That it goes wrong with its fault `npm run mutants -- --lives` finds out; that only the fault does it, is found out here. */
it.each(STORIES.map((told) => [told.name, told] as const))(
  'nothing goes wrong in the story of %s, and it does what it is about',
  async (_, told) => {
    const { wrong, calls } = await asTold(await worldAt('prompt'), told);
    expect(wrong).toEqual([]);
    expect(calls.map(({ operation }) => operation)).toEqual(expect.arrayContaining([...told.does]));
  },
);

it('each story is told for a fault', () => {
  const asked = BY_LIVES.flatMap(({ telling }) => (telling?.by === 'life' ? [telling.life] : []));
  expect(STORIES.map(({ name }) => name).filter((name) => !asked.includes(name))).toEqual([]);
});

it('a fault is told by a life or is alike, never both', () => {
  expect(BY_LIVES.filter(({ telling, alike }) => telling !== undefined && alike !== undefined)).toEqual([]);
});
