import { type Mapping, type Rule, type SideRule, TARGETS, type Target } from '../../../src/mapping/mapping';
import type {
  DocumentSource,
  Land,
  Output,
  PeriodUnit,
  PipelineDraft,
  Reading,
  Schedule,
  Source,
} from '../../../src/pipelines/pipeline';

/**
 * A pipeline while somebody types it: every input has its place, also those of kinds not chosen now, so that changing
 * one's mind loses nothing. Numbers are texts as typed; an empty text is an answer that is still missing.
 */
export type Form = {
  readonly name: string;
  readonly mandant: string;
  readonly connection: string;
  readonly isActive: boolean;
  readonly source: SourceForm;
  readonly reading: { readonly by: Reading['by']; readonly key: string };
  readonly periodField: string;
  readonly timezone: string;
  readonly unit: PeriodUnit;
  readonly schedule: ScheduleForm;
  readonly mapping: MappingForm;
  readonly output: OutputForm;
  readonly documents: DocumentsForm;
  readonly guard: { readonly rows: string; readonly total: string; readonly mayBeEmpty: boolean };
  readonly needsApproval: boolean;
  readonly deliverWithin: string;
};
export type SourceForm = {
  readonly is: Source['is'];
  readonly look: string;
  readonly query: string;
  readonly model: string;
  readonly explore: string;
  /** As typed, one a line; blank lines count for nothing. */
  readonly fields: readonly string[];
  readonly filters: readonly FilterForm[];
  readonly sorts: readonly string[];
};
export type FilterForm = { readonly field: string; readonly value: string };
export type ScheduleForm = {
  readonly on: Schedule['on'];
  readonly cron: string;
  readonly zone: string;
  readonly day: string;
  readonly at: string;
  readonly land: Land | '';
};
export type MappingForm = {
  readonly side: SideForm;
  readonly amountIs: Mapping['amountIs'] | '';
  readonly zeroLines: Mapping['zeroLines'] | '';
  readonly rules: Readonly<Record<Target, RuleForm>>;
};
export type SideForm = {
  readonly by: SideRule['by'];
  readonly positive: 'S' | 'H' | '';
  readonly column: string;
  /** One value a line. */
  readonly soll: string;
  readonly haben: string;
  readonly side: 'S' | 'H' | '';
};
export type RuleForm = {
  readonly kind: Rule['from'] | 'none';
  readonly column: string;
  readonly value: string;
  readonly template: string;
  readonly table: readonly TableRow[];
  readonly hasOtherwise: boolean;
  readonly otherwise: string;
};
export type TableRow = { readonly when: string; readonly value: string; readonly rate: string };
export type OutputForm = {
  readonly as: Output['as'];
  readonly label: string;
  /** Festschreibung is asked for, never assumed. */
  readonly isLocked: 'yes' | 'no' | '';
  readonly byMonth: boolean;
  readonly ledger: Extract<Output, { as: 'dxso' }>['ledger'] | '';
  readonly folder: string;
};
export type DocumentForm = {
  readonly from: DocumentSource['from'];
  readonly id: string;
  readonly periodFilter: string;
};
export type DocumentsForm = {
  readonly wanted: boolean;
  readonly type: string;
  readonly sources: readonly DocumentForm[];
  readonly byHand: boolean;
};

export const EMPTY_RULE: RuleForm = {
  kind: 'none',
  column: '',
  value: '',
  template: '',
  table: [],
  hasOtherwise: false,
  otherwise: '',
};
const EMPTY_SOURCE: SourceForm = {
  is: 'look',
  look: '',
  query: '',
  model: '',
  explore: '',
  fields: [],
  filters: [],
  sorts: [],
};
const EMPTY_MESSAGES: SideForm = { by: 'sign', positive: '', column: '', soll: '', haben: '', side: '' };
const EMPTY_OUTPUT: OutputForm = {
  as: 'extf',
  label: '',
  isLocked: '',
  byMonth: false,
  ledger: '',
  folder: '',
};
const EMPTY_SCHEDULE: ScheduleForm = {
  on: 'manual',
  cron: '',
  zone: 'Europe/Berlin',
  day: '3',
  at: '06:00',
  land: '',
};

