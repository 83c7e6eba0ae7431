import type { Counted } from './lists/tally';
import type { PendingEffect, Submission } from './submission';

/** What we wrote last into the issue's property `datev`; what it should say follows from the state alone (ADR 0063). */
export type Mirror = {
  /** Id of the issue. */
  readonly issue: string;
  /** Absent: nothing yet. */
  readonly wrote?: Readonly<Record<string, string | number>>;
  /** Jira did not take it: not before this instant. */
  readonly again?: string;
};

/** A submission as it lies in storage: its state, the version that guards it, and the end of its audit chain. */
export type Stored = {
  readonly state: Submission;
  /** Number of audit entries; also the version condition of the next write. */
  readonly version: number;
  readonly lastHash: string;
  /** The first audit entry, which travels in the record itself; only the store reads it. */
  readonly genesis: unknown;
  /** Under what the tally of its Mandant counts it; absent: nothing counts it and no list knows it yet. */
  readonly counted?: Counted;
  /** What the issue says of it, beside its state: nothing of it is in the chain. */
  readonly mirror?: Mirror;
  /** Of what this invocation wrote: where the tick's hint stood, at the latest. */
  readonly hintAt?: string;
};

/** A state written until 2026-11-29, when effects were called what a submission owes. */
type Owing = Omit<Submission, 'pendingEffects' | 'completedEffects'> & {
  readonly owed: readonly (Omit<PendingEffect, 'state' | 'effect'> & {
    readonly state: string;
    readonly effect: { readonly kind: string };
  })[];
  readonly settled: readonly string[];
};

/** A stored state in the words of today; the next write stores it so. The audit log keeps its own words, which never changed. */
export function inTodaysWords(stored: Submission | Owing): Submission {
  if (!('owed' in stored)) return stored;
  const { owed, settled, ...state } = stored;
  const pendingEffects = owed.map((pending) => ({
    ...pending,
    state: pending.state === 'owed' ? 'due' : pending.state,
    effect: pending.effect.kind === 'close-twins' ? { kind: 'close-duplicates' } : pending.effect,
  }));
  return { ...state, pendingEffects: pendingEffects as PendingEffect[], completedEffects: settled };
}
