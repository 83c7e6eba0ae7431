/** Years of work in storage, as the product wrote them: on the lists and counted. */
import type { StoredRecord } from '../../../packages/sandbox/forge/world-told';
import { packed } from '../../../src/submissions/lists/series';
import { noTally, recounted, type Tally, textOfDays } from '../../../src/submissions/lists/tally';
import type { Likes } from '../cost/acts';
import type { CostWorld } from '../cost/world';

type Place = Omit<StoredRecord, 'createdAt' | 'updatedAt'>;
type Counts = Map<string, Tally>;

/** What lies under the key of a submission. */
const ENTITIES = ['submission', 'desk-row', 'search-row'];
/** The Mandant of all that is copied. */
const MANDANT = '455148-1';

/** Copies what is there until so many submissions are stored: each with its rows, of another Mandant, and counted. */
export function stock(w: CostWorld, count: number, likes: Likes): void {
  const records = w.forge.storage
    .dump({ maskSecrets: false })
    .filter(({ entity }) => entity !== undefined && ENTITIES.includes(entity));
  const hundred = likes.flatMap(({ id, share }) =>
    Array.from({ length: share }, () => records.filter(({ key }) => key === id)),
  );
  const stored = records.filter(({ entity }) => entity === 'submission');
  const counts: Counts = new Map();
  for (const { value } of stored) add(w, counts, value);
  for (let n = stored.length; n < count; n += 1)
    for (const record of hundred[(n * 37) % hundred.length] ?? []) {
      const copy = copyOf(record, n, w);
      w.forge.storage.put(copy);
      if (copy.entity === 'submission') add(w, counts, copy.value);
    }
  for (const [mandant, tally] of counts) w.forge.storage.put(tallyOf(w, mandant, tally));
}

/** Another id and Mandant, wherever they stand. */
function copyOf({ store, entity, key, value }: StoredRecord, n: number, { mandanten }: CostWorld): Place {
  const id = `${key.slice(0, -String(n).length)}${n}`;
  const text = JSON.stringify(value)
    .replaceAll(key, id)
    .replaceAll(`${MANDANT}"`, `${mandanten[n % mandanten.length]}"`);
  return { store, ...(entity === undefined ? {} : { entity }), key: id, value: JSON.parse(text) as unknown };
}

function add({ forge }: CostWorld, counts: Counts, value: unknown): void {
  const { mandant, counted } = value as { readonly mandant: string; readonly counted?: string };
  const now = new Date(forge.clock.now()).toISOString();
  counts.set(mandant, recounted(counts.get(mandant) ?? noTally(mandant), { to: counted }, now));
}

function tallyOf({ forge }: CostWorld, mandant: string, { days, series, mandant: _, ...rest }: Tally): Place {
  const before = forge.storage.getEntity('tally', mandant) as { readonly version: number } | undefined;
  const data = { ...rest, days: textOfDays(days), series: packed(series) };
  const value = { version: (before?.version ?? 0) + 1, kind: 'tally', mandant, data };
  return { store: 'entity', entity: 'tally', key: mandant, value };
}
