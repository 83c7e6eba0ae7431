import type { Counted, DeskCharts } from '../../contract/answers';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { LATE_HOURS } from '../../submissions/lists/marks';
import { dayAt, placesKept } from '../../submissions/lists/series';
import type { Tally } from '../../submissions/lists/tally';
import { say } from '../../texts/say';
import { causeTitle } from './desk-view';

/** So many are drawn by name; the others are one together. */
const NAMED = 5;

type Known = {
  readonly names: ReadonlyMap<string, string>;
  readonly now: string;
  readonly lang: Lang;
};

/** What the charts of the desk draw. */
export function deskCharts(tallies: readonly Tally[], known: Known): DeskCharts {
  const { now, lang, names } = known;
  const [weeks, months] = [placesKept('f', now), placesKept('m', now)];
  const failures = causesIn(tallies).map((key) => ({
    key,
    title: causeTitle(key, lang),
    counts: weeks.map((week) => sumOf(tallies, `f${key}@${week}`)),
  }));
  const deliveries = tallies.map((tally) => ({
    key: tally.mandant,
    title: names.get(tally.mandant) ?? tally.mandant,
    counts: months.map((month) => tally.series[`m@${month}`] ?? 0),
  }));
  return {
    weeks: weeks.map((week) => dayAt('week', week)),
    failures: largest(failures, lang),
    months: months.map((month) => dayAt('month', month)),
    deliveries: largest(deliveries, lang),
    lateness: lateness(tallies, now),
  };
}

function causesIn(tallies: readonly Tally[]): readonly string[] {
  const marks = tallies.flatMap(({ series }) => Object.keys(series).filter((key) => key.startsWith('f')));
  return [...new Set(marks.map((key) => key.slice(1, key.lastIndexOf('@'))))];
}

function lateness(tallies: readonly Tally[], now: string): DeskCharts['lateness'] {
  return [...LATE_HOURS, undefined].map((hours, n) => ({
    ...present({ hours }),
    count: placesKept('t', now).reduce((all, month) => all + sumOf(tallies, `t${n}@${month}`), 0),
  }));
}

function sumOf(tallies: readonly Tally[], key: string): number {
  return tallies.reduce((all, { series }) => all + (series[key] ?? 0), 0);
}

/** The largest by name, what has nothing left out, and the rest together. */
function largest(all: readonly Counted[], lang: Lang): readonly Counted[] {
  const sorted = all
    .filter((one) => total(one) > 0)
    .toSorted((a, b) => total(b) - total(a) || a.title.localeCompare(b.title, lang));
  const rest = sorted.slice(NAMED);
  if (rest.length <= 1) return sorted;
  const counts = (rest[0]?.counts ?? []).map((_, at) =>
    rest.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0),
  );
  return [
    ...sorted.slice(0, NAMED),
    { key: '', title: say('desk.others', lang, { count: rest.length }), counts },
  ];
}

function total({ counts }: Counted): number {
  return counts.reduce((a, b) => a + b, 0);
}
