import fc from 'fast-check';
import type { Mapping, Rule } from '../../src/mapping/mapping';
import { LANDS, PERIODS, type PipelineDraft } from '../../src/pipelines/pipeline';

/** A pipeline as the backend stores one; `part` changes what a test is about. */
export function aDraft(part: Partial<PipelineDraft> = {}): PipelineDraft {
  return {
    name: 'Umsätze',
    mandant: '455148-1',
    connection: 'l0123456789ab',
    isActive: true,
    source: { is: 'look', look: '17' },
    reading: { by: 'one-call' },
    periodField: 'ledger.posting_date',
    timezone: 'Europe/Berlin',
    unit: 'month',
    schedule: { on: 'manual' },
    mapping: aMapping(),
    output: { as: 'extf', label: 'Umsätze {period}', isLocked: false, byMonth: false },
    guard: { mayBeEmpty: false },
    needsApproval: false,
    deliverWithinHours: 24,
    ...part,
  };
}

export function aMapping(part: Partial<Mapping> = {}): Mapping {
  return {
    side: { by: 'sign', positive: 'S' },
    amountIs: 'gross',
    zeroLines: 'stop',
    amount: { from: 'column', column: 'ledger.amount' },
    account: { from: 'column', column: 'ledger.account' },
    contra: { from: 'constant', value: '8400' },
    date: { from: 'column', column: 'ledger.date' },
    ...part,
  };
}

const column = fc.stringMatching(/^[a-z]{1,6}\.[a-z]{1,6}$/);
const value = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9äöü %]{0,10}[A-Za-z0-9]$/);
const name = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,12}$/);
const otherwise = fc.oneof(fc.constant({}), fc.record({ otherwise: fc.oneof(value, fc.constant('')) }));

const anyColumnRule = fc
  .tuple(column, otherwise)
  .map(([from, rest]): Rule => ({ from: 'column', column: from, ...rest }));
const anyRow = fc
  .tuple(value, value, fc.option(fc.constantFrom('19', '7', '5.5'), { nil: undefined }))
  .map(([when, to, rate]) => ({ when, value: to, ...(rate === undefined ? {} : { rate }) }));
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  anyColumnRule,
  value.map((text): Rule => ({ from: 'constant', value: text })),
  value.map((text): Rule => ({ from: 'template', template: `${text} {period}` })),
  fc
    .tuple(column, fc.array(anyRow, { maxLength: 4 }), otherwise)
    .map(([from, table, rest]): Rule => ({ from: 'table', column: from, table, ...rest })),
);
const anySide: fc.Arbitrary<Mapping['side']> = fc.oneof(
  fc.constantFrom('S' as const, 'H' as const).map((positive) => ({ by: 'sign' as const, positive })),
  fc.constantFrom('S' as const, 'H' as const).map((side) => ({ by: 'constant' as const, side })),
  fc.tuple(column, fc.array(value, { minLength: 1, maxLength: 3 })).map(([from, values]) => ({
    by: 'column' as const,
    column: from,
    soll: values,
    haben: [...values, 'H'],
  })),
);
const anyMapping = fc
  .record({
    side: anySide,
    amountIs: fc.constantFrom('gross' as const, 'net' as const),
    zeroLines: fc.constantFrom('stop' as const, 'leave-out' as const),
    account: anyRule,
    contra: anyRule,
    date: anyRule,
    text: anyRule,
  })
  .map((part) => aMapping(part));

/** Pipelines of every kind of source, reading, schedule, mapping and output. */
export const anyDraft: fc.Arbitrary<PipelineDraft> = fc
  .record({
    isActive: fc.boolean(),
    needsApproval: fc.boolean(),
    unit: fc.constantFrom(...PERIODS),
    source: fc.oneof(
      name.map((look) => ({ is: 'look' as const, look })),
      name.map((query) => ({ is: 'query' as const, query })),
      fc
        .tuple(name, fc.uniqueArray(column, { minLength: 1, maxLength: 4 }), fc.dictionary(column, value))
        .map(([model, fields, filters]) => ({
          is: 'inline' as const,
          model,
          explore: 'ledger',
          fields,
          filters: { ...filters },
          sorts: ['ledger.id desc'],
        })),
    ),
    reading: fc.oneof(
      fc.constant({ by: 'one-call' as const }),
      fc.constant({ by: 'task' as const }),
      column.map((key) => ({ by: 'key' as const, key })),
    ),
    schedule: fc.oneof(
      fc.constant({ on: 'manual' as const }),
      fc.constant({ on: 'cron' as const, cron: '0 6 3 * *', zone: 'Europe/Berlin' }),
      fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(...LANDS)).map(([day, land]) => ({
        on: 'business-day' as const,
        day,
        at: '06:30',
        zone: 'Europe/Vienna',
        land,
      })),
    ),
    output: fc.oneof(
      fc
        .tuple(fc.boolean(), fc.boolean())
        .map(([isLocked, byMonth]) => ({ as: 'extf' as const, label: 'Stapel', isLocked, byMonth })),
      fc.constantFrom(
        { as: 'dxso' as const, ledger: 'cashLedger' as const },
        { as: 'dxso' as const, ledger: 'accountsPayableLedger' as const, folder: 'Eingang' },
      ),
    ),
    guard: fc.constantFrom<PipelineDraft['guard']>(
      { mayBeEmpty: false },
      { mayBeEmpty: true, rowsPercent: 30 },
      { mayBeEmpty: false, rowsPercent: 12.5, totalPercent: 200 },
    ),
    documents: fc.constantFrom<NonNullable<PipelineDraft['documents']>>(
      { type: 'Rechnung', sources: [], byHand: true },
      {
        type: 'Rechnung',
        sources: [
          { from: 'look', look: '5' },
          { from: 'dashboard', dashboard: '6', periodFilter: 'Zeit' },
          { from: 'dashboard', dashboard: '7' },
        ],
        byHand: false,
      },
    ),
    mapping: anyMapping,
    deliverWithinHours: fc.integer({ min: 1, max: 720 }),
  })
  // An invoice of a package needs its number.
  .map((part) =>
    aDraft({
      ...part,
      mapping: { ...part.mapping, documentNumber: { from: 'column', column: 'ledger.number' } },
    }),
  );
