/// <reference lib="dom" />
import type { ShellState } from '../shell-types';
import { renderAdf } from './adf';
import { asJson, attempt, jira, jiraJson } from './api';
import { attachmentSection } from './attachments';
import { bringToPanel } from './bring-to-panel';
import { commentSection } from './comments';
import { h, slot } from './dom';
import type { Issue, Section } from './issue';
import { type Faces, issueFaces } from './issue-faces';
import { type StatusView, statusLozenge } from './issue-list';
import { session } from './session';
import { instant, word } from './words';

type Transition = { readonly id: string; readonly name: string; readonly to: StatusView };
type Field = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly custom: boolean;
};
/** `/browse/KEY`: the issue with the app's context at the side and its panel below. */
export function issuePage(main: HTMLElement, key: string): (state: ShellState) => Promise<void> {
  const heading = h('h1', { 'data-testid': 'summary' });
  const missing = h('p', { class: 'quiet' });
  let faces: Faces | undefined;
  let state: ShellState | undefined;
  const refresh = async (): Promise<void> => {
    const issue = await jiraJson<Issue>(`/issue/${key}?fields=*all`);
    body.hidden = issue === undefined;
    missing.textContent = issue === undefined ? word('jira.notFound') : '';
    if (issue === undefined || state === undefined) return;
    heading.textContent = issue.fields.summary;
    faces ??= issueFaces(issue, () => void refresh());
    if (!faces.panelPlace.isConnected) placeFaces(faces);
    await Promise.all([...sections.map((section) => section.refresh(issue)), faces.refresh(state)]);
    bringToPanel(faces.panelPlace);
  };
  const placeFaces = (made: Faces): void => {
    actions.append(made.appsButton);
    left.insertBefore(made.panelPlace, comments.element);
    right.append(made.contextPlace);
  };
  const transitions = transitionSection(key, refresh);
  const comments = commentSection(key, refresh);
  const description = descriptionSection();
  const attachments = attachmentSection(key, refresh);
  const details = detailSection();
  const sections = [transitions, description, attachments, comments, details];
  const actions = h('div', { class: 'actions' }, transitions.element);
  const left = h(
    'div',
    { class: 'left' },
    actions,
    description.element,
    attachments.element,
    comments.element,
  );
  const right = h('aside', { class: 'right', 'aria-label': word('jira.details') }, details.element);
  const body = h('div', { class: 'columns', hidden: true }, left, right);
  main.append(
    h('p', { class: 'crumbs' }, h('a', { href: '/' }, word('jira.issues')), ` / ${key}`),
    heading,
    missing,
    body,
    deleteButton(key),
  );
  return (next) => {
    state = next;
    return refresh();
  };
}

function transitionSection(key: string, refresh: () => Promise<void>): Section {
  const element = h('div', { class: 'group', 'data-testid': 'transitions' });
  const show = slot(element);
  const move = async (id: string): Promise<void> => {
    await attempt(jira(`/issue/${key}/transitions`, asJson('POST', { transition: { id } })));
    await refresh();
  };
  return {
    element,
    async refresh(issue) {
      const found = await jiraJson<{ readonly transitions: readonly Transition[] }>(
        `/issue/${key}/transitions`,
      );
      const transitions = found?.transitions ?? [];
      show([issue.fields.status, transitions], () => [
        statusLozenge(issue.fields.status),
        ...transitions.map((each) =>
          h(
            'button',
            {
              'data-transition': each.to.name,
              'aria-label': `${word('jira.moveTo')} ${each.to.name}`,
              click: () => void move(each.id),
            },
            each.to.name,
          ),
        ),
      ]);
    },
  };
}

function descriptionSection(): Section {
  const place = h('div', { class: 'adf', 'data-testid': 'description' });
  const show = slot(place);
  return {
    element: h('section', {}, h('h2', {}, word('jira.description')), place),
    refresh(issue) {
      const document = issue.fields.description ?? undefined;
      show(document ?? null, () => [
        document === undefined ? h('p', { class: 'quiet' }, word('jira.noDescription')) : renderAdf(document),
      ]);
    },
  };
}

function detailSection(): Section {
  const list = h('dl', { 'data-testid': 'fields' });
  const show = slot(list);
  let fields: readonly Field[] | undefined;
  return {
    element: h('section', {}, h('h2', {}, word('jira.details')), list),
    async refresh(issue) {
      fields ??= (await jiraJson<readonly Field[]>('/field')) ?? [];
      const { assignee, reporter, created, updated } = issue.fields;
      const custom = fields.filter((field) => field.custom && !isEmpty(issue.fields[field.id]));
      const rows: readonly (readonly [string, string])[] = [
        [word('jira.assignee'), assignee?.displayName ?? word('jira.unassigned')],
        [word('jira.reporter'), reporter?.displayName ?? '–'],
        ...custom.map((field) => [nameOf(field), plain(issue.fields[field.id])] as const),
        [word('jira.created'), instant(Date.parse(created))],
        [word('jira.updated'), instant(Date.parse(updated))],
      ];
      show(rows, () => rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
    },
  };
}

/** A field of the app has its name from the manifest, in the language of whoever looks. */
function nameOf({ key, name }: Field): string {
  return session.config.fieldNames[key.split('/').at(-1) ?? ''] ?? name;
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A field's value in a line: options and people carry their name under different keys. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (value !== null && typeof value === 'object') {
    const named = value as { readonly displayName?: string; readonly name?: string; readonly value?: string };
    return named.displayName ?? named.name ?? named.value ?? '…';
  }
  return String(value);
}

function deleteButton(key: string): HTMLElement {
  const remove = async (): Promise<void> => {
    if (
      window.confirm(word('jira.deleteSure')) &&
      (await attempt(jira(`/issue/${key}`, { method: 'DELETE' })))
    )
      location.assign('/');
  };
  return h(
    'p',
    {},
    h(
      'button',
      { class: 'danger', 'data-testid': 'delete-issue', click: () => void remove() },
      word('jira.deleteIssue'),
    ),
  );
}
