import * as v from 'valibot';
import { chain } from '../audit/chain';
import { looseOp } from '../files/loose-store';
import { mirrorDue } from '../jira/mirror';
import { earlier } from '../kernel/instant';
import { present } from '../kernel/present';
import { dueKeys, NEVER, nextDue } from '../platform/by-due';
import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { PlatformTrouble, unknownVersion, unwrap } from '../platform/trouble';
import { auditKey } from './entries-store';
import type { Happened, SubmissionEvent } from './events';
import { apply } from './life/apply';
import { type BeginEvent, begin } from './life/begin';
import { isOld, isRight, listOps, loadRow, rowsBetween, unitsOf } from './lists/list-store';
import { countedAs } from './lists/tally';
import { transactCounted } from './lists/tally-store';
import { dueAt } from './next';
import { type Phase, phaseOf } from './phase';
import { expired, forgetAt } from './retention';
import { standsSince } from './standing';
import { inTodaysWords, type Mirror, type Stored } from './stored';
import { stuckAfterEnd } from './stuck';
import { noLongerHeld, type Submission } from './submission';

const Mirrored = v.object({
  issue: v.string(),
  wrote: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  again: v.exactOptional(v.string()),
});

/** The first audit entry lives in the record itself: a creation can be claimed atomically, but not inside a transaction. */
const Row = v.object({
  version: v.pipe(v.number(), v.integer()),
  counted: v.optional(v.string()),
  data: v.object({
    state: v.looseObject({ v: v.literal(1), id: v.string() }),
    lastHash: v.string(),
    genesis: v.looseObject({ v: v.literal(1), seq: v.literal(1) }),
    mirror: v.exactOptional(Mirrored),
  }),
});

/** Reads a submission consistently; `undefined` when there is none. */
export async function loadSubmission(id: string): Promise<Stored | undefined> {
  const row = await readRow(id);
  return row === undefined ? undefined : toStored(row);
}

/** Many that were read at once: those that are there, and those that are there and cannot be read. */
type Many = { readonly found: ReadonlyMap<string, Stored>; readonly unreadable: ReadonlySet<string> };

/** Reads many at once, consistently. */
export async function loadSubmissions(ids: readonly string[]): Promise<Many> {
  const keys = [...new Set(ids)];
  const [found, unreadable] = [new Map<string, Stored>(), new Set<string>()];
  for (let n = 0; n < keys.length; n += kv.MAX_BATCH) {
    const places = keys.slice(n, n + kv.MAX_BATCH).map((key) => ({ entity: 'submission', key }));
    for (const [id, raw] of await unwrap(kv.getEntities(places))) {
      const row = v.safeParse(Row, raw);
      if (row.success) found.set(id, toStored(row.output));
      else unreadable.add(id);
    }
  }
  return { found, unreadable };
}

type RowValue = v.InferOutput<typeof Row>;

async function readRow(id: string): Promise<RowValue | undefined> {
  const raw = await unwrap(kv.getEntity('submission', id));
  return raw === undefined ? undefined : parsed(id, raw);
}

function parsed(id: string, raw: unknown): RowValue {
  const row = v.safeParse(Row, raw);
  if (!row.success) throw unknownVersion(id, 'submission');
  return row.output;
}

/** Of a page of an index those that this code can read; each of the others is told by whoever looks at it. */
function readable<R extends { readonly value: unknown }>(rows: readonly R[]): readonly R[] {
  return rows.filter(({ value }) => v.is(Row, value));
}

function toStored(row: RowValue): Stored {
  const { state, lastHash, genesis, mirror } = row.data;
  const { version, counted } = row;
  return {
    state: inTodaysWords(state as unknown as Submission),
    version,
    lastHash,
    genesis,
    ...present({ counted, mirror }),
  };
}

/** How many days files are kept after the end; asked only where that matters. */
type Retention = () => Promise<number>;

/** What happens sooner than the shortest time that may be chosen is over is due first, whatever was chosen. */
async function daysFor(state: Submission, retention: Retention): Promise<number> {
  const earliest = forgetAt(state, FEWEST_DAYS);
  const isLater = earliest === undefined || (dueAt(state, MOST_DAYS) ?? NEVER) < earliest;
  return isLater ? FEWEST_DAYS : retention();
}
const [FEWEST_DAYS, MOST_DAYS] = [1, 3650];

