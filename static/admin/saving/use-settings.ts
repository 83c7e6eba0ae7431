import { useEffect, useState } from 'react';
import type { AdminAnswer, ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { useLang } from '../../shared/texts/lang';
import { changed, type Draft, rebased } from './draft';
import type { Change, Settings } from './settings';

export type Editing = {
  readonly draft: Draft | undefined;
  readonly settle: (draft: Draft) => void;
  readonly settings: Settings;
  readonly change: Change;
  /** Saves what is typed, or `now` instead; whether it is saved. */
  readonly save: (now?: Settings) => Promise<boolean>;
  readonly discard: () => void;
  readonly saved: boolean;
  readonly problem: ProblemView | undefined;
};

/** What an administrator changes until it is saved, kept on top of what others save meanwhile, whatever section is open. */
export function useSettings(
  { version, settings: stored }: Pick<AdminAnswer, 'version' | 'settings'>,
  reload: () => Promise<void>,
): Editing {
  const [draft, setDraft] = useState<Draft>();
  const [problem, setProblem] = useState<ProblemView>();
  const [saved, setSaved] = useState(false);
  const lang = useLang();
  useEffect(() => {
    setDraft((now) => (now === undefined ? now : rebased(now, { version, settings: stored })));
  }, [version, stored]);
  useAskBeforeLeaving(draft !== undefined);
  const settings = draft?.settings ?? stored;
  const change: Change = (make) => {
    setDraft((now) => changed(now, { version, settings: stored }, make));
    setSaved(false);
  };
  const save = async (now = settings) => {
    const answer = await call('admin.save', { lang, version: draft?.version ?? version, settings: now });
    const isConflict = !answer.ok && answer.problem.code === 'settings.conflict';
    setProblem(answer.ok || isConflict ? undefined : answer.problem);
    if (answer.ok) setDraft(undefined);
    setSaved(answer.ok);
    if (answer.ok || isConflict) await reload();
    return answer.ok;
  };
  const discard = () => {
    setDraft(undefined);
    setProblem(undefined);
  };
  return { draft, settle: setDraft, settings, change, save, discard, saved, problem };
}

/** The browser asks before a page with something unsaved is closed or loaded anew. */
function useAskBeforeLeaving(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
