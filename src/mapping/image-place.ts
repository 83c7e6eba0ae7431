import type { BookingLine } from '../extf/booking-line';

/** As an image is called that belongs to one of several business partners with the same number. */
export function placeOf(number: string, partner: number | undefined): string {
  return `${number}_${partner ?? ''}`;
}

/** What belongs to the lines of a number and a partner: first what names the partner. */
export function atPlace<One>(
  all: ReadonlyMap<string, readonly One[]>,
  number: string,
  partner: number | undefined,
): readonly One[] {
  return [...(all.get(placeOf(number, partner)) ?? []), ...(all.get(number) ?? [])];
}

/** The partners of each number; none where its lines have no personal account. */
export function partnersOf(
  lines: readonly { readonly line: BookingLine }[],
  partnerOf: (line: BookingLine) => number | undefined,
): ReadonlyMap<string, ReadonlySet<number>> {
  const partners = new Map<string, Set<number>>();
  for (const { line } of lines) {
    if (line.belegfeld1 === undefined) continue;
    const of = partners.get(line.belegfeld1) ?? new Set();
    partners.set(line.belegfeld1, of);
    const partner = partnerOf(line);
    if (partner !== undefined) of.add(partner);
  }
  return partners;
}
