import type { PipelineDraft } from '../pipelines/pipeline';
import { type Mapping, type Rule, TARGETS } from './mapping';
import { fieldsIn } from './template';

/**
 * Every column that a pipeline cannot do without: those of the mapping and the key by which the rows are read. Not the
 * field of the period, which is asked for but not read. Each once, in the order of the targets.
 */
export function usedColumns({
  mapping,
  reading,
}: Pick<PipelineDraft, 'mapping' | 'reading'>): readonly string[] {
  return [...new Set([...mappedColumns(mapping), ...(reading.by === 'key' ? [reading.key] : [])])];
}

/** The columns that a mapping reads, each once. */
export function mappedColumns(mapping: Partial<Mapping>): readonly string[] {
  const rules = TARGETS.flatMap((target) => columnsOf(mapping[target]));
  const side = mapping.side?.by === 'column' ? [mapping.side.column] : [];
  return [...new Set([...rules, ...side])];
}

function columnsOf(rule: Rule | undefined): readonly string[] {
  if (rule === undefined || rule.from === 'constant') return [];
  return rule.from === 'template' ? fieldsIn(rule.template) : [rule.column];
}
