import { canonical } from '../kernel/canonical';
import type { AuditEntry, Sha256 } from './chain';
import { type Difference, differencesOf } from './differences';

/** What can happen to the configuration. An event never changes its meaning: a new meaning gets a new name. */
export const CONFIG_ACTIONS = [
  'settings.changed',
  'sending.stopped',
  'sending.resumed',
  'storms.paused',
  'storms.resumed',
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
  'mark.removed',
] as const;
export type ConfigAction = (typeof CONFIG_ACTIONS)[number];

/** By what people look for changes. `mapping` is the part of a pipeline by which is booked. */
export const CONFIG_AREAS = [
  'settings',
  'connection',
  'mandant',
  'looker',
  'hooks',
  'pipeline',
  'mapping',
  'accounts',
] as const;
export type ConfigArea = (typeof CONFIG_AREAS)[number];

/** Actions that begin otherwise than their area is called. */
const AREA_OF: Readonly<Record<string, ConfigArea>> = {
  sending: 'settings',
  storms: 'settings',
  offers: 'mandant',
  registration: 'connection',
  app: 'connection',
  mark: 'mandant',
};

/** Whether somebody who looks for changes of this area means this one. */
export function isOfArea({ what, differences }: ConfigEvent, area: ConfigArea): boolean {
  const begins = what.slice(0, what.indexOf('.'));
  if (area === 'mapping')
    return begins === 'pipeline' && differences.some(({ path }) => path[0] === 'mapping');
  return (AREA_OF[begins] ?? begins) === area;
}

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
