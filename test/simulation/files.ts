import { correctFile, failingFile, withCanaries } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';

export type SimFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly document?: { readonly type: string };
  /** It has errors that the app's own check finds. */
  readonly isWrong?: true;
};
type About = { readonly kind: 'extf' | 'dxso' | 'document'; readonly mandant: string; readonly n: number };

/** The n-th file of a life, in which nothing is wrong; no two have the same bytes. */
export function rightFile({ kind, mandant, n }: About): SimFile {
  if (kind === 'dxso')
    return packageFile({ mandant, numbers: [10 * n + 1, 10 * n + 2], name: `Paket_${n}.zip` });
  if (kind === 'document') {
    const bytes = new TextEncoder().encode(`%PDF-1.7\nRechnung ${n}\n%%EOF\n`);
    return { name: `Rechnung_${n}.pdf`, bytes, document: { type: TYPES[mandant] ?? '' } };
  }
  return correctFile(named(mandant, n));
}

/** The same full of ledger values that must be seen nowhere. */
export const markedFile = (mandant: string, n: number, failing = false): SimFile =>
  withCanaries({ ...named(mandant, n), failing }).file;

/** DATEV refuses it, and so does the app: the fault stands in its header. */
export const wrongFile = (mandant: string, n: number): SimFile => ({
  ...failingFile(named(mandant, n)),
  isWrong: true,
});

/** An amount of nothing in its second row: it is kept, and goes only when somebody overrules what the check found. */
export function faultyFile(mandant: string, n: number): SimFile {
  const { name, bytes } = correctFile(named(mandant, n));
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\r\n');
  const at = 3;
  const text = lines.map((line, row) => (row === at ? line.replace(/^[^;]*/, '0,00') : line));
  return { name, bytes: new TextEncoder().encode(text.join('\r\n')), isWrong: true };
}

/** What the Mandanten file images under. */
const TYPES: Readonly<Record<string, string>> = {
  '455148-1': 'Rechnungseingang',
  '455148-3': 'Eingangsrechnung',
};
const named = (mandant: string, n: number) => ({ mandant, label: `Stapel ${n}`, name: `EXTF_${n}.csv` });
