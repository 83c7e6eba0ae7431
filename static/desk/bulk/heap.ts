import type { DeskRow, ProblemView } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import type { About, CheckedFile } from '../../shared/files/file-types';
import { type Match, matched } from './match';

/** A file of those that were dropped, as it was checked; or why it could not be. */
export type Heaped = {
  readonly n: number;
  readonly name: string;
} & (
  | { readonly is: 'checking' }
  | { readonly is: 'broken'; readonly problem: ProblemView }
  | ({ readonly is: 'there'; readonly about: About } & CheckedFile)
);

/** What a person decided about a file: for which transmission it is, and whether it goes. */
export type Decided = { readonly to?: string; readonly goes?: boolean };

/** A row of the table of checks. */
export type Line = {
  readonly file: Heaped;
  readonly match: Match;
  readonly to: string | undefined;
  /** Its own errors, another file for the same transmission, or no transmission stand in the way. */
  readonly hindered: 'checking' | 'broken' | 'errors' | 'no-target' | 'twice' | undefined;
  readonly goes: boolean;
};

/** Each file with the transmission that it is for, and whether it goes. */
export function linesOf(
  files: readonly Heaped[],
  rows: readonly DeskRow[],
  decided: ReadonlyMap<number, Decided>,
): readonly Line[] {
  const matches = matched(
    files.map((file) => ({ name: file.name, ...(file.is === 'there' ? file.about : {}) })),
    rows.map(({ submissionId, mandant, fileName, ...row }) => ({
      submissionId,
      mandant,
      fileName,
      ...present({ label: row.label, period: row.period, rows: row.rows }),
    })),
  );
  const targets = files.map((file, n) => decided.get(file.n)?.to ?? targetOf(matches[n]));
  return files.map((file, n) => {
    const match = matches[n] ?? { is: 'none' };
    const to = targets[n] === '' ? undefined : targets[n];
    const isTwice = to !== undefined && targets.filter((one) => one === to).length > 1;
    const hindered = hindrance(file, { to, isTwice });
    const wished =
      decided.get(file.n)?.goes ?? (match.is === 'sure' || decided.get(file.n)?.to !== undefined);
    return { file, match, to, hindered, goes: hindered === undefined && wished };
  });
}

function targetOf(match: Match | undefined): string | undefined {
  return match !== undefined && 'to' in match ? match.to : undefined;
}

function hindrance(
  file: Heaped,
  { to, isTwice }: { to: string | undefined; isTwice: boolean },
): Line['hindered'] {
  if (file.is === 'checking') return 'checking';
  if (file.is === 'broken') return 'broken';
  if (!file.found.maySend || file.found.findings.some(({ severity }) => severity === 'error'))
    return 'errors';
  if (to === undefined) return 'no-target';
  return isTwice ? 'twice' : undefined;
}

/** Sums of all currencies over several files, as whole cents, so that nothing is lost. */
export function sumsOf(
  all: readonly About[],
): readonly { currency: string; debit: bigint; credit: bigint }[] {
  const sums = new Map<string, { debit: bigint; credit: bigint }>();
  for (const { currency, debit, credit } of all.flatMap(({ totals }) => totals)) {
    const before = sums.get(currency) ?? { debit: 0n, credit: 0n };
    sums.set(currency, { debit: before.debit + cents(debit), credit: before.credit + cents(credit) });
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum }));
}

function cents(text: string): bigint {
  return BigInt(text.replace('.', ''));
}
