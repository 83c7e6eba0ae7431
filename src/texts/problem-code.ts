import type {
  AccountsTexts,
  AutomationTexts,
  DatevTexts,
  FilesTexts,
  HooksTexts,
  JiraTexts,
  LookerTexts,
  MappingTexts,
  ProblemTexts,
  RunsTexts,
} from './generated/messages';

type CodeIn<Texts> = keyof Texts extends infer Key
  ? Key extends `${infer Code}.remedy`
    ? Code
    : never
  : never;

/** What can be wrong with a row or with a rule of the mapping. */
export type MappingCode = CodeIn<MappingTexts>;

/**
 * Every problem there is: each has a title and a remedy among the texts, so a code without words does not compile.
 * `problem.unknown` stands for one of another version of the app.
 */
export type ProblemCode =
  | CodeIn<DatevTexts>
  | CodeIn<FilesTexts>
  | CodeIn<JiraTexts>
  | CodeIn<LookerTexts>
  | MappingCode
  | CodeIn<ProblemTexts>
  | CodeIn<RunsTexts>
  | CodeIn<AccountsTexts>
  | CodeIn<HooksTexts>
  | CodeIn<AutomationTexts>;
