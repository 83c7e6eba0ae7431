import { joined } from '../kernel/joined-bytes';
import type { StoredFile } from '../submissions/stored-file';

/**
 * The report of an execution: what became of each row of the source. One line of JSON per row, so that a hundred thousand
 * of them are written and searched without holding a hundred thousand objects. It carries ledger values (keys, refused
 * values) and lies beside the booking files, with their retention; it never goes to Jira.
 */

/** `sent` in a file · `held` fine, but the run stopped · `rejected` wrong, or left out by the mapping's rule. */
type Fate = 'sent' | 'held' | 'rejected';

export type RowFate = {
  /** From 1, in Looker's order. */
  readonly row: number;
  /** The key's or the document number's value, by which people know the row. */
  readonly key: string;
  readonly fate: Fate;
  /** Where it stands: the file's number and its row, both from 1. */
  readonly file?: number;
  readonly fileRow?: number;
  /** Why not. */
  readonly why?: Why;
};
export type Why = {
  readonly code: string;
  readonly target?: string;
  readonly column?: string;
  readonly value?: string;
};

type Line = readonly [number, string, Fate, (number | null)?, (number | null)?, Why?];

/** The newest report of a run that is kept; `gone`: its time is over; `undefined`: no execution wrote one yet. */
export function reportIn(files: readonly StoredFile[]): StoredFile | 'gone' | undefined {
  const reports = files.filter(({ name }) => name.endsWith('.jsonl'));
  const kept = reports.findLast(({ deletedAt }) => deletedAt === undefined);
  return kept ?? (reports.length > 0 ? 'gone' : undefined);
}

/** Writes a report, UTF-8. */
export function writeReport(fates: Iterable<RowFate>): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  let lines: string[] = [];
  for (const fate of fates) {
    lines.push(lineOf(fate));
    if (lines.length === LINES_AT_ONCE) {
      parts.push(encoder.encode(lines.join('')));
      lines = [];
    }
  }
  parts.push(encoder.encode(lines.join('')));
  return joined(parts);
}
const LINES_AT_ONCE = 5000;

function lineOf({ row, key, fate, file, fileRow, why }: RowFate): string {
  const line: Line =
    why === undefined ? [row, key, fate, file ?? null, fileRow ?? null] : [row, key, fate, null, null, why];
  return `${JSON.stringify(line)}\n`;
}

/** Every row of a report, in order. */
export function* readReport(bytes: Uint8Array): Generator<RowFate> {
  const decoder = new TextDecoder();
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end;
    yield fateOf(JSON.parse(decoder.decode(bytes.subarray(from, to))) as Line);
    from = to + 1;
  }
}

function fateOf([row, key, fate, file, fileRow, why]: Line): RowFate {
  return {
    row,
    key,
    fate,
    ...(typeof file === 'number' ? { file } : {}),
    ...(typeof fileRow === 'number' ? { fileRow } : {}),
    ...(why === undefined ? {} : { why }),
  };
}

/** Rows that people ask for: by number (`#17` or `17`), or by what their key begins with. Stops at `most`. */
export function findRows(
  bytes: Uint8Array,
  query: string,
  most: number,
): { readonly rows: readonly RowFate[]; readonly more: boolean } {
  const wanted = query.trim().toLowerCase();
  const number = /^#?(\d{1,7})$/.exec(wanted)?.[1];
  const rows: RowFate[] = [];
  for (const fate of readReport(bytes)) {
    const isNumber = number !== undefined && fate.row === Number(number);
    if (!isNumber && (wanted.startsWith('#') || !fate.key.toLowerCase().startsWith(wanted))) continue;
    if (rows.length === most) return { rows, more: true };
    rows.push(fate);
  }
  return { rows, more: false };
}
