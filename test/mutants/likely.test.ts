import { describe, expect, it } from 'vitest';
import { exactly, inRounds, likely, type Meeting } from './likely';

const test = (at: string, ms: number, ...seen: readonly string[]): Meeting => {
  const [file = '', name = ''] = at.split(' ');
  return { file, name, ms, seen };
};
const named = (tests: readonly Meeting[]) => tests.map(({ file, name }) => `${file} ${name}`);

describe('the tests that come to a change', () => {
  const about = (...ids: readonly string[]) => ({ ids: new Set(ids), file: 'src/one.ts' });
  const tests = [
    ...[test('half a', 10, 'x'), test('half b', 20), test('half c', 5, 'x', 'y'), test('half d', 1)],
    ...[test('about a', 400, 'x'), test('about b', 300, 'x')],
    ...[test('about-too a', 500, 'x')],
    ...[test('other a', 1, 'y')],
  ];

  it('are those of files that are about it first, one of each file before a second, the quick ones before the slow', () => {
    expect(named(likely(tests, about('x')))).toEqual([
      ...['about b', 'about-too a', 'half c'],
      ...['about a', 'half a'],
    ]);
  });

  it('are first of all those of files of the same name, all of them', () => {
    const all = [...tests, test('test/flows/many-mandanten.test.ts a', 900, 'x')];
    const more = [...all, test('test/flows/many-mandanten.test.ts b', 950, 'x')];
    const found = named(likely(more, { ids: new Set(['x']), file: 'src/flows/look-at-mandant.ts' }));
    expect(found.slice(0, 3)).toEqual([
      ...['test/flows/many-mandanten.test.ts a', 'test/flows/many-mandanten.test.ts b', 'about b'],
    ]);
  });

  it('are those that come to any of these', () => {
    expect(named(likely(tests, about('y', 'z')))).toEqual(['other a', 'half c']);
    expect(likely(tests, about('z'))).toEqual([]);
  });
});

describe('rounds', () => {
  const tests = [test('f a', 10), test('f b', 60), test('f c', 10), test('f d', 20), test('f e', 500)];

  it('take as many as there is time for, and leave out what takes too long', () => {
    const rounds = inRounds(tests, { whole: 1000, shares: [0.02, 0.1] });
    expect(rounds.map(named)).toEqual([
      ['f a', 'f c'],
      ['f b', 'f d'],
    ]);
  });

  it('are none where there is nothing', () => {
    expect(inRounds([], { whole: 1000, shares: [0.02, 0.1] })).toEqual([]);
  });
});

it('a pattern means these tests and no others, whatever their names have in them', () => {
  const all = ['group (a) not “x.y” [1]', 'group (a) not', 'group a not', 'group (a) not “xzy” [1]'];
  const pattern = new RegExp(exactly(all.slice(0, 2).map((name) => ({ ...test('f', 1), name }))));
  expect(all.filter((name) => pattern.test(name))).toEqual(all.slice(0, 2));
});
