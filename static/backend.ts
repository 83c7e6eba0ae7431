import { invoke, router, view } from '@forge/bridge';
import type { Answer, PackedAnswer, PageCode } from '../src/contract/answers';
import type { Answered, Asked } from '../src/contract/call';
import type { AllCalls, CallName } from '../src/contract/calls';
import type { Lang } from '../src/kernel/lang';
import { say } from '../src/texts/say';
import { opened, sentAhead } from './sent-ahead';
import { nothingAhead } from './shared/data/ahead';
import { type AddressBar, barInMemory, barOf } from './shared/page/address-bar';

/** What a call asks. */
export type Payload<K extends CallName> = Asked<AllCalls[K]>;
/** What a call is answered. */
export type AnswerTo<K extends CallName> = Answer<Answered<AllCalls[K]>>;

export type Surroundings = {
  readonly moduleKey: string;
  readonly lang: Lang;
  readonly zone: string;
  readonly issueId: string;
};

/** Jira's colours, before the first paint; without them the page still works. */
export async function enableTheming(): Promise<void> {
  await view.theme.enable().catch(() => undefined);
}

/** Where this page stands. */
export async function surroundings(): Promise<Surroundings> {
  const context = await view.getContext();
  const { locale = 'en', timezone = '', moduleKey, extension } = context;
  return {
    moduleKey,
    lang: locale.toLowerCase().startsWith('de') ? 'de' : 'en',
    zone: timezone,
    issueId: issueOf(extension),
  };
}

/** The address bar of Jira's page, where this face has one; else the place is kept in memory, and nothing is missed but the address. */
export async function addressBar(moduleKey: string, isFullPage: boolean): Promise<AddressBar> {
  if (!isFullPage) return barInMemory();
  try {
    const history = await view.createHistory();
    const base = router.getUrl({ target: 'module', moduleKey }).then(
      (url) => url?.toString(),
      () => undefined,
    );
    return barOf(history, base);
  } catch {
    return barInMemory();
  }
}

/** The account of the person in front, for what this browser keeps for them alone; empty when Jira does not say. */
export async function whoIsHere(): Promise<string> {
  try {
    return (await view.getContext()).accountId ?? '';
  } catch {
    return '';
  }
}

function issueOf(extension: unknown): string {
  const { issue } = (extension ?? {}) as { issue?: { id?: unknown } };
  return typeof issue?.id === 'string' ? issue.id : '';
}

/** The code of the problem that means: the call did not get through at all. */
export const NOT_REACHED = 'bridge' as const satisfies PageCode;

/** Somebody else saved first: nothing was changed. */
export function isConflict(code: string): boolean {
  return code === 'pipeline.conflict' || code === 'settings.conflict';
}

const ahead = nothingAhead();

/** Asks now what `call` will be asked in a moment, by a face whose code is not there yet. */
export function askAhead<K extends CallName>(name: K, payload: Payload<K>): void {
  ahead.put(name, payload, asked(name, payload));
}

/** Asks the backend. Never throws: a call that does not get through is a problem like any other. */
export async function call<K extends CallName>(name: K, payload: Payload<K>): Promise<AnswerTo<K>> {
  const before = ahead.take(name, payload) as Promise<AnswerTo<K>> | undefined;
  if (before === undefined) return asked(name, payload);
  const answer = await before;
  // It may have failed before there were words to say it in.
  return answer.ok || answer.problem.code !== NOT_REACHED ? answer : notReached(payload.lang);
}

async function asked<K extends CallName>(name: K, payload: Payload<K>): Promise<AnswerTo<K>> {
  const { lang } = payload;
  try {
    const parcel = await sentAhead(payload, (part) => isSent({ lang, ...part }));
    if (parcel === 'lost') return notReached(lang);
    const sent = parcel === undefined ? payload : { lang, parcel };
    const answer = (await invoke(name, sent)) as AnswerTo<K> | PackedAnswer | undefined;
    if (answer?.ok === true && 'packed' in answer)
      return { ok: true, now: answer.now, value: await opened(answer) } as AnswerTo<K>;
    return typeof answer?.ok === 'boolean' ? byOurClock(answer) : notReached(lang);
  } catch {
    return notReached(lang);
  }
}

async function isSent(part: Payload<'parcel.part'>): Promise<boolean> {
  const answer = (await invoke('parcel.part', part)) as AnswerTo<'parcel.part'> | undefined;
  return answer?.ok === true;
}

/** When to ask again, by this computer's clock, which may be wrong. */
function byOurClock<A extends Answer<unknown>>(answer: A): A {
  if (answer.ok || answer.problem.again === undefined) return answer;
  const inMs = Date.parse(answer.problem.again) - Date.parse(answer.now);
  return { ...answer, problem: { ...answer.problem, again: new Date(Date.now() + inMs).toISOString() } };
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
