import type { SubmissionView } from '../../contract/answers';
import { textOf } from '../../datev/problem-words';
import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import type { RunAbout } from '../../submissions/run';
import { type Keeps, stateCodeOf } from '../../submissions/state-code';
import type { Submission } from '../../submissions/submission';
import { say } from '../../texts/say';
import { stateWordsOf } from '../state-words';

const AT_QUERY = 'run-waiting.at-query';
const NEXT_LOOK = 'run-waiting.next-look';

/** The view of a run with what it waits for while it is made: whoever looks for what holds it up finds it here. */
export function withWaiting(
  view: SubmissionView,
  { state, run, lang }: { readonly state: Submission; readonly run: RunAbout; readonly lang: Lang },
): SubmissionView {
  const making = state.pendingEffects.find(
    ({ effect, state: is }) => effect.kind === 'make-run' && is === 'due',
  );
  const problem = making?.problem === undefined ? undefined : textOf(making.problem, lang);
  const why = problem?.title ?? (run.progress?.task === undefined ? undefined : say(AT_QUERY, lang));
  if (making?.notBefore === undefined || why === undefined) return view;
  const look = say(NEXT_LOOK, lang, { at: berlinTime(making.notBefore, lang) });
  return {
    ...view,
    sentence: `${view.sentence} ${why} ${look}`,
    nextAction: problem?.remedy ?? view.nextAction,
  };
}

/** The view of a run with how many of its files wait because nothing leaves for DATEV: those are not on their way. */
export function withKept(
  view: SubmissionView,
  of: {
    readonly state: Submission;
    readonly children: readonly Submission[];
    readonly keeps: Keeps;
    readonly lang: Lang;
  },
): SubmissionView {
  const { state, children, keeps, lang } = of;
  if (keeps === false) return view;
  const count = children.filter((child) => stateCodeOf(child, keeps) === keeps).length;
  if (count === 0) return view;
  return {
    ...view,
    lozenge: stateWordsOf(keeps, { state, lang }).lozenge,
    sentence: say(`run-waiting.${keeps}`, lang, { count }),
    nextAction: say(`run-waiting.${keeps}-next`, lang),
  };
}
