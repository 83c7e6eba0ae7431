/** So many things at the same time, whenever each is begun. */
export type Lanes = {
  /** Waits until another one may begin. */
  readonly free: () => Promise<void>;
  /** Begins one. */
  readonly add: (act: () => Promise<void>) => void;
  /** When all have ended; throws the first failure then. */
  readonly end: () => Promise<void>;
};

/** Lanes for so many. */
export function lanesOf(count: number): Lanes {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  return {
    async free() {
      while (running.size >= count) await Promise.race(running);
    },
    add(act) {
      const one: Promise<void> = act()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(one));
      running.add(one);
    },
    async end() {
      await Promise.all(running);
      if (failures.length > 0) throw failures[0];
    },
  };
}
