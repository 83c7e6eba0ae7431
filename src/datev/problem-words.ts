import type { ProblemView } from '../contract/answers';
import type { Lang } from '../kernel/lang';
import type { NotedProblem } from '../kernel/problem';
import { clickRemedy } from '../texts/click-text';
import { known, problemText } from '../texts/problem-text';
import { say } from '../texts/say';
import { caseOf } from './cause-cases';

/**
 * The words for a problem: where DATEV gave a code, those for the code, because "DATEV refused the request" helps nobody;
 * else the usual ones. What another version of the app noted gets a general sentence.
 */
export function textOf(
  problem: NotedProblem,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  const code = problem.values?.['code'];
  const own = problem.code.startsWith('datev.') && typeof code === 'string' ? caseOf(code) : 'unknown';
  if (own === 'unknown') return problemText(known(problem), lang);
  return { title: `${say(`answer.${own}.title`, lang)}.`, remedy: say(`answer.${own}.remedy`, lang) };
}

/** A problem as pages show it. */
export function problemView(problem: NotedProblem, lang: Lang): ProblemView {
  return { code: known(problem).code, ...textOf(problem, lang) };
}

/** The same as the answer to a click or to a page that loads: what passes does not go on by itself there. */
export function clickView(problem: NotedProblem, lang: Lang): ProblemView {
  const view = problemView(problem, lang);
  return { ...view, remedy: clickRemedy(known(problem), lang) ?? view.remedy };
}
