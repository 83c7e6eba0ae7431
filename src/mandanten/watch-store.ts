import * as v from 'valibot';
import * as kv from '../platform/kv';
import { must, PlatformTrouble } from '../platform/must';
import { newWatch, type Watch, watchDueAt } from './watch';

const NEVER = '9999-12-31T00:00:00.000Z';
const Row = v.object({
  version: v.pipe(v.number(), v.integer()),
  data: v.looseObject({ v: v.literal(1), mandant: v.string() }),
});

export type StoredWatch = { readonly watch: Watch; readonly version: number };

/** Reads a Mandant's record consistently; a Mandant never heard of gets an empty one with version 0. */
export async function loadWatch(mandant: string): Promise<StoredWatch> {
  const raw = await must(kv.getEntity('mandant', mandant));
  if (raw === undefined) return { watch: newWatch(mandant), version: 0 };
  const row = v.safeParse(Row, raw);
  if (!row.success)
    throw new PlatformTrouble({
      code: 'platform.unknown-version',
      retry: 'after-fix',
      values: { record: mandant },
    });
  return { watch: row.output.data as unknown as Watch, version: row.output.version };
}

/** The operation that writes the next version, to be joined with others in one transaction. Needs a stored record. */
export function watchOp(before: StoredWatch, watch: Watch): kv.Op {
  return {
    do: 'set',
    entity: 'mandant',
    key: watch.mandant,
    value: rowOf(watch, before.version + 1),
    when: { version: before.version },
  };
}

/** Changes a Mandant's record on its newest value. Answers the new value. */
export async function changeWatch(mandant: string, change: (watch: Watch) => Watch): Promise<Watch> {
  for (;;) {
    const before = await loadWatch(mandant);
    const watch = change(before.watch);
    if (watch === before.watch) return watch;
    if (before.version === 0) {
      if (await must(kv.setEntityIfAbsent('mandant', mandant, rowOf(watch, 1)))) return watch;
    } else if ((await must(kv.transact([watchOp(before, watch)]))) === 'done') {
      return watch;
    }
  }
}

function rowOf(watch: Watch, version: number) {
  return { version, kind: 'mandant', dueAt: watchDueAt(watch) ?? NEVER, data: watch };
}

/** Mandanten that are due, most urgent first. */
export async function dueMandanten(now: string): Promise<readonly string[]> {
  const page = await must(
    kv.queryEntities({
      entity: 'mandant',
      index: 'by-due',
      partition: ['mandant'],
      range: { is: 'up-to', value: now },
    }),
  );
  return page.rows.map((r) => r.key);
}

/** The earliest due time of any Mandant the index knows. */
export async function nextDueMandant(): Promise<string | undefined> {
  const page = await must(
    kv.queryEntities<{ dueAt: string }>({
      entity: 'mandant',
      index: 'by-due',
      partition: ['mandant'],
      limit: 1,
    }),
  );
  const at = page.rows[0]?.value.dueAt;
  return at === NEVER ? undefined : at;
}

/** Every Mandant we have a record of; a firm has some dozens to a few hundred. */
export async function allWatches(): Promise<readonly Watch[]> {
  const rows: Watch[] = [];
  let cursor: string | undefined;
  do {
    const page: kv.EntityPage<{ data: Watch }> = await must(
      kv.queryEntities<{ data: Watch }>({
        entity: 'mandant',
        index: 'by-due',
        partition: ['mandant'],
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
    rows.push(...page.rows.map((r) => r.value.data));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}
