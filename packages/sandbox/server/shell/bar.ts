/// <reference lib="dom" />
import type { ShellState } from '../shell-types';
import { asJson, attempt } from './api';
import { h, slot } from './dom';
import { showFlag } from './flags';
import { tellTheme } from './frames';
import { isBelow } from './navigation';
import { choose, chooseDark, session } from './session';
import { instant, word } from './words';

const ROLES = {
  admin: ['Jira admin', 'Jira-Admin'],
  'firm-lead': ['firm lead', 'Kanzleileitung'],
  accountant: ['accountant', 'Buchhaltung'],
  outsider: ['outsider', 'außenstehend'],
} as const;

/** The head of every page: where to go, who looks, and the sandbox's own controls. */
export function header(): HTMLElement {
  return h(
    'header',
    { class: 'top' },
    h('a', { href: '/', class: 'brand' }, 'Jira · Sandbox'),
    h(
      'nav',
      { 'aria-label': 'Jira' },
      navLink('/', word('issues')),
      navLink('/desk', word('desk')),
      navLink('/admin', word('admin')),
    ),
    h('div', { class: 'who' }, people(), languages(), darkSwitch()),
  );
}

function navLink(href: string, text: string): HTMLElement {
  const isHere = href === '/' ? location.pathname === '/' : isBelow(href);
  return h('a', { href, 'aria-current': isHere ? 'page' : undefined }, text);
}

function people(): HTMLElement {
  const language = session.language === 'de' ? 1 : 0;
  const options = session.config.people.map((person) =>
    h(
      'option',
      { value: person.accountId, selected: person.accountId === session.accountId },
      `${person.name} (${ROLES[person.role][language]})`,
    ),
  );
  return h(
    'select',
    {
      'aria-label': word('you'),
      'data-testid': 'person',
      change: (event) => choose('accountId', (event.target as HTMLSelectElement).value),
    },
    ...options,
  );
}

function languages(): HTMLElement {
  const options = [
    ['en', 'English'],
    ['de', 'Deutsch'],
  ].map(([value = '', text = '']) => h('option', { value, selected: session.language === value }, text));
  return h(
    'select',
    {
      'aria-label': word('language'),
      'data-testid': 'language',
      change: (event) => choose('language', (event.target as HTMLSelectElement).value),
    },
    ...options,
  );
}

function darkSwitch(): HTMLElement {
  const button = h('button', { 'aria-pressed': String(session.dark), 'data-testid': 'dark' }, word('dark'));
  button.addEventListener('click', () => {
    chooseDark(!session.dark);
    button.setAttribute('aria-pressed', String(session.dark));
    tellTheme();
  });
  return button;
}

/** The bar of the sandbox: the clock, the other program and the story. Returns how to show a new state. */
export function sandboxBar(refresh: () => Promise<void>): {
  readonly element: HTMLElement;
  show(state: ShellState): void;
} {
  const time = h('output', { class: 'time', 'aria-label': word('time'), 'data-testid': 'clock' });
  const freeze = h('input', { type: 'checkbox', 'data-testid': 'freeze' });
  const caption = h('p', { class: 'caption', role: 'status', 'data-testid': 'caption' });
  const story = h('button', { 'data-testid': 'story' });
  const change = async (path: string, body: unknown): Promise<boolean> => {
    const done = await attempt(fetch(path, asJson('POST', body)));
    await refresh();
    return done;
  };
  freeze.addEventListener('change', () => void change('/_sandbox/clock', { freeze: freeze.checked }));
  story.addEventListener(
    'click',
    () => void change('/_shell/story', { run: story.dataset['running'] !== 'yes' }),
  );
  const sendFailing = async (): Promise<void> => {
    if (await change('/_shell/other-program', {}))
      showFlag({ id: 'other-program', type: 'info', title: word('sent'), isAutoDismiss: true });
  };
  const element = h(
    'section',
    { class: 'bar', 'aria-label': 'Sandbox' },
    time,
    h('div', { class: 'group' }, ...clockButtons(change), h('label', {}, freeze, word('frozen'))),
    h(
      'div',
      { class: 'group' },
      h('button', { click: () => void sendFailing(), 'data-testid': 'send-failing' }, word('sendFailing')),
      story,
    ),
    caption,
  );
  const showCaption = slot(caption);
  return {
    element,
    show(state) {
      time.textContent = instant(state.now, true);
      freeze.checked = state.frozen;
      story.textContent = state.story.running ? word('stopStory') : word('story');
      story.dataset['running'] = state.story.running ? 'yes' : 'no';
      showCaption(state.story, () => captionOf(state));
    },
  };
}

function clockButtons(change: (path: string, body: unknown) => Promise<boolean>): HTMLElement[] {
  return (
    [
      ['+1 min', 60],
      ['+10 min', 600],
      ['+1 h', 3600],
    ] as const
  ).map(([text, seconds]) => {
    const button = h('button', { 'data-advance': String(seconds) }, text);
    button.addEventListener('click', () => {
      button.disabled = true;
      void change('/_sandbox/clock', { advanceSeconds: seconds }).finally(() => {
        button.disabled = false;
      });
    });
    return button;
  });
}

function captionOf(state: ShellState): (Node | string)[] {
  const { caption, issueKey, failed } = state.story;
  const text = failed ?? caption?.[session.language];
  if (text === undefined) return [];
  const elsewhere = issueKey !== undefined && location.pathname !== `/browse/${issueKey}`;
  return elsewhere ? [`${text} `, h('a', { href: `/browse/${issueKey}` }, issueKey)] : [text];
}
