import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { AccountPlan, MOST_BYTES, storedBytes } from './plan';

export type StoredPlan = Versioned<AccountPlan | null>;

function kind(mandant: string): RecordKind<AccountPlan | null> {
  return { key: `accounts:${mandant}`, schema: v.nullable(AccountPlan), fallback: null };
}

/** The plan of a Mandant with the version of its record; `null` where none was ever saved. */
export function loadPlan(mandant: string): Promise<StoredPlan> {
  return loadRecord(kind(mandant));
}

/** Saves under the version the person saw; `conflict` when somebody else saved meanwhile. */
export async function savePlan(
  before: StoredPlan,
  plan: AccountPlan,
): Promise<Result<'done' | 'conflict', Problem>> {
  if (storedBytes(plan) > MOST_BYTES)
    return fail({ code: 'accounts.too-big', retry: 'after-fix', values: { count: plan.accounts.length } });
  return ok(await saveRecord(kind(plan.mandant), before, plan));
}
