import type { RunAnswer } from '../../../src/contract/pipelines';

/** What a person may do with a run. */
export type What = 'again' | 'accept' | 'approve';
export const WHATS: readonly What[] = ['approve', 'accept', 'again'];

type Run = {
  readonly submission: Pick<RunAnswer['submission'], 'state'>;
  readonly drift: readonly unknown[];
  readonly missing: readonly unknown[];
  readonly actions: Readonly<Record<What, Pick<RunAnswer['actions'][What], 'allowed'>>>;
};

/** The action that comes next. A mapping that no longer fits, or lacks values, comes before another try; of one that was closed none is next. */
export function firstOf({ submission, drift, missing, actions }: Run): What | undefined {
  if (submission.state === 'closed') return undefined;
  // Also where somebody else has to mend it: until then another try ends as this one did.
  const isFirstToMend = drift.length > 0 || missing.length > 0;
  return isFirstToMend ? undefined : WHATS.find((what) => actions[what].allowed);
}
