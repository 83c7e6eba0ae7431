import type { HourFigures } from './firm';
import type { StormFigures } from './storm';

/** Forge's limits that a window is held against, by installation (facts: Forge limits). */
const UNITS_PER_MINUTE = 4000;

/** Tables for people, written between the marks of docs/reliability.md. */
export function scaleTables({
  storm,
  hours,
}: {
  readonly storm?: StormFigures;
  readonly hours: readonly HourFigures[];
}): string {
  return [
    storm === undefined ? undefined : stormTable(storm),
    hours.length === 0 ? undefined : hoursTable(hours),
  ]
    .filter((part) => part !== undefined)
    .join('\n\n');
}

const text = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 1 });

function stormTable(s: StormFigures): string {
  const rows = [
    ['files rejected for one cause in one round', s.failures],
    ['issues, each for one job', s.issues - 1],
    ['issues for the whole', s.parents],
    ['issues linked to it', s.linked],
    ['minutes from the first issue to the last', s.minutes_until_last],
    ['issues an hour', s.issues_per_hour],
    ['points of Jira in the busiest hour, of 65,000 for all customers', s.jira_points_per_hour],
    [
      'minutes that the only rejection of another Mandant waited for its issue, once found',
      s.other_mandant_delay_minutes,
    ],
    [
      `units of storage in the busiest minute, of ${text(UNITS_PER_MINUTE)} of each kind`,
      `${text(s.read_units_per_minute)} read, ${text(s.write_units_per_minute)} written`,
    ],
  ] as const;
  return [
    '| a storm | |',
    '|---|---:|',
    ...rows.map(([what, n]) => `| ${what} | ${typeof n === 'number' ? text(n) : n} |`),
  ].join('\n');
}

function hoursTable(hours: readonly HourFigures[]): string {
  const rows = hours.flatMap(({ windows, ...hour }) =>
    Object.entries(windows).map(([name, one]) =>
      [
        name === 'all'
          ? `${text(hour.stored)} stored, ${text(hour.open)} open, ${hour.due} due`
          : `&nbsp;&nbsp;\`${name}\``,
        one.invocations,
        one.gb_seconds,
        one.storage_units,
        one.datev_calls,
        one.jira_calls,
        name === 'all' ? `${text(hour.read_units_per_minute)} r, ${text(hour.write_units_per_minute)} w` : '',
      ].map((cell) => (typeof cell === 'number' ? text(cell) : cell)),
    ),
  );
  return [
    '| an hour of 120 Mandanten, the most of any five minutes | invocations | GB-s | storage units | DATEV | Jira | units in the busiest minute |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}
