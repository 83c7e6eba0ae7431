import type { Lang, Problem } from '../kernel/problem';
import type {
  AccountsTexts,
  DatevTexts,
  FilesTexts,
  HooksTexts,
  JiraTexts,
  LookerTexts,
  MappingTexts,
  RunsTexts,
} from './generated/messages';
import { isText, sayWith } from './say';

type CodeIn<Texts> = keyof Texts extends infer Key
  ? Key extends `${infer Code}.remedy`
    ? Code
    : never
  : never;

/** What can be wrong with a row or with a rule of the mapping. */
export type MappingCode = CodeIn<MappingTexts>;

/** Every problem this product has a text for: a title and a remedy. */
export type ProblemCode =
  | CodeIn<DatevTexts>
  | CodeIn<FilesTexts>
  | CodeIn<JiraTexts>
  | CodeIn<LookerTexts>
  | MappingCode
  | CodeIn<RunsTexts>
  | CodeIn<AccountsTexts>
  | CodeIn<HooksTexts>;

/** A problem in words, in one language. A code from another version of the app gets a general sentence. */
export function problemText(
  problem: Problem,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  const { code, values = {} } = problem;
  if (!hasWords(code))
    return {
      title: sayWith('problem.unknown.title', lang, { ...values, code }),
      remedy: sayWith('problem.unknown.remedy', lang, values),
    };
  return { title: sayWith(`${code}.title`, lang, values), remedy: sayWith(`${code}.remedy`, lang, values) };
}

/** Whether there are words for a code. */
export function hasWords(code: string): code is ProblemCode {
  return isText(`${code}.title`) && isText(`${code}.remedy`);
}
