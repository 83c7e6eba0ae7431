import * as v from 'valibot';
import { TARGETS, type Target } from '../../../src/mapping/mapping';
import { PipelineDraft } from '../../../src/pipelines/pipeline';
import type { PlainWord } from '../../shared/texts/lang';
import type { DocumentForm, Form, OutputForm, RuleForm, ScheduleForm, SideForm, SourceForm } from './form';

/** An answer that is missing or cannot be right: the id of its input, and what to do. */
export type Missing = { readonly at: string; readonly word: PlainWord };
export type ReadForm =
  | { readonly ok: true; readonly draft: PipelineDraft }
  | { readonly ok: false; readonly missing: readonly Missing[] };

/** The pipeline a form stands for, or everything that is still missing, in the order of the page. */
export function readForm(form: Form): ReadForm {
  const missing = missingIn(form);
  if (missing.length > 0) return { ok: false, missing };
  const read = v.safeParse(PipelineDraft, rawDraft(form));
  if (read.success) return { ok: true, draft: read.output };
  const ids = new Set(read.issues.map((issue) => placeOf((issue.path ?? []).map(({ key }) => String(key)))));
  return { ok: false, missing: [...ids].map((at) => ({ at, word: 'pfWrongForm' })) };
}

/** Targets that a booking cannot do without. */
export function requiredTargets({ as, ledger }: OutputForm): readonly Target[] {
  const own: readonly Target[] = as !== 'dxso' ? [] : ledger === 'cashLedger' ? ['text'] : ['documentNumber'];
  return ['amount', 'account', 'contra', 'date', ...own];
}

/** A package of invoices, which goes into a folder of Belege online. */
export function isInvoice({ as, ledger }: OutputForm): boolean {
  return as === 'dxso' && ledger !== '' && ledger !== 'cashLedger';
}

type Note = (isMissing: boolean, at: string, word: PlainWord) => void;

function missingIn(form: Form): readonly Missing[] {
  const found: Missing[] = [];
  const note: Note = (isMissing, at, word) => {
    if (isMissing) found.push({ at, word });
  };
  note(isBlank(form.name), 'pf-name', 'pfNeedName');
  note(form.mandant === '', 'pf-mandant', 'pfNeedMandant');
  note(form.connection === '', 'pf-connection', 'pfNeedConnection');
  needSource(form.source, note);
  note(form.reading.by === 'key' && form.reading.key === '', 'pf-reading-key', 'pfNeedKey');
  note(isBlank(form.periodField), 'pf-periodField', 'pfNeedPeriodField');
  needMapping(form, note);
  needOutput(form, note);
  needSchedule(form.schedule, note);
  const hours = Number(form.deliverWithin);
  note(!(Number.isInteger(hours) && hours >= 1 && hours <= 720), 'pf-deliverWithin', 'pfNeedHours');
  note(!isPercent(form.guard.rows), 'pf-guard-rows', 'pfNeedPercent');
  note(!isPercent(form.guard.total), 'pf-guard-total', 'pfNeedPercent');
  return found;
}

function needSource(source: SourceForm, note: Note): void {
  if (source.is === 'look') return note(isBlank(source.look), 'pf-source-look', 'pfNeedLook');
  if (source.is === 'query') return note(isBlank(source.query), 'pf-source-query', 'pfNeedQuery');
  note(isBlank(source.model), 'pf-source-model', 'pfNeedModel');
  note(isBlank(source.explore), 'pf-source-explore', 'pfNeedExplore');
  note(linesOf(source.fields.join('\n')).length === 0, 'pf-source-fields', 'pfNeedFields');
  const names = source.filters.map(({ field }) => field.trim());
  note(new Set(names).size < names.length, 'pf-source', 'pfFilterTwice');
}

function needMapping({ mapping, output }: Form, note: Note): void {
  const required = requiredTargets(output);
  for (const target of [...required, ...TARGETS.filter((each) => !required.includes(each))]) {
    const rule = mapping.rules[target];
    const at = `pf-rule-${target}`;
    if (rule.kind === 'none') note(required.includes(target), at, 'pfNeedRule');
    else if (rule.kind === 'template') note(isBlank(rule.template), at, 'pfNeedTemplate');
    else if (rule.kind === 'constant') note(isBlank(rule.value), at, 'pfNeedValue');
    else note(rule.column === '', at, 'pfNeedColumn');
  }
  const { side } = mapping;
  note(side.by === 'sign' && side.positive === '', 'pf-side', 'pfNeedSide');
  note(side.by === 'constant' && side.side === '', 'pf-side', 'pfNeedSide');
  const open = side.column === '' || linesOf(side.soll).length === 0 || linesOf(side.haben).length === 0;
  note(side.by === 'column' && open, 'pf-side', 'pfNeedSideColumn');
  note(mapping.amountIs === '', 'pf-amountIs', 'pfNeedAmountIs');
  note(mapping.zeroLines === '', 'pf-zeroLines', 'pfNeedZeroLines');
}

function needOutput({ output, documents }: Form, note: Note): void {
  if (output.as === 'extf') {
    note(isBlank(output.label), 'pf-output-label', 'pfNeedLabel');
    note(output.isLocked === '', 'pf-output-locked', 'pfNeedLocked');
  } else {
    note(output.ledger === '', 'pf-output-ledger', 'pfNeedLedger');
    note(isInvoice(output) && isBlank(output.folder), 'pf-output-folder', 'pfNeedFolder');
  }
  if (!documents.wanted) return;
  note(isBlank(documents.type), 'pf-documents-type', 'pfNeedDocumentType');
  note(
    documents.sources.some(({ id }) => isBlank(id)),
    'pf-documents',
    'pfNeedDocument',
  );
}

