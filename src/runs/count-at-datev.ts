import type { Cause, Submission } from '../submissions/submission';

/**
 * DATEV tells for a batch how many bookings it counted (`number_of_accounting_records`); that closes the chain of control
 * totals. The cause when the batches of a run have another number than went there; nothing where DATEV counted none.
 */
export function countDiffers(states: readonly Submission[]): Cause | undefined {
  const counted = states.flatMap((s) => {
    const records = s.attempts.at(-1)?.records;
    const rows = s.files.at(-1)?.rows;
    return s.kind === 'extf' && records !== undefined && rows !== undefined ? [{ records, rows }] : [];
  });
  if (counted.every(({ records, rows }) => records === rows)) return undefined;
  const datev = counted.reduce((sum, { records }) => sum + records, 0);
  const sent = counted.reduce((sum, { rows }) => sum + rows, 0);
  return { source: 'run', code: 'run.count-differs', faults: [], values: { sent, datev } };
}
