import type { FindingView } from '../../contract/pipelines';
import { ownRemedy } from '../../datev/own-remedy';
import { renderFinding } from '../../extf/check/findings';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { type MappingFinding, mappingText } from '../../mapping/finding';
import type { Target } from '../../mapping/mapping';
import type { RunDetail } from '../../runs/detail';
import { isProblemCode } from '../../texts/problem-text';

/** A finding of the mapping or of the file, in words, with its value: our panels only. */
export function findingView(finding: RunDetail['findings'][number], lang: Lang): FindingView {
  const { code, target, column, row, value, field, values = {} } = finding;
  const isMapping = code.startsWith('mapping.') && target !== undefined && isProblemCode(code);
  const words = isMapping
    ? mappingText(finding as MappingFinding, lang)
    : fileWords({ code, values, ...present({ field, row }) }, lang);
  return {
    ...words,
    ...present({
      column,
      row,
      value,
      target: target === 'side' ? undefined : (target as Target | undefined),
    }),
  };
}

function fileWords(
  finding: {
    readonly code: string;
    readonly field?: number;
    readonly row?: number;
    readonly values: Readonly<Record<string, string | number>>;
  },
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  const { text, remedy, where } = renderFinding(finding, lang);
  // Whoever reads this did not export the file: the run made it.
  return {
    title: where === '' ? text : `${where}: ${text}`,
    remedy: ownRemedy(finding.code, lang) ?? remedy,
  };
}
