import type { Submission } from './submission';

/** A submission as it lies in storage: its state, the version that guards it, and the end of its audit chain. */
export type Stored = {
  readonly state: Submission;
  /** Number of audit entries; also the version condition of the next write. */
  readonly version: number;
  readonly lastHash: string;
  /** The first audit entry, which travels in the record itself; only the store reads it. */
  readonly genesis: unknown;
};
