import * as v from 'valibot';
import * as kv from '../platform/kv';
import { changeRecord, loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { unwrap } from '../platform/trouble';
import { CrossCheck, type FullPage, NEVER_CHECKED } from './cross-check';
import { Discrepancy, type DiscrepancyKind } from './discrepancy';

const KIND: RecordKind<CrossCheck> = { key: 'cross-check', schema: CrossCheck, fallback: NEVER_CHECKED };

/** The cross-check under way, and what the last one found. */
export function loadCrossCheck(): Promise<Versioned<CrossCheck>> {
  return loadRecord(KIND);
}

export function saveCrossCheck(
  before: Versioned<CrossCheck>,
  after: CrossCheck,
): Promise<'done' | 'conflict'> {
  return saveRecord(KIND, before, after);
}

export async function changeCrossCheck(change: (before: CrossCheck) => CrossCheck): Promise<void> {
  await changeRecord(KIND, change);
}

/** Pages of a round that the next ones have replaced go by themselves. */
const KEPT_SECONDS = 7 * 24 * 3600;

/** Stores a full page; a round that does its last step again writes the same one. */
export async function keepPage(begunAt: string, { kind, n, items }: FullPage): Promise<void> {
  await unwrap(kv.set(keyOf(begunAt, kind, n), { v: 1, items }, { ttlSeconds: KEPT_SECONDS }));
}

/** A full page of a round; empty when it is gone. */
export async function loadPage(
  begunAt: string,
  kind: DiscrepancyKind,
  n: number,
): Promise<readonly Discrepancy[]> {
  const page = v.safeParse(Stored, await unwrap(kv.get(keyOf(begunAt, kind, n))));
  return page.success ? page.output.items : [];
}
const Stored = v.object({ v: v.literal(1), items: v.array(Discrepancy) });

function keyOf(begunAt: string, kind: DiscrepancyKind, n: number): string {
  return `discrepancies:${begunAt.replace(/\D/g, '')}:${kind}:${n}`;
}