/** Creates a submission with its first event; undefined when one with this id is there already. */
export async function createSubmission(
  id: string,
  event: BeginEvent,
  how: { happened: Happened; retention: Retention },
): Promise<Stored | undefined> {
  const state = begin(id, event, how.happened);
  const genesis = chain(undefined, { subject: id, ...how.happened, event }, sha256);
  const stored = { state, version: 1, lastHash: genesis.hash, genesis };
  const row = rowOf(stored, await daysFor(state, how.retention));
  return (await unwrap(kv.setEntityIfAbsent('submission', id, row))) ? stored : undefined;
}

/**
 * Appends one event: state, its chained audit entry, what lists and counts say of it and whatever else belongs to the same step change
 * in one transaction under the version condition (docs/ARCHITECTURE.md, State). `conflict`: somebody else wrote since; load and decide anew.
 */
export async function appendEvent(
  stored: Stored,
  event: SubmissionEvent,
  how: { happened: Happened; retention: Retention; also?: readonly kv.Op[] },
): Promise<Stored | 'conflict'> {
  const { id } = stored.state;
  const state = apply(stored.state, event, how.happened);
  const entry = chain(
    { seq: stored.version, hash: stored.lastHash },
    { subject: id, ...how.happened, event },
    sha256,
  );
  const after: Stored = {
    ...stored,
    state,
    version: entry.seq,
    lastHash: entry.hash,
    counted: countedAs(state),
  };
  const move = { mandant: state.mandant, from: stored.counted, to: after.counted, now: how.happened.at };
  const written = await transactCounted(move, [
    writeOp(stored, after, await daysFor(state, how.retention)),
    {
      do: 'set',
      entity: 'audit-entry',
      key: auditKey(id, entry.seq),
      value: { subject: id, seq: entry.seq, at: entry.at, data: entry },
    },
    ...listOps(state),
    ...letGo(stored.state, { state, at: how.happened.at }),
    ...(how.also ?? []),
  ]);
  if (written.ok) return written.value === 'done' ? after : 'conflict';
  return happenedAfterAll(id, after, written.problem);
}

/** The bytes of a file that waited and that nothing of the state names any more are nobody's; whoever comes to it deletes them. */
function letGo(before: Submission, after: { state: Submission; at: string }): readonly kv.Op[] {
  return noLongerHeld(before, after.state).map(({ fileId, chunks }) =>
    looseOp({ fileId, chunks, owner: before.id, at: after.at }),
  );
}

/**
 * Who counted it meanwhile wrote no entry and no version, so the condition says both: nothing is ever counted from what it no longer
 * counts as.
 */
function writeOp(before: Stored, after: Stored, retentionDays: number): kv.Op {
  return {
    do: 'set',
    entity: 'submission',
    key: after.state.id,
    value: rowOf(after, retentionDays),
    when: { version: before.version, still: { attribute: 'counted', value: before.counted } },
  };
}

/** Notes what the issue says now. Nothing happened to the submission by that, so there is no entry and no new version. */
export async function noteMirror(
  stored: Stored,
  how: { readonly mirror: Mirror; readonly retentionDays: number },
): Promise<Stored | 'conflict'> {
  const after = { ...stored, mirror: how.mirror };
  const written = await unwrap(kv.transact([writeOp(stored, after, how.retentionDays)]));
  return written === 'done' ? after : written;
}

/** What `enlist` found: all as it should be, nothing yet or the form of an earlier version, or something that must not be. */
type Enlisted = 'right' | 'new' | 'wrong';

/** So often others may write between reading and writing. */
const MAX_TRIES = 20;

/**
 * Puts a submission on the lists and into its Mandant's tally as its state says, without anything having happened to it: one that was
 * just created, and what the daily run finds missing. Done twice it changes nothing.
 */
