/** As much of a finding as a verdict needs. */
type Found = { readonly severity: 'error' | 'warning'; readonly code: string };

/** DATEV would read such a file as Windows-1252 without saying a word and book its garbled umlauts. */
const GARBLED = 'extf.encoding.utf8-without-bom';

/**
 * Whether a finding is about a booking row. DATEV's interface does not look at the rows, only Rechnungswesen does, days
 * later: such errors stop the sending until an allowed person overrules them.
 */
export function isAboutRow(code: string): boolean {
  return code.startsWith('extf.row.');
}

/** Whether a file can be taken at all: DATEV's interface would take it and read it as it is meant. */
export function mayBeTaken(findings: readonly Found[]): boolean {
  return findings.every((f) => f.code !== GARBLED && (f.severity !== 'error' || isAboutRow(f.code)));
}

/** How many errors in booking rows wait for a correction or for somebody who overrules them. */
export function rowErrors(findings: readonly Found[]): number {
  return findings.filter((f) => f.severity === 'error' && isAboutRow(f.code)).length;
}

/** Whether nothing but the missing byte order mark stands in the way, so that adding it mends the file. */
export function needsMarkOnly(findings: readonly Found[]): boolean {
  const others = findings.filter((f) => f.code !== GARBLED);
  return others.length < findings.length && mayBeTaken(others);
}

/** The same UTF-8 text with a byte order mark before it: the bytes of every row stay as they are. */
export function withMark(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const marked = new Uint8Array(bytes.length + 3);
  marked.set([0xef, 0xbb, 0xbf]);
  marked.set(bytes, 3);
  return marked;
}
