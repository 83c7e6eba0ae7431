/// <reference lib="dom" />
import { h } from './dom';
import { word } from './words';

export type Flag = {
  readonly id: string | number;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly isAutoDismiss?: boolean;
  readonly actions?: readonly { readonly text: string; readonly run: () => void }[];
};

/** A message in the corner, as Jira shows those of `showFlag`. */
export function showFlag(flag: Flag): void {
  closeFlag(flag.id);
  const actions = (flag.actions ?? []).map((action) =>
    h('button', { class: 'link', click: action.run }, action.text),
  );
  const box = h(
    'div',
    {
      class: `flag flag-${flag.type ?? 'info'}`,
      role: flag.type === 'error' ? 'alert' : 'status',
      'data-flag': String(flag.id),
      'data-testid': `flag-${flag.id}`,
    },
    h('strong', {}, flag.title ?? ''),
    flag.description ? h('p', {}, flag.description) : undefined,
    ...actions,
    h('button', { class: 'link', click: () => closeFlag(flag.id) }, word('jira.dismiss')),
  );
  document.querySelector('#flags')?.append(box);
  if (flag.isAutoDismiss === true) setTimeout(() => box.remove(), 8000);
}

export function closeFlag(id: string | number): void {
  document.querySelector(`[data-flag="${CSS.escape(String(id))}"]`)?.remove();
}
