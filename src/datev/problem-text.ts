import type { Lang, Problem } from '../kernel/problem';
import { problemText } from '../texts/problem-text';
import { caseOf, DATEV_WORDS } from './extf-files/catalogue';

/**
 * The words for a problem: where DATEV gave a code, those for the code, because "DATEV refused the request" helps nobody;
 * else the usual ones.
 */
export function textOf(problem: Problem, lang: Lang): { readonly title: string; readonly remedy: string } {
  const code = problem.values?.['code'];
  const known = problem.code.startsWith('datev.') && typeof code === 'string' ? caseOf(code) : 'unknown';
  if (known === 'unknown') return problemText(problem, lang);
  const { title, remedy } = DATEV_WORDS[known];
  return { title: `${title[lang]}.`, remedy: remedy[lang] };
}
