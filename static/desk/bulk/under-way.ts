import { useSyncExternalStore } from 'react';
import { isUnderWay, type Told } from './outcomes';
import { withEach } from './pace';
import type { Outcome } from './send-one';

/** One of several that something is done to. */
export type Task = {
  readonly submissionId: string;
  readonly name: string;
  readonly act: () => Promise<Outcome>;
};

/**
 * What was begun on a cause's page goes on while its page is left for another one, and is there again for whoever comes back: it is kept
 * beside the pages, as long as the document lives.
 */
const batches = new Map<string, readonly Told[]>();
const listeners = new Set<() => void>();
const NOTHING: readonly Told[] = [];

function tell(cause: string, told: readonly Told[]): void {
  batches.set(cause, told);
  for (const heard of listeners) heard();
}

function listen(heard: () => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** What was done last about a cause, with a result for each that has one. */
export function useTold(cause: string): readonly Told[] {
  return useSyncExternalStore(listen, () => batches.get(cause) ?? NOTHING);
}

/** Does each task, a few at a time; while others of the same cause are under way, nothing. */
export async function begin(cause: string, tasks: readonly Task[]): Promise<void> {
  if (isUnderWay(batches.get(cause) ?? NOTHING)) return;
  tell(
    cause,
    tasks.map(({ submissionId, name }) => ({ submissionId, name, outcome: undefined })),
  );
  await withEach(tasks, async ({ submissionId, act }) => {
    const outcome = await act().catch((): Outcome => ({ is: 'unknown' }));
    const now = batches.get(cause) ?? NOTHING;
    tell(
      cause,
      now.map((one) => (one.submissionId === submissionId ? { ...one, outcome } : one)),
    );
  });
}
