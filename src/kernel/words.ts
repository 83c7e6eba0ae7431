import type { Lang, Problem } from './problem';
import type { ProblemWords } from './problem-words';
import { say } from './text';
import { ACCOUNT_MESSAGES } from './words-of-accounts';
import { DATEV_MESSAGES } from './words-of-datev';
import { FILE_MESSAGES } from './words-of-files';
import { HOOK_MESSAGES } from './words-of-hooks';
import { JIRA_MESSAGES } from './words-of-jira';
import { LOOKER_MESSAGES } from './words-of-looker';
import { MAPPING_MESSAGES } from './words-of-mapping';
import { RUN_MESSAGES } from './words-of-runs';

const WORDS: Readonly<Record<string, ProblemWords>> = {
  ...DATEV_MESSAGES,
  ...FILE_MESSAGES,
  ...JIRA_MESSAGES,
  ...LOOKER_MESSAGES,
  ...MAPPING_MESSAGES,
  ...RUN_MESSAGES,
  ...ACCOUNT_MESSAGES,
  ...HOOK_MESSAGES,
};

/** Every problem code this product knows words for. A code without both languages does not compile. */
export type ProblemCode =
  | keyof typeof DATEV_MESSAGES
  | keyof typeof FILE_MESSAGES
  | keyof typeof JIRA_MESSAGES
  | keyof typeof LOOKER_MESSAGES
  | keyof typeof MAPPING_MESSAGES
  | keyof typeof RUN_MESSAGES
  | keyof typeof ACCOUNT_MESSAGES
  | keyof typeof HOOK_MESSAGES;

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
