/**
 * Steps that have nothing to do with each other, one after the other: one that fails keeps none of the others from running. The failure
 * is thrown when all have run, so that it shows where failures show; of several the first, the others with it.
 */
export async function inTurn(...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} steps failed`);
  if (failures.length === 1) throw failures[0];
}
