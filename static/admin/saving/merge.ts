import { canonical } from '../../../src/kernel/canonical';
import type { Settings } from './settings';

/** A decision that two admins made differently at the same time. */
export type Conflict = {
  /** Where in the settings, e.g. `discovery.everyMinutes`. */
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
};

export type Merged = { readonly settings: Settings; readonly conflicts: readonly Conflict[] };

/** These belong together as a whole: half of one project with half of another makes no sense. */
const WHOLE = /^(project|stopped|paused|requiredValues\..+)$/;

/**
 * What I changed and what somebody else changed since `base`, both: a field that only one of us touched is that one's, a
 * list (groups, days, statuses) is merged element by element. Where we differ, mine stands and the conflict is told.
 */
export function merge(base: Settings, mine: Settings, theirs: Settings): Merged {
  const conflicts: Conflict[] = [];
  const settings = mergeValue({ base, mine, theirs }, '', conflicts) as Settings;
  return { settings, conflicts };
}

/** The settings with somebody else's decision in one place. */
export function takeTheirs(settings: Settings, { path, theirs }: Conflict): Settings {
  return replaced(settings, path.split('.'), theirs) as Settings;
}

type Three = { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown };

function mergeValue({ base, mine, theirs }: Three, path: string, conflicts: Conflict[]): unknown {
  if (same(mine, base)) return theirs;
  if (same(theirs, base) || same(mine, theirs)) return mine;
  if (isList(mine) && isList(theirs)) return mergeList(isList(base) ? base : [], mine, theirs);
  if (!WHOLE.test(path) && isRecord(mine) && isRecord(theirs))
    return mergeRecord({ base: isRecord(base) ? base : {}, mine, theirs }, path, conflicts);
  conflicts.push({ path, mine, theirs });
  return mine;
}

function mergeRecord(
  { base, mine, theirs }: { readonly [K in keyof Three]: Readonly<Record<string, unknown>> },
  path: string,
  conflicts: Conflict[],
): unknown {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const pairs = keys.map((key) => {
    const three = { base: base[key], mine: mine[key], theirs: theirs[key] };
    return [key, mergeValue(three, path === '' ? key : `${path}.${key}`, conflicts)] as const;
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** Theirs, without what I took out, with what I put in. */
function mergeList(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): unknown {
  const kept = theirs.filter((each) => mine.includes(each) || !base.includes(each));
  const added = mine.filter((each) => !base.includes(each) && !kept.includes(each));
  return [...kept, ...added];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const record = isRecord(value) ? value : {};
  const { [key]: before, ...others } = record;
  const after = replaced(before, rest, put);
  return after === undefined ? others : { ...record, [key]: after };
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
