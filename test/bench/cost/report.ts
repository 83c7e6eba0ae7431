import { type Call, type Counted, type Figures, grouped } from './model';

export type CostResult = { readonly bench: 'cost'; readonly case: string } & Figures;

/** A table for people. */
export function costTable(results: readonly CostResult[], titles: ReadonlyMap<string, string>): string {
  const rows = results.map((r) =>
    [
      `${titles.get(r.case) ?? ''} (\`${r.case}\`)`,
      ...[r.invocations, r.kvs_calls, r.read_units, r.write_units, r.conflicts, r.refused],
      ...[r.jira_calls, r.datev_calls],
      `${r.gb_seconds_low} – ${r.gb_seconds_high}`,
      r.usd,
    ].map((cell) =>
      typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: 6 }) : cell,
    ),
  );
  return [
    '| case | invocations | storage calls | read units | write units | conflicts | refused | Jira | DATEV | GB-s | USD |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

const MOST_LINES = 25;

/** Which calls make it up: function, operation and what it touched, the most frequent first. */
export function callsTable({ calls, invocations }: Counted): string {
  const groups = [...grouped(calls, (call) => nameOf(call))].sort(
    (one, other) => other[1].length - one[1].length,
  );
  const by = grouped(invocations, ({ functionKey }) => functionKey);
  const units = (some: readonly Call[], what: 'readUnits' | 'writeUnits') =>
    some.reduce((sum, { spent }) => sum + (spent?.[what] ?? 0), 0);
  return [
    [...by].map(([name, some]) => `${name} × ${some.length}`).join(', '),
    ...groups
      .slice(0, MOST_LINES)
      .map(
        ([name, some]) =>
          `${String(some.length).padStart(7)} ×  ${name}  (${units(some, 'readUnits')} r, ${units(some, 'writeUnits')} w)`,
      ),
  ].join('\n');
}

/** Ids and numbers are left out, so that the same call for two submissions is one line. */
function nameOf({ functionKey, service, operation, key = '', status }: Call): string {
  const touched = key
    .split(',')
    .map((part) => part.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '#').replaceAll(/[A-Za-z_-]*\d[\w-]*/g, '#'))
    .join(' ');
  const failed = typeof status === 'number' && status < 300 ? '' : ` ${status}`;
  return `${functionKey} ${service}.${operation} ${touched.slice(0, 110)}${failed}`;
}
