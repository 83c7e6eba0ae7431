import type { FaultView, MissingView } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { entryIn, isAccount, tableOf } from '../../mapping/fill';
import { type Mapping, TARGETS, type Target } from '../../mapping/mapping';
import { labelWords, similarity } from '../../mapping/similar';
import type { RunDetail } from '../../runs/detail';
import { faultsOf, isMissing } from '../../runs/faults';
import { findingView } from '../pipeline/finding-view';

type Fault = NonNullable<RunDetail['faults']>[number];

/** What is wrong, as things to mend. Of an execution of an earlier version of the app only the first findings are known. */
export function faultViews(detail: RunDetail, lang: Lang): readonly FaultView[] {
  const isAtLeast = detail.faults === undefined && detail.moreFindings > 0;
  return faultsIn(detail).map((fault) => {
    const { rows, row, met, moreValues, most, field, values } = fault;
    const { title, remedy, target, column } = findingView(
      present({ ...placeOf(fault), most, field, values }),
      lang,
    );
    return {
      rows,
      title,
      remedy,
      met,
      moreValues,
      ...present({ target, column, row }),
      ...(isAtLeast ? { isAtLeast } : {}),
    };
  });
}

function placeOf({ code, target, column }: Fault) {
  return { code, ...present({ target, column }) };
}

function faultsIn({ faults, findings }: RunDetail): readonly Fault[] {
  return faults ?? faultsOf(findings);
}

/** The mapping as it is now, and the accounts that a table of accounts may name. */
type Tables = {
  readonly mapping: Mapping;
  readonly accounts: readonly { readonly number: string; readonly name: string }[];
};

/** Values that no table had when the run was executed: those still missing, and how many somebody entered since. */
export type Missing = {
  readonly open: readonly MissingView[];
  readonly more: number;
  readonly mended: number;
  /** How many things there are to mend besides. */
  readonly others: number;
};

export const NONE_MISSING: Missing = { open: [], more: 0, mended: 0, others: 0 };

/** `tables`: of the pipeline as it is now; without it nothing can be filled in. */
export function missingIn(detail: RunDetail, tables: Tables | undefined): Missing {
  const faults = faultsIn(detail);
  const asked = tables === undefined ? [] : faults.flatMap((fault) => askedFor(fault, tables.mapping));
  const open = asked.flatMap((one) => openIn(one, tables?.accounts ?? []));
  const met = asked.reduce((sum, { fault }) => sum + fault.met.length, 0);
  return {
    open: open.toSorted((a, b) => b.rows - a.rows),
    more: asked.reduce((sum, { fault }) => sum + fault.moreValues, 0),
    mended: met - open.length,
    others: faults.length - asked.length,
  };
}

type Asked = {
  readonly fault: Fault;
  readonly target: Target;
  readonly column: string;
  readonly rule: NonNullable<ReturnType<typeof tableOf>>;
  readonly isNet: boolean;
};

/** Values of a table that still is the rule there. */
function askedFor(fault: Fault, mapping: Mapping): readonly Asked[] {
  const { column } = fault;
  const target = TARGETS.find((one) => one === fault.target);
  if (!isMissing(fault) || target === undefined || column === undefined) return [];
  const rule = tableOf(mapping, { target, column });
  const isNet = mapping.amountIs === 'net';
  return rule === undefined ? [] : [{ fault, target, column, rule, isNet }];
}

function openIn(
  { fault, target, column, rule, isNet }: Asked,
  accounts: Tables['accounts'],
): readonly MissingView[] {
  const known = { table: rule.table, accounts: isAccount(target) ? accounts : [] };
  return fault.met
    .filter(({ value }) => entryIn(rule, value) === undefined)
    .map(({ value, rows }) => ({
      target,
      column,
      value,
      rows,
      ...suggested(value, known),
      ...(target === 'taxKey' && isNet ? ({ wantsRate: true } as const) : {}),
    }));
}

/** Whether accounts are asked for: the plan is read for that alone. */
export function wantsAccounts(detail: RunDetail): boolean {
  return faultsIn(detail).some((fault) => isMissing(fault) && isAccount(fault.target as Target));
}

const MAX_SUGGESTIONS = 8;
/** Letters shared by chance are no likeness. */
const ALIKE = 0.3;
/** “Erlöse Schulungen” and “Erlöse Schulung”, but not “Erlöse Wartung”. */
const THE_SAME = 0.85;

type Known = {
  readonly table: readonly { readonly value: string }[];
  readonly accounts: Tables['accounts'];
};

/** Accounts named alike, then what the table gives already, the most used first. People choose; nothing is filled in by itself. */
function suggested(value: string, { table, accounts }: Known): Pick<MissingView, 'suggestions' | 'likely'> {
  const words = labelWords(value);
  const alike = accounts
    .map((account) => ({ account, score: similarity(words, labelWords(account.name)) }))
    .filter(({ score }) => score >= ALIKE)
    .toSorted((a, b) => b.score - a.score);
  const uses = new Map<string, number>();
  for (const { value: used } of table) uses.set(used, (uses.get(used) ?? 0) + 1);
  const used = [...uses].toSorted((a, b) => b[1] - a[1]).map(([one]) => one);
  const names = new Map(accounts.map(({ number, name }) => [number, name]));
  const choice = (id: string) => ({ id, label: names.get(id) ?? '' });
  const first = alike.slice(0, MAX_SUGGESTIONS).map(({ account }) => account.number);
  const suggestions = [...new Set([...first, ...used])].filter((id) => id !== '').slice(0, MAX_SUGGESTIONS);
  const [best] = alike;
  return {
    suggestions: suggestions.map(choice),
    ...(best !== undefined && best.score >= THE_SAME ? { likely: choice(best.account.number) } : {}),
  };
}
