import type { FoundBy } from './lives';
import { MUTANTS, type Verdict } from './mutants';

/** What docs/reliability.md says between the marks of a table, and nothing else of it, is written by a command. */
export function written(page: string, table: 'mutants' | 'lives', text: string): string {
  const [begin, end] = [`<!-- ${table} -->`, `<!-- /${table} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md has no ${begin}`);
  return `${before}${begin}\n${text}\n${end}${after}`;
}

/** Within how many lives each fault is found. */
export function livesTable(found: readonly FoundBy[], within: number): string {
  const rows = found.map(({ name, seed, wrong = '' }) =>
    seed === undefined ? `| ${name} | not within ${within} | |` : `| ${name} | ${seed} | ${wrong} |`,
  );
  const count = found.filter(({ seed }) => seed !== undefined).length;
  return [
    `${count} of ${found.length} are found within ${within} lives, by these seeds.`,
    '',
    '| fault | seed | what the auditor says |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Which tests notice which fault. */
export function mutantsTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, is }) => {
    const killers = MUTANTS.find((mutant) => mutant.name === name)?.killedBy;
    const only = killers?.only === undefined ? '' : ` “${killers.only}”`;
    return `| ${name} | ${is} | ${(killers?.tests ?? []).map((path) => `\`${path}\``).join(', ')}${only} |`;
  });
  const killed = verdicts.filter(({ is }) => is === 'killed').length;
  return [
    `${killed} of ${verdicts.length} are noticed.`,
    '',
    '| fault | is | by |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}
