import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import * as kv from './kv';
import { unwrap } from './trouble';

/**
 * Entities with an index `by-due`: the rows of a partition, sorted by the instant at which something is to be done with
 * them. Eventually consistent: what is found is looked at again under its key, and the hourly run repairs what it shows late.
 */
type Part = { readonly entity: 'submission' | 'mandant' | 'pipeline'; readonly partition: string };

/** What waits for nothing: far in the future, because index values are never empty. */
export const NEVER = '9999-12-31T00:00:00.000Z';

/** So many keys are found at a time, and so many pages are read for them at most. */
const [MAX_KEYS, MAX_PAGES] = [100, 6];

/** Keys of up to 100 rows that are due and do not wait for another reason, the most urgent first. */
export async function dueKeys(
  part: Part,
  now: string,
  waits: (key: string) => boolean = () => false,
): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && found.length < MAX_KEYS; page++) {
    const asked = { ...query(part), range: { is: 'up-to', value: now } } as const;
    const read: kv.EntityPage<unknown> = await unwrap(kv.queryEntities({ ...asked, ...present({ cursor }) }));
    found.push(...read.rows.map(({ key }) => key).filter((key) => !waits(key)));
    ({ cursor } = read);
    if (cursor === undefined) break;
  }
  return found.slice(0, MAX_KEYS);
}

/** The earliest instant at which any is due, later than this one where there is one. */
export async function nextDue(part: Part, after?: string): Promise<string | undefined> {
  const range = after === undefined ? undefined : ({ is: 'from', value: plusSeconds(after, 0.001) } as const);
  const { rows } = await unwrap(
    kv.queryEntities<{ dueAt: string }>({ ...query(part), ...present({ range }), limit: 1 }),
  );
  const at = rows[0]?.value.dueAt;
  return at === NEVER ? undefined : at;
}

/** Every row, page by page; for what a firm has some hundreds of at most. */
export async function everyRow<T>(part: Part): Promise<kv.EntityPage<T>['rows']> {
  const found: kv.EntityPage<T>['rows'][number][] = [];
  let cursor: string | undefined;
  do {
    const page: kv.EntityPage<T> = await unwrap(
      kv.queryEntities<T>({ ...query(part), ...present({ cursor }) }),
    );
    found.push(...page.rows);
    ({ cursor } = page);
  } while (cursor !== undefined);
  return found;
}

/** A page of rows, those that are due first. */
export function pageByDue<T>(
  part: Part,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<kv.EntityPage<T>> {
  return unwrap(kv.queryEntities<T>({ ...query(part), ...page }));
}

function query({ entity, partition }: Part) {
  return { entity, index: 'by-due', partition: [partition] };
}
