/// <reference lib="dom" />
import { type Language, languageOf } from '../../texts/text';
import type { ShellConfig, ShellPerson } from '../shell-types';

/** Who looks, in which language and colours: kept in this browser, as a person's Jira profile would keep it. */
type Session = { accountId: string; language: Language; dark: boolean; config: ShellConfig };

export const session: Session = {
  accountId: '',
  // Who has not chosen yet reads what their browser asks for.
  language: languageOf(localStorage.getItem('language') ?? navigator.language),
  dark: localStorage.getItem('dark') === 'yes',
  config: {
    facesOrigin: '',
    cloudId: '',
    scopes: [],
    environmentType: 'DEVELOPMENT',
    environmentId: '',
    faces: [],
    fieldNames: {},
    people: [],
    project: 'BUCH',
    storyPace: 0,
  },
};

/** The person's language as Jira names it. */
export function locale(): string {
  return session.language === 'de' ? 'de-DE' : 'en-US';
}

export async function beginSession(): Promise<void> {
  session.config = (await (await fetch(`/_shell/config?locale=${locale()}`)).json()) as ShellConfig;
  const remembered = localStorage.getItem('accountId');
  const known =
    session.config.people.find((person) => person.accountId === remembered) ?? session.config.people[0];
  session.accountId = known?.accountId ?? '';
}

/** A choice of the person; the page is built anew, as Jira does. */
export function choose(key: 'accountId' | 'language', value: string): void {
  localStorage.setItem(key, value);
  location.reload();
}

/** Goes on as somebody of this role, on that page. */
export function goAs(role: ShellPerson['role'], path: string): void {
  const found = session.config.people.find((each) => each.role === role);
  if (found !== undefined) localStorage.setItem('accountId', found.accountId);
  location.assign(path);
}

export function chooseDark(dark: boolean): void {
  session.dark = dark;
  localStorage.setItem('dark', dark ? 'yes' : 'no');
  showTheme();
}

/** The attributes Atlaskit's token styles hang on; Jira sets the same ones on its own page and in the frames. */
export function themeAttributes(): Record<string, string> {
  return {
    'data-theme': 'dark:dark light:light motion:motion shape:shape spacing:spacing typography:typography',
    'data-color-mode': session.dark ? 'dark' : 'light',
  };
}

export function showTheme(): void {
  for (const [name, value] of Object.entries(themeAttributes()))
    document.documentElement.setAttribute(name, value);
}

export function person(): ShellConfig['people'][number] | undefined {
  return session.config.people.find((each) => each.accountId === session.accountId);
}
