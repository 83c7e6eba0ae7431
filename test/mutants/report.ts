import type { Each, Played } from '../simulation/each';
import type { Change } from './broad';
import type { FoundBy } from './lives';
import { MUTANTS, type Mutant, type Verdict } from './mutants';

type Table = 'mutants' | 'lives' | 'broad' | Each | 'scale';

/** What docs/reliability.md says between the marks of a table, and nothing else of it, is written by a command. */
export function written(page: string, table: Table, text: string): string {
  const [begin, end] = [`<!-- ${table} -->`, `<!-- /${table} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md has no ${begin}`);
  return `${before}${begin}\n${text}\n${end}${after}`;
}

/** By which life each fault is found; of those that are not looked for this time, what the page says. */
export function livesTable(found: readonly FoundBy[], page: string): string {
  const rows = new Map(rowsOf(page, 'lives'));
  for (const { name, by, wrong = '', alike } of found)
    rows.set(
      name,
      `| ${name} | ${by ?? (alike === undefined ? 'not found' : 'alike')} | ${alike ?? wrong} |`,
    );
  const all = [...rows.values()];
  const alike = all.filter((row) => row.includes(' | alike | ')).length;
  const not = all.filter((row) => row.includes(' | not found | ')).length;
  return [
    `${all.length - alike - not} of ${all.length} are found; ${alike} break no promise that shows outside.`,
    '',
    '| fault | life | what the auditor says |',
    '|---|---|---|',
    ...all,
  ].join('\n');
}

/** The faults of a table, each with its row. */
export function rowsOf(page: string, table: Table): ReadonlyMap<string, string> {
  const text = page.split(`<!-- ${table} -->`)[1]?.split(`<!-- /${table} -->`)[0] ?? '';
  const rows = text.split('\n').filter((line) => /^\| (?!fault |life )/.test(line));
  return new Map(rows.map((row) => [row.split(' | ')[0]?.slice(2) ?? '', row]));
}

/** What was played of each life; of the others what the page says. */
export function eachTable(
  page: string,
  { each, part, lives }: { readonly each: Each; readonly part: string; readonly lives: readonly Played[] },
): string {
  const rows = new Map(rowsOf(page, each));
  const portion = part === '1/1' ? 'all' : `part ${part}`;
  for (const { life, played, unmet, violations } of lives)
    rows.set(life, `| ${life} | ${portion} | ${played} | ${unmet} | ${violations} |`);
  return [
    ...['| life | of them | played | not met | violations |', '|---|---|---|---|---|'],
    ...rows.values(),
  ].join('\n');
}

/** Which tests notice which fault; of those that are not judged this time, what the page says. */
export function mutantsTable(verdicts: readonly Verdict[], page: string): string {
  const before = rowsOf(page, 'mutants');
  const rows = MUTANTS.flatMap((mutant) => {
    const verdict = verdicts.find(({ name }) => name === mutant.name);
    return verdict === undefined ? (before.get(mutant.name) ?? []) : rowOf(mutant, verdict);
  });
  const killed = rows.filter((row) => row.includes(' | killed | ')).length;
  return [
    `${killed} of ${rows.length} are noticed.`,
    '',
    '| fault | is | by |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function rowOf({ name, killedBy: { tests, only } }: Mutant, { is }: Verdict): string {
  const part = only === undefined ? '' : ` “${only}”`;
  return `| ${name} | ${is} | ${tests.map((path) => `\`${path}\``).join(', ')}${part} |`;
}

/** What became of one change that the machine made. */
export type Tried = {
  readonly change: Change;
  readonly room: string;
  /** `by-room`: by the tests that mirror it. `unmet`: no test comes to it. */
  readonly is: 'by-room' | 'by-flows' | 'survived' | 'unmet';
  /** What noticed it. */
  readonly by?: string;
};

export const isNoticed = ({ is }: Tried): boolean => is === 'by-room' || is === 'by-flows';

/** By room; then by name what nothing noticed. */
export function broadTable(
  tried: readonly Tried[],
  { of, seed }: { readonly of: number; readonly seed: number },
): string {
  const rooms = [...new Set(tried.map(({ room }) => room))];
  const row = (name: string, own: readonly Tried[]) => {
    const counts = (['by-room', 'by-flows', 'survived', 'unmet'] as const).map(
      (is) => own.filter((one) => one.is === is).length,
    );
    const score = `${Math.floor((100 * own.filter(isNoticed).length) / own.length)} %`;
    return `| ${[name, own.length, ...counts, score].join(' | ')} |`;
  };
  return [
    `${tried.length} of ${of.toLocaleString('en')} changes, drawn by seed ${seed}.`,
    '',
    '| room | tried | noticed by its tests | by flows | not noticed | met by no test | score |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rooms.map((room) =>
      row(
        `\`${room}\``,
        tried.filter((one) => one.room === room),
      ),
    ),
    row('all', tried),
    '',
    '| not noticed | stands there | instead |',
    '|---|---|---|',
    ...tried.filter((one) => !isNoticed(one)).map(({ change }) => notNoticed(change)),
  ].join('\n');
}

function notNoticed({ file, line, from, to }: Change): string {
  return `| \`${file.replace('src/', '')}:${line}\` | ${code(from)} | ${code(to)} |`;
}

const code = (text: string) => `\`${inLine(text).replaceAll('|', '\\|')}\``;

/** Of long code its beginning. */
export function inLine(text: string): string {
  const one = text.replaceAll(/\s+/g, ' ');
  return one.length > 70 ? `${one.slice(0, 69)}…` : one;
}
