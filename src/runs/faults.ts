import { present } from '../kernel/present';
import type { RunDetail } from './detail';

type Finding = RunDetail['findings'][number];
type Fault = NonNullable<RunDetail['faults']>[number];

/** A person fills in no more of them at a time; the next execution tells the others. */
export const MAX_MISSING = 200;
/** Examples are enough where each value has to be mended at its own place. */
const MAX_EXAMPLES = 10;
/** What a value table can hold, and what is still read. */
const LONGEST_VALUE = 120;

/**
 * What is wrong, as things to mend: findings of one rule in one place are one fault, with the values that it met, however many
 * rows have them. The fault of the most rows first, and so its values.
 */
export function faultsOf(findings: Iterable<Finding>): readonly Fault[] {
  const faults = new Map<string, Counted>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = faults.get(key) ?? { first: finding, rows: 0, values: new Map() };
    faults.set(key, known);
    known.rows++;
    const { value } = finding;
    if (value !== undefined) known.values.set(value, (known.values.get(value) ?? 0) + 1);
  }
  return [...faults.values()].toSorted((a, b) => b.rows - a.rows).map(faultOf);
}

type Counted = { readonly first: Finding; rows: number; readonly values: Map<string, number> };

function keyOf({ code, target, column, field, most }: Finding): string {
  return JSON.stringify([code, target, column, field, most]);
}

function faultOf({ first, rows, values }: Counted): Fault {
  const { code, target, column, row, field, most } = first;
  const all = [...values].toSorted((a, b) => b[1] - a[1]);
  const shown = all
    .filter(([value]) => value.length <= LONGEST_VALUE)
    .slice(0, isMissing(first) ? MAX_MISSING : MAX_EXAMPLES);
  return {
    code,
    rows,
    ...present({ target, column, row, field, most, values: first.values }),
    met: shown.map(([value, times]) => ({ value, rows: times })),
    moreValues: all.length - shown.length,
  };
}

/** Whether it is a value that a value table lacks: mended by an entry, once for all its rows. */
export function isMissing({ code, target }: Pick<Finding, 'code' | 'target'>): boolean {
  return code === 'mapping.unknown-value' && target !== undefined && target !== 'side';
}