function needSchedule({ on, cron, zone, day, at, land }: ScheduleForm, note: Note): void {
  if (on === 'manual') return;
  if (on === 'cron') note(isBlank(cron), 'pf-schedule-cron', 'pfNeedCron');
  if (on === 'business-day') {
    const n = Number(day);
    note(!(Number.isInteger(n) && n >= 1 && n <= 20), 'pf-schedule-day', 'pfNeedDay');
    note(!/^\d{2}:\d{2}$/.test(at), 'pf-schedule-at', 'pfNeedTime');
    note(land === '', 'pf-schedule-land', 'pfNeedLand');
  }
  note(isBlank(zone), 'pf-schedule-zone', 'pfNeedZone');
}

/** The chosen kinds only, in the form of the contract; nothing is checked here. */
function rawDraft(form: Form): unknown {
  return {
    name: form.name,
    mandant: form.mandant,
    connection: form.connection,
    isActive: form.isActive,
    source: rawSource(form.source),
    reading: form.reading.by === 'key' ? form.reading : { by: form.reading.by },
    periodField: form.periodField.trim(),
    timezone: form.timezone.trim(),
    unit: form.unit,
    schedule: rawSchedule(form.schedule),
    mapping: rawMapping(form.mapping),
    output: rawOutput(form.output),
    ...rawDocuments(form.documents),
    guard: rawGuard(form.guard),
    needsApproval: form.needsApproval,
    deliverWithinHours: Number(form.deliverWithin),
  };
}

function rawMapping({ rules, side, amountIs, zeroLines }: Form['mapping']): unknown {
  const said = TARGETS.flatMap((target) => {
    const rule = rawRule(rules[target]);
    return rule === undefined ? [] : [[target, rule] as const];
  });
  return { ...Object.fromEntries(said), side: rawSide(side), amountIs, zeroLines };
}

function rawDocuments({ wanted, type, sources, byHand }: Form['documents']): object {
  return wanted ? { documents: { type, sources: sources.map(rawDocument), byHand } } : {};
}

function rawGuard({ rows, total, mayBeEmpty }: Form['guard']): unknown {
  return {
    ...(rows === '' ? {} : { rowsPercent: percentOf(rows) }),
    ...(total === '' ? {} : { totalPercent: percentOf(total) }),
    mayBeEmpty,
  };
}

function rawSource(source: SourceForm): unknown {
  if (source.is === 'look') return { is: 'look', look: source.look.trim() };
  if (source.is === 'query') return { is: 'query', query: source.query.trim() };
  const { model, explore, sorts } = source;
  const fields = linesOf(source.fields.join('\n'));
  const filters = Object.fromEntries(source.filters.map(({ field, value }) => [field.trim(), value]));
  return { is: 'inline', model: model.trim(), explore: explore.trim(), fields, filters, sorts: [...sorts] };
}

/** A source as the backend is asked for its columns; none while it is not complete. An own query may lack fields yet. */
export function sourceIn(form: Form): PipelineDraft['source'] | undefined {
  const read = v.safeParse(PipelineDraft.entries.source, rawSource(form.source));
  return read.success ? read.output : undefined;
}

function rawSchedule({ on, cron, zone, day, at, land }: ScheduleForm): unknown {
  if (on === 'manual') return { on };
  if (on === 'cron') return { on, cron, zone: zone.trim() };
  return { on, day: Number(day), at, zone: zone.trim(), land };
}

function rawRule(rule: RuleForm): unknown {
  const otherwise = rule.hasOtherwise ? { otherwise: rule.otherwise } : {};
  switch (rule.kind) {
    case 'none':
      return undefined;
    case 'constant':
      return { from: 'constant', value: rule.value };
    case 'template':
      return { from: 'template', template: rule.template };
    case 'column':
      return { from: 'column', column: rule.column, ...otherwise };
    case 'table': {
      const table = rule.table.map(({ when, value, rate }) => ({
        when,
        value,
        ...(rate === '' ? {} : { rate: rate.replace(',', '.') }),
      }));
      return { from: 'table', column: rule.column, table, ...otherwise };
    }
  }
}

function rawSide(side: SideForm): unknown {
  if (side.by === 'sign') return { by: 'sign', positive: side.positive };
  if (side.by === 'constant') return { by: 'constant', side: side.side };
  return { by: 'column', column: side.column, soll: linesOf(side.soll), haben: linesOf(side.haben) };
}

function rawOutput(output: OutputForm): unknown {
  const { label, isLocked, byMonth, ledger, folder } = output;
  if (output.as === 'extf') return { as: 'extf', label, isLocked: isLocked === 'yes', byMonth };
  return { as: 'dxso', ledger, ...(isBlank(folder) ? {} : { folder }) };
}

function rawDocument({ from, id, periodFilter }: DocumentForm): unknown {
  if (from === 'look') return { from, look: id.trim() };
  return { from, dashboard: id.trim(), ...(isBlank(periodFilter) ? {} : { periodFilter }) };
}

/** The input that a place of the contract belongs to. */
function placeOf([first = '', second = '']: readonly string[]): string {
  if (first === 'mapping')
    return (TARGETS as readonly string[]).includes(second) ? `pf-rule-${second}` : `pf-${second}`;
  return first === 'deliverWithinHours' ? 'pf-deliverWithin' : `pf-${first}`;
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

function percentOf(text: string): number {
  return Number(text.replace(',', '.'));
}

function isPercent(text: string): boolean {
  const value = percentOf(text);
  return text === '' || (value >= 1 && value <= 10_000);
}
