import type { Effect, Owed, Submission } from './submission';

/** Adds an effect to what the submission owes, once: a key that is owed or settled already changes nothing. */
export function owe(s: Submission, key: string, effect: Effect): Submission {
  if (owedFor(s, key) !== undefined || s.settled.includes(key) || s.settled.includes(`!${key}`)) return s;
  return { ...s, owed: [...s.owed, { key, effect, state: 'owed', tries: 0, looks: 0 }] };
}

/** Takes an effect off the list for good. Dropped keys are kept with a `!`, so that texts can tell "done" from "could not". */
export function settle(s: Submission, key: string, how: 'done' | 'dropped'): Submission {
  if (owedFor(s, key) === undefined) return s;
  return {
    ...s,
    owed: s.owed.filter((o) => o.key !== key),
    settled: [...s.settled, how === 'done' ? key : `!${key}`],
  };
}

/** Changes one owed effect. */
export function update(s: Submission, key: string, make: (o: Owed) => Owed): Submission {
  return { ...s, owed: s.owed.map((o) => (o.key === key ? make(o) : o)) };
}

/** The owed effect with this key, if it is still owed. */
export function owedFor(s: Submission, key: string): Owed | undefined {
  return s.owed.find((o) => o.key === key);
}
