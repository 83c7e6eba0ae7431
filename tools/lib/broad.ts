import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../packages/sandbox/world/random';
import { type Change, changesOf } from '../../test/mutants/broad';
import { isNoticed, type Tried } from '../../test/mutants/report';
import { byFlows, measured } from './broad-flows';
import { byRoom } from './broad-room';

const ROOT = join(import.meta.dirname, '../..');

/** What is changed, each with the tests that mirror it; of `flows` these run in the test's own process, with what Jira and DATEV say in a table. */
type Room = readonly [room: string, tests: string];
const ROOMS: readonly Room[] = [
  ['src/submissions', 'test/submissions'],
  ['src/mapping', 'test/mapping'],
  ['src/extf/check', 'test/extf'],
  ['src/effects', 'test/effects'],
  ['src/flows', 'test/{loop,exception,people,booking,pages}'],
];

export type Draw = {
  readonly sample: number;
  readonly seed: number;
  /** Instead of a draw every change of these lines, by how `file:line` ends. */
  readonly only: readonly string[];
  /** These tests of flows alone, after one was written; all when there is none. */
  readonly by: readonly string[];
};
type Drawn = { readonly room: string; readonly change: Change };

/** So many of all changes that can be made to the rooms, drawn by the seed; and how many there are. */
function drawn({ sample, seed, only }: Omit<Draw, 'by'>): {
  readonly all: readonly Drawn[];
  readonly of: number;
} {
  const possible = ROOMS.flatMap(([room]) =>
    sourcesOf(room).flatMap((file) => everyChangeOf(file).map((change) => ({ change, room }))),
  );
  const isMeant = ({ change: { file, line } }: Drawn) =>
    only.some((part) => `${file}:${line}`.endsWith(part));
  if (only.length > 0) return { all: possible.filter(isMeant), of: possible.length };
  const dice = createRandom(seed, 19);
  const all = possible
    .map((one) => ({ one, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, sample)
    .map(({ one }) => one);
  return { all, of: possible.length };
}

const everyChangeOf = (file: string) => changesOf(file, readFileSync(join(ROOT, file), 'utf8'));

/** Storage and network are left out: what stands in their files only a world shows. */
function sourcesOf(room: string): readonly string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/-(?:store|api)\.ts$/.test(name))
    .map((name) => join(room, name))
    .sort();
}

/** Each change alone: by the tests of its room, and what these do not notice by those of flows, which are measured meanwhile. */
export async function* tryBroadly(draw: Draw): AsyncGenerator<Tried & { readonly of: number }> {
  const { all, of } = drawn(draw);
  if (all.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'broad-'));
  try {
    const measuring = measured(
      folder,
      all.map(({ change }) => change),
      draw.by,
    );
    const byRooms = (await Promise.all(ROOMS.map((room) => ofRoom(room, all)))).flat();
    for (const one of byRooms.filter(isNoticed)) yield { ...one, of };
    const left = byRooms.filter((one) => !isNoticed(one));
    for await (const one of byFlows(left, await measuring)) yield { ...one, of };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ofRoom([room, tests]: Room, all: readonly Drawn[]): Promise<readonly Tried[]> {
  const changes = all.filter((one) => one.room === room).map(({ change }) => change);
  if (changes.length === 0) return [];
  return (await byRoom(tests, changes)).map((one) => ({ ...one, room }));
}
