import '@atlaskit/css-reset';
import './styles.css';
import './pipelines/styles.css';
import { addressBar, enableTheming, surroundings } from './backend';
import { askFirst } from './first-question';
import type { FaceName } from './shared/face-rooms';
import { loadTexts } from './shared/loaded-texts';

const FACES: Readonly<Record<string, FaceName>> = { 'datev-admin': 'admin', 'datev-desk': 'desk' };

/** Each face is loaded only where it stands. */
async function face(name: FaceName, moduleKey: string) {
  if (name === 'admin') return (await import('./admin/admin')).Admin;
  if (name === 'desk') return (await import('./desk/desk')).Desk;
  const { IssueContext, IssuePanel } = await import('./panel/issue-face');
  return moduleKey === 'datev-context' ? IssueContext : IssuePanel;
}

/** Asks Jira where we are before React is here: which face it is decides what else has to come. */
async function start(root: HTMLElement): Promise<void> {
  const [rendering, theming] = [import('./render'), enableTheming()];
  const { moduleKey, ...person } = await surroundings();
  const { lang } = person;
  document.documentElement.lang = lang;
  const name = FACES[moduleKey] ?? 'issue';
  const opening = addressBar(moduleKey, name !== 'issue');
  const asking = opening.then((bar) => askFirst(name, lang, bar.place()));
  // What it says comes in the person’s language alone.
  const [{ render }, Face, bar] = await Promise.all([
    ...([rendering, face(name, moduleKey), opening] as const),
    ...[loadTexts(name, lang), asking, theming],
  ]);
  render(root, Face, { person, bar });
}

/** Jira did not tell us where we are, so not even the language is known: say it in both. */
function sayThatNothingCame(root: HTMLElement): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent =
    'Die Seite konnte nicht geladen werden. Laden Sie sie neu. · This page could not be loaded. Reload it.';
  root.replaceChildren(text);
}

const root = document.getElementById('root');
if (root !== null) start(root).catch(() => sayThatNothingCame(root));
