/// <reference lib="dom" />
import type { ShellState } from '../shell-types';
import { automationPage } from './automation-page';
import { dashboardPage } from './dashboard-page';
import { h } from './dom';
import { drawer } from './drawer';
import { beginBridge, openFrame } from './frames';
import { header } from './header';
import { issueListPage } from './issue-list';
import { issuePage } from './issue-page';
import { isBelow } from './navigation';
import { beginSession, person, session, showTheme } from './session';
import { createStory, type Story } from './story';
import { word } from './words';

const LOOK_EVERY = 2000;

async function begin(): Promise<void> {
  showTheme();
  await beginSession();
  document.documentElement.lang = session.language;
  beginBridge();
  const main = h('main', { id: 'main' });
  let showPage: (state: ShellState) => Promise<void> | void = () => undefined;
  const hasFirmCome = arrival();
  const refresh = async (): Promise<void> => {
    const answer = await fetch('/_shell/state').catch(() => undefined);
    if (!answer?.ok) return;
    const state = (await answer.json()) as ShellState;
    if (hasFirmCome(state)) return location.reload();
    controls.show(state);
    await showPage(state);
    if (state.demo) await story.playDemo();
  };
  const controls = drawer(refresh);
  const story = createStory();
  const flags = h('div', { id: 'flags', 'aria-live': 'polite' });
  document.body.replaceChildren(header(controls.openAtPeople), story.element, main, controls.element, flags);
  showPage = page(main, story);
  await refresh();
  keepLooking(refresh);
  void story.goOn();
}

/** Whether what one looks at was thrown away for the example firm since the last look. */
function arrival(): (state: ShellState) => boolean {
  let before: ShellState['showcase']['is'] | undefined;
  return ({ showcase }) => {
    const hasCome = before === 'making' && showcase.is === 'here';
    before = showcase.is;
    return hasCome;
  };
}

/** One look after the other, never two at once, none while nobody sees the page. */
function keepLooking(refresh: () => Promise<void>): void {
  setTimeout(() => {
    const look = document.hidden
      ? Promise.resolve()
      : refresh().catch((error: unknown) => console.error(error));
    void look.then(() => keepLooking(refresh));
  }, LOOK_EVERY);
}

function page(main: HTMLElement, story: Story): (state: ShellState) => Promise<void> | void {
  const key = /^\/browse\/([A-Za-z][A-Za-z0-9_]*-\d+)$/.exec(location.pathname)?.[1];
  if (key !== undefined) {
    document.title = `${key} – Jira Sandbox`;
    return issuePage(main, key);
  }
  if (isBelow('/admin')) return fullPage(main, 'jira:adminPage');
  if (isBelow('/automation')) {
    document.title = `${word('jira.automation')} – Jira Sandbox`;
    return automationPage(main);
  }
  if (isBelow('/dashboard')) {
    document.title = `${word('jira.dashboard')} – Jira Sandbox`;
    return dashboardPage(main);
  }
  if (isBelow('/desk')) return fullPage(main, 'jira:globalPage');
  return issueListPage(main, story.play);
}

/** A page that belongs to the app. Jira shows its administration to Jira administrators only. */
function fullPage(main: HTMLElement, type: 'jira:adminPage' | 'jira:globalPage'): () => void {
  const face = session.config.faces.find((each) => each.type === type);
  if (face === undefined) return () => undefined;
  main.classList.add('wide');
  document.title = `${face.title} – Jira Sandbox`;
  const allowed = type === 'jira:globalPage' || person()?.role === 'admin';
  main.append(
    h('h1', {}, face.title),
    allowed
      ? openFrame(face, {}, () => undefined).element
      : h('p', { class: 'quiet' }, word('jira.adminsOnly')),
  );
  return () => undefined;
}

void begin();
