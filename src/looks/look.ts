import * as v from 'valibot';

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));

/**
 * "Look at X", as it goes through the queue: ids only, no ledger value, no secret. Bodies carry a version, because events of an
 * older deployment meet newer code (DESIGN §5.10).
 */
export const Look = v.variant('look', [
  v.object({
    v: v.literal(1),
    look: v.picklist(['mandant', 'upload', 'known', 'pipeline', 'accounts', 'recount']),
    id: Id,
  }),
  /** `alone`: an earlier look had no time left for what is due. */
  v.object({
    v: v.literal(1),
    look: v.literal('submission'),
    id: Id,
    alone: v.exactOptional(v.boolean()),
  }),
  v.object({
    v: v.literal(1),
    look: v.literal('issue'),
    id: Id,
    reason: v.picklist(['event', 'reconcile', 'hook', 'deleted', 'again']),
  }),
  /** What waits for a setting, a page of one phase at a time. */
  v.object({
    v: v.literal(1),
    look: v.literal('held'),
    phase: v.picklist(['needs-you', 'moving']),
    cursor: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  }),
]);
export type Look = v.InferOutput<typeof Look>;

/**
 * Who made us look at an issue. Reconciliation that finds a move tells the watchdog that Jira's events are missing; `deleted` is
 * Jira's event of that name, `again` a look for an issue that was hidden from us.
 */
export type Reason = Extract<Look, { look: 'issue' }>['reason'];

/** Looks at the same thing run one after the other; that only spares conflicts, nothing relies on it. */
export function concurrencyOf(look: Look): string {
  return look.look === 'held' ? `held:${look.phase}` : `${look.look}:${look.id}`;
}
