/** The name of a field as words, without its view: `general_ledger.gross_amount` → `gross amount`. */
export function nameWords(name: string): string {
  return labelWords(name.slice(name.lastIndexOf('.') + 1));
}

/** A label as words: `USt-IdNr.` → `ust id nr`. */
export function labelWords(label: string): string {
  return label
    .replaceAll(/([a-zäöü])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** How alike two texts of words are, 0 to 1: pairs of letters they share (Sørensen–Dice). */
export function similarity(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1;
  const [pairs, rest] = [pairsOf(one), pairsOf(other)];
  const count = pairs.length + rest.length;
  if (count === 0) return 0;
  let shared = 0;
  for (const pair of pairs) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / count;
}

function pairsOf(text: string): string[] {
  return text
    .split(' ')
    .flatMap((word) =>
      Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)),
    );
}
