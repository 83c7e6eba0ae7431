/// <reference lib="dom" />
import type { ShellPerson, ShellState } from '../shell-types';
import { h, slot } from './dom';
import { goAs } from './session';
import { word } from './words';

/** What greets a stranger: one sentence, three doors, the story. */
export type StartCard = {
  readonly element: HTMLElement;
  show(state: ShellState): void;
};
export type StartCardParts = {
  readonly playStory: () => void;
  /** Throws away what is here for the example firm. */
  readonly bringFirm: (button: HTMLButtonElement) => void;
  /** The page of an issue the accountant has to do with. */
  readonly accountantsPage: () => string;
};

/** Hidden once the person has put it away; the drawer brings it back. */
export function isStartCardWanted(): boolean {
  return localStorage.getItem('start') !== 'hidden';
}

export function showStartCard(): void {
  localStorage.removeItem('start');
  location.assign('/');
}

export function startCard(parts: StartCardParts): StartCard {
  const firm = h('div', { class: 'firm', role: 'status', 'data-testid': 'firm' });
  const showFirm = slot(firm);
  const hide = h('button', { class: 'link', 'data-testid': 'hide-start' }, word('start.hide'));
  hide.addEventListener('click', () => {
    localStorage.setItem('start', 'hidden');
    location.reload();
  });
  const doors = [
    door('accountant', parts.accountantsPage),
    door('firm-lead', () => '/desk'),
    door('admin', () => '/admin'),
  ];
  const element = h(
    'section',
    { class: 'start', 'data-testid': 'start', 'aria-labelledby': 'start-title' },
    h('h1', { id: 'start-title' }, word('start.title')),
    h('p', { class: 'sentence' }, word('start.sentence')),
    h('p', { class: 'play' }, playButton(parts.playStory), h('span', {}, word('start.playHint'))),
    h('h2', {}, word('start.doors')),
    h('ul', { class: 'doors' }, ...doors),
    firm,
    h('p', { class: 'quiet' }, word('start.world')),
    h('p', { class: 'more' }, practiceLink(), hide),
  );
  return { element, show: (state) => showFirm(state.showcase, () => firmText(state, parts.bringFirm)) };
}

function playButton(play: () => void): HTMLElement {
  return h('button', { class: 'primary', 'data-testid': 'story', click: play }, word('start.play'));
}

function door(role: Exclude<ShellPerson['role'], 'outsider'>, page: () => string): HTMLElement {
  const button = h(
    'button',
    { class: 'door', 'data-testid': `door-${role}`, click: () => goAs(role, page()) },
    h('strong', {}, word(`start.${role}`)),
    h('span', {}, word(`start.${role}Does`)),
  );
  return h('li', {}, button);
}

/** A file in which three things are wrong, to be put right by whoever reads this. */
export function practiceLink(): HTMLElement {
  return h(
    'a',
    { href: '/_shell/files/practice', download: true, 'data-testid': 'practice' },
    word('start.practice'),
  );
}

function firmText(
  { showcase }: ShellState,
  bring: (button: HTMLButtonElement) => void,
): readonly (Node | string)[] {
  if (showcase.is === 'here') return [word('start.here')];
  if (showcase.is === 'making') {
    const { done, of } = showcase;
    const bar = h('progress', { value: String(done), max: String(of), 'aria-hidden': 'true' });
    return [bar, word('start.making', { done, of })];
  }
  const button = h('button', { 'data-testid': 'bring-firm' }, word('start.makeFirm'));
  button.addEventListener('click', () => bring(button));
  return [button, h('span', {}, word('start.makeFirmHint'))];
}
