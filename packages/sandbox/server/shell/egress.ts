/// <reference lib="dom" />
import type { EgressAnswer, EgressOrder } from '../shell-types';
import { h } from './dom';
import { session } from './session';
import { word } from './words';

/** `permissions.egress.get` of the bridge. */
export async function getEgress(order: { readonly keys?: readonly string[] } | undefined): Promise<unknown> {
  const answer = await post('/_shell/egress-get', order ?? {});
  return answer.json();
}

/** `permissions.egress.set`: hosts that are new are asked about in a dialog of Atlassian's own. */
export async function setEgress(order: Pick<EgressOrder, 'egresses'>): Promise<unknown> {
  const { accountId } = session;
  const first = await ask({ ...order, accountId });
  if (!('consent' in first)) return first;
  if (!(await consents(first.consent))) throw new Error('The egress permissions were not granted.');
  return ask({ ...order, accountId, consented: true });
}

async function ask(order: EgressOrder): Promise<Exclude<EgressAnswer, { error: string }>> {
  const answer = (await (await post('/_shell/egress-set', order)).json()) as EgressAnswer;
  if ('error' in answer) throw new Error(`${answer.status}: ${answer.error}`);
  return answer;
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function consents(domains: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (granted: boolean) => () => {
      dialog.remove();
      resolve(granted);
    };
    const dialog = h(
      'dialog',
      { class: 'consent', 'aria-label': word('jira.consent'), cancel: answer(false) },
      h('h2', {}, word('jira.consent')),
      h('p', {}, word('jira.consentWhat')),
      h('ul', {}, ...domains.map((domain) => h('li', {}, domain))),
      h('button', { click: answer(true) }, word('jira.consentGive')),
      h('button', { class: 'link', click: answer(false) }, word('jira.consentRefuse')),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
