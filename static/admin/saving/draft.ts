import { type Conflict, merge, takeTheirs } from './merge';
import type { Settings } from './settings';

/** What somebody is typing: bound to the version it began with, so that nobody's save is undone unseen. */
export type Draft = {
  readonly base: Settings;
  readonly version: number;
  readonly settings: Settings;
  /** Decided differently by somebody else meanwhile; mine stand until theirs are taken. */
  readonly conflicts: readonly Conflict[];
  /** Somebody else's changes came in while this one was typed. */
  readonly isMerged?: true;
};

type Stored = { readonly version: number; readonly settings: Settings };

/** One change of the form, on the draft or on what is stored. */
export function changed(draft: Draft | undefined, stored: Stored, make: (s: Settings) => Settings): Draft {
  if (draft === undefined)
    return { base: stored.settings, version: stored.version, settings: make(stored.settings), conflicts: [] };
  return { ...draft, settings: make(draft.settings) };
}

/** Somebody else saved: both changes are kept, what contradicts is listed. */
export function rebased(draft: Draft, stored: Stored): Draft {
  if (draft.version === stored.version) return draft;
  const { settings, conflicts } = merge(draft.base, draft.settings, stored.settings);
  const open = draft.conflicts.filter((old) => conflicts.every((c) => c.path !== old.path));
  return {
    base: stored.settings,
    version: stored.version,
    settings,
    conflicts: [...open, ...conflicts],
    isMerged: true,
  };
}

/** Settles one contradiction. */
export function settled(draft: Draft, conflict: Conflict, choice: 'mine' | 'theirs'): Draft {
  const conflicts = draft.conflicts.filter((c) => c.path !== conflict.path);
  const settings = choice === 'mine' ? draft.settings : takeTheirs(draft.settings, conflict);
  return { ...draft, settings, conflicts };
}
