import type { Values } from './text';

/** Twenty examples of one fault are enough to understand it; beyond that it is only counted. */
export const MAX_PER_CODE = 20;

/** The last one listed of each code says how many more there are: a list that ends silently reads as if it were whole. */
export function withMore<F extends { readonly code: string; readonly values: Values }>(
  listed: readonly F[],
  counts: ReadonlyMap<string, number>,
  most = MAX_PER_CODE,
): F[] {
  const last = new Map(listed.map((finding) => [finding.code, finding]));
  return listed.map((finding) => {
    const more = (counts.get(finding.code) ?? 0) - most;
    return more > 0 && last.get(finding.code) === finding
      ? { ...finding, values: { ...finding.values, more } }
      : finding;
  });
}
