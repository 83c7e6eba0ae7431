import type { Lang } from '../kernel/lang';
import type { NotedProblem, Problem } from '../kernel/problem';
import type { ProblemCode } from './problem-code';
import { isText, sayWith } from './say';

/** A problem in words, in one language. */
export function problemText(
  { code, values = {} }: Problem,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  return { title: sayWith(`${code}.title`, lang, values), remedy: sayWith(`${code}.remedy`, lang, values) };
}

/** A noted problem as this version of the app knows it. */
export function known({ code, ...noted }: NotedProblem): Problem {
  return isProblemCode(code)
    ? { ...noted, code }
    : { ...noted, code: 'problem.unknown', values: { ...noted.values, code } };
}

/** Whether a code that came from storage, or from another version, is one of ours. */
export function isProblemCode(code: string): code is ProblemCode {
  return isText(`${code}.title`) && isText(`${code}.remedy`);
}
