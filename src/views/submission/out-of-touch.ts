import type { SubmissionView } from '../../contract/answers';
import { problemView } from '../../datev/problem-words';
import { plusSeconds } from '../../kernel/instant';
import type { Lang } from '../../kernel/lang';
import { isForGood } from '../../kernel/problem';
import type { Watch } from '../../mandanten/watch';

/** What passes is not worth a word before: a task of the day later, or DATEV's own maintenance. */
const PASSES_SECONDS = 3600;

type At = { readonly now: string; readonly lang: Lang };

/** From when on it is worth a word that DATEV cannot be asked about a Mandant: at once where somebody has to act. */
export function outOfTouchFrom({ trouble }: Pick<Watch, 'trouble'>): string | undefined {
  if (trouble === undefined) return undefined;
  const { retry } = trouble.problem;
  const isForPeople = isForGood({ retry });
  return isForPeople ? trouble.since : plusSeconds(trouble.since, PASSES_SECONDS);
}

/** That the app hears nothing of a Mandant from DATEV, since when, why, and who does what. */
export function outOfTouch(watch: Pick<Watch, 'trouble'>, { now, lang }: At): SubmissionView['outOfTouch'] {
  const from = outOfTouchFrom(watch);
  if (watch.trouble === undefined || from === undefined || from > now) return undefined;
  const { since, problem } = watch.trouble;
  const { title, remedy } = problemView(problem, lang);
  return { since, title, remedy };
}
