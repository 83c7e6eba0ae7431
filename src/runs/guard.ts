import type { Problem } from '../kernel/problem';
import type { Guard } from '../pipelines/pipeline';

/** What was delivered of a pipeline before. `total` is ΣSoll + ΣHaben in cents, as text because it outgrows a number. */
export type Delivered = {
  readonly run: string;
  readonly period: string;
  readonly rows: number;
  readonly total: string;
};

/** A mean of fewer says nothing, of more it would forget that a firm grows. */
export const MEAN_OF = 3;

/** Notes a delivery once, newest last. */
export function withDelivered(history: readonly Delivered[], one: Delivered): readonly Delivered[] {
  return [...history.filter(({ run }) => run !== one.run), one].slice(-MEAN_OF);
}

/**
 * What is unusual about an execution: no rows at all, or further from the mean of the last deliveries than the pipeline
 * allows. It stops before anything is sent; a person who knows why accepts it (`mayDiffer`).
 */
export function unusual(
  guard: Guard,
  now: { readonly rows: number; readonly total: bigint },
  history: readonly Delivered[],
): Problem | undefined {
  if (now.rows === 0) return guard.mayBeEmpty ? undefined : { code: 'run.no-rows', retry: 'after-fix' };
  if (history.length === 0) return undefined;
  const rows = history.reduce((sum, one) => sum + one.rows, 0) / history.length;
  const total = history.reduce((sum, one) => sum + BigInt(one.total), 0n) / BigInt(history.length);
  const ofRows = percentOff(now.rows, rows);
  if (guard.rowsPercent !== undefined && ofRows > guard.rowsPercent)
    return {
      code: 'run.unusual-rows',
      retry: 'after-fix',
      values: { rows: now.rows, usual: Math.round(rows), percent: told(ofRows) },
    };
  // The sums themselves are ledger values: only how far they are apart is told.
  const ofTotal = percentOff(Number(now.total), Number(total));
  if (guard.totalPercent !== undefined && ofTotal > guard.totalPercent)
    return { code: 'run.unusual-total', retry: 'after-fix', values: { percent: told(ofTotal) } };
  return undefined;
}

/** More than this says no more; from nothing there is no percentage at all, and infinity could not be stored. */
function told(percent: number): number | string {
  return percent > 999 ? '> 999' : Math.round(percent);
}

function percentOff(now: number, usual: number): number {
  if (usual === 0) return now === 0 ? 0 : Number.POSITIVE_INFINITY;
  return (Math.abs(now - usual) / usual) * 100;
}
