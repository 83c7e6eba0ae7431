/// <reference lib="dom" />
import { attempt, jira } from './api';
import { h, slot } from './dom';
import type { Attachment, Section } from './issue';
import { word } from './words';

export function attachmentSection(key: string, refresh: () => Promise<void>): Section {
  const list = h('ul', { class: 'attachments', 'data-testid': 'attachments' });
  const show = slot(list);
  const input = h('input', {
    type: 'file',
    multiple: true,
    id: 'attachment-input',
    'data-testid': 'attachment-input',
  });
  input.addEventListener('change', () => void upload(key, input).then(refresh));
  const remove = async (id: string): Promise<void> => {
    await attempt(jira(`/attachment/${id}`, { method: 'DELETE' }));
    await refresh();
  };
  return {
    element: h(
      'section',
      {},
      h('h2', {}, word('jira.attachments')),
      list,
      h('p', {}, h('label', { for: 'attachment-input' }, word('jira.addAttachment')), ' ', input),
    ),
    refresh(issue) {
      const attachments = issue.fields.attachment ?? [];
      show(attachments, () => attachments.map((each) => entry(each, () => void remove(each.id))));
    },
  };
}

async function upload(key: string, input: HTMLInputElement): Promise<void> {
  const form = new FormData();
  for (const file of input.files ?? []) form.append('file', file, file.name);
  await attempt(jira(`/issue/${key}/attachments`, { method: 'POST', body: form }));
  input.value = '';
}

function entry(attachment: Attachment, remove: () => void): HTMLElement {
  return h(
    'li',
    {},
    h('button', { class: 'link', click: () => void download(attachment) }, attachment.filename),
    ` (${Math.max(1, Math.round(attachment.size / 1024))} KB) `,
    h(
      'button',
      { class: 'link', 'aria-label': `${word('jira.remove')} ${attachment.filename}`, click: remove },
      word('jira.remove'),
    ),
  );
}

/** By fetch, since a plain link could not say who asks. */
async function download(attachment: Attachment): Promise<void> {
  const answer = await jira(`/attachment/content/${attachment.id}`, { headers: { accept: '*/*' } });
  const url = URL.createObjectURL(await answer.blob());
  h('a', { href: url, download: attachment.filename }).click();
  URL.revokeObjectURL(url);
}
