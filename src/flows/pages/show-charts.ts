import type { DeskCharts } from '../../contract/answers';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import { mandantRows } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { allTallies } from '../../submissions/lists/tally-store';
import { deskCharts } from '../../views/desk/charts-view';

/** Numbers along the weeks and months, of all Mandanten or of one: from the tallies alone, whatever there is of submissions. */
export async function showCharts({
  mandant,
  lang,
}: {
  readonly mandant?: string;
  readonly lang: Lang;
}): Promise<DeskCharts> {
  const [tallies, mandanten] = await awaitAll([allTallies(), mandantRows()]);
  const names = new Map(mandanten.map((row) => [row.mandant, row.name ?? row.mandant]));
  const wanted = tallies.filter((tally) => mandant === undefined || tally.mandant === mandant);
  return deskCharts(wanted, { names, now: now(), lang });
}
