import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import type { MappingCode } from '../texts/problem-code';
import { problemText } from '../texts/problem-text';
import { say } from '../texts/say';
import type { Target } from './mapping';
import { mostCharacters } from './values';

/** A target of the mapping, or the rule for Soll and Haben. */
export type TargetOrSide = Target | 'side';

/** What is wrong with a value of a row, or with a rule of the mapping. */
export type MappingFinding = {
  readonly code: MappingCode;
  readonly target: TargetOrSide;
  /** The column of Looker that the value comes from, where it comes from one. */
  readonly column?: string;
  /** The value itself: for the panel and the run report, never for Jira, a log or a queue. */
  readonly value?: string;
  /** Most characters or files, where there is such a limit. */
  readonly most?: number;
};

/** A finding in words, without the value. */
export function mappingText(
  finding: MappingFinding,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  // A stored cause has no limit of its own; that of a text follows from the target.
  const { column, most = mostCharacters(finding.target) } = finding;
  const values = present({ target: say(`target.${finding.target}`, lang), column, most });
  return problemText({ code: finding.code, retry: 'after-fix', values }, lang);
}
