/// <reference lib="dom" />
import { type AdfNode, paragraphs, renderAdf } from './adf';
import { asJson, attempt, jira, jiraJson } from './api';
import { h, slot } from './dom';
import type { Person, Section } from './issue';
import { instant, word } from './words';

type Comment = {
  readonly id: string;
  readonly author: Person;
  readonly body: AdfNode;
  readonly created: string;
};

export function commentSection(key: string, refresh: () => Promise<void>): Section {
  const list = h('ol', { class: 'comments', 'data-testid': 'comments' });
  const show = slot(list);
  const text = h('textarea', { id: 'comment-text', rows: '3' });
  const form = h(
    'form',
    {},
    h('label', { for: 'comment-text' }, word('jira.addComment')),
    text,
    h('button', {}, word('jira.save')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void addComment(key, text).then(refresh);
  });
  return {
    element: h('section', {}, h('h2', {}, word('jira.comments')), list, form),
    async refresh() {
      const found = await jiraJson<{ readonly comments: readonly Comment[] }>(
        `/issue/${key}/comment?maxResults=100`,
      );
      const comments = found?.comments ?? [];
      show(comments, () =>
        comments.length === 0 ? [h('li', { class: 'quiet' }, word('jira.noComments'))] : comments.map(entry),
      );
    },
  };
}

async function addComment(key: string, text: HTMLTextAreaElement): Promise<void> {
  if (text.value.trim() === '') return;
  if (await attempt(jira(`/issue/${key}/comment`, asJson('POST', { body: paragraphs(text.value) }))))
    text.value = '';
}

function entry(comment: Comment): HTMLElement {
  const head = h(
    'p',
    { class: 'quiet' },
    h('strong', {}, comment.author.displayName),
    ` · ${instant(Date.parse(comment.created))}`,
  );
  return h('li', {}, head, h('div', { class: 'adf' }, renderAdf(comment.body)));
}
