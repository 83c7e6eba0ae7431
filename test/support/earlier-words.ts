import type { TestWorld } from './hands';

type Effect = { readonly state: string; readonly effect: { readonly kind: string } };
type State = { readonly pendingEffects?: readonly Effect[]; readonly completedEffects?: readonly string[] };
type Stored = { readonly data: { readonly state: State } };

/** All submissions in storage as the code before 2026-11-29 wrote them: what is pending was owed, what is completed was settled. */
export function inEarlierWords({ forge }: TestWorld): void {
  for (const { store, entity, key, value } of forge.storage.dump({ maskSecrets: false })) {
    if (entity !== 'submission') continue;
    const stored = value as Stored;
    const { pendingEffects, completedEffects, ...state } = stored.data.state;
    if (pendingEffects === undefined) continue;
    const owed = pendingEffects.map((one) => ({
      ...one,
      state: one.state === 'due' ? 'owed' : one.state,
      effect: one.effect.kind === 'close-duplicates' ? { kind: 'close-twins' } : one.effect,
    }));
    const earlier = { ...state, owed, settled: completedEffects };
    forge.storage.put({
      store,
      entity,
      key,
      value: { ...stored, data: { ...stored.data, state: earlier } },
    } as never);
  }
}
