import { invoke, router, view } from '@forge/bridge';
import type { Answer } from '../src/contract/answers';
import type { AdminCall, DeskCall, IssueCall, Payload } from '../src/contract/payloads';
import type { Lang } from '../src/kernel/problem';

type Call = IssueCall | DeskCall | AdminCall;

/** Where this page stands. Theming is switched on before the first paint. */
export async function surroundings(): Promise<{ moduleKey: string; lang: Lang }> {
  const [context] = await Promise.all([view.getContext(), view.theme.enable()]);
  return { moduleKey: context.moduleKey, lang: context.locale.toLowerCase().startsWith('de') ? 'de' : 'en' };
}

const TROUBLE = {
  de: {
    title: 'Die App antwortet nicht.',
    remedy: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  },
  en: { title: 'The app does not answer.', remedy: 'Check your connection and try again.' },
} as const;

/** Asks the backend. Never throws: a call that does not get through is a problem like any other. */
export async function call<T, K extends Call = Call>(name: K, payload: Payload<K>): Promise<Answer<T>> {
  try {
    return (await invoke(name, payload)) as Answer<T>;
  } catch {
    const problem = { code: 'bridge', ...TROUBLE[payload.lang] };
    return { ok: false, now: new Date().toISOString(), problem };
  }
}

/** Opens an issue of this site in the same tab. */
export function openIssue(key: string): void {
  void router.navigate(`/browse/${key}`);
}
