import * as v from 'valibot';

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));

/**
 * As many Mandanten as one invocation has time for, even where DATEV takes its whole time to answer each: new tokens five at a time,
 * 15 s each, lists ten at a time, 30 s each, of 300 s.
 */
const MANY = 40;

/**
 * "Look at X", as it goes through the queue: ids only, no ledger value, no secret. Bodies carry a version, because events of an
 * older deployment meet newer code (docs/ARCHITECTURE.md, invariant 8).
 */
export const Look = v.variant('look', [
  v.object({
    v: v.literal(1),
    look: v.picklist(['known', 'pipeline', 'accounts', 'recount', 'storms', 'cross-check']),
    id: Id,
  }),
  /** `big`: with the memory that big files take. */
  v.object({
    v: v.literal(1),
    look: v.picklist(['mandant', 'upload']),
    id: Id,
    big: v.exactOptional(v.boolean()),
  }),
  /** What is due, when storage had nothing left for the tick. */
  v.object({ v: v.literal(1), look: v.literal('tick') }),
  /** Many Mandanten in one invocation, the longest waiting first: their jobs, or what DATEV says of their services and books. */
  v.object({
    v: v.literal(1),
    look: v.literal('mandanten'),
    about: v.picklist(['jobs', 'known']),
    ids: v.pipe(v.array(Id), v.minLength(1), v.maxLength(MANY)),
  }),
  /** `alone`: an earlier look had no time left for what is due. */
  v.object({
    v: v.literal(1),
    look: v.literal('submission'),
    id: Id,
    alone: v.exactOptional(v.boolean()),
    big: v.exactOptional(v.boolean()),
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

export type LookAtMany = Extract<Look, { look: 'mandanten' }>;

/** Looks at so many Mandanten, in this order, as few as it takes. */
export function looksAtMany(ids: readonly string[], about: LookAtMany['about']): readonly LookAtMany[] {
  const groups = Array.from({ length: Math.ceil(ids.length / MANY) }, (_, n) =>
    ids.slice(n * MANY, (n + 1) * MANY),
  );
  return groups.map((group) => ({ v: 1, look: 'mandanten', about, ids: group }));
}

/**
 * Raw bytes that an invocation with little memory takes (256 MB, of which the app itself needs 80): a file has some copies while it is
 * checked or sent. What is bigger is handed on to one with more.
 */
export const SMALL_BYTES = 10_000_000;

/** Which queue of the manifest a look goes through. */
export function queueOf(look: Look): 'work' | 'big' {
  return 'big' in look && look.big === true ? 'big' : 'work';
}

/** What is looked at, for the log: the first where there are many. */
export function nameOf(look: Look): string {
  if (look.look === 'held') return look.phase;
  if (look.look === 'tick') return look.look;
  return look.look === 'mandanten' ? (look.ids[0] ?? '') : look.id;
}

/**
 * Looks at the same thing run one after the other; that only spares conflicts, nothing relies on it. Of many the longest waiting
 * one tells: what is queued once more, because it is still due, begins with it.
 */
export function concurrencyOf(look: Look): string {
  const about = look.look === 'mandanten' ? `${look.about}:` : '';
  return `${look.look}:${about}${nameOf(look)}`;
}
