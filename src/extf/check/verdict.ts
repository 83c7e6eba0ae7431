/** As much of a finding as a verdict needs. */
type Found = { readonly severity: 'error' | 'warning'; readonly code: string };

/** DATEV would read such a file as Windows-1252 without saying a word and book its garbled umlauts. */
const GARBLED = 'extf.encoding.utf8-without-bom';

/**
 * Whether a finding is about a booking row. DATEV's interface does not look at the rows, only Rechnungswesen does, days
 * later: such errors stop the sending until an allowed person overrules them.
 */
function isAboutRow(code: string): boolean {
  return code.startsWith('extf.row.');
}

/**
 * The findings as the app goes by them. Umlauts that DATEV would garble are no mere warning here. A file that is refused
 * comes back anyway, so trifles in its rows are left out.
 */
export function asJudged<T extends Found>(findings: readonly T[]): readonly T[] {
  const judged = findings.map((f) => (f.code === GARBLED ? { ...f, severity: 'error' as const } : f));
  return mayBeTaken(judged) ? judged : judged.filter((f) => f.severity === 'error' || !isAboutRow(f.code));
}

/** Whether a file with these judged findings can be taken: DATEV's interface would, and would read it as it is meant. */
export function mayBeTaken(judged: readonly Found[]): boolean {
  return judged.every((f) => f.severity !== 'error' || isAboutRow(f.code));
}

/** Whether nothing but the missing byte order mark stands in the way, so that adding it mends the file. */
export function needsMarkOnly(judged: readonly Found[]): boolean {
  const others = judged.filter((f) => f.code !== GARBLED);
  return others.length < judged.length && mayBeTaken(others);
}

/** The same UTF-8 text with a byte order mark before it: the bytes of every row stay as they are. */
export function withMark(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const marked = new Uint8Array(bytes.length + 3);
  marked.set([0xef, 0xbb, 0xbf]);
  marked.set(bytes, 3);
  return marked;
}
