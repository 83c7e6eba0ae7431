import * as v from 'valibot';
import { transactLogged } from '../audit/config-log-store';
import { canonical } from '../kernel/canonical';
import { present } from '../kernel/present';
import { type Problem, wantsRest } from '../kernel/problem';
import { dueKeys, everyRow, NEVER, nextDue } from '../platform/by-due';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { log } from '../platform/log';
import type { Read, Wish } from '../platform/read-ahead';
import { PlatformTrouble, unknownVersion, unwrap } from '../platform/trouble';
import type { Actor } from '../submissions/events';
import { beginTally } from '../submissions/lists/tally-store';
import { type MandantRow, mandantRowOf } from './mandant-row';
import { newWatch, resting, type Watch, watchDueAt } from './watch';
import { watchChange } from './watch-change';

const Row = v.object({
  version: v.pipe(v.number(), v.integer()),
  data: v.looseObject({ v: v.literal(1), mandant: v.string() }),
});

export type StoredWatch = { readonly watch: Watch; readonly version: number };

/**
 * Reads a Mandant's record, consistently unless it was read ahead; a Mandant never heard of gets an empty one with version 0.
 */
export async function loadWatch(mandant: string, read: Read = readNow): Promise<StoredWatch> {
  const raw = await read(mandant);
  if (raw === undefined) return { watch: newWatch(mandant), version: 0 };
  const row = v.safeParse(Row, raw);
  if (!row.success) throw unknownVersion(mandant, 'mandant');
  return { watch: row.output.data as unknown as Watch, version: row.output.version };
}

/** The records of Mandanten, to be read ahead. */
export function watchesWished(mandanten: readonly string[]): Wish {
  return { entity: 'mandant', keys: mandanten };
}

/** Those that were read ahead. */
export function watchesIn(ahead: (entity: string) => Read): Read {
  return ahead('mandant');
}

function readNow(mandant: string): Promise<unknown> {
  return unwrap(kv.getEntity('mandant', mandant));
}

/**
 * The operations that write the next version and what screens show of it, to be joined with others in one transaction. Needs a
 * stored record.
 */
export function watchOps(before: StoredWatch, watch: Watch): readonly kv.Op[] {
  const { mandant } = watch;
  const value = rowOf(watch, before.version + 1);
  const when = { version: before.version };
  const set: kv.Op = { do: 'set', entity: 'mandant', key: mandant, value, when };
  const isShown = before.version > 0 && isSame(mandantRowOf(before.watch), mandantRowOf(watch));
  return isShown ? [set] : [set, shownOp(watch)];
}

function shownOp(watch: Watch): kv.Op {
  const { mandant, ...data } = mandantRowOf(watch);
  const value = { kind: 'mandant', mandant, data };
  return { do: 'set', entity: 'mandant-row', key: mandant, value };
}

function isSame(one: MandantRow | undefined, other: MandantRow): boolean {
  return one !== undefined && canonical(one) === canonical(other);
}

/** What screens show of every Mandant; seconds old, like every list. */
export async function mandantRows(): Promise<readonly MandantRow[]> {
  const rows: MandantRow[] = [];
  let cursor: string | undefined;
  do {
    const page: kv.EntityPage<ShownRow> = await unwrap(
      kv.queryEntities<ShownRow>({
        entity: 'mandant-row',
        index: 'by-mandant',
        partition: ['mandant'],
        ...present({ cursor }),
      }),
    );
    rows.push(...page.rows.map(({ value: { mandant, data } }) => ({ ...data, mandant })));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return rows;
}
type ShownRow = { readonly mandant: string; readonly data: Omit<MandantRow, 'mandant'> };

/** Mandanten whose row is missing or not as it should be get it, unless somebody writes it meanwhile. About so many units were used. */
export async function enlistMandanten(): Promise<{ readonly units: number }> {
  const [all, rows] = [await everyRow<{ data: Watch }>(ALL), await mandantRows()];
  const shown = new Map(rows.map((row) => [row.mandant, row]));
  const stale = all.filter(({ key, value }) => !isSame(shown.get(key), mandantRowOf(value.data)));
  for (const { key } of stale) {
    const { watch, version } = await loadWatch(key);
    const still: kv.Op = { do: 'check', entity: 'mandant', key, when: { version } };
    await unwrap(kv.transact([still, shownOp(watch)]));
  }
  return { units: Math.ceil(all.length / 5) + 3 * stale.length };
}

/**
 * Changes a Mandant's record on its newest value. Answers the new value. What people decide – whether and since when it is
 * watched, who gets its issues – leaves an entry in the log, in the same transaction; `by` says who.
 */
export async function changeWatch(
  mandant: string,
  change: (watch: Watch) => Watch,
  by: Actor = { kind: 'app' },
): Promise<Watch> {
  return (await changeKnown(await loadWatch(mandant), change, { by })).watch;
}

/** `due` hears when the record will be due, before it is. */
type Writing = { readonly by?: Actor; readonly due?: (at: string) => Promise<void> };

/** The same on a record that was read before: it is read again only when somebody else was faster. */
export async function changeKnown(
  known: StoredWatch,
  change: (watch: Watch) => Watch,
  { by = { kind: 'app' }, due }: Writing = {},
): Promise<StoredWatch> {
  const { mandant } = known.watch;
  for (let before = known; ; before = await loadWatch(mandant)) {
    const watch = change(before.watch);
    if (watch === before.watch) return before;
    const at = watchDueAt(watch);
    if (at !== undefined) await due?.(at);
    const event = watchChange(before.watch, watch);
    // Conditions hold for stored entities only (ADR 0005).
    if (before.version === 0) {
      await unwrap(kv.setEntityIfAbsent('mandant', mandant, rowOf(before.watch, 0)));
      await beginTally(mandant);
    }
    if ((await transactLogged(watchOps(before, watch), { by, event })) === 'done')
      return { watch, version: before.version + 1 };
  }
}

/**
 * Whoever hears outside of a look that DATEV wants to be left alone notes it: until then nobody else asks for anything of that Mandant.
 * Beside what they do: that it cannot be noted costs a refused call, and must not put in doubt what DATEV has answered.
 */
export async function noteResting(mandant: string, problem: Problem): Promise<void> {
  if (!wantsRest(problem)) return;
  try {
    const known = await loadWatch(mandant);
    if (known.version > 0) await changeKnown(known, (w) => resting(w, problem, now()));
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('datev.rest-untold', { mandant, code: error.problem.code });
  }
}

function rowOf(watch: Watch, version: number) {
  return { version, kind: 'mandant', dueAt: watchDueAt(watch) ?? NEVER, data: watch };
}

const ALL = { entity: 'mandant', partition: 'mandant' } as const;

/** Mandanten that are due, most urgent first. */
export function dueMandanten(now: string, waits?: (key: string) => boolean): Promise<readonly string[]> {
  return dueKeys(ALL, now, waits);
}

/** The earliest due time of any Mandant the index knows, after this instant. */
export function nextDueMandant(after?: string): Promise<string | undefined> {
  return nextDue(ALL, after);
}

/** Every Mandant we have a record of; a firm has some dozens to a few hundred. */
export async function allWatches(): Promise<readonly Watch[]> {
  return (await everyRow<{ data: Watch }>(ALL)).map(({ value }) => value.data);
}