export async function enlist(id: string, how: { now: string; retentionDays: number }): Promise<Enlisted> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const stored = await loadSubmission(id);
    if (stored === undefined) return 'right';
    const { state, counted: from } = stored;
    const row = from === undefined ? undefined : await loadRow(id);
    const to = countedAs(state);
    if (from === to && row !== undefined && isRight(row, state)) return 'right';
    const written = await transactCounted({ mandant: state.mandant, from, to, now: how.now }, [
      writeOp(stored, { ...stored, counted: to }, how.retentionDays),
      ...listOps(state),
    ]);
    if (written.ok && written.value === 'done')
      return from === undefined || (row !== undefined && isOld(row)) ? 'new' : 'wrong';
    // Without an answer the next turn sees whether it happened.
    if (!written.ok && written.problem.retry !== 'look-up') throw new PlatformTrouble(written.problem);
  }
  throw new PlatformTrouble({ code: 'platform.storage', retry: 'later', values: { reason: 'busy' } });
}

/** So many submissions are held against the lists at a time; a state is some kilobytes. */
const UNLISTED_PAGE = 50;

type Unlisted = {
  readonly ids: readonly string[];
  /** Those whose issue does not say what it should. */
  readonly unsaid: readonly string[];
  /** Those whose bytes are kept no longer, though they were to be kept longer. */
  readonly expired: readonly string[];
  /** Those that have ended while their issue waits for what somebody has to put right first (submissions/stuck). */
  readonly stuck: readonly string[];
  readonly units: number;
  readonly cursor?: string;
};

/**
 * Of a page of a phase, up to an instant, those that are on no list yet or not as they should be. Indexes show late: `enlist` looks
 * again. `units`: about what reading cost.
 */
export async function unlisted(
  phase: Phase,
  page: { readonly upTo: string; readonly retentionDays: number; readonly cursor?: string },
): Promise<Unlisted> {
  const found = await unwrap(
    kv.queryEntities<RowValue & { readonly changedAt: string }>({
      entity: 'submission',
      index: 'by-changed',
      partition: [phase],
      limit: UNLISTED_PAGE,
      range: { is: 'up-to', value: page.upTo },
      ...present({ cursor: page.cursor }),
    }),
  );
  const [first, last] = [found.rows[0], found.rows.at(-1)];
  if (first === undefined || last === undefined)
    return { ids: [], unsaid: [], expired: [], stuck: [], units: 1 };
  const rows = await rowsBetween(phase, { first: first.value.changedAt, last: last.value.changedAt });
  const all = readable(found.rows).map(({ key, value }) => ({ key, stored: toStored(value) }));
  const ids = all.filter(({ key, stored: { state, counted } }) => {
    const row = rows.get(key);
    return counted !== countedAs(state) || row === undefined || !isRight(row, state);
  });
  const unsaid = all.filter(({ stored }) => (mirrorDue(stored) ?? NEVER) <= page.upTo);
  const old = all.filter(({ stored }) => expired(stored.state, { ...page, now: page.upTo }).length > 0);
  const stuck = all.filter(({ stored }) => stuckAfterEnd(stored.state, page.upTo).length > 0);
  const units = unitsOf(found.rows) + unitsOf([...rows.values()]);
  const keys = (some: typeof all) => some.map(({ key }) => key);
  const { cursor } = found;
  const told = { ids: keys(ids), unsaid: keys(unsaid), expired: keys(old), stuck: keys(stuck) };
  return { ...told, units, ...present({ cursor }) };
}

/** No answer came: the transaction happened as a whole or not at all, and the chain tells which. */
async function happenedAfterAll(
  id: string,
  after: Stored,
  problem: ConstructorParameters<typeof PlatformTrouble>[0],
): Promise<Stored> {
  const now = problem.retry === 'look-up' ? await loadSubmission(id) : undefined;
  if (now?.lastHash === after.lastHash) return after;
  throw new PlatformTrouble(problem);
}

