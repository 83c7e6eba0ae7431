import { TARGETS, type Target } from '../../../src/mapping/mapping';
import type { Form, MappingForm } from './form';

/** A part of the pipeline that two people decided differently at the same time. */
export type Conflict = { readonly path: Path; readonly mine: unknown; readonly theirs: unknown };
/** A part that is decided as a whole: half of one rule with half of another makes no sense. */
export type Path = Exclude<keyof Form, 'mapping'> | Exclude<keyof MappingForm, 'rules'> | Target;
export type Rebased = { readonly form: Form; readonly conflicts: readonly Conflict[] };

const MAPPING_PARTS = ['side', 'amountIs', 'zeroLines'] as const;

/**
 * What I changed and what somebody else changed since `base`, both: a part that only one of us touched is that one's.
 * Where we differ, mine stands and the conflict is told.
 */
export function rebase(base: Form, mine: Form, theirs: Form): Rebased {
  const conflicts: Conflict[] = [];
  const parts = [...pathsOf(base)];
  let form = mine;
  for (const path of parts) {
    const three = { base: at(base, path), mine: at(mine, path), theirs: at(theirs, path) };
    if (same(three.mine, three.theirs) || same(three.theirs, three.base)) continue;
    if (same(three.mine, three.base)) form = put(form, path, three.theirs);
    else conflicts.push({ path, mine: three.mine, theirs: three.theirs });
  }
  return { form, conflicts };
}

/** Which parts are named there, as far as there are such parts and we still differ in them. */
export function differing(theirs: Form, mine: Form, named: readonly unknown[]): readonly Conflict[] {
  return pathsOf(mine)
    .filter((path) => named.includes(path) && !same(at(mine, path), at(theirs, path)))
    .map((path) => ({ path, mine: at(mine, path), theirs: at(theirs, path) }));
}

/** The form with somebody else's decision in one part. */
export function taken(form: Form, { path, theirs }: Conflict): Form {
  return put(form, path, theirs);
}

/**
 * Whether two parts of a form say the same; keys count in any order, absent ones as missing. Asked with every key that is pressed: what is
 * the same object – the thousands of rows that nobody touched – is not looked into.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || a === null) return b === undefined || b === null;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, n) => same(each, b[n]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = there(a);
  return keys.length === there(b).length && keys.every((key) => b[key] !== undefined && same(a[key], b[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function there(of: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(of).filter((key) => of[key] !== undefined);
}

function pathsOf(form: Form): readonly Path[] {
  const { mapping: _, ...rest } = form;
  return [...(Object.keys(rest) as Exclude<keyof Form, 'mapping'>[]), ...MAPPING_PARTS, ...TARGETS];
}

function isTarget(path: Path): path is Target {
  return (TARGETS as readonly string[]).includes(path);
}

function isOfMapping(path: Path): path is (typeof MAPPING_PARTS)[number] {
  return (MAPPING_PARTS as readonly string[]).includes(path);
}

function at(form: Form, path: Path): unknown {
  if (isTarget(path)) return form.mapping.rules[path];
  return isOfMapping(path) ? form.mapping[path] : form[path];
}

function put(form: Form, path: Path, value: unknown): Form {
  const { mapping } = form;
  if (isTarget(path)) return { ...form, mapping: { ...mapping, rules: { ...mapping.rules, [path]: value } } };
  if (isOfMapping(path)) return { ...form, mapping: { ...mapping, [path]: value } };
  return { ...form, [path]: value };
}