/** A pipeline nobody has typed anything of; what people have to decide is left open. */
export function newForm(): Form {
  return {
    name: '',
    mandant: '',
    connection: '',
    isActive: false,
    source: EMPTY_SOURCE,
    reading: { by: 'one-call', key: '' },
    periodField: '',
    timezone: 'Europe/Berlin',
    unit: 'month',
    schedule: EMPTY_SCHEDULE,
    mapping: { side: EMPTY_MESSAGES, amountIs: '', zeroLines: '', rules: rulesOf({}) },
    output: EMPTY_OUTPUT,
    documents: { wanted: false, type: '', sources: [], byHand: false },
    guard: { rows: '', total: '', mayBeEmpty: false },
    needsApproval: false,
    deliverWithin: '24',
  };
}

/** A stored pipeline as the form shows it. */
export function formOf(draft: PipelineDraft): Form {
  const { guard, documents, reading } = draft;
  return {
    name: draft.name,
    mandant: draft.mandant,
    connection: draft.connection,
    isActive: draft.isActive,
    source: sourceOf(draft.source),
    reading: { by: reading.by, key: reading.by === 'key' ? reading.key : '' },
    periodField: draft.periodField,
    timezone: draft.timezone,
    unit: draft.unit,
    schedule: scheduleOf(draft.schedule),
    mapping: {
      side: sideOf(draft.mapping.side),
      amountIs: draft.mapping.amountIs,
      zeroLines: draft.mapping.zeroLines,
      rules: rulesOf(draft.mapping),
    },
    output: outputOf(draft.output),
    documents: {
      wanted: documents !== undefined,
      type: documents?.type ?? '',
      sources: (documents?.sources ?? []).map(documentOf),
      byHand: documents?.byHand ?? false,
    },
    guard: {
      rows: guard.rowsPercent === undefined ? '' : String(guard.rowsPercent),
      total: guard.totalPercent === undefined ? '' : String(guard.totalPercent),
      mayBeEmpty: guard.mayBeEmpty,
    },
    needsApproval: draft.needsApproval,
    deliverWithin: String(draft.deliverWithinHours),
  };
}

function sourceOf(source: Source): SourceForm {
  if (source.is !== 'inline') return { ...EMPTY_SOURCE, ...source };
  const filters = Object.entries(source.filters).map(([field, value]) => ({ field, value }));
  return { ...EMPTY_SOURCE, ...source, filters };
}

function scheduleOf(schedule: Schedule): ScheduleForm {
  if (schedule.on !== 'business-day') return { ...EMPTY_SCHEDULE, ...schedule };
  return { ...EMPTY_SCHEDULE, ...schedule, day: String(schedule.day) };
}

/** The rules of all targets; a target without one has an empty rule. */
export function rulesOf(mapping: Partial<Mapping>): MappingForm['rules'] {
  const pairs = TARGETS.map((target) => [target, ruleOf(mapping[target])] as const);
  return Object.fromEntries(pairs) as MappingForm['rules'];
}

export function ruleOf(rule: Rule | undefined): RuleForm {
  if (rule === undefined) return EMPTY_RULE;
  const { from: kind, ...rest } = rule;
  const otherwise = 'otherwise' in rest && rest.otherwise !== undefined ? rest.otherwise : undefined;
  const table =
    'table' in rest ? rest.table.map(({ when, value, rate = '' }) => ({ when, value, rate })) : [];
  return {
    kind,
    column: 'column' in rest ? rest.column : '',
    value: 'value' in rest ? rest.value : '',
    template: 'template' in rest ? rest.template : '',
    table,
    hasOtherwise: otherwise !== undefined,
    otherwise: otherwise ?? '',
  };
}

export function sideOf(side: SideRule): SideForm {
  if (side.by !== 'column') return { ...EMPTY_MESSAGES, ...side };
  return { ...EMPTY_MESSAGES, ...side, soll: side.soll.join('\n'), haben: side.haben.join('\n') };
}

function outputOf(output: Output): OutputForm {
  if (output.as === 'dxso')
    return { ...EMPTY_OUTPUT, as: 'dxso', ledger: output.ledger, folder: output.folder ?? '' };
  return { ...EMPTY_OUTPUT, ...output, isLocked: output.isLocked ? 'yes' : 'no' };
}

function documentOf(source: DocumentSource): DocumentForm {
  if (source.from === 'look') return { from: 'look', id: source.look, periodFilter: '' };
  return { from: 'dashboard', id: source.dashboard, periodFilter: source.periodFilter ?? '' };
}
