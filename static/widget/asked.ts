import { invoke, router, view } from '@forge/bridge';
import type { Answer } from '../../src/contract/answers';
import type { Scope, WidgetAnswer } from '../../src/contract/widget';
import type { Lang } from '../../src/kernel/lang';

/** What the widget knows of where it stands. */
export type Standing = {
  readonly lang: Lang;
  readonly scope: Scope;
  /** The desk's own address; absent where Jira does not say it. */
  readonly desk?: string;
};
/** What came of asking: `undefined` while nothing has come. */
export type Asked = Answer<WidgetAnswer> | 'not-reached' | undefined;

/** Whose language, what this widget was set to count, and where the desk is. */
export async function standing(): Promise<Standing> {
  const { locale = 'en', extension } = await view.getContext();
  const lang = locale.toLowerCase().startsWith('de') ? 'de' : 'en';
  const desk = await router.getUrl({ target: 'module', moduleKey: 'datev-desk' }).then(
    (url) => url?.toString().replace(/\/$/, ''),
    () => undefined,
  );
  return { lang, scope: scopeIn(extension), ...(desk === undefined ? {} : { desk }) };
}

/** What whoever edits the dashboard chose; whatever else stands there, everything is counted. */
function scopeIn(extension: unknown): Scope {
  const { config } = (extension ?? {}) as { readonly config?: { readonly scope?: unknown } | null };
  const { scope } = config ?? {};
  return typeof scope === 'string' && /^(?:all|mine|\d{4,7}-\d{1,5})$/.test(scope) ? scope : 'all';
}

/** Asks the backend, once. Never throws. */
export async function ask({ lang, scope }: Standing): Promise<Exclude<Asked, undefined>> {
  try {
    const answer = (await invoke('widget.view', { lang, scope })) as Answer<WidgetAnswer> | undefined;
    return typeof answer?.ok === 'boolean' ? answer : 'not-reached';
  } catch {
    return 'not-reached';
  }
}
