import { present } from '../kernel/present';
import type { MappingCode } from '../texts/problem-code';
import type { MappingFinding, TargetOrSide } from './finding';
import type { Rule, Target } from './mapping';
import type { Row } from './source';
import { readTemplate } from './template';
import { rateOf } from './values';

/** Where the findings of the row at hand are collected. */
export type Sink = { found: MappingFinding[] };

/** What rules are read with: the order of the cells, the name of the period, and where findings go. */
export type RuleContext = {
  readonly fields: readonly string[];
  readonly periodLabel: string;
  readonly sink: Sink;
};

/** A rule made ready for many rows. */
export type Field<P extends TargetOrSide = TargetOrSide> = {
  readonly target: P;
  /** The only column it reads, where it reads only one. */
  readonly column: string | undefined;
  /** The value, trimmed; empty where there is none; `undefined` when a finding says already that there is none. */
  readonly read: (row: Row) => string | undefined;
  readonly sink: Sink;
};

/** A value that a table gives, with its tax rate in hundredths of a per cent where it has one. */
export type Found = { readonly value: string; readonly rate: number | undefined };

/** Tells what is wrong with the value of a field; the `undefined` it returns stands for the value. */
export function tell(
  { sink, target, column }: Pick<Field, 'sink' | 'target' | 'column'>,
  code: MappingCode,
  about: { readonly value?: string | undefined; readonly most?: number | undefined } = {},
): undefined {
  sink.found.push({
    code,
    target,
    ...present({ column, value: about.value, most: about.most }),
  });
  return undefined;
}

/** The trimmed value of a column, empty for nothing. @throws when the rows do not have the column */
export function cellReader(column: string, fields: readonly string[]): (row: Row) => string {
  const at = fields.indexOf(column);
  if (at < 0) throw new Error(`the rows have no column ${column}; checkMapping says so`);
  return (row) => row[at]?.trim() ?? '';
}

/** Makes a rule ready. @throws for a rule that `checkMapping` objects to */
export function fieldOf<T extends Target>(target: T, rule: Rule, reading: RuleContext): Field<T> {
  const column = rule.from === 'column' || rule.from === 'table' ? rule.column : undefined;
  const field = { target, column, sink: reading.sink };
  return { ...field, read: readerOf(field, rule, reading) };
}

function readerOf(field: Omit<Field<Target>, 'read'>, rule: Rule, reading: RuleContext): Field['read'] {
  switch (rule.from) {
    case 'constant': {
      const value = rule.value.trim();
      return () => value;
    }
    case 'column': {
      const cell = cellReader(rule.column, reading.fields);
      const otherwise = rule.otherwise?.trim() ?? '';
      return (row) => cell(row) || otherwise;
    }
    case 'table': {
      const entry = entryReader(field, rule, reading.fields);
      return (row) => entry(row)?.value;
    }
    case 'template':
      return templateReader(field, rule.template, reading);
  }
}

/** Looks up a value; one that the table does not have is a finding unless there is a value for all others. */
export function entryReader(
  field: Omit<Field, 'read'>,
  rule: Extract<Rule, { from: 'table' }>,
  fields: readonly string[],
): (row: Row) => Found | undefined {
  const cell = cellReader(rule.column, fields);
  const entries = new Map(rule.table.map((one) => [one.when.trim(), entryOf(one)]));
  const others = rule.otherwise === undefined ? undefined : entryOf({ value: rule.otherwise });
  return (row) => {
    const value = cell(row);
    const found = entries.get(value) ?? others;
    if (found === undefined) tell(field, 'mapping.unknown-value', { value });
    return found;
  };
}

function entryOf(one: { readonly value: string; readonly rate?: string | undefined }): Found {
  return { value: one.value.trim(), rate: one.rate === undefined ? undefined : rateOf(one.rate) };
}

/** In a text or a name an empty column vanishes; anywhere else half a value would be a wrong one. */
function templateReader(
  field: Omit<Field<Target>, 'read'>,
  template: string,
  { fields, periodLabel }: RuleContext,
): Field['read'] {
  const parts = readTemplate(template);
  if (parts === undefined) throw new Error('a template is broken; checkMapping says so');
  const pieces = parts.map((part) =>
    part.is === 'field' ? cellReader(part.name, fields) : part.is === 'period' ? periodLabel : part.text,
  );
  const mayVanish = field.target === 'text' || field.target === 'partner';
  return (row) => {
    let text = '';
    let isPartial = false;
    for (const piece of pieces) {
      const value = typeof piece === 'string' ? piece : piece(row);
      if (value === '') isPartial = true;
      text += value;
    }
    if (!isPartial) return text.trim();
    if (mayVanish) return text.replaceAll(/ {2,}/g, ' ').trim();
    return tell(field, 'mapping.empty');
  };
}
