/// <reference lib="dom" />
import { jiraJson } from './api';
import { h, slot } from './dom';
import { session } from './session';
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

/** `/`: the project's issues, newest first, as Jira's index knows them (a new one shows a little later). */
export function issueListPage(main: HTMLElement): () => Promise<void> {
  const place = h('div', { class: 'scroll', 'data-testid': 'issues' });
  main.append(h('h1', {}, `${word('issues')} · ${session.config.project}`), place);
  const show = slot(place);
  return async () => {
    const query = new URLSearchParams({
      jql: `project = ${session.config.project} ORDER BY created DESC`,
      fields: 'summary,status,assignee',
      maxResults: '50',
    });
    const found = await jiraJson<{ readonly issues: readonly Row[] }>(`/search/jql?${query}`);
    const rows = found?.issues ?? [];
    show(rows, () => (rows.length === 0 ? [h('p', { class: 'quiet' }, word('noIssues'))] : [table(rows)]));
  };
}

function table(rows: readonly Row[]): HTMLElement {
  const head = ['key', 'summary', 'status', 'assignee'] as const;
  return h(
    'table',
    { class: 'issues' },
    h('thead', {}, h('tr', {}, ...head.map((each) => h('th', { scope: 'col' }, word(each))))),
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
    h('td', {}, fields.assignee?.displayName ?? word('unassigned')),
  );
}

export function statusLozenge(status: StatusView): HTMLElement {
  return h(
    'span',
    { class: `status status-${status.statusCategory.key}`, 'data-testid': 'status' },
    status.name,
  );
}
