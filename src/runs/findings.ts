import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Mapped } from '../mapping/map-row';
import { known } from '../texts/problem-text';
import { MAX_FINDINGS, type RunDetail } from './detail';
import type { Taken } from './execute';

/** What is wrong with rows, as far as anybody reads it. */
export function findingsOf(mapped: readonly Mapped[]): {
  readonly findings: RunDetail['findings'];
  readonly more: number;
} {
  const findings: RunDetail['findings'] = [];
  let more = 0;
  for (const [at, one] of mapped.entries()) {
    if (one.is !== 'refused') continue;
    for (const finding of one.findings) {
      if (findings.length < MAX_FINDINGS) findings.push(present({ row: at + 1, ...finding }));
      else more++;
    }
  }
  return { findings, more };
}

/** The first finding speaks for all, with how many rows are concerned. */
export function refusedRows({ keys }: Taken, { findings, rejected }: RunDetail): Problem | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  const { code, target, column, most } = first;
  const values = present({ rejected, rows: keys.length, target, column, most });
  return known({ code, retry: 'after-fix', values });
}
