import type { RowsAnswer } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { grouped, inert } from '../../kernel/text';
import type { RowFate } from '../../runs/report';
import type { RunAbout } from '../../submissions/run';
import type { Submission } from '../../submissions/submission';
import { isText, say, sayWith } from '../../texts/say';
import { findingView } from '../pipeline/finding-view';
import { childOf } from './run-view';

/** What the booking files of a run are called at DATEV, in their order; before that, as they were made. */
export function bookingNames(run: RunAbout, children: readonly Submission[]): readonly string[] {
  return (run.made?.files ?? []).flatMap(({ kind, file }, at) =>
    kind === 'document' ? [] : [childOf(children, at)?.fileName ?? file.name],
  );
}

/** What became of rows, in words. */
export function rowsView(
  found: { readonly rows: readonly RowFate[]; readonly more: boolean },
  names: readonly string[],
  lang: Lang,
): RowsAnswer {
  return {
    more: found.more,
    rows: found.rows.map(({ row, key, fate, file, fileRow, why }) => {
      const name = file === undefined ? undefined : names[file - 1];
      return {
        row,
        // From Looker, and people copy the list into spreadsheets.
        key: inert(key),
        fate,
        text: why === undefined ? fateText(fate, { name, fileRow }, lang) : whyText(why, lang),
      };
    }),
  };
}

function fateText(
  fate: RowFate['fate'],
  { name, fileRow }: { readonly name: string | undefined; readonly fileRow: number | undefined },
  lang: Lang,
): string {
  return say(`row-fate.${fate}`, lang, {
    file: name ?? '',
    row: fileRow === undefined ? '' : grouped(fileRow, lang),
  });
}

function whyText(why: NonNullable<RowFate['why']>, lang: Lang): string {
  const { target } = why;
  const place = target === undefined ? '' : ` (${nameOf(target, lang)})`;
  return `${say('row-fate.rejected', lang)} ${findingView(why, lang).title}${place}`;
}

function nameOf(target: string, lang: Lang): string {
  const key = `target.${target}`;
  return isText(key) ? sayWith(key, lang, {}) : target;
}
