/// <reference lib="dom" />
import type { TextKey } from '../../texts/text';
import type { ShellState } from '../shell-types';
import { asJson, attempt } from './api';
import { h } from './dom';
import { showFlag } from './flags';
import { choose, session } from './session';
import { showStartCard } from './start-card';
import { instant, word } from './words';

/** What no Jira site has, behind one label: clock, people, another program, faults, starting over. */
export type Drawer = {
  readonly element: HTMLElement;
  show(state: ShellState): void;
  /** Opens it where one becomes somebody else. */
  openAtPeople(): void;
};
type Change = (path: string, body: unknown) => Promise<boolean>;
type Group = { readonly element: HTMLElement; show?(state: ShellState): void };

/** `refresh` looks at once, so that a change is seen without waiting. */
export function drawer(refresh: () => Promise<void>): Drawer {
  const change: Change = async (path, body) => {
    const done = await attempt(fetch(path, asJson('POST', body)));
    await refresh();
    return done;
  };
  const who = people();
  const time = h('output', { class: 'time', 'aria-label': word('drawer.time'), 'data-testid': 'clock' });
  const groups = [clock(change), who, otherProgram(change), faults(change), startOver()];
  const details = h(
    'details',
    { class: 'drawer', 'data-testid': 'drawer', open: localStorage.getItem('drawer') === 'open' },
    h('summary', {}, word('drawer.title'), time),
    h('p', { class: 'quiet' }, word('drawer.hint')),
    h('div', { class: 'groups' }, ...groups.map((group) => group.element)),
    h('p', {}, h('a', { href: '/_sandbox/help' }, word('drawer.help'))),
  );
  details.addEventListener('toggle', () => localStorage.setItem('drawer', details.open ? 'open' : 'closed'));
  return {
    element: h('aside', { 'aria-label': word('drawer.title') }, details),
    show(state) {
      time.textContent = instant(state.now, true);
      for (const group of groups) group.show?.(state);
    },
    openAtPeople() {
      details.open = true;
      who.select.focus();
    },
  };
}

function group(title: TextKey, ...content: readonly HTMLElement[]): HTMLElement {
  return h('fieldset', { class: 'group' }, h('legend', {}, word(title)), ...content);
}

function clock(change: Change): Group {
  const freeze = h('input', { type: 'checkbox', 'data-testid': 'freeze' });
  freeze.addEventListener('change', () => void change('/_sandbox/clock', { freeze: freeze.checked }));
  const buttons = (
    [
      ['+1 min', 60],
      ['+10 min', 600],
      ['+1 h', 3600],
    ] as const
  ).map(([name, seconds]) => {
    const button = h('button', { 'data-advance': String(seconds) }, name);
    button.addEventListener('click', () => {
      button.disabled = true;
      void change('/_sandbox/clock', { advanceSeconds: seconds }).finally(() => {
        button.disabled = false;
      });
    });
    return button;
  });
  return {
    element: group('drawer.clock', ...buttons, h('label', {}, freeze, word('drawer.frozen'))),
    show(state) {
      freeze.checked = state.frozen;
    },
  };
}

function people(): Group & { readonly select: HTMLSelectElement } {
  const options = session.config.people.map((person) =>
    h(
      'option',
      { value: person.accountId, selected: person.accountId === session.accountId },
      `${person.name} (${word(`role.${person.role}`)})`,
    ),
  );
  const select = h(
    'select',
    {
      'aria-label': word('drawer.you'),
      'data-testid': 'person',
      change: (event) => choose('accountId', (event.target as HTMLSelectElement).value),
    },
    ...options,
  );
  return { element: group('drawer.people', select), select };
}

function otherProgram(change: Change): Group {
  const send = async (): Promise<void> => {
    if (await change('/_shell/other-program', {}))
      showFlag({ id: 'other-program', type: 'info', title: word('drawer.sent'), isAutoDismiss: true });
  };
  const button = h(
    'button',
    { click: () => void send(), 'data-testid': 'send-failing' },
    word('drawer.sendFailing'),
  );
  return { element: group('drawer.otherProgram', button) };
}

const FAULTS = {
  'datev-503': { service: 'datev', operation: '*', fault: '503', times: 3 },
  'lost-response': { service: 'datev', operation: 'importExtfFile', fault: 'lost-response' },
  'looker-503': { service: 'looker', operation: '*', fault: '503', times: 3 },
  'jira-late': { service: 'events', operation: '*', fault: 'late' },
  crash: { service: 'datev', operation: 'importExtfFile', fault: 'crash-after' },
} as const;

function faults(change: Change): Group {
  const names = Object.keys(FAULTS) as (keyof typeof FAULTS)[];
  const options = names.map((name) => h('option', { value: name }, word(`drawer.fault.${name}`)));
  const select = h('select', { 'aria-label': word('drawer.fault'), 'data-testid': 'fault' }, ...options);
  const order = () => change('/_sandbox/faults', FAULTS[select.value as keyof typeof FAULTS]);
  const waiting = h('output', { 'data-testid': 'faults' });
  const heal = h('button', {}, word('drawer.heal'));
  heal.addEventListener('click', () => void change('/_sandbox/faults', { clear: true }));
  const start = h('button', { click: () => void order(), 'data-testid': 'break' }, word('drawer.breakIt'));
  return {
    element: group('drawer.faults', select, start, heal, waiting),
    show({ faults: n }) {
      waiting.textContent = n === 0 ? word('drawer.faultsNone') : word('drawer.faultsWaiting', { n });
      heal.disabled = n === 0;
    },
  };
}

const RESETS = {
  showcase: { showcase: true },
  'set-up': {},
  empty: { empty: true },
} as const;

function startOver(): Group {
  const names = Object.keys(RESETS) as (keyof typeof RESETS)[];
  const options = names.map((name) => h('option', { value: name }, word(`drawer.reset.${name}`)));
  const select = h('select', { 'aria-label': word('drawer.resetTo'), 'data-testid': 'reset-to' }, ...options);
  const button = h('button', { class: 'danger', 'data-testid': 'reset' }, word('drawer.reset'));
  button.addEventListener('click', () => {
    if (!window.confirm(word('drawer.resetSure'))) return;
    void reset(RESETS[select.value as keyof typeof RESETS], button);
  });
  const card = h('button', { class: 'link', click: showStartCard }, word('drawer.startCard'));
  return { element: group('drawer.startOver', select, button, card) };
}

/** Throws away what is here; what was open of it is gone, so that one begins at the first page. */
export async function reset(how: object, button: HTMLButtonElement): Promise<void> {
  const before = button.textContent;
  button.disabled = true;
  button.textContent = word('drawer.resetting');
  const done = await attempt(fetch('/_sandbox/reset', asJson('POST', how)));
  button.disabled = false;
  button.textContent = before;
  if (done) location.assign('/');
}
