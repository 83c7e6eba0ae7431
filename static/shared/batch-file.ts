import { checkExtf } from '../../src/extf/check/check';
import { asJudged, mayBeTaken, needsMarkOnly, withMark } from '../../src/extf/check/verdict';
import { writeSum } from '../../src/kernel/money';
import type { Chosen, Found, Sums, Watch } from './file-work';

/** The check of a batch that the backend makes again; fetched only where somebody really hands one in. */
export function checkBatchFile({ name, raw }: Chosen, mandant: string, watch: Watch): Found {
  const findings = asJudged(checkExtf(raw, { mandant, fileName: name, watch }).findings);
  const needsMark = needsMarkOnly(findings) ? ({ needsMark: true } as const) : {};
  return { findings, maySend: mayBeTaken(findings), ...needsMark };
}

/** The same file with the mark that its encoding lacks. */
export function withItsMark(file: Chosen): Chosen {
  return { ...file, raw: withMark(file.raw) };
}

/** Sums of a batch by currency. */
export function totalsIn(raw: Uint8Array): Sums {
  return checkExtf(raw).totals.map(({ currency, debit, credit }) => ({
    currency,
    debit: writeSum(debit, '.'),
    credit: writeSum(credit, '.'),
  }));
}
