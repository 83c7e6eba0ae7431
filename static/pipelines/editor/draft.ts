import type { SourceAnswer } from '../../../src/contract/pipelines';
import type { Mapping, Target } from '../../../src/mapping/mapping';
import { type Form, type RuleForm, ruleOf, sideOf, type TableRow } from './form';
import { type Conflict, rebase, same, taken } from './rebase';
import { withEntry } from './seen-values';
import { joined } from './table-rows';

/** What somebody is typing, bound to the stored version it began with, so that nobody's save is undone unseen. */
export type Editor = {
  readonly id?: string;
  /** The stored version that was seen; 0 for a new pipeline. */
  readonly version: number;
  /** As it is stored. */
  readonly base: Form;
  readonly form: Form;
  /** Decided differently by somebody else meanwhile; mine stand until theirs are taken. */
  readonly conflicts: readonly Conflict[];
  /** Somebody else's changes came in while this was typed. */
  readonly isMerged: boolean;
};

export type EditorEvent =
  | { readonly on: 'typed'; readonly part: Partial<Form> }
  | { readonly on: 'mapped'; readonly part: Partial<Form['mapping']> }
  | { readonly on: 'rule'; readonly target: Target; readonly part: Partial<RuleForm> }
  /** One entry of a value table; without a part it is taken out. */
  | {
      readonly on: 'entry';
      readonly target: Target;
      readonly when: string;
      readonly part: Partial<TableRow> | undefined;
    }
  /** What Looker says of the source: fills what nobody decided yet. */
  | { readonly on: 'described'; readonly source: Described }
  /** What was typed is given up. */
  | { readonly on: 'dropped' }
  /** Fills what is empty; what somebody decided stays. */
  | { readonly on: 'suggested'; readonly suggestion: Partial<Mapping> }
  | { readonly on: 'pasted'; readonly target: Target; readonly rows: readonly TableRow[] }
  /** `form` is what was sent: what was typed meanwhile is still to be saved. */
  | { readonly on: 'saved'; readonly id: string; readonly version: number; readonly form: Form }
  | { readonly on: 'stored'; readonly version: number; readonly form: Form }
  | { readonly on: 'settled'; readonly conflict: Conflict; readonly choice: 'mine' | 'theirs' };

/** What of the description of a source decides something. */
export type Described = Pick<SourceAnswer, 'suggestion' | 'primaryKey'>;

export function begun(form: Form, stored?: { readonly id: string; readonly version: number }): Editor {
  const about = stored === undefined ? { version: 0 } : { id: stored.id, version: stored.version };
  return { ...about, base: form, form, conflicts: [], isMerged: false };
}

export function isDirty({ form, base }: Editor): boolean {
  return !same(form, base);
}

/** Everything that happens to a pipeline while it is edited. */
export function edit(state: Editor, event: EditorEvent): Editor {
  switch (event.on) {
    case 'typed':
      return { ...state, form: { ...state.form, ...event.part } };
    case 'mapped':
      return withMapping(state, event.part);
    case 'rule':
      return withRule(state, event.target, event.part);
    case 'suggested':
      return suggested(state, event.suggestion);
    case 'entry': {
      const { table } = state.form.mapping.rules[event.target];
      return withRule(state, event.target, { table: withEntry(table, event.when, event.part) });
    }
    case 'described':
      return described(state, event.source);
    case 'dropped':
      return { ...state, form: state.base, conflicts: [], isMerged: false };
    case 'pasted': {
      const { table } = state.form.mapping.rules[event.target];
      return withRule(state, event.target, { table: joined(table, event.rows).table });
    }
    case 'saved':
      return { ...begun(event.form, event), form: state.form };
    case 'stored':
      return storedMeanwhile(state, event);
    case 'settled':
      return settled(state, event.conflict, event.choice);
  }
}

function withMapping(state: Editor, part: Partial<Form['mapping']>): Editor {
  return { ...state, form: { ...state.form, mapping: { ...state.form.mapping, ...part } } };
}

function withRule(state: Editor, target: Target, part: Partial<RuleForm>): Editor {
  const { rules } = state.form.mapping;
  return withMapping(state, { rules: { ...rules, [target]: { ...rules[target], ...part } } });
}

/** How many targets a suggestion would fill. */
export function fillable(form: Form, suggestion: Partial<Mapping>): number {
  return emptyTargets(form, suggestion).length;
}

function emptyTargets(form: Form, suggestion: Partial<Mapping>): readonly Target[] {
  const targets = Object.keys(form.mapping.rules) as Target[];
  return targets.filter(
    (target) => form.mapping.rules[target].kind === 'none' && suggestion[target] !== undefined,
  );
}

function suggested(state: Editor, suggestion: Partial<Mapping>): Editor {
  const { mapping } = state.form;
  const filled = emptyTargets(state.form, suggestion).map((target) => [target, ruleOf(suggestion[target])]);
  const { side } = mapping;
  const isOpen = side.positive === '' && side.side === '' && side.column === '';
  return withMapping(state, {
    rules: { ...mapping.rules, ...Object.fromEntries(filled) },
    side: isOpen && suggestion.side !== undefined ? sideOf(suggestion.side) : side,
    amountIs: mapping.amountIs === '' ? (suggestion.amountIs ?? '') : mapping.amountIs,
  });
}

/** Where nobody has mapped anything yet, the guesses are the beginning: they are looked over, not asked for. */
function described(state: Editor, { suggestion, primaryKey }: Described): Editor {
  const { form, id } = state;
  const isFresh = id === undefined && Object.values(form.mapping.rules).every(({ kind }) => kind === 'none');
  if (!isFresh) return state;
  const day = suggestion.date?.from === 'column' ? suggestion.date.column : '';
  const isRead = form.reading.by !== 'one-call' || primaryKey === undefined;
  return {
    ...state,
    form: {
      ...suggested(state, suggestion).form,
      periodField: form.periodField === '' ? day : form.periodField,
      // Any number of rows, where Looker names a column that is unique.
      reading: isRead ? form.reading : { by: 'key', key: primaryKey },
    },
  };
}

function storedMeanwhile(state: Editor, { version, form }: Extract<EditorEvent, { on: 'stored' }>): Editor {
  if (version === state.version) return state;
  const merged = rebase(state.base, state.form, form);
  const open = state.conflicts.filter((old) => merged.conflicts.every(({ path }) => path !== old.path));
  return {
    ...state,
    version,
    base: form,
    form: merged.form,
    conflicts: [...open, ...merged.conflicts],
    isMerged: true,
  };
}

function settled(state: Editor, conflict: Conflict, choice: 'mine' | 'theirs'): Editor {
  const conflicts = state.conflicts.filter(({ path }) => path !== conflict.path);
  return { ...state, conflicts, form: choice === 'mine' ? state.form : taken(state.form, conflict) };
}
