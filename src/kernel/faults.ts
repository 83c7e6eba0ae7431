import type { Values } from './text';

/** As much of a finding as it takes to tell what is the same: of a batch, of a package, or of rows that became no booking. */
type Found = {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly row?: number | undefined;
  /** Column, element or target. */
  readonly field?: number | string | undefined;
  /** `more`: how many of this code are counted and not listed (`kernel/with-more`). */
  readonly values: Values;
};

/** One thing to mend: findings of the same rule in the same column with the same value. */
export type Fault<F extends Found = Found> = {
  /** Any of them says it; this is the first. */
  readonly finding: F;
  /** What stands there, where it is known; a ledger value, for the person at the screen only. */
  readonly value?: string;
  /** All that are listed, in their order: the places. */
  readonly at: readonly F[];
  /** How often it occurs, listed or not. */
  readonly count: number;
  /** Some of this rule are only counted, and nobody knows of which value: it may be more. */
  readonly isAtLeast: boolean;
};

/**
 * What is found, as things to mend: the same fault in a hundred rows is one. Worst first: what is wrong with the file or its
 * header line, then rows, the most frequent first, then notices. Without `standing` (what stands there) – whoever has only the findings, not the file – the
 * faults of one column are told apart by what the findings say of them. Linear; stable; nothing is lost: the `at` of all
 * faults are exactly the findings given.
 */
export function faultsIn<F extends Found>(
  findings: readonly F[],
  standing: (finding: F) => string | undefined = () => undefined,
): readonly Fault<F>[] {
  const groups = new Map<string, { readonly value: string | undefined; readonly at: F[] }>();
  for (const finding of findings) {
    const value = standing(finding);
    const key = keyOf(finding, value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value, at: [finding] });
    else group.at.push(finding);
  }
  const unsure = unsureRules([...groups.values()].map(({ at }) => at));
  const faults = [...groups.values()].flatMap(({ value, at }) => faultOf(value, at, unsure));
  return faults.sort((a, b) => weight(a) - weight(b) || rank(b) - rank(a));
}

/** Faults of one rule, for those who first want to know which kinds there are: in the order of their first. */
export type Kind<F extends Found = Found> = {
  readonly code: string;
  readonly faults: readonly Fault<F>[];
  /** How often the rule is broken. */
  readonly count: number;
};

/** Folds faults by their rule. */
export function kindsOf<F extends Found>(faults: readonly Fault<F>[]): readonly Kind<F>[] {
  const kinds = new Map<string, Fault<F>[]>();
  for (const fault of faults) {
    const { code } = fault.finding;
    const kind = kinds.get(code);
    if (kind === undefined) kinds.set(code, [fault]);
    else kind.push(fault);
  }
  return [...kinds].map(([code, alike]) => ({
    code,
    faults: alike,
    count: alike.reduce((sum, { count }) => sum + count, 0),
  }));
}

function faultOf<F extends Found>(
  value: string | undefined,
  at: readonly F[],
  unsure: ReadonlySet<string>,
): readonly Fault<F>[] {
  const [finding] = at;
  if (finding === undefined) return [];
  const count = at.reduce((sum, each) => sum + 1 + moreOf(each), 0);
  const fault = { finding, at, count, isAtLeast: unsure.has(finding.code) };
  return [value === undefined ? fault : { ...fault, value }];
}

/** Rules with several faults of which not all are listed: the rest could belong to any of them. */
function unsureRules(groups: readonly (readonly Found[])[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  const cut = new Set<string>();
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    times.set(first.code, (times.get(first.code) ?? 0) + 1);
    if (group.some((finding) => moreOf(finding) > 0)) cut.add(first.code);
  }
  return new Set([...cut].filter((code) => (times.get(code) ?? 0) > 1));
}

/** Names in a finding tell faults apart, counts do not: a text of 61 characters is as much too long as one of 62. */
function keyOf({ severity, code, field, values }: Found, value: string | undefined): string {
  const names = Object.entries(values)
    .filter(([, each]) => typeof each === 'string')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([severity, code, field ?? null, value ?? null, names]);
}

function moreOf({ values }: Found): number {
  return typeof values['more'] === 'number' ? values['more'] : 0;
}

function weight({ finding }: Fault): number {
  if (finding.severity === 'warning') return 2;
  return finding.row === undefined ? 0 : 1;
}

/** Only rows compete by number. */
function rank({ finding, count }: Fault): number {
  return finding.row === undefined ? 0 : count;
}
