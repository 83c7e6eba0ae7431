import type { bookingDraft } from '../../packages/sandbox/world/booking';

/** A pipeline as the editor holds it. */
export type Draft = Record<string, unknown> & ReturnType<typeof bookingDraft>;

/** What people decide of a stored pipeline, without what the app adds to it. */
export function draftOf(pipeline: object): object {
  const added = ['v', 'id', 'version', 'fields', 'changedAt', 'changedBy'];
  return Object.fromEntries(Object.entries(pipeline).filter(([name]) => !added.includes(name)));
}
