import type { Lang, Problem } from '../kernel/problem';
import { problemText } from '../texts/problem-text';
import { say } from '../texts/say';
import { caseOf } from './decisions';

/**
 * The words for a problem: where DATEV gave a code, those for the code, because "DATEV refused the request" helps nobody;
 * else the usual ones.
 */
export function textOf(problem: Problem, lang: Lang): { readonly title: string; readonly remedy: string } {
  const code = problem.values?.['code'];
  const known = problem.code.startsWith('datev.') && typeof code === 'string' ? caseOf(code) : 'unknown';
  if (known === 'unknown') return problemText(problem, lang);
  return { title: `${say(`answer.${known}.title`, lang)}.`, remedy: say(`answer.${known}.remedy`, lang) };
}
