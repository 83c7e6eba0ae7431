import type { Day } from '../kernel/day';
import type { KnownAccounts } from './known-accounts';
import { type CompiledMapping, type Mapped, mapRow } from './map-row';
import { type Mapping, OPTIONAL_TARGETS, type OptionalTarget, type SideRule } from './mapping';
import { cellReader, entryReader, type Field, type Found, fieldOf, type RuleContext, tell } from './reader';
import type { Row } from './source';

/** What a mapping has to know of the run. */
export type MapContext = {
  /** The columns in the order of a row's cells. */
  readonly fields: readonly string[];
  /** The period of the run: every booking lies in it. */
  readonly from: Day;
  readonly to: Day;
  /** What `{period}` stands for. */
  readonly periodLabel: string;
  readonly currency: 'EUR';
  readonly fiscalYear: { readonly first: Day; readonly last: Day };
  /** The last day of what the Mandant has closed. */
  readonly closedThrough?: Day | undefined;
  readonly accounts: KnownAccounts;
};

type Mapper = { readonly map: (row: Row) => Mapped };

/**
 * Makes a mapping ready for many rows. For one without findings of `checkMapping`. A mapper is for one run of the code at
 * a time; the findings it returns are the caller's.
 * @throws for a mapping that cannot be read, which `checkMapping` would have said
 */
export function compile(mapping: Mapping, context: MapContext): Mapper {
  const machine = machineOf(mapping, context);
  return { map: (row) => mapRow(machine, row) };
}

function machineOf(mapping: Mapping, context: MapContext): CompiledMapping {
  const sink: RuleContext['sink'] = { found: [] };
  const reading = { fields: context.fields, periodLabel: context.periodLabel, sink };
  const optional: Partial<Record<OptionalTarget, Field<OptionalTarget>>> = {};
  for (const target of OPTIONAL_TARGETS) {
    const rule = mapping[target];
    if (rule !== undefined) optional[target] = fieldOf<OptionalTarget>(target, rule, reading);
  }
  return {
    sink,
    optional: optional as CompiledMapping['optional'],
    accounts: context.accounts,
    currency: context.currency,
    from: context.from,
    to: context.to,
    fiscalYear: context.fiscalYear,
    closedThrough: context.closedThrough,
    isNet: mapping.amountIs === 'net',
    leavesOutZero: mapping.zeroLines === 'leave-out',
    amount: fieldOf('amount', mapping.amount, reading),
    account: fieldOf('account', mapping.account, reading),
    contra: fieldOf('contra', mapping.contra, reading),
    date: fieldOf('date', mapping.date, reading),
    sideOf: sideReader(mapping.side, reading),
    tax: taxReader(mapping.taxKey, reading),
  };
}

function sideReader(rule: SideRule, reading: RuleContext): CompiledMapping['sideOf'] {
  if (rule.by === 'sign') return () => rule.positive;
  if (rule.by === 'constant') return () => rule.side;
  const cell = cellReader(rule.column, reading.fields);
  const sides = new Map<string, 'S' | 'H'>([
    ...rule.soll.map((value) => [value.trim(), 'S'] as const),
    ...rule.haben.map((value) => [value.trim(), 'H'] as const),
  ]);
  const field = { target: 'side', column: rule.column, sink: reading.sink } as const;
  return (row) => {
    const value = cell(row);
    const side = sides.get(value);
    if (side === undefined) tell(field, 'mapping.unknown-value', { value });
    return side;
  };
}

/** The tax key with its rate; without a rule there is none. */
function taxReader(rule: Mapping['taxKey'], reading: RuleContext): CompiledMapping['tax'] {
  const column = rule?.from === 'column' || rule?.from === 'table' ? rule.column : undefined;
  const field = { target: 'taxKey', column, sink: reading.sink } as const;
  if (rule === undefined) return { ...field, entryOf: () => NO_KEY };
  if (rule.from === 'table') return { ...field, entryOf: entryReader(field, rule, reading.fields) };
  const { read } = fieldOf('taxKey', rule, reading);
  return { ...field, entryOf: (row) => asFound(read(row)) };
}

const NO_KEY: Found = { value: '', rate: undefined };

function asFound(value: string | undefined): Found | undefined {
  return value === undefined ? undefined : { value, rate: undefined };
}
