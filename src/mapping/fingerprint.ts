import type { PipelineDraft, SourceField } from '../pipelines/pipeline';
import { type Mapping, type Rule, type SideRule, TARGETS } from './mapping';
import { labelWords, nameWords, similarity } from './similar';

/** How Looker's columns differ from those the mapping was accepted with. */
type Drift =
  | {
      readonly is: 'missing';
      readonly field: string;
      /** What it may be called now, the best guess first. */
      readonly candidates: readonly string[];
    }
  | { readonly is: 'retyped'; readonly field: string; readonly was: string; readonly now: string };

/**
 * What has changed of the columns in use since the mapping was accepted. Order, labels and columns that nobody uses do not
 * matter: cells go by name.
 */
export function drift(
  expected: readonly SourceField[],
  actual: readonly SourceField[],
  used: readonly string[],
): readonly Drift[] {
  const before = new Map(expected.map((field) => [field.name, field]));
  const now = new Map(actual.map((field) => [field.name, field]));
  return used.flatMap((name): readonly Drift[] => {
    const [was, is] = [before.get(name), now.get(name)];
    if (is === undefined) {
      const lost = was ?? { name, label: '', type: '' };
      const among = { before, actual, taken: new Set(used) };
      return [{ is: 'missing', field: name, candidates: candidatesFor(lost, among) }];
    }
    if (was === undefined || was.type === is.type) return [];
    return [{ is: 'retyped', field: name, was: was.type, now: is.type }];
  });
}

const MAX_CANDIDATES = 5;

type Among = {
  readonly before: ReadonlyMap<string, SourceField>;
  readonly actual: readonly SourceField[];
  readonly taken: ReadonlySet<string>;
};

/** A renamed column is one that was not there before, mostly of the same type; a known one has to be very much alike. */
function candidatesFor(lost: SourceField, { before, actual, taken }: Among): readonly string[] {
  return actual
    .map((field) => {
      const alike = likeness(lost, field);
      const isSameType = field.type === lost.type;
      const isNew = !before.has(field.name);
      const mayBe = isNew ? isSameType || alike >= 0.5 : !taken.has(field.name) && alike >= 0.6;
      return { name: field.name, mayBe, score: alike + (isSameType ? 0.5 : 0) + (isNew ? 0.25 : 0) };
    })
    .filter(({ mayBe }) => mayBe)
    .toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_CANDIDATES)
    .map(({ name }) => name);
}

function likeness(one: SourceField, other: SourceField): number {
  return Math.max(
    similarity(nameWords(one.name), nameWords(other.name)),
    similarity(labelWords(one.label), labelWords(other.label)),
  );
}

/** The pipeline with one column under its new name wherever it occurs: one click after a rename in Looker. */
export function remap(draft: PipelineDraft, from: string, to: string): PipelineDraft {
  const renamed = (name: string) => (name === from ? to : name);
  const { source, reading } = draft;
  return {
    ...draft,
    source: source.is === 'inline' ? { ...source, ...renamedQuery(source, renamed) } : source,
    reading: reading.by === 'key' ? { ...reading, key: renamed(reading.key) } : reading,
    periodField: renamed(draft.periodField),
    mapping: renamedMapping(draft.mapping, renamed),
  };
}

type Renamed = (name: string) => string;
type Inline = Extract<PipelineDraft['source'], { is: 'inline' }>;

/** A sort is `view.field` or `view.field desc`. */
function renamedQuery({ fields, filters, sorts }: Inline, renamed: Renamed) {
  return {
    fields: [...new Set(fields.map(renamed))],
    filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [renamed(name), value])),
    sorts: sorts.map((sort) => {
      const [name = '', ...order] = sort.split(' ');
      return [renamed(name), ...order].join(' ');
    }),
  };
}

function renamedMapping(mapping: Mapping, renamed: Renamed): Mapping {
  const rules = TARGETS.flatMap((target) => {
    const rule = mapping[target];
    return rule === undefined ? [] : [[target, renamedRule(rule, renamed)] as const];
  });
  return { ...mapping, ...Object.fromEntries(rules), side: renamedSide(mapping.side, renamed) };
}

function renamedSide(side: SideRule, renamed: Renamed): SideRule {
  return side.by === 'column' ? { ...side, column: renamed(side.column) } : side;
}

function renamedRule(rule: Rule, renamed: Renamed): Rule {
  if (rule.from === 'constant') return rule;
  if (rule.from !== 'template') return { ...rule, column: renamed(rule.column) };
  const template = rule.template.replaceAll(/\{([^{}]*)\}/g, (all, name: string) => {
    const now = renamed(name.trim());
    return now === name.trim() ? all : `{${now}}`;
  });
  return { ...rule, template };
}
