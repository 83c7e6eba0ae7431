import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { changeRecord, loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
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
  await plannedToo(plan.mandant);
  return ok(await saveRecord(kind(plan.mandant), before, plan));
}

/** Lists need to know only whether there is one: a plan itself may take 240 KiB. */
const PLANNED: RecordKind<readonly string[]> = {
  key: 'accounts-planned',
  schema: v.array(v.string()),
  fallback: [],
};

/** Before the plan itself: a list that says too much is harmless, one that hides a plan is not. */
async function plannedToo(mandant: string): Promise<void> {
  await changeRecord(PLANNED, (all) => (all.includes(mandant) ? all : [...all, mandant].toSorted()));
}

/** The Mandanten that have a plan. */
export async function mandantenWithPlan(): Promise<ReadonlySet<string>> {
  return new Set((await loadRecord(PLANNED)).data);
}
