import type { TimelineEntry } from '../../src/contract/answers';

/**
 * The newest entries of a history in front of what was asked for before, each once; `before` is the entry that the next question
 * begins at. What was asked for stays while there is no gap to the newest: entries are numbered.
 */
export function joined(
  newest: readonly TimelineEntry[],
  asked: readonly TimelineEntry[],
): { readonly entries: readonly TimelineEntry[]; readonly before: number | undefined } {
  const first = newest.at(-1)?.seq ?? 1;
  const older = asked.filter(({ seq }) => seq < first);
  const entries = older[0]?.seq === first - 1 ? [...newest, ...older] : newest;
  const end = entries.at(-1)?.seq ?? 1;
  return { entries, before: end > 1 ? end : undefined };
}
