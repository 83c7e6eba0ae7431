/// <reference lib="dom" />
import { h } from './dom';
import { tellTheme } from './frames';
import { isBelow } from './navigation';
import { choose, chooseDark, person, session } from './session';
import { word } from './words';

/** The head of every page, as a Jira site has one: where to go, who looks, in which language and colours. */
export function header(changePerson: () => void): HTMLElement {
  return h(
    'header',
    { class: 'top' },
    h('a', { href: '/', class: 'brand' }, 'Jira · Sandbox'),
    h(
      'nav',
      { 'aria-label': 'Jira' },
      navLink('/', word('jira.issues')),
      navLink('/desk', word('jira.desk')),
      navLink('/dashboard', word('jira.dashboard')),
      navLink('/automation', word('jira.automation')),
      navLink('/admin', word('jira.admin')),
    ),
    h('div', { class: 'who' }, me(changePerson), languages(), darkSwitch()),
  );
}

function navLink(href: string, text: string): HTMLElement {
  const isHere = href === '/' ? location.pathname === '/' : isBelow(href);
  return h('a', { href, 'aria-current': isHere ? 'page' : undefined }, text);
}

/** Who looks; being somebody else is no matter of Jira's, so that the drawer opens. */
function me(changePerson: () => void): HTMLElement {
  const looking = person();
  const name = looking === undefined ? '' : `${looking.name} (${word(`role.${looking.role}`)})`;
  return h(
    'button',
    {
      class: 'me',
      'data-testid': 'me',
      'aria-label': `${name}: ${word('drawer.change')}`,
      click: changePerson,
    },
    name,
  );
}

function languages(): HTMLElement {
  const options = [
    ['en', 'English'],
    ['de', 'Deutsch'],
  ].map(([value = '', name = '']) =>
    h('option', { value, lang: value, selected: session.language === value }, name),
  );
  return h(
    'select',
    {
      'aria-label': word('jira.language'),
      'data-testid': 'language',
      change: (event) => choose('language', (event.target as HTMLSelectElement).value),
    },
    ...options,
  );
}

function darkSwitch(): HTMLElement {
  const button = h(
    'button',
    { 'aria-pressed': String(session.dark), 'data-testid': 'dark' },
    word('jira.dark'),
  );
  button.addEventListener('click', () => {
    chooseDark(!session.dark);
    button.setAttribute('aria-pressed', String(session.dark));
    tellTheme();
  });
  return button;
}
