/// <reference lib="dom" />
import type { AutomationState, ShellFace } from '../shell-types';
import { asJson, attempt } from './api';
import { h, slot } from './dom';
import { showFlag } from './flags';
import { closeFrame, type Frame, openFrame, tellFrame } from './frames';
import { person, session } from './session';
import { instant, word } from './words';

type Rule = AutomationState['rules'][number];
type Inputs = Rule['inputs'];

/**
 * `/automation`: what Jira Automation shows of an app's actions. A rule has one action, configured in the app's form, and the
 * connection of whoever makes it; it runs when somebody presses the button, about the issue they name.
 */
export function automationPage(main: HTMLElement): () => Promise<void> {
  const actions = session.config.faces.filter(({ type }) => type === 'action');
  const maker = ruleMaker(actions);
  const places = {
    rules: h('div', { 'data-testid': 'rules' }),
    log: h('div', { 'data-testid': 'rule-log' }),
  };
  const showRules = slot(places.rules);
  const showLog = slot(places.log);
  main.append(
    h('h1', {}, word('jira.automation')),
    maker.element,
    h('h2', {}, word('rule.rules')),
    places.rules,
    h('h2', {}, word('rule.log')),
    places.log,
  );
  const refresh = async (): Promise<void> => {
    const answer = await fetch('/_sandbox/automation');
    if (!answer.ok) return;
    const state = (await answer.json()) as AutomationState;
    showRules(state.rules, () => rulesShown(state.rules, refresh));
    showLog(state.log, () => [logShown(state)]);
  };
  maker.onSaved(refresh);
  return refresh;
}

/** The form of the chosen action in its frame, and the button that keeps the rule. */
function ruleMaker(actions: readonly ShellFace[]) {
  const place = h('div', {});
  let [frame, inputs]: [Frame | undefined, Inputs | undefined] = [undefined, undefined];
  let saved: () => Promise<void> = () => Promise.resolve();
  const show = (key: string) => {
    const face = actions.find((one) => one.key === key);
    if (frame !== undefined) closeFrame(frame);
    inputs = undefined;
    if (face === undefined) return;
    frame = openFrame(
      face,
      { data: {} },
      () => undefined,
      (payload) => {
        inputs = payload as Inputs;
      },
    );
    place.replaceChildren(frame.element);
  };
  const select = h(
    'select',
    { 'data-testid': 'rule-action', change: () => show(select.value) },
    ...actions.map(({ key, title }) => h('option', { value: key }, title)),
  );
  const name = h('input', { 'data-testid': 'rule-name', value: 'DATEV' });
  const save = async () => {
    if (frame !== undefined) {
      tellFrame(frame, 'AUTOMATION_ACTION_VALIDATE_RULE_EVENT', { isValidating: true });
      tellFrame(frame, 'AUTOMATION_ACTION_SUBMIT', {});
    }
    if (inputs === undefined) return showFlag({ id: 'rule', type: 'error', title: word('rule.notReady') });
    const order = { name: name.value, action: select.value, user: session.accountId, inputs };
    if (!(await attempt(fetch('/_sandbox/automation/rules', asJson('POST', order))))) return;
    showFlag({ id: 'rule', type: 'success', title: word('rule.saved'), isAutoDismiss: true });
    await saved();
  };
  show(actions[0]?.key ?? '');
  const element = h(
    'section',
    { 'aria-label': word('rule.new') },
    h('h2', {}, word('rule.new')),
    h('p', { class: 'quiet' }, word('rule.runsAs', { name: person()?.name ?? '' })),
    h('p', {}, h('label', {}, word('rule.name'), ' ', name)),
    h('p', {}, h('label', {}, word('rule.action'), ' ', select)),
    place,
    h('button', { 'data-testid': 'rule-save', click: () => void save() }, word('rule.save')),
  );
  return {
    element,
    onSaved(then: () => Promise<void>) {
      saved = then;
    },
  };
}

function rulesShown(rules: readonly Rule[], refresh: () => Promise<void>): readonly HTMLElement[] {
  if (rules.length === 0) return [h('p', { class: 'quiet' }, word('rule.none'))];
  return rules.map((rule) => ruleShown(rule, refresh));
}

function ruleShown({ id, name, action, inputs }: Rule, refresh: () => Promise<void>): HTMLElement {
  const issue = h('input', { 'data-testid': `rule-issue-${id}`, 'aria-label': word('rule.issue') });
  const run = async () => {
    const about = issue.value === '' ? {} : { issueKey: issue.value };
    await attempt(fetch('/_sandbox/automation/run', asJson('POST', { rule: id, ...about })));
    await refresh();
  };
  return h(
    'p',
    {},
    `${name} (${action}) ${JSON.stringify(inputs)} `,
    issue,
    ' ',
    h('button', { 'data-testid': `rule-run-${id}`, click: () => void run() }, word('rule.run')),
  );
}

function logShown({ log, rules }: AutomationState): HTMLElement {
  const nameOf = (id: string) => rules.find((one) => one.id === id)?.name ?? id;
  const said = (entry: AutomationState['log'][number]) =>
    entry.messages.length > 0 ? entry.messages.join(' ') : JSON.stringify(entry.outputs);
  return h(
    'ul',
    {},
    ...log
      .toReversed()
      .map((entry) =>
        h(
          'li',
          {},
          `${instant(entry.at, true)} · ${nameOf(entry.rule)}: ${word(`rule.is.${entry.is}`)} · ${said(entry)}`,
        ),
      ),
  );
}
