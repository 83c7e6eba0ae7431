import type { TimelineEntry } from '../../src/contract/answers';

/**
 * The history as people want it: what people and DATEV did, and what needed somebody. The app's own steps come when asked
 * for, each once – begun, looked up and done of one step is one, told by the newest.
 */
export function told(
  entries: readonly TimelineEntry[],
  withSteps: boolean,
): { readonly shown: readonly TimelineEntry[]; readonly steps: number } {
  const seen = new Set<string>();
  const once = entries.filter(({ step }) => {
    if (step === undefined) return true;
    const isNew = !seen.has(step);
    seen.add(step);
    return isNew;
  });
  const shown = withSteps ? once : once.filter(({ step }) => step === undefined);
  return { shown, steps: seen.size };
}
