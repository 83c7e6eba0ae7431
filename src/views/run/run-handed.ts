import type { SubmissionView } from '../../contract/answers';
import type { Lang } from '../../kernel/lang';
import { handedOf } from '../../submissions/handed';
import type { Submission } from '../../submissions/submission';
import { stateWordsOf } from '../state-words';

/**
 * The view of a run that was closed with what became of its files until now: one of them may have been sent since, and what an
 * earlier version of the app closed does not say how many went.
 */
export function withHanded(
  view: SubmissionView,
  {
    state,
    children,
    lang,
  }: { readonly state: Submission; readonly children: readonly Submission[]; readonly lang: Lang },
): SubmissionView {
  const { run, end } = state;
  if (run === undefined || end?.as !== 'closed-without-sending') return view;
  const handed = handedOf(children, run.made?.files.length ?? children.length);
  if (handed === undefined) return view;
  if (handed.delivered === handed.files)
    return { ...view, ...stateWordsOf('run-delivered', { state, lang }) };
  return { ...view, ...stateWordsOf('closed', { state: { ...state, run: { ...run, handed } }, lang }) };
}
