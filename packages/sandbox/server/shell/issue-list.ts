/// <reference lib="dom" />
import type { ShellState } from '../shell-types';
import { jiraJson } from './api';
import { AT_PANEL } from './bring-to-panel';
import { h, slot } from './dom';
import { reset } from './drawer';
import { session } from './session';
import { isStartCardWanted, startCard } from './start-card';
import { word } from './words';

type Row = {
  readonly key: string;
  readonly fields: {
    readonly summary: string;
    readonly status: StatusView;
    readonly assignee?: { readonly displayName: string } | null;
  };
};
export type StatusView = { readonly name: string; readonly statusCategory: { readonly key: string } };

/**
 * `/`: the project's issues, newest first, as Jira's index knows them (a new one shows a little later); above them what greets a
 * stranger.
 */
export function issueListPage(
  main: HTMLElement,
  playStory: () => void,
): (state: ShellState) => Promise<void> {
  const place = h('div', { class: 'scroll', 'data-testid': 'issues' });
  let rows: readonly Row[] = [];
  const card = isStartCardWanted()
    ? startCard({
        playStory,
        bringFirm: (button) => void reset({ showcase: true }, button),
        accountantsPage: () => pageOfOpenIssue(rows),
      })
    : undefined;
  const title = `${word('jira.issues')} · ${session.config.project}`;
  main.append(
    ...(card === undefined
      ? [h('h1', {}, title)]
      : [card.element, h('h2', { class: 'issues-title' }, title)]),
    place,
  );
  const show = slot(place);
  return async (state) => {
    rows = await issueRows();
    show(rows, () =>
      rows.length === 0 ? [h('p', { class: 'quiet' }, word('jira.noIssues'))] : [table(rows)],
    );
    card?.show(state);
  };
}

/** The newest issues of the project. */
export async function issueRows(): Promise<readonly Row[]> {
  const query = new URLSearchParams({
    jql: `project = ${session.config.project} ORDER BY created DESC`,
    fields: 'summary,status,assignee',
    maxResults: '50',
  });
  const found = await jiraJson<{ readonly issues: readonly Row[] }>(`/search/jql?${query}`);
  return found?.issues ?? [];
}

/** Where there is something to put right; the list of issues where there is nothing. */
function pageOfOpenIssue(rows: readonly Row[]): string {
  const open = rows.find(({ fields }) => fields.status.statusCategory.key === 'new');
  return open === undefined ? '/' : `/browse/${open.key}${AT_PANEL}`;
}

function table(rows: readonly Row[]): HTMLElement {
  const head = ['key', 'summary', 'status', 'assignee'] as const;
  return h(
    'table',
    { class: 'issues' },
    h('thead', {}, h('tr', {}, ...head.map((each) => h('th', { scope: 'col' }, word(`jira.${each}`))))),
    h('tbody', {}, ...rows.map(row)),
  );
}

function row({ key, fields }: Row): HTMLElement {
  return h(
    'tr',
    {},
    h('td', {}, h('a', { href: `/browse/${key}` }, key)),
    h('td', {}, h('a', { href: `/browse/${key}` }, fields.summary)),
    h('td', {}, statusLozenge(fields.status)),
    h('td', {}, fields.assignee?.displayName ?? word('jira.unassigned')),
  );
}

export function statusLozenge(status: StatusView): HTMLElement {
  return h(
    'span',
    { class: `status status-${status.statusCategory.key}`, 'data-testid': 'status' },
    status.name,
  );
}
