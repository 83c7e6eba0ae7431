import { canonical } from '../kernel/canonical';
import { type Difference, differencesOf } from './differences';
import type { AuditEntry, Sha256 } from './entry';

/** What can happen to the configuration. An event never changes its meaning: a new meaning gets a new name. */
export const CONFIG_ACTIONS = [
  'settings.changed',
  'sending.stopped',
  'sending.resumed',
  'mandant.watched',
  'mandant.changed',
  'mandant.unwatched',
  'offers.dismissed',
  'registration.made',
  'registration.changed',
  'connection.made',
  'connection.ended',
  'app.removed',
  'looker.made',
  'looker.changed',
  'looker.removed',
  'hooks.made',
  'hooks.rotated',
  'hooks.old-ended',
  'hooks.removed',
  'accounts.made',
  'accounts.changed',
  'pipeline.made',
  'pipeline.changed',
  'pipeline.removed',
] as const;
export type ConfigAction = (typeof CONFIG_ACTIONS)[number];

/** One change of the configuration. Without secrets, ledger values and names of people: those are looked up when shown. */
export type ConfigEvent = {
  readonly what: ConfigAction;
  /** The thing it happened to, by which its changes are found: `settings`, `mandant:455148-1`, `pipeline:p0123456789ab`. */
  readonly about: string;
  /** What the thing was called then. */
  readonly name?: string;
  readonly differences: readonly Difference[];
  /** Differences beyond those that are kept. */
  readonly more?: number;
  /** SHA-256 of the canonical JSON of what is kept under its own number: proves which version the entry is about. */
  readonly sha256?: string;
  /** Names of Jira groups that the differences show by id, as they were then. */
  readonly names?: Readonly<Record<string, string>>;
};

export type ConfigEntry = AuditEntry<ConfigEvent>;

/** The subject of the one chain of all changes. */
export const CONFIG = 'config';

type Changed = Omit<ConfigEvent, 'differences' | 'more'> & {
  /** What people decided, as JSON; absent: there was, or is, nothing. */
  readonly before?: unknown;
  readonly after?: unknown;
};

/** The event of a change; `undefined` when nothing of the configuration differs. */
export function changeOf({ before, after, ...of }: Changed): ConfigEvent | undefined {
  const found = differencesOf(before ?? undefined, after ?? undefined);
  return found.differences.length === 0 ? undefined : { ...of, ...found };
}
/** How a version that is kept for ever can be shown to be the one an entry is about. */
export function proofOf(version: unknown, sha256: Sha256): string {
  return sha256(canonical(version));
}
