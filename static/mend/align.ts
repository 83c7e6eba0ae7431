import type { Mend } from '../../src/extf/check/mend';
import { cellsIn, readFrame, textOf } from '../../src/extf/read/read';
import { type Edit, editAllExtf } from '../../src/extf/write/edit';
import { surveyBatchFile } from '../shared/files/batch-file';
import type { About, CheckedFile, Found } from '../shared/files/file-types';
import { openedBatch } from './open-file';
import type { Given } from './sheet';

/** A field of the header line that gets the value that DATEV itself has. */
export type Change = {
  readonly nr: number;
  /** DATEV's name of it. */
  readonly label: string;
  readonly was: string;
  readonly now: string;
};
/** Which bytes of the file become others, counted from 1, and of how many. */
export type Touched = { readonly from: number; readonly to: number; readonly size: number };

/** A stored batch whose header line says what DATEV says of the Mandant; or why that is not to be had without a person. */
export type Aligned =
  | (CheckedFile & {
      readonly is: 'mended';
      readonly about: About;
      readonly changes: readonly Change[];
      /** The fields of the header line as they stand in the file, before and after. */
      readonly line: readonly { readonly was: string; readonly now: string }[];
      readonly touched: Touched;
    })
  | { readonly is: 'not'; readonly why: WhyNotAligned; readonly found?: Found };
/** DATEV says nothing else; another Mandant is named; more than the header line is wrong. */
export type WhyNotAligned = 'nothing-said' | 'mandant' | 'errors';

/** Whose file it is, is asked of a person each time. */
const MANDANT: ReadonlySet<number> = new Set([11, 12]);

/**
 * The same file with DATEV's own values in its header line, where they are the whole fault: every field that DATEV complained of is
 * among them, and the check finds no error in the file that comes of it. No other byte changes.
 */
export function aligned(given: Given): Aligned {
  const file = openedBatch(given);
  const changes = file.mends.flatMap(changeOf).sort((a, b) => a.nr - b.nr);
  if (changes.some(({ nr }) => MANDANT.has(nr))) return { is: 'not', why: 'mandant' };
  const isWhole = given.asked.every((nr) => changes.some((change) => change.nr === nr));
  if (changes.length === 0 || !isWhole) return { is: 'not', why: 'nothing-said' };
  const edited = editAllExtf(file.file, changes.map(editOf));
  if ('refused' in edited) return { is: 'not', why: 'errors' };
  const chosen = { name: given.name, raw: new Uint8Array(edited.bytes) };
  const { found, about } = surveyBatchFile(chosen, () => undefined);
  if (about.mandant !== given.mandant) return { is: 'not', why: 'mandant' };
  if (!found.maySend || found.findings.some(({ severity }) => severity === 'error'))
    return { is: 'not', why: 'errors', found };
  const line = lineOf(given.raw, chosen.raw);
  return { is: 'mended', chosen, found, about, changes, line, touched: touchedIn(given.raw, chosen.raw) };
}

function changeOf({ rows, field, label, value, said }: Mend): readonly Change[] {
  return rows[0] !== 0 || said === undefined ? [] : [{ nr: field, label, was: value, now: said }];
}

function editOf({ nr, now }: Change): Edit {
  return { row: 0, field: nr, value: now };
}

function lineOf(before: Uint8Array, after: Uint8Array) {
  const now = headerTexts(after);
  return headerTexts(before).map((was, at) => ({ was, now: now[at] ?? '' }));
}

function headerTexts(raw: Uint8Array): readonly string[] {
  const frame = readFrame(raw);
  return cellsIn(frame, frame.headerLine).map((cell) => textOf(frame, cell));
}

/** The shortest stretch of the first that has to be replaced to get the second; both differ. */
export function touchedIn(before: Uint8Array, after: Uint8Array): Touched {
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before[from] === after[from]) from++;
  let same = 0;
  while (same < least - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from: from + 1, to: Math.max(from + 1, before.length - same), size: before.length };
}
