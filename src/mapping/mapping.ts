import * as v from 'valibot';

/**
 * How Looker's columns become booking lines: a rule for each target. Stored with the pipeline, versioned with it.
 */

const Column = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,80}\.[A-Za-z_]\w{0,80}$/));
const Value = v.pipe(v.string(), v.maxLength(120));

/** Entries of one value table: customers, articles or cost centres of a large Mandant. */
export const MAX_TABLE = 10_000;

/** Where the value of a target comes from. An empty value falls back to `otherwise` where one is given. */
export const Rule = v.variant('from', [
  v.object({ from: v.literal('column'), column: Column, otherwise: v.optional(Value) }),
  v.object({ from: v.literal('constant'), value: Value }),
  /** `Rechnung {view.field}`; `{period}` is the run's period. */
  v.object({ from: v.literal('template'), template: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
  /** A value table: tax name → BU key, cost centre → KOST1. Without `otherwise` an unknown value is an error. */
  v.object({
    from: v.literal('table'),
    column: Column,
    table: v.pipe(
      v.array(
        v.object({
          when: Value,
          value: Value,
          /** Per cent, of a tax key: turns a net amount into a gross one. */
          rate: v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}(?:\.\d{1,2})?$/))),
        }),
      ),
      v.maxLength(MAX_TABLE),
    ),
    otherwise: v.optional(Value),
  }),
]);
export type Rule = v.InferOutput<typeof Rule>;

/** Soll or Haben: from the sign of the amount, from a column, or always the same. */
export const SideRule = v.variant('by', [
  v.object({ by: v.literal('sign'), positive: v.picklist(['S', 'H']) }),
  v.object({
    by: v.literal('column'),
    column: Column,
    soll: v.pipe(v.array(Value), v.minLength(1), v.maxLength(20)),
    haben: v.pipe(v.array(Value), v.minLength(1), v.maxLength(20)),
  }),
  v.object({ by: v.literal('constant'), side: v.picklist(['S', 'H']) }),
]);
export type SideRule = v.InferOutput<typeof SideRule>;

/** The targets that a line can do without and that are read as they are. */
export const OPTIONAL_TARGETS = [
  'documentNumber',
  'documentNumber2',
  'text',
  'kost1',
  'kost2',
  'currency',
  'serviceDate',
  'dueDate',
  'euVatId',
  'partner',
] as const;
export type OptionalTarget = (typeof OPTIONAL_TARGETS)[number];

/** The targets of one line in DATEV's order; `account` and `contra` are the two accounts, `date` the Belegdatum. */
export const TARGETS = ['amount', 'account', 'contra', 'taxKey', 'date', ...OPTIONAL_TARGETS] as const;
export type Target = (typeof TARGETS)[number];

/** What no line can do without. */
export const REQUIRED_TARGETS = ['amount', 'account', 'contra', 'date'] as const satisfies readonly Target[];

/** The targets whose values are days; the others that are optional are texts. */
const DAY_TARGETS = ['date', 'serviceDate', 'dueDate'] as const satisfies readonly Target[];
export type DayTarget = (typeof DAY_TARGETS)[number];

export function isDayTarget(target: Target): target is DayTarget {
  return DAY_TARGETS.some((one) => one === target);
}

export const Mapping = v.object({
  side: SideRule,
  /** What Looker's amount is. A booking with a tax key carries the gross amount in DATEV. */
  amountIs: v.picklist(['gross', 'net']),
  amount: Rule,
  account: Rule,
  contra: Rule,
  date: Rule,
  taxKey: v.optional(Rule),
  documentNumber: v.optional(Rule),
  documentNumber2: v.optional(Rule),
  text: v.optional(Rule),
  kost1: v.optional(Rule),
  kost2: v.optional(Rule),
  currency: v.optional(Rule),
  serviceDate: v.optional(Rule),
  dueDate: v.optional(Rule),
  euVatId: v.optional(Rule),
  /** Customer or supplier of a package (DXSO). */
  partner: v.optional(Rule),
  /** Lines of 0,00: stop the run, or leave them out and say how many. */
  zeroLines: v.picklist(['stop', 'leave-out']),
});
export type Mapping = v.InferOutput<typeof Mapping>;
