import { checkExtf, type ExtfCheck } from '../../../src/extf/check/check';
import { asJudged, mayBeTaken, needsMarkOnly, withMark } from '../../../src/extf/check/verdict';
import { writeSum } from '../../../src/kernel/money';
import { present } from '../../../src/kernel/present';
import type { About, Chosen, Found, Sums, Watch } from './file-types';

/** The check of a batch that the backend makes again; fetched only where somebody really hands one in. */
export function checkBatchFile({ name, raw }: Chosen, mandant: string, watch: Watch): Found {
  const findings = asJudged(checkExtf(raw, { mandant, fileName: name, watch }).findings);
  const needsMark = needsMarkOnly(findings) ? ({ needsMark: true } as const) : {};
  return { findings, maySend: mayBeTaken(findings), ...needsMark };
}

/** The check, and what the batch says of itself. For which Mandant it is, it says alone. */
export function surveyBatchFile(
  { name, raw }: Chosen,
  watch: Watch,
): { readonly found: Found; readonly about: About } {
  const checked = checkExtf(raw, { fileName: name, watch });
  const findings = asJudged(checked.findings);
  const { mandant, from } = checked.header ?? {};
  const totals = sumsIn(checked);
  const period = from?.slice(0, '2026-11'.length);
  return {
    found: { findings, maySend: mayBeTaken(findings) },
    about: { ...present({ mandant, period, label: checked.label }), rows: checked.rows, totals },
  };
}

/** The same file with the mark that its encoding lacks. */
export function withItsMark(file: Chosen): Chosen {
  return { ...file, raw: withMark(file.raw) };
}

/** Sums of a batch by currency. */
export function totalsIn(raw: Uint8Array): Sums {
  return sumsIn(checkExtf(raw));
}

function sumsIn({ totals }: ExtfCheck): Sums {
  return totals.map(({ currency, debit, credit }) => ({
    currency,
    debit: writeSum(debit, '.'),
    credit: writeSum(credit, '.'),
  }));
}
