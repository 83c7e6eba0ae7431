import type { AccountPlan } from '../../src/accounts/plan';
import type { Mapping } from '../../src/mapping/mapping';
import type { Row } from '../../src/mapping/source';
import type { Period } from '../../src/pipelines/period';
import type { Output, Pipeline, PipelineDraft } from '../../src/pipelines/pipeline';
import { type Circumstances, conclude } from '../../src/runs/conclude';
import { type ExecutionPlan, openRowCollector, type Taken } from '../../src/runs/execute';
import { COLUMNS, DRAFT, FIELDS, MAPPING, name } from '../mapping/things';
import { uuid5 } from '../support/uuid5';

/** Plans of executions for tests: Mandant 455148-1, November 2026, fiscal year from January. */
export const BOOKS: AccountPlan = {
  v: 1,
  mandant: '455148-1',
  version: 1,
  chart: 'SKR03',
  accountLength: 4,
  fiscalYearBegin: '01-01',
  accounts: [
    ...['1000', '1200', '4210', '8200', '10001', '10002', '70001'].map((number) => ({
      number,
      name: number,
    })),
    { number: '8400', name: '8400', automatic: true as const },
  ],
};

/** DATEV takes letters and digits only as cost objects, so these rows go without. */
const { kost2: _, ...REST } = MAPPING;
export const LENIENT: Mapping = { ...REST, zeroLines: 'leave-out' };

export const DXSO: Output = { as: 'dxso', ledger: 'accountsReceivableLedger', folder: 'Ausgangsrechnungen' };
export const BY_MONTH: Output = { as: 'extf', label: 'Abschluss {period}', isLocked: false, byMonth: true };

export type Change = {
  readonly pipeline?: Partial<PipelineDraft>;
  readonly books?: Partial<AccountPlan>;
  readonly period?: string;
  readonly documentGuid?: string;
};

export function planOf({ pipeline, books, period = '2026-11', documentGuid }: Change = {}): ExecutionPlan {
  const whole: Pipeline = {
    ...DRAFT,
    mapping: LENIENT,
    output: { as: 'extf', label: 'Abschluss {period}', isLocked: false, byMonth: false },
    ...pipeline,
    v: 1,
    id: 'p0123456789ab',
    version: 3,
    fields: [...FIELDS],
    changedAt: '2026-11-20T08:00:00.000Z',
    changedBy: 'anna',
  };
  return {
    pipeline: whole,
    books: { ...BOOKS, ...books },
    period: period as Period,
    fields: COLUMNS.map(name),
    at: '2026-12-03T05:00:00.000Z',
    ...(documentGuid === undefined ? {} : { documentGuid }),
  };
}

export function taken(plan: ExecutionPlan, rows: readonly Row[]): Taken {
  const taker = openRowCollector(plan);
  for (const one of rows) taker.take(one);
  return taker.end();
}

export function executed(plan: ExecutionPlan, rows: readonly Row[], how: Partial<Circumstances> = {}) {
  const guidFor = (of: string) => uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', of);
  return conclude(plan, taken(plan, rows), { history: [], mayDiffer: false, pictures: [], guidFor, ...how });
}
