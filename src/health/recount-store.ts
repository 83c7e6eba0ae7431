import { loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { NEVER_COUNTED, Recount } from './recount';

const KIND: RecordKind<Recount> = { key: 'recount', schema: Recount, fallback: NEVER_COUNTED };

/** Where the look at lists and counts stands. */
export function loadRecount(): Promise<Versioned<Recount>> {
  return loadRecord(KIND);
}

export function saveRecount(before: Versioned<Recount>, recount: Recount): Promise<'done' | 'conflict'> {
  return saveRecord(KIND, before, recount);
}
