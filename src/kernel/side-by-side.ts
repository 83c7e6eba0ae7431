import { awaitAll } from './await-all';

/** How much goes at a time. */
type Limits<T> = {
  readonly count: number;
  /** Together; what is heavier goes alone. */
  readonly weight: number;
  readonly weightOf: (item: T) => number;
  /** Asked before each: once it says no, nothing more is begun. */
  readonly goesOn: () => boolean;
};

/**
 * Does the same with each item, begun in their order, some at the same time. Ends when all that was begun has ended; a failure
 * lets nothing more begin and is thrown then.
 */
export async function sideBySide<T>(
  items: readonly T[],
  limits: Limits<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<T>();
  const begun: Promise<void>[] = [];
  let isBroken = false;
  let freed = () => {};
  for (const item of items) {
    // Not any longer after a failure: nobody would hear of it before the others end, and Node ends whoever does not listen.
    while (!isBroken && isFull(running, item, limits))
      await new Promise<void>((resolve) => (freed = resolve));
    if (isBroken || !limits.goesOn()) break;
    running.add(item);
    const ended = (isOver: boolean) => {
      isBroken ||= isOver;
      running.delete(item);
      freed();
    };
    begun.push(
      work(item).then(
        () => ended(false),
        (error: unknown) => {
          ended(true);
          throw error;
        },
      ),
    );
  }
  await awaitAll(begun);
}

function isFull<T>(running: ReadonlySet<T>, next: T, { count, weight, weightOf }: Limits<T>): boolean {
  if (running.size === 0) return false;
  const together = [...running].reduce((sum, each) => sum + weightOf(each), weightOf(next));
  return running.size >= count || together > weight;
}
