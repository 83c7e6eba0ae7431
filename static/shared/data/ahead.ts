/** So long an answer that nobody fetched still counts as one of now. */
const FRESH_MS = 20_000;

/** Questions that went out before whoever needs the answer was there. Each answer is fetched once. */
export type Ahead = {
  readonly put: (name: string, payload: object, answer: Promise<unknown>) => void;
  /** The answer to exactly this question, if it was put a moment ago and nobody fetched it yet. */
  readonly take: (name: string, payload: object) => Promise<unknown> | undefined;
};

export function nothingAhead(): Ahead {
  const asked = new Map<string, { readonly answer: Promise<unknown>; readonly at: number }>();
  return {
    put: (name, payload, answer) => void asked.set(keyOf(name, payload), { answer, at: Date.now() }),
    take(name, payload) {
      const key = keyOf(name, payload);
      const found = asked.get(key);
      asked.delete(key);
      return found !== undefined && Date.now() - found.at < FRESH_MS ? found.answer : undefined;
    },
  };
}

/** A question is the same in whatever order its parts stand; what is left open does not count. */
function keyOf(name: string, payload: object): string {
  const parts = Object.entries(payload).filter(([, value]) => value !== undefined);
  return JSON.stringify([name, parts.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