function rowOf(stored: Stored, retentionDays: number) {
  const { state, lastHash, genesis, mirror } = stored;
  const due = earlier(dueAt(state, retentionDays), mirrorDue(stored));
  const turn = due === undefined ? turnOf(state) : undefined;
  return {
    version: stored.version,
    phase: phaseOf(state),
    wake: due !== undefined ? 'yes' : turn === undefined ? 'no' : 'turn',
    mandant: state.mandant,
    fileName: state.attempts[0]?.fileName ?? state.fileName,
    // Runs only: what they made is found through them.
    pipeline: state.run?.pipeline ?? 'none',
    dueAt: due ?? turn ?? NEVER,
    ...present({ counted: stored.counted }),
    changedAt: standsSince(state),
    data: { state, lastHash, genesis, ...present({ mirror }) },
  };
}

/** Where its issue stands among those that wait for their turn: by Mandant, then as long as it waits. */
function turnOf({ mandant, pendingEffects, changedAt }: Submission): string | undefined {
  return pendingEffects.some(({ turn }) => turn === true) ? `${mandant} ${changedAt}` : undefined;
}

type Turn = { readonly id: string; readonly mandant: string; readonly since: string; readonly storm: string };

/** What a Mandant has waiting for its turn, or the first of the Mandanten behind this one, the longest waiting first. */
export async function turnsOf(
  of: { readonly mandant: string } | { readonly behind: string },
  limit: number,
): Promise<readonly Turn[]> {
  // A blank stands before everything that may follow the number of a Mandant.
  const range =
    'mandant' in of
      ? ({ is: 'begins', value: `${of.mandant} ` } as const)
      : ({ is: 'from', value: `${of.behind}!` } as const);
  const found = await unwrap(
    kv.queryEntities<Partial<RowValue> & { readonly mandant: string; readonly changedAt: string }>({
      entity: 'submission',
      index: 'by-due',
      partition: ['turn'],
      range,
      limit,
    }),
  );
  return found.rows.map(({ key, value: { mandant, changedAt, data } }) => ({
    id: key,
    mandant,
    since: changedAt,
    // Of one that cannot be read the index still says that it waits.
    storm: (data?.state as unknown as Partial<Submission> | undefined)?.storm ?? '',
  }));
}

const DUE = { entity: 'submission', partition: 'yes' } as const;

/** Submissions that are due, oldest first. */
export function dueSubmissions(now: string, waits?: (key: string) => boolean): Promise<readonly string[]> {
  return dueKeys(DUE, now, waits);
}

/** The earliest due time the index knows, after this instant; `undefined` = none. */
export function nextDueSubmission(after?: string): Promise<string | undefined> {
  return nextDue(DUE, after);
}

/** Whole submissions of one phase or one Mandant, newest change first, as far as they can be read; what lists show is in `list-store`. */
export async function listSubmissions(
  by: { phase: Phase } | { mandant: string },
  page: { limit: number; cursor?: string },
): Promise<{ states: readonly Submission[]; cursor?: string }> {
  const found = await unwrap(
    kv.queryEntities<RowValue>({
      entity: 'submission',
      ...('phase' in by
        ? { index: 'by-changed', partition: [by.phase] }
        : { index: 'by-mandant', partition: [by.mandant] }),
      descending: true,
      ...page,
    }),
  );
  const states = readable(found.rows).map((r) => inTodaysWords(r.value.data.state as unknown as Submission));
  return found.cursor === undefined ? { states } : { states, cursor: found.cursor };
}

/** Ids of submissions of a Mandant whose first attempt had this file name. */
export async function submissionsWithFileName(mandant: string, fileName: string): Promise<readonly string[]> {
  const page = await unwrap(
    kv.queryEntities({
      entity: 'submission',
      index: 'by-file-name',
      partition: [mandant],
      range: { is: 'equal', value: fileName },
    }),
  );
  return page.rows.map((r) => r.key);
}

/** An issue stands for a submission that is about to begin with it. */
export async function linkIssue(issueId: string, submissionId: string): Promise<void> {
  await unwrap(kv.set(`issue:${issueId}`, { submissionId }));
}

/** The submission an issue stands for; from our own storage, never from the issue, which anybody may edit. */
export async function submissionOf(issueId: string): Promise<string | undefined> {
  return (await unwrap(kv.get<{ submissionId: string }>(`issue:${issueId}`)))?.submissionId;
}
