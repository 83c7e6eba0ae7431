/**
 * Jira Automation as far as an app's actions go (Forge: actions of Automation): rules with one action, smart values, the person of the rule's
 * connection, and what the rule's log says. What Automation is not documented to take, it refuses.
 */
import type { Core } from './core';
import type { ActionModule, Manifest } from './manifest';
import type { Outcome } from './world-told';

/** A rule: one of our actions with its inputs as somebody configured them, run as the person of its connection. */
export type Rule = {
  readonly id: string;
  readonly name: string;
  /** Key of the `action` module. */
  readonly action: string;
  /** Account of the connection. */
  readonly connection: string;
  readonly inputs: Inputs;
};
type Inputs = Readonly<Record<string, string>>;
/** What the log of a rule says of one execution: Automation shows the messages of returned errors, of thrown ones nothing. */
export type RuleRun = {
  readonly at: number;
  readonly rule: string;
  readonly inputs: Inputs;
  readonly is: 'done' | 'stopped' | 'failed';
  readonly messages: readonly string[];
  readonly outputs: Inputs;
};
/** What `{{issue.key}}` and `{{issue.id}}` stand for. */
export type RuleIssue = { readonly key: string; readonly id: string };
export class RuleRefused extends Error {}

export type Automation = {
  /** The actions that Automation offers. */
  actions(): readonly ActionModule[];
  /** Keeps a rule, the one of the same id replaced. @throws RuleRefused */
  save(rule: Omit<Rule, 'id'> & { readonly id?: string }): Rule;
  rules(): readonly Rule[];
  /** What the function is to be called with. @throws RuleRefused */
  begin(id: string, issue: RuleIssue | undefined): Begun;
  /** Notes how it ended. */
  end(begun: Begun, outcome: Outcome): RuleRun;
  log(): readonly RuleRun[];
  snapshot(): unknown;
  restore(state: unknown): void;
};
export type Begun = { readonly rule: Rule; readonly action: ActionModule; readonly inputs: Inputs };

/** Documented: actions of one app in Automation. */
const MOST_ACTIONS = 20;
/** Documented: the configuration of one action. */
const CONFIG_BYTES = 100 * 1024;
/** All that is told of an error that a function throws. */
const GENERIC = 'The app could not perform this action.';

type Kept = { readonly rules: readonly Rule[]; readonly log: readonly RuleRun[] };

export function createAutomation(core: Core): Automation {
  const offered = actionsOf(core.manifest);
  let kept: Kept = { rules: [], log: [] };
  const keep = (next: Kept) => {
    kept = next;
    core.changed();
  };
  return {
    actions: () => offered,
    rules: () => kept.rules,
    log: () => kept.log,
    save(wish) {
      const rule = { ...wish, id: wish.id ?? `rule-${kept.rules.length + 1}` };
      accept(offered, rule);
      keep({ ...kept, rules: [...kept.rules.filter(({ id }) => id !== rule.id), rule] });
      return rule;
    },
    begin(id, issue) {
      const rule = kept.rules.find((one) => one.id === id);
      if (rule === undefined) throw new RuleRefused(`there is no rule ${id}`);
      return { rule, action: actionIn(offered, rule.action), inputs: resolved(rule.inputs, issue) };
    },
    end(begun, outcome) {
      const run = ended(core, begun, outcome);
      keep({ ...kept, log: [...kept.log, run] });
      return run;
    },
    snapshot: () => kept,
    restore(state) {
      kept = (state as Kept | undefined) ?? { rules: [], log: [] };
    },
  };
}

/** The actions that providers name; nobody else sees an action there. @throws where the manifest names what is not there, or too many */
function actionsOf({ modules }: Manifest): readonly ActionModule[] {
  const named = (modules['automation:actionProvider'] ?? []).flatMap(({ actions = [] }) => actions);
  if (named.length > MOST_ACTIONS)
    throw new Error(`an app offers Automation at most ${MOST_ACTIONS} actions`);
  return named.map((key) => actionIn(modules.action ?? [], key));
}

function actionIn(actions: readonly ActionModule[], key: string): ActionModule {
  const found = actions.find((one) => one.key === key);
  if (found === undefined) throw new RuleRefused(`Automation offers no action ${key}`);
  return found;
}

function accept(offered: readonly ActionModule[], { action, inputs }: Rule): void {
  const declared = actionIn(offered, action).inputs ?? {};
  if (Buffer.byteLength(JSON.stringify(inputs)) > CONFIG_BYTES)
    throw new RuleRefused(`the configuration of an action has at most ${CONFIG_BYTES} bytes`);
  for (const [name, value] of Object.entries(inputs)) {
    if (declared[name] === undefined) throw new RuleRefused(`the action ${action} declares no input ${name}`);
    if (typeof value !== 'string') throw new RuleRefused(`the input ${name} is no text`);
  }
  for (const [name, { required }] of Object.entries(declared))
    if (required === true && (inputs[name] ?? '').trim() === '')
      throw new RuleRefused(`the input ${name} is required`);
}

/** A smart value that stands for nothing becomes empty text, as Automation writes it. */
function resolved(inputs: Inputs, issue: RuleIssue | undefined): Inputs {
  const known: ReadonlyMap<string, string> = new Map(
    issue === undefined ? [] : Object.entries({ 'issue.key': issue.key, 'issue.id': issue.id }),
  );
  const put = (text: string) =>
    text.replaceAll(/\{\{([^{}]*)\}\}/g, (_, name: string) => known.get(name.trim()) ?? '');
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, put(value)]));
}

function ended(core: Core, { rule, action, inputs }: Begun, outcome: Outcome): RuleRun {
  const run = { at: core.clock.now(), rule: rule.id, inputs, messages: [], outputs: {} };
  if (outcome.kind !== 'returned') return { ...run, is: 'failed', messages: [GENERIC] };
  const errors = errorsIn(outcome.value);
  if (errors !== undefined) return { ...run, is: 'stopped', messages: errors };
  const wrong = wrongOutputs(action, outcome.value);
  if (wrong !== undefined) core.log.addViolation({ rule: 'action-outputs', message: wrong });
  return { ...run, is: 'done', outputs: (outcome.value ?? {}) as Inputs };
}

function errorsIn(value: unknown): readonly string[] | undefined {
  const { errors } = (value ?? {}) as { readonly errors?: unknown };
  if (!Array.isArray(errors)) return undefined;
  return errors.map((one) => String((one as { readonly message?: unknown } | null)?.message ?? GENERIC));
}

/** Only what the manifest declares, each of its type. */
function wrongOutputs({ key, outputs = {} }: ActionModule, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return `${key} returned no object`;
  const given = new Map(Object.entries(value));
  const undeclared = [...given.keys()].find((name) => outputs[name] === undefined);
  if (undeclared !== undefined) return `${key} returned ${undeclared}, which the manifest does not declare`;
  const missing = Object.entries(outputs).find(
    ([name, { type, nullable }]) =>
      !(nullable === true && given.get(name) == null) && !isOf(type, given.get(name)),
  );
  return missing === undefined ? undefined : `${key} returned no ${missing[1].type} as ${missing[0]}`;
}

function isOf(type: string, value: unknown): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
