import * as v from 'valibot';
import { fail } from '../../kernel/result';
import * as kv from '../../platform/kv';
import { unknownVersion, unwrap } from '../../platform/trouble';
import { packed, unpacked } from './series';
import { type Counted, daysIn, noTally, recounted, Tally, textOfDays } from './tally';

/** As short as it goes: a desk reads the tallies of all Mandanten. */
const Row = v.object({
  version: v.pipe(v.number(), v.integer()),
  mandant: v.string(),
  data: v.object({
    ...v.omit(Tally, ['mandant', 'days', 'series']).entries,
    days: v.string(),
    // Drawn only: what is not in this form is counted anew by the daily run, and holds nothing up until then.
    series: v.optional(v.fallback(v.string(), ''), ''),
  }),
});

/** A Mandant's tally as it lies in storage. */
type StoredTally = { readonly version: number; readonly tally: Tally };

/** Reads a Mandant's tally consistently; `undefined`: of this Mandant nothing was counted yet. */
export async function loadTally(mandant: string): Promise<StoredTally | undefined> {
  const raw = await unwrap(kv.getEntity('tally', mandant));
  return raw === undefined ? undefined : toStored(mandant, raw);
}

function toStored(key: string, raw: unknown): StoredTally {
  const row = v.safeParse(Row, raw);
  if (!row.success) throw unknownVersion(`tally:${key}`);
  const { version, mandant, data } = row.output;
  const [days, series] = [daysIn(data.days), unpacked(data.series)];
  return { version, tally: { ...data, mandant, days, series } };
}

/** The tally of a Mandant is written by everything that begins or ends there; so many conflicts in a row are not chance. */
const MAX_TRIES = 20;

/** From where to where a submission of a Mandant counts. */
type Move = {
  readonly mandant: string;
  readonly from: Counted | undefined;
  readonly to: Counted | undefined;
  readonly now: string;
};

/**
 * Does `ops` and, where the submission counts elsewhere now, moves the count in the same transaction: never one without the other.
 * `ops` carry the condition of the submission; `conflict` means that it did not hold. A tally that somebody else wrote is no
 * conflict: the count is then taken on from theirs.
 */
export async function transactCounted(
  { mandant, from, to, now }: Move,
  ops: readonly kv.Op[],
): ReturnType<typeof kv.transact> {
  if (from === to) return kv.transact(ops);
  let stored = await standingTally(mandant);
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const written = await kv.transact([...ops, tallyOp(stored, recounted(stored.tally, { from, to }, now))]);
    if (!written.ok || written.value === 'done') return written;
    const newest = await loadTally(mandant);
    if (newest === undefined || newest.version === stored.version) return written;
    stored = newest;
  }
  return fail({ code: 'platform.storage', retry: 'later', values: { reason: 'busy' } });
}

/** A tally that a condition can be set on: conditions hold for stored entities only (ADR 0005). */
async function standingTally(mandant: string): Promise<StoredTally> {
  const stored = await loadTally(mandant);
  if (stored === undefined) await beginTally(mandant);
  return stored ?? { version: 0, tally: noTally(mandant) };
}

/** A Mandant of whom nothing is counted gets an empty tally; one that is there stays. */
export async function beginTally(mandant: string): Promise<void> {
  await unwrap(kv.setEntityIfAbsent('tally', mandant, rowOf(noTally(mandant), 0)));
}

/** The operation that writes the next version, to be joined with the change that it counts. */
function tallyOp({ version, tally: { mandant } }: StoredTally, tally: Tally): kv.Op {
  const value = rowOf(tally, version + 1);
  return { do: 'set', entity: 'tally', key: mandant, value, when: { version } };
}

function rowOf({ mandant, days, series, ...counts }: Tally, version: number) {
  const data = { ...counts, days: textOfDays(days), series: packed(series) };
  return { version, kind: 'tally', mandant, data };
}

/** Puts a tally right, unless somebody wrote it since: `tally` is what the rows said. */
export async function correctTally(before: StoredTally, tally: Tally): Promise<'done' | 'conflict'> {
  return unwrap(kv.transact([tallyOp(before, tally)]));
}

/** Every Mandant's tally. */
export async function allTallies(): Promise<readonly Tally[]> {
  const found: Tally[] = [];
  let cursor: string | undefined;
  do {
    const page: kv.EntityPage<unknown> = await unwrap(
      kv.queryEntities({
        entity: 'tally',
        index: 'by-mandant',
        partition: ['tally'],
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    found.push(...page.rows.map(({ key, value }) => toStored(key, value).tally));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return found;
}
