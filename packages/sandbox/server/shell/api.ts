/// <reference lib="dom" />
import { showFlag } from './flags';
import { session } from './session';
import { word } from './words';

/** Calls the fake Jira as the chosen person. */
export async function jira(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`/jira/rest/api/3${path}`, {
    ...init,
    headers: {
      accept: 'application/json',
      'x-atlassian-token': 'no-check',
      'x-sandbox-user': session.accountId,
      ...(init.headers as Record<string, string>),
    },
  });
}

export async function jiraJson<T>(path: string): Promise<T | undefined> {
  const answer = await jira(path);
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

export function asJson(method: 'POST' | 'PUT', body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Does it and says so when it was refused. */
export async function attempt(doing: Promise<Response>): Promise<boolean> {
  const answer = await doing.catch(() => undefined);
  if (answer?.ok) return true;
  const text = answer === undefined ? '' : (await answer.text()).slice(0, 300);
  showFlag({ id: `failed-${Date.now()}`, type: 'error', title: word('jira.failed'), description: text });
  return false;
}
