import { awaitAll } from './await-all';

/** So many things at the same time, whenever each is begun; one after the other asks whether it may. */
export type Places = {
  /** Waits until another one may begin. */
  readonly free: () => Promise<void>;
  /** Begins one. */
  readonly add: (act: () => Promise<void>) => void;
  /** When all have ended; throws the first failure then. */
  readonly end: () => Promise<void>;
};

/** Places for so many. */
export function atOnce(count: number): Places {
  const begun: Promise<void>[] = [];
  let running = 0;
  let freed = () => {};
  return {
    async free() {
      while (running >= count) await new Promise<void>((resolve) => (freed = resolve));
    },
    add(act) {
      running += 1;
      const one = act().finally(() => {
        running -= 1;
        freed();
      });
      // It is thrown at the end; Node ends whoever does not listen until then.
      one.catch(() => undefined);
      begun.push(one);
    },
    end: async () => void (await awaitAll(begun)),
  };
}
