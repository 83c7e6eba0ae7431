import { isTaxKey } from '../extf/tax-key';
import type { Output, SourceField } from '../pipelines/pipeline';
import type { MappingCode } from '../texts/problem-code';
import { isDayType, isNumberType } from './column-type';
import type { MappingFinding, TargetOrSide } from './finding';
import { isDayTarget, type Mapping, REQUIRED_TARGETS, type Rule, TARGETS, type Target } from './mapping';
import { readTemplate } from './template';
import { type Misfit, readAccount, readAmount, readDate, textMisfit } from './values';

type Find = (code: MappingCode, target: TargetOrSide, about?: Partial<MappingFinding>) => void;
type TableRule = Extract<Rule, { from: 'table' }>;
type Columns = ReadonlyMap<string, SourceField>;

/**
 * What is wrong with a mapping itself, before any row is read: rules that name columns Looker does not have, values that
 * no row could use, contradictions. `as`: a package asks for more than a Buchungsstapel. Empty: it can be compiled.
 */
export function checkMapping(
  mapping: Mapping,
  fields: readonly SourceField[],
  as?: Pick<Output, 'as'> & { readonly ledger?: string },
): readonly MappingFinding[] {
  const findings: MappingFinding[] = [];
  const find: Find = (code, target, about = {}) => findings.push({ code, target, ...about });
  const columns = new Map(fields.map((field) => [field.name, field]));
  const required = requiredOf(as);
  for (const target of TARGETS) {
    const rule = mapping[target];
    if (rule !== undefined) checkRule(target, rule, { columns, find, isRequired: required.has(target) });
    else if (required.has(target)) find('mapping.target-empty', target);
  }
  checkSide(mapping, columns, find);
  if (mapping.amountIs === 'net') checkRates(mapping.taxKey, find);
  return findings;
}

/** Invoices of a package have numbers, entries of a cash book have texts. */
function requiredOf(as: Parameters<typeof checkMapping>[2]): ReadonlySet<Target> {
  const own: readonly Target[] =
    as?.as !== 'dxso' ? [] : as.ledger === 'cashLedger' ? ['text'] : ['documentNumber'];
  return new Set<Target>([...REQUIRED_TARGETS, ...own]);
}

type About = { readonly columns: Columns; readonly find: Find; readonly isRequired: boolean };

function checkRule(target: Target, rule: Rule, about: About): void {
  const { columns, find, isRequired } = about;
  if (target === 'amount' && rule.from !== 'column') find('mapping.amount-rule', target);
  if (rule.from === 'template') return checkTemplate(target, rule.template, about);
  if (rule.from === 'constant') {
    if (rule.value.trim() !== '') checkValue(target, rule.value, find);
    else if (isRequired) find('mapping.target-empty', target);
    return;
  }
  const column = columns.get(rule.column);
  if (column === undefined) find('mapping.column-missing', target, { column: rule.column });
  else if (rule.from === 'column') checkType(target, column, find);
  if (rule.from === 'table') checkTable(target, rule, about);
  // Nobody but Looker may add to a sum that is compared with Looker's.
  if (target === 'amount' && Number(rule.otherwise ?? 0) !== 0) find('mapping.amount-rule', target);
  if (rule.otherwise !== undefined && rule.otherwise.trim() !== '') checkValue(target, rule.otherwise, find);
}

function checkType(target: Target, { name, type }: SourceField, find: Find): void {
  const isWrong =
    (target === 'amount' && !isNumberType(type) && type !== 'string') ||
    (isDayTarget(target) && !isDayType(type) && type !== 'string');
  if (isWrong) find('mapping.column-type', target, { column: name });
}

function checkTemplate(target: Target, template: string, { columns, find }: About): void {
  const parts = readTemplate(template);
  if (parts === undefined) return find('mapping.template-form', target);
  for (const part of parts)
    if (part.is === 'field' && !columns.has(part.name))
      find('mapping.template-field', target, { column: part.name });
}

function checkTable(
  target: Target,
  { table, otherwise, column }: TableRule,
  { find, isRequired }: About,
): void {
  if (table.length === 0 && otherwise === undefined) find('mapping.table-empty', target, { column });
  const seen = new Set<string>();
  for (const { when, value } of table) {
    const key = when.trim();
    if (seen.has(key)) find('mapping.table-twice', target, { column, value: key });
    seen.add(key);
    if (value.trim() !== '') checkValue(target, value, find);
    else if (isRequired) find('mapping.target-empty', target, { column, value: key });
  }
  if (isRequired && otherwise?.trim() === '') find('mapping.target-empty', target, { column });
}

/** A value that stands in the mapping itself must have the form of its target. */
function checkValue(target: Target, given: string, find: Find): void {
  const value = given.trim();
  const misfit = misfitOf(target, value);
  if (misfit !== undefined) find(misfit.code, target, { ...misfit, value });
}

/** Whether an account has the right length for the Mandant the rows say; here the longest of all counts. */
const MAX_LENGTH = 8;

/** What is wrong with the form of a value for a target, as far as the value alone says it. */
export function misfitOf(target: Target, value: string): Misfit | undefined {
  if (isDayTarget(target)) return coded(readDate(value));
  switch (target) {
    case 'amount':
      return coded(readAmount(value));
    case 'account':
    case 'contra':
      return coded(readAccount(value, MAX_LENGTH));
    case 'taxKey':
      return isTaxKey(value) ? undefined : { code: 'mapping.key-form' };
    default:
      return textMisfit(target, value);
  }
}

function coded(read: number | MappingCode): Misfit | undefined {
  return typeof read === 'string' ? { code: read } : undefined;
}

function checkSide({ side }: Mapping, columns: Columns, find: Find): void {
  if (side.by !== 'column') return;
  const { column } = side;
  if (!columns.has(column)) find('mapping.column-missing', 'side', { column });
  const [soll, haben] = [valuesOf(side.soll), valuesOf(side.haben)];
  if (soll.length === 0 || haben.length === 0) find('mapping.side-incomplete', 'side', { column });
  for (const value of soll) if (haben.includes(value)) find('mapping.side-twice', 'side', { column, value });
}

function valuesOf(values: readonly string[]): readonly string[] {
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** A net amount becomes a gross one only by a rate, and rates stand in the table of the tax key. */
function checkRates(rule: Rule | undefined, find: Find): void {
  if (rule?.from !== 'table') return find('mapping.net-needs-table', 'taxKey');
  const { column, table, otherwise } = rule;
  for (const { when, rate } of table)
    if (rate === undefined) find('mapping.rate-missing', 'taxKey', { column, value: when.trim() });
  if (otherwise !== undefined) find('mapping.rate-missing', 'taxKey', { column, value: otherwise.trim() });
}
