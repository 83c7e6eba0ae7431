import '@atlaskit/css-reset';
import './styles.css';
import './pipelines/styles.css';
import type { Lang } from '../src/kernel/lang';
import { addressBar, enableTheming, surroundings } from './backend';
import type { Draw } from './render';
import type { Place } from './shared/page/address';
import { loadTexts, type Texts } from './shared/texts/loaded-texts';

/** What of a face is there before all else: enough to ask its first question while the rest is on its way. */
export type Opening = {
  readonly texts: Texts;
  /** Fetches what draws the face, React with it: one file, which the page names beforehand (static/vite.config). */
  readonly drawing: () => Promise<{ readonly draw: Draw }>;
  /**
   * Asks what the face will ask first: exactly the same question, or it is asked twice (`test/e2e/first-content`). Who may ask, and what
   * goes wrong, is as if the face had asked. Where the face stands is known a moment after the language.
   */
  readonly ask: (lang: Lang, place: Promise<Place>) => unknown;
  /** It has a page of Jira's for itself, and so an address for each of its places. */
  readonly isFullPage: boolean;
};

/** Asks before React is here, and draws when everything is. */
export function begin(opening: Opening): void {
  open(opening).catch(sayThatNothingCame);
}

async function open({ texts, drawing, ask, isFullPage }: Opening): Promise<void> {
  const [code, theming] = [drawing(), enableTheming()];
  const { moduleKey, ...person } = await surroundings();
  const { lang } = person;
  document.documentElement.lang = lang;
  const opening = addressBar(moduleKey, isFullPage);
  const asking = ask(
    lang,
    opening.then((bar) => bar.place()),
  );
  // What it says comes in the person’s language alone.
  const [{ draw }, bar] = await Promise.all([code, opening, loadTexts(texts, lang), theming, asking]);
  draw(root(), moduleKey, { person, bar });
}

/** Where the page is drawn; it stands in the page itself, which is here long before what draws. */
function root(): HTMLElement {
  const found = document.getElementById('root');
  if (found === null) throw new Error('The page has no root.');
  return found;
}

/** Jira did not tell us where we are, so not even the language is known: say it in both. */
function sayThatNothingCame(): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent =
    'Die Seite konnte nicht geladen werden. Laden Sie sie neu. · This page could not be loaded. Reload it.';
  root().replaceChildren(text);
}
