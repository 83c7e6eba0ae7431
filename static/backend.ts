import { invoke, router, view } from '@forge/bridge';
import type { InferInput } from 'valibot';
import type { Answer } from '../src/contract/answers';
import type { ADMIN_CALLS, DESK_CALLS, ISSUE_CALLS } from '../src/contract/payloads';
import type { LOOKER_CALLS, PIPELINE_CALLS, RUN_CALLS } from '../src/contract/pipelines';
import type { Lang } from '../src/kernel/problem';
import { say } from '../src/texts/say';

type Calls = typeof ISSUE_CALLS &
  typeof DESK_CALLS &
  typeof ADMIN_CALLS &
  typeof PIPELINE_CALLS &
  typeof RUN_CALLS &
  typeof LOOKER_CALLS;
type Call = keyof Calls;
/** What a call asks. */
export type Payload<K extends Call> = InferInput<Calls[K]>;

export type Surroundings = {
  readonly moduleKey: string;
  readonly lang: Lang;
  readonly zone: string;
  readonly issueId: string;
};

/** Where this page stands. Theming is switched on before the first paint; without it the page still works. */
export async function surroundings(): Promise<Surroundings> {
  const theming = view.theme.enable().catch(() => undefined);
  const context = await view.getContext();
  await theming;
  const { locale = 'en', timezone = '', moduleKey, extension } = context;
  return {
    moduleKey,
    lang: locale.toLowerCase().startsWith('de') ? 'de' : 'en',
    zone: timezone,
    issueId: issueOf(extension),
  };
}

function issueOf(extension: unknown): string {
  const { issue } = (extension ?? {}) as { issue?: { id?: unknown } };
  return typeof issue?.id === 'string' ? issue.id : '';
}

/** The code of the problem that means: the call did not get through at all. */
export const NOT_REACHED = 'bridge';

/** Asks the backend. Never throws: a call that does not get through is a problem like any other. */
export async function call<T, K extends Call = Call>(name: K, payload: Payload<K>): Promise<Answer<T>> {
  try {
    const answer = (await invoke(name, payload)) as Answer<T> | undefined;
    return typeof answer?.ok === 'boolean' ? answer : notReached(payload.lang);
  } catch {
    return notReached(payload.lang);
  }
}

function notReached(lang: Lang): Answer<never> {
  const [title, remedy] = [say('page.notReachedTitle', lang), say('page.notReachedRemedy', lang)];
  const problem = { code: NOT_REACHED, title, remedy };
  return { ok: false, now: new Date().toISOString(), problem };
}

/** Opens a page outside of Jira in a new tab; Jira asks the person first where it wants to. */
export function openOutside(url: string): void {
  void router.open(url);
}

/** Opens an issue of this site in the same tab. */
export function openIssue(key: string): void {
  void router.navigate(`/browse/${key}`);
}
