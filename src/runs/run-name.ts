import type { Lang } from '../kernel/lang';
import { isPeriod, periodLabel } from '../pipelines/period';

type Named = { readonly fileName: string; readonly label?: string | undefined };

/**
 * What a run is called where people read of it: `Umsätze November 2026`. Stored it is called by its period's key, `Umsätze 2026-11`, which
 * the stock is searched by. What is no run keeps its names.
 */
export function inWords<F extends Named>(
  names: F,
  run: { readonly period: string } | undefined,
  lang: Lang,
): F {
  if (run === undefined || !isPeriod(run.period)) return names;
  const key = ` ${run.period}`;
  const words = ` ${periodLabel(run.period, lang)}`;
  const inWord = (name: string) => (name.endsWith(key) ? name.slice(0, -key.length) + words : name);
  const { fileName, label } = names;
  return { ...names, fileName: inWord(fileName), ...(label === undefined ? {} : { label: inWord(label) }) };
}
