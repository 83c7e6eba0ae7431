import type { AuditEntry } from '../audit/chain';
import { awaitAll } from '../kernel/await-all';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';
import type { Stored } from './stored';

/** Where an entry of a history lies. */
export function auditKey(id: string, seq: number): string {
  return `${id}:${String(seq).padStart(6, '0')}`;
}

type Part = { readonly from: number; readonly to: number };
type EntryRow = { readonly seq: number; readonly data: AuditEntry };

/**
 * Some entries of a history, in order. The index gives many for the price of few, but late: what it does not show yet is read by
 * its key. Both give the same, since no entry is ever changed.
 */
export async function entriesOf(stored: Stored, { from, to }: Part): Promise<readonly AuditEntry[]> {
  const { id } = stored.state;
  const shown = await awaitAll(
    partsOf({ from: Math.max(from, 2), to }).map((part) => shownEntries(id, part)),
  );
  const found = new Map(shown.flat().map(({ seq, data }) => [seq, data]));
  const missing = numbers({ from: Math.max(from, 2), to }).filter((seq) => !found.has(seq));
  const late = await awaitAll(
    missing.map((seq) => unwrap(kv.getEntity<EntryRow>('audit-entry', auditKey(id, seq)))),
  );
  for (const entry of late) if (entry !== undefined) found.set(entry.seq, entry.data);
  if (from === 1) found.set(1, stored.genesis as AuditEntry);
  return numbers({ from, to }).flatMap((seq) => found.get(seq) ?? []);
}

async function shownEntries(id: string, { from, to }: Part): Promise<readonly EntryRow[]> {
  const page = await unwrap(
    kv.queryEntities<EntryRow>({
      entity: 'audit-entry',
      index: 'by-subject',
      partition: [id],
      range: { is: 'between', low: from, high: to },
      limit: ENTRIES_PAGE,
    }),
  );
  return page.rows.map(({ value }) => value);
}

/** The most that one query gives. */
const ENTRIES_PAGE = 100;

function partsOf({ from, to }: Part): readonly Part[] {
  const count = Math.max(0, Math.ceil((to - from + 1) / ENTRIES_PAGE));
  return Array.from({ length: count }, (_, n) => {
    const low = from + n * ENTRIES_PAGE;
    return { from: low, to: Math.min(to, low + ENTRIES_PAGE - 1) };
  });
}

function numbers({ from, to }: Part): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
}
