import type { Lang, Problem } from './problem';
import type { ProblemWords } from './problem-words';
import { say } from './text';
import { ACCOUNT_SIDE } from './words-of-accounts';
import { DATEV_SIDE } from './words-of-datev';
import { FILE_SIDE } from './words-of-files';
import { HOOK_SIDE } from './words-of-hooks';
import { JIRA_SIDE } from './words-of-jira';
import { LOOKER_SIDE } from './words-of-looker';
import { MAPPING_SIDE } from './words-of-mapping';
import { RUN_SIDE } from './words-of-runs';

const WORDS: Readonly<Record<string, ProblemWords>> = {
  ...DATEV_SIDE,
  ...FILE_SIDE,
  ...JIRA_SIDE,
  ...LOOKER_SIDE,
  ...MAPPING_SIDE,
  ...RUN_SIDE,
  ...ACCOUNT_SIDE,
  ...HOOK_SIDE,
};

/** Every problem code this product knows words for. A code without both languages does not compile. */
export type ProblemCode =
  | keyof typeof DATEV_SIDE
  | keyof typeof FILE_SIDE
  | keyof typeof JIRA_SIDE
  | keyof typeof LOOKER_SIDE
  | keyof typeof MAPPING_SIDE
  | keyof typeof RUN_SIDE
  | keyof typeof ACCOUNT_SIDE
  | keyof typeof HOOK_SIDE;

const UNKNOWN: ProblemWords = {
  title: { de: 'Etwas hat nicht geklappt ({code}).', en: 'Something did not work ({code}).' },
  remedy: {
    de: 'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie dem Hersteller der App diese Bezeichnung.',
    en: 'Try again. If it stays, give this name to the maker of the app.',
  },
};

/** A problem in words, in one language. A code from another version of the app gets a general sentence. */
export function problemText(
  problem: Problem,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  const words = hasWords(problem.code) ? (WORDS[problem.code] ?? UNKNOWN) : UNKNOWN;
  const values = { ...problem.values, ...(words === UNKNOWN ? { code: problem.code } : {}) };
  return { title: say(words.title, lang, values), remedy: say(words.remedy, lang, values) };
}

/** Whether there are words for a code. */
export function hasWords(code: string): code is ProblemCode {
  return Object.hasOwn(WORDS, code);
}
