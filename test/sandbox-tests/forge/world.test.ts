import { describe, expect, it } from 'vitest';
import { readManifest, timeLimitSeconds } from '../../../packages/sandbox/forge/manifest';
import { maskedPath } from '../../../packages/sandbox/forge/seam';
import { createAgenda } from '../../../packages/sandbox/world/agenda';
import { createRandom } from '../../../packages/sandbox/world/random';
import { changedManifest, MANIFEST } from './fixture';

describe('the agenda', () => {
  it('is in the order of time, and of arrival at the same time', () => {
    const agenda = createAgenda(() => undefined);
    for (const [at, key] of [
      [5, 'c'],
      [1, 'a'],
      [5, 'd'],
      [2, 'b'],
    ] as const)
      agenda.add({ at, key, kind: 'k', data: null });
    const taken = [];
    for (let item = agenda.take(); item; item = agenda.take()) taken.push(item.key);
    expect(taken).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forgets what belongs to running code when it is saved', () => {
    const agenda = createAgenda(() => undefined);
    agenda.add({ at: 1, key: 'kept', kind: 'k', data: null });
    agenda.add({ at: 2, key: 'timer', kind: 'timer', data: null, transient: true });
    const other = createAgenda(() => undefined);
    other.restore(JSON.parse(JSON.stringify(agenda.snapshot())));
    expect(other.list().map((item) => item.key)).toEqual(['kept']);
    expect(other.add({ at: 3, key: 'later', kind: 'k', data: null }).seq).toBe(3);
  });
});

describe('seeded chance', () => {
  it('repeats itself per seed and stream, and goes on from a saved state', () => {
    const draw = (seed: number, stream: number) => {
      const random = createRandom(seed, stream);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1, 0)).toEqual(draw(1, 0));
    expect(draw(1, 0)).not.toEqual(draw(2, 0));
    expect(draw(1, 0)).not.toEqual(draw(1, 1));
    const random = createRandom(1);
    const other = createRandom(2);
    other.setState(JSON.parse(JSON.stringify(random.state())) as number[]);
    expect(other.uuid()).toBe(random.uuid());
  });

  it('is even, in range, and makes version 4 UUIDs', () => {
    const random = createRandom(3);
    const numbers = Array.from({ length: 20_000 }, () => random.next());
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(Array.from({ length: 200 }, () => random.between([3, 6])))).toEqual(new Set([3, 4, 5, 6]));
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the time a function has (Forge: consumers, platform limits)', () => {
  it.each([
    ['resolver-fn', 25],
    ['event-fn', 25],
    ['hook-fn', 55],
    ['five-fn', 55],
    ['short-fn', 55],
    ['long-fn', 300],
  ])('%s: %i s', (key, seconds) => {
    expect(timeLimitSeconds(readManifest(MANIFEST), key)).toBe(seconds);
  });

  it('falls back when a consumer shares its function with another module', () => {
    const shared = readManifest(changedManifest('function: five-fn', 'function: long-fn'));
    expect(timeLimitSeconds(shared, 'long-fn')).toBe(300);
    const withTrigger = readManifest(
      changedManifest('{ key: installed, function: event-fn', '{ key: installed, function: long-fn'),
    );
    expect(timeLimitSeconds(withTrigger, 'long-fn')).toBe(25);
  });
});

it.each([
  ['/a/b', '/a/b'],
  ['/a?x=1&code=canary', '/a?x=1&code=***'],
  ['/a?client_secret=canary&scope=openid', '/a?client_secret=***&scope=openid'],
  ['/a?code_verifier=canary', '/a?code_verifier=***'],
  ['/a?%63ode=canary', '/a?%63ode=***'],
])('shows %s as %s in the log', (path, shown) => {
  expect(maskedPath(path)).toBe(shown);
});
