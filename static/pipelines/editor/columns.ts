import type { SourceAnswer } from '../../../src/contract/pipelines';
import type { SourceField } from '../../../src/pipelines/pipeline';
import type { Suggestion } from '../../shared/inputs/suggestions';
import type { SourceForm } from './form';
import { linesOf } from './read-form';

/** A column of the source as far as it is known: what Looker says now, or what was stored with the pipeline. */
export type Column = SourceField & {
  readonly isUsed: boolean;
  readonly isKey: boolean;
  readonly isMeasure: boolean;
};

/** The newest knowledge about the columns. Of stored ones it is not known which are keys. */
export function columnsOf(
  source: SourceAnswer | undefined,
  stored: readonly SourceField[],
): readonly Column[] {
  if (source !== undefined) return source.fields;
  return stored.map((field) => ({ ...field, isUsed: true, isKey: false, isMeasure: false }));
}

/** A column for people: its label, and its name so that two with one label differ. */
export function columnText({ name, label }: Pick<Column, 'name' | 'label'>): string {
  return label === '' || label === name ? name : `${label} (${name})`;
}

/** The columns that rows have: those the source asks for. Of an own query they are as typed, known or not. */
export function usable(source: SourceForm, columns: readonly Column[]): readonly Column[] {
  if (source.is !== 'inline') return columns.filter(({ isUsed }) => isUsed);
  const known = new Map(columns.map((column) => [column.name, column]));
  return linesOf(source.fields.join('\n')).map(
    (name) =>
      known.get(name) ?? { name, label: name, type: '', isUsed: true, isKey: false, isMeasure: false },
  );
}

/** The columns of an own query with one more or one less. */
export function withColumn(fields: readonly string[], name: string, on: boolean): readonly string[] {
  const others = fields.filter((each) => each.trim() !== name && each.trim() !== '');
  return on ? [...others, name] : others;
}

/** Columns to be chosen while somebody types. */
export function columnSuggestions(columns: readonly Column[]): readonly Suggestion[] {
  return columns.map(({ name, label }) => ({ id: name, text: label === '' ? name : label, hint: name }));
}
