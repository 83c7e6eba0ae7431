import { expect } from 'vitest';
import type { TestWorld } from './hands';

/** A stored submission, as far as counting goes. */
type Stored = {
  readonly phase: string;
  readonly mandant: string;
  readonly counted?: string;
  readonly changedAt: string;
  readonly data: {
    readonly state: {
      readonly id: string;
      readonly fileName: string;
      readonly attempts: readonly {
        readonly cause?: { readonly code: string; readonly faults: readonly string[] };
      }[];
      readonly end?: { readonly at: string };
      readonly asks?: { readonly what: string };
      readonly run?: { readonly children?: readonly string[] };
    };
  };
};
type Tally = {
  readonly data: {
    readonly phases: Readonly<Record<string, number>>;
    readonly causes: Readonly<Record<string, number>>;
    /** The first day, and a number for each from there on: behind a colon one digit of base 36 each, else decimal with commas. */
    readonly days: string;
  };
};

/**
 * Lists and counts say what the submissions say: each is on the lists once, with its phase, and counts once. Computed here from what is
 * stored, with none of the product's code.
 */
export function expectCounted(w: TestWorld): void {
  const stored = entities<Stored>(w, 'submission');
  const rows = new Map(entities<Stored>(w, 'desk-row'));
  const found = new Map(entities(w, 'search-row'));
  const states = stored.map(([key, { phase, mandant, changedAt }]) => [key, { phase, mandant, changedAt }]);
  const listed = stored.map(([key]) => {
    const { phase, mandant, changedAt } = rows.get(key) ?? {};
    return [key, { phase, mandant, changedAt }];
  });
  expect(listed, 'every submission is on the lists as it stands').toEqual(states);
  expect([...rows.keys()], 'only submissions are on the lists').toEqual(stored.map(([key]) => key));
  expect([...found.keys()], 'every submission is found').toEqual(stored.map(([key]) => key));
  const tallies = entities<Tally>(w, 'tally').flatMap(([key, { data }]) => {
    const { phases, causes, days } = data;
    // A Mandant begins with an empty one.
    return Object.keys(phases).length === 0
      ? []
      : [[key, { phases, causes, days: only(told(days), w) }] as const];
  });
  expect(Object.fromEntries(tallies), 'every submission counts once').toEqual(counted(w, stored));
}

function entities<T>(w: TestWorld, entity: string): readonly (readonly [string, T])[] {
  return w.forge.storage
    .dump()
    .filter((record) => record.entity === entity)
    .map(({ key, value }) => [key, value as T] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function counted(w: TestWorld, stored: readonly (readonly [string, Stored])[]) {
  const all: Record<string, Record<'phases' | 'causes' | 'days', Record<string, number>>> = {};
  for (const [, { mandant, phase, data }] of stored) {
    all[mandant] ??= { phases: {}, causes: {}, days: {} };
    const { phases, causes, days } = all[mandant];
    const add = (counts: Record<string, number>, name: string | undefined) => {
      if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
    };
    const { asks, run, attempts } = data.state;
    // The files of a run count instead of it.
    const byFiles = (run?.children?.length ?? 0) > 0 && phase !== 'needs-you';
    add(phases, byFiles ? 'by-its-files' : phase);
    if (byFiles) continue;
    if (phase === 'needs-you')
      add(causes, asks?.what === 'approve-run' ? 'approve-run' : keyOf(attempts.at(-1)?.cause));
    if (phase === 'delivered') add(days, data.state.end?.at.slice(0, 10));
  }
  return Object.fromEntries(
    Object.entries(all).map(([mandant, of]) => [mandant, { ...of, days: only(of.days, w) }]),
  );
}

function keyOf(cause: { readonly code: string; readonly faults: readonly string[] } | undefined) {
  const [first, ...more] = cause?.faults ?? [];
  return first === undefined ? cause?.code : `${cause?.code}:${first}${more.length > 0 ? '+' : ''}`;
}

/** The days of which a number is told. */
function told(text: string): Readonly<Record<string, number>> {
  const [first = '', digits] = text.split(':');
  const [day = '', numbers = ''] = text.split(' ');
  const isShort = digits !== undefined;
  const from = isShort ? Number.parseInt(first, 36) * DAY_MS : Date.parse(day);
  const counts = isShort ? [...digits].map((n) => Number.parseInt(n, 36)) : numbers.split(',').map(Number);
  return Object.fromEntries(
    counts.flatMap((n, at) =>
      n > 0 ? [[new Date(from + at * DAY_MS).toISOString().slice(0, 10), n] as const] : [],
    ),
  );
}
const DAY_MS = 24 * 3_600_000;

/** Days of the last thirty; what is older may or may not be told apart any more. */
function only(days: Readonly<Record<string, number>>, w: TestWorld) {
  const first = new Date(w.forge.clock.now() - 29 * 24 * 3_600_000).toISOString().slice(0, 10);
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= first));
}
