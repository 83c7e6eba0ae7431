import { type Effect, isSend, type PendingEffect, type SendEffect, type Submission } from '../submission';

/** Adds an effect to what the submission owes, once: a key that is pending or completed already changes nothing. */
export function addEffect(s: Submission, key: string, effect: Effect): Submission {
  if (
    pendingEffect(s, key) !== undefined ||
    s.completedEffects.includes(key) ||
    s.completedEffects.includes(`!${key}`)
  )
    return s;
  return { ...s, pendingEffects: [...s.pendingEffects, { key, effect, state: 'due', tries: 0, looks: 0 }] };
}

/** Takes an effect off the list for good. Dropped keys are kept with a `!`, so that texts can tell "done" from "could not". */
export function completeEffect(s: Submission, key: string, how: 'done' | 'dropped'): Submission {
  if (pendingEffect(s, key) === undefined) return s;
  return {
    ...s,
    pendingEffects: s.pendingEffects.filter((pending) => pending.key !== key),
    completedEffects: [...s.completedEffects, how === 'done' ? key : `!${key}`],
  };
}

/** Changes one pending effect. */
export function updateEffect(
  s: Submission,
  key: string,
  make: (pending: PendingEffect) => PendingEffect,
): Submission {
  return {
    ...s,
    pendingEffects: s.pendingEffects.map((pending) => (pending.key === key ? make(pending) : pending)),
  };
}

/** The pending effect with this key, if by it a file reaches DATEV. */
export function pendingSend(s: Submission, key: string): SendEffect | undefined {
  const effect = pendingEffect(s, key)?.effect;
  return effect !== undefined && isSend(effect) ? effect : undefined;
}

/** The pending effect with this key, if it is still pending. */
export function pendingEffect(s: Submission, key: string): PendingEffect | undefined {
  return s.pendingEffects.find((pending) => pending.key === key);
}
