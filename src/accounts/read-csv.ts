import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { cut, plain } from '../kernel/text';
import type { ProblemCode } from '../texts/problem-code';
import { rowsOf } from './csv';
import { type Account, bare, MAX_ACCOUNTS, MAX_NAME } from './plan';

/** What is wrong with one row of the file; the row number is the line in a spreadsheet, from 1. */
type RowFinding = { readonly row: number; readonly problem: Problem };

/** The accounts a file names. A row with a finding is left out, unless only its name was too long. */
type ReadAccounts = {
  readonly accounts: readonly Account[];
  /** In the order of rows, at most `MAX_FINDINGS`. */
  readonly findings: readonly RowFinding[];
  /** How many findings there are beyond those. */
  readonly more: number;
  /** Sachkontenlänge, where DATEV's header line says it. */
  readonly accountLength?: number;
};

export const MAX_CHARACTERS = 8_000_000;
export const MAX_FINDINGS = 100;

/**
 * Reads an account plan: `Konto;Kontobezeichnung` with or without a heading, separated by semicolon, tab or comma; or
 * DATEV's file of Kontenbeschriftungen (EXTF or DTVF, category 20). The text is decoded already.
 */
export function readAccounts(text: string): Result<ReadAccounts, Problem> {
  if (text.length > MAX_CHARACTERS) return fail(problem('accounts.file-too-big', { megabytes: 8 }));
  const rows = rowsOf(text);
  const table = tableOf(rows);
  if (!table.ok) return table;
  const found = collect(rows, table.value);
  if (found.accounts.length === 0 && found.findings.length === 0) return fail(problem('accounts.file-empty'));
  const findings = found.findings.toSorted((a, b) => a.row - b.row);
  return ok({
    accounts: found.accounts,
    findings: findings.slice(0, MAX_FINDINGS),
    more: Math.max(0, findings.length - MAX_FINDINGS),
    ...present({ accountLength: table.value.accountLength }),
  });
}

/** Which column is what, by index, and at which row the accounts begin. */
type Table = {
  readonly begin: number;
  readonly number: number;
  readonly name: number;
  readonly language: number;
  readonly automatic: number;
  readonly accountLength?: number;
};

const HEADINGS = {
  number: /^(konto|konto-?(nr|nummer)\.?|account( ?(no|number))?\.?)$/i,
  name: /^(konto(en)?)?(beschriftung|bezeichnung|name)( .*)?$|^(account )?(name|description)$/i,
  language: /^sprach-?id$/i,
  automatic: /^(automatik(konto|funktion)?|automatic)$/i,
};

function tableOf(rows: readonly (readonly string[])[]): Result<Table, Problem> {
  const first = rows[0] ?? [];
  if (!/^(EXTF|DTVF)$/.test(first[0] ?? '')) {
    const begin = rows.findIndex((row) => row.some((cell) => cell !== ''));
    const top = rows[begin] ?? [];
    const hasHeading = !top.some((cell) => /^-?\d/.test(cell));
    return ok(hasHeading ? { ...columnsOf(top), begin: begin + 1 } : { ...columnsOf([]), begin });
  }
  if (first[2] !== '20') return fail(problem('accounts.file-kind'));
  const length = Number(first[13]);
  const known = Number.isInteger(length) && length >= 4 && length <= 8;
  return ok({ ...columnsOf(rows[1] ?? []), begin: 2, ...(known ? { accountLength: length } : {}) });
}

function columnsOf(heading: readonly string[]): Omit<Table, 'begin'> {
  const at = (pattern: RegExp) => heading.findIndex((cell) => pattern.test(cell));
  const number = Math.max(0, at(HEADINGS.number));
  const name = at(HEADINGS.name);
  return {
    number,
    name: name < 0 ? number + 1 : name,
    language: at(HEADINGS.language),
    automatic: at(HEADINGS.automatic),
  };
}

type Collected = { readonly accounts: Account[]; readonly findings: RowFinding[] };
type Line = { readonly row: number; readonly cells: readonly string[] };

/** German names first; an account's name in another language counts only where there is no German one. */
function collect(rows: readonly (readonly string[])[], table: Table): Collected {
  const lines = rows
    .map((cells, index): Line => ({ row: index + 1, cells }))
    .slice(Math.max(0, table.begin))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const isForeign = ({ cells }: Line) => /^(?!de)./i.test(cells[table.language] ?? '');
  const found: Collected = { accounts: [], findings: [] };
  const seen = new Map<string, string>();
  for (const line of lines.filter((one) => !isForeign(one))) take(line, table, { ...found, seen });
  const german = new Set(seen.keys());
  for (const line of lines.filter(isForeign))
    if (!german.has(bare(line.cells[table.number] ?? ''))) take(line, table, { ...found, seen });
  return found;
}

/** Takes one line into the plan, or says why not. */
function take({ row, cells }: Line, table: Table, into: Collected & { seen: Map<string, string> }): void {
  const name = plain(cells[table.name] ?? '').trim();
  const number = cells[table.number] ?? '';
  const before = into.seen.get(bare(number));
  const code = refusalOf(number, name) ?? (before === undefined ? fullness(into, name) : 'accounts.doubled');
  // The same account with the same name twice is nothing to tell.
  if (code !== undefined && before !== name) into.findings.push(findingOf(code, row));
  if (before !== undefined || (code !== undefined && code !== 'accounts.name-too-long')) return;
  into.seen.set(bare(number), name);
  const automatic = /^(ja|yes|x|1|true|a[mv]?)$/i.test(cells[table.automatic] ?? '');
  into.accounts.push({ number, name: cut(name, MAX_NAME), ...(automatic ? { automatic: true } : {}) });
}

const MAX_OF: Readonly<Partial<Record<ProblemCode, number>>> = {
  'accounts.too-many': MAX_ACCOUNTS,
  'accounts.name-too-long': MAX_NAME,
};

function findingOf(code: ProblemCode, row: number): RowFinding {
  const most = MAX_OF[code];
  return { row, problem: problem(code, { row: String(row), ...present({ most }) }) };
}

function fullness({ accounts }: Collected, name: string): ProblemCode | undefined {
  if (accounts.length >= MAX_ACCOUNTS) return 'accounts.too-many';
  return name.length > MAX_NAME ? 'accounts.name-too-long' : undefined;
}

function refusalOf(number: string, name: string): ProblemCode | undefined {
  if (!/^\d+$/.test(number) || /^0+$/.test(number)) return 'accounts.not-a-number';
  if (number.length > 9) return 'accounts.number-too-long';
  return name === '' ? 'accounts.name-empty' : undefined;
}

function problem(code: ProblemCode, values: Readonly<Record<string, string | number>> = {}): Problem {
  return { code, retry: 'after-fix', values };
}
