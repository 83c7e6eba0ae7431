import * as v from 'valibot';
import { saveLogged } from '../audit/config-log-store';
import { type Authors, authorsAfter, withAuthor } from '../kernel/authors';
import { canonical } from '../kernel/canonical';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { changeRecord, loadRecord, type RecordKind, type Versioned } from '../platform/records';
import { unwrap } from '../platform/trouble';
import { AccountPlan, MAX_BYTES, storedBytes } from './plan';
import { planChange } from './plan-change';

type StoredPlan = Versioned<AccountPlan | null>;

function kind(mandant: string): RecordKind<AccountPlan | null> {
  return { key: `accounts:${mandant}`, schema: v.nullable(AccountPlan), fallback: null };
}

/** The plan of a Mandant with the version of its record; `null` where none was ever saved. */
export function loadPlan(mandant: string): Promise<StoredPlan> {
  return loadRecord(kind(mandant));
}

/**
 * Saves under the version the person saw; `conflict` when somebody else saved meanwhile. Every plan is kept under its own
 * number, once, and who wrote it beside it, in the same transaction.
 */
export async function savePlan(
  before: StoredPlan,
  plan: AccountPlan,
): Promise<Result<'done' | 'conflict', Problem>> {
  if (storedBytes(plan) > MAX_BYTES)
    return fail({ code: 'accounts.too-big', retry: 'after-fix', values: { count: plan.accounts.length } });
  await plannedToo(plan.mandant);
  if (before.data !== null) await keepOnce(before.data);
  const known = before.data === null ? {} : await authorsOfPlan(before.data);
  const by = plan.changedBy ?? '';
  const authors = withAuthor(known, by, plan.version);
  const also: kv.Op[] = [
    { do: 'set', key: versionKey(plan.mandant, plan.version), value: plan },
    { do: 'set', key: authorsKey(plan.mandant), value: authors },
  ];
  const event = planChange(before.data, plan, sha256);
  return ok(
    await saveLogged(kind(plan.mandant), { before, data: plan, also, by: { kind: 'person', id: by }, event }),
  );
}

/** A plan as it was accepted under its number, and the SHA-256 of its canonical JSON. */
type KeptPlan = { readonly plan: AccountPlan; readonly sha256: string };

/** The plan that a run is made with: the one that is kept under its number. */
export async function planForRun(mandant: string): Promise<KeptPlan | undefined> {
  const { data } = await loadPlan(mandant);
  if (data === null) return undefined;
  await keepOnce(data);
  return planVersion(mandant, data.version);
}

/** A plan as it was accepted under this number. */
export async function planVersion(mandant: string, version: number): Promise<KeptPlan | undefined> {
  const raw = await unwrap(kv.get(versionKey(mandant, version)));
  const found = v.safeParse(AccountPlan, raw);
  return found.success ? { plan: found.output, sha256: sha256(canonical(raw)) } : undefined;
}

/** Everybody who wrote a version of the plan after this one, as far as that was noted. */
export async function planAuthors(mandant: string, after: number): Promise<readonly string[]> {
  const { data } = await loadPlan(mandant);
  return data === null ? [] : authorsAfter(await authorsOfPlan(data), after);
}

async function authorsOfPlan({ mandant, version, changedBy = '' }: AccountPlan): Promise<Authors> {
  const noted = v.safeParse(v.record(v.string(), v.number()), await unwrap(kv.get(authorsKey(mandant))));
  return noted.success ? noted.output : withAuthor({}, changedBy, version);
}

/** Plans of an earlier version of the app are kept when they are first needed. */
async function keepOnce(plan: AccountPlan): Promise<void> {
  const key = versionKey(plan.mandant, plan.version);
  if ((await unwrap(kv.get(key))) === undefined) await unwrap(kv.setIfAbsent(key, plan));
}

function versionKey(mandant: string, version: number): string {
  return `plan:${mandant}:${version}`;
}

function authorsKey(mandant: string): string {
  return `plan-authors:${mandant}`;
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
