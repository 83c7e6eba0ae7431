import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Mapped } from '../mapping/map-row';
import { known } from '../texts/problem-text';
import { MAX_FINDINGS, type RunDetail } from './detail';
import type { Taken } from './execute';
import { faultsOf } from './faults';

/** What is wrong with rows: the first findings as far as anybody reads them, and all of them as things to mend. */
export function findingsOf(
  mapped: readonly Mapped[],
): Pick<RunDetail, 'findings' | 'moreFindings'> & { readonly faults: NonNullable<RunDetail['faults']> } {
  const findings: RunDetail['findings'] = [];
  let all = 0;
  for (const finding of inRows(mapped)) {
    if (findings.length < MAX_FINDINGS) findings.push(finding);
    all++;
  }
  return { findings, moreFindings: all - findings.length, faults: [...faultsOf(inRows(mapped))] };
}

function* inRows(mapped: readonly Mapped[]): Generator<RunDetail['findings'][number]> {
  for (const [at, one] of mapped.entries())
    if (one.is === 'refused') for (const finding of one.findings) yield present({ row: at + 1, ...finding });
}

/** The first finding speaks for all, with how many rows are concerned. */
export function refusedRows({ keys }: Taken, { findings, rejected }: RunDetail): Problem | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const { code, target, column, most } = first;
  const values = present({ rejected, rows: keys.length, target, column, most });
  return known({ code, retry: 'after-fix', values });
}
