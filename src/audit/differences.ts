import { canonical } from '../kernel/canonical';

/** One difference between what was configured before and after, in words short enough to keep for ever. */
export type Difference = {
  /** Where: member names from the outside in, e.g. `groups`, `resubmit`; in a list, what the entry is known by. */
  readonly path: readonly string[];
  /** Absent: there was none before. */
  readonly old?: string;
  /** Absent: there is none any more. */
  readonly new?: string;
  /** Of a list whose entries have no names. */
  readonly removed?: readonly string[];
  readonly added?: readonly string[];
  /** It changed; neither of its values is kept here. */
  readonly secret?: true;
};

/** The first differences, and how many more there are. */
type Differences = { readonly differences: readonly Difference[]; readonly more?: number };

/** Members whose values never enter a log, whatever they are part of: that they changed is all that is kept. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'secret',
  'clientSecret',
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'password',
  'verifier',
  'nonce',
  'authorization',
]);

/** A pipeline has some sixty members; what a long value table has beyond is counted. */
export const MAX_DIFFERENCES = 200;
const MAX_ITEMS = 50;
const LONGEST = 160;
/** So much of what is the same stands before the first letter that differs. */
const RUN_UP = 30;

/** What differs between two JSON values, member by member in the order of their names. */
export function differencesOf(before: unknown, after: unknown): Differences {
  const all = [...compare([], before, after)];
  const more = all.length - MAX_DIFFERENCES;
  return more > 0 ? { differences: all.slice(0, MAX_DIFFERENCES), more } : { differences: all };
}

type Path = readonly string[];
type Members = Readonly<Record<string, unknown>>;

function* compare(path: Path, before: unknown, after: unknown): Generator<Difference> {
  if (before === after || canonical(before ?? null) === canonical(after ?? null)) return;
  if (SECRET_FIELDS.has(path.at(-1) ?? '')) yield { path, secret: true };
  else if (isList(before) && isList(after)) yield* compareLists(path, before ?? [], after ?? []);
  else if (isMembers(before) && isMembers(after)) yield* compareMembers(path, before ?? {}, after ?? {});
  else yield { path, ...values(before, after) };
}

function isList(value: unknown): value is readonly unknown[] | undefined {
  return value === undefined || Array.isArray(value);
}

function isMembers(value: unknown): value is Members | undefined {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function* compareMembers(path: Path, before: Members, after: Members): Generator<Difference> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const name of [...names].toSorted())
    yield* compare([...path, name], member(before, name), member(after, name));
}

function member(of: Members, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

/** Entries with names are compared by name; others are there or not; what only changed places is said as a whole. */
function* compareLists(
  path: Path,
  before: readonly unknown[],
  after: readonly unknown[],
): Generator<Difference> {
  const named = byName(before, after);
  if (named !== undefined) {
    const inside = [...compareMembers(path, named.before, named.after)];
    if (inside.length > 0) return yield* inside;
  }
  const [removed, added] = [without(before, after), without(after, before)];
  if (removed.length === 0 && added.length === 0) yield { path, ...values([...before], [...after]) };
  else
    yield {
      path,
      ...(removed.length === 0 ? {} : { removed: shortList(removed) }),
      ...(added.length === 0 ? {} : { added: shortList(added) }),
    };
}

/** What the entries of our lists are known by. */
const NAMES = ['id', 'when', 'name'] as const;

function byName(before: readonly unknown[], after: readonly unknown[]) {
  for (const name of NAMES) {
    const sides = [named(before, name), named(after, name)] as const;
    if (sides[0] !== undefined && sides[1] !== undefined) return { before: sides[0], after: sides[1] };
  }
  return undefined;
}

/** The list as members, if each entry has this name and none has it twice. */
function named(list: readonly unknown[], name: string): Members | undefined {
  const entries = list.map((one) =>
    isMembers(one) ? ([one?.[name], beside(one ?? {}, name)] as const) : undefined,
  );
  const names = entries.map((entry) => entry?.[0]);
  if (!names.every((one) => typeof one === 'string') || new Set(names).size < names.length) return undefined;
  return Object.fromEntries(entries as readonly (readonly [string, unknown])[]);
}

/** What an entry says besides what it is known by, which stands in the path already. */
function beside(entry: Members, name: string): Members {
  const { [name]: _, ...rest } = entry;
  return Object.keys(rest).length === 0 ? entry : rest;
}

/** The entries of one list that the other has less often. */
function without(list: readonly unknown[], other: readonly unknown[]): readonly string[] {
  const left = new Map<string, number>();
  for (const one of other) left.set(textOf(one), (left.get(textOf(one)) ?? 0) + 1);
  return list.map(textOf).filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function shortList(texts: readonly string[]): readonly string[] {
  const shown = texts.slice(0, MAX_ITEMS).map((text) => cut(text, 0));
  return texts.length > MAX_ITEMS ? [...shown, `… +${texts.length - MAX_ITEMS}`] : shown;
}

/** Two long values are cut where they begin to differ, so that the difference can be seen. */
function values(before: unknown, after: unknown): Pick<Difference, 'old' | 'new'> {
  const [old, now] = [textOf(before), textOf(after)];
  const isLong = old.length > LONGEST || now.length > LONGEST;
  const from =
    isLong && before !== undefined && after !== undefined ? Math.max(0, same(old, now) - RUN_UP) : 0;
  return {
    ...(before === undefined ? {} : { old: cut(old, from) }),
    ...(after === undefined ? {} : { new: cut(now, from) }),
  };
}

function same(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return n;
}

function cut(text: string, from: number): string {
  const shown = text.slice(from, from + LONGEST);
  return `${from > 0 ? '…' : ''}${shown}${from + LONGEST < text.length ? '…' : ''}`;
}

/** A secret that stands deeper in a value that is shown as a whole is left out there, too. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : canonical(masked(value));
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_FIELDS.has(name) ? '•••' : masked(inner)]),
  );
}
