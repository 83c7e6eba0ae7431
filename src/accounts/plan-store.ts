import * as v from 'valibot';
import { saveLogged } from '../audit/config-log-store';
import { type Authors, authorsAfter, withAuthor } from '../kernel/authors';
import { canonical } from '../kernel/canonical';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import { Pages, packPages, readPages, writePages } from '../platform/pages';
import { changeRecord, loadRecord, type RecordKind, type Versioned } from '../platform/records';
import { unknownVersion, unwrap } from '../platform/trouble';
import { AccountPlan, BYTES_IN_ONE_KEY, storedBytes } from './plan';
import { planChange } from './plan-change';

type StoredPlan = Versioned<AccountPlan | null>;

/** A plan that is too big for one key: its accounts lie in pages. */
const PagedPlan = v.object({ ...AccountPlan.entries, v: v.literal(2), accounts: Pages });
const KeptForm = v.union([AccountPlan, PagedPlan]);
type KeptForm = v.InferOutput<typeof KeptForm>;

function kind(mandant: string): RecordKind<KeptForm | null> {
  return { key: `accounts:${mandant}`, schema: v.nullable(KeptForm), fallback: null };
}

/** The plan of a Mandant with the version of its record; `null` where none was ever saved. */
export async function loadPlan(mandant: string): Promise<StoredPlan> {
  const { version, data } = await loadRecord(kind(mandant));
  return { version, data: data === null ? null : await whole(data) };
}

/** Whether the Mandant has a plan, without reading its accounts. */
export async function hasPlan(mandant: string): Promise<boolean> {
  return (await loadRecord(kind(mandant))).data !== null;
}

/** The plan with its accounts, from wherever they lie. */
async function whole(kept: KeptForm): Promise<AccountPlan> {
  if (kept.v === 1) return kept;
  const found = v.safeParse(AccountPlan, { ...kept, v: 1, accounts: await readPages(kept.accounts) });
  if (!found.success) throw unknownVersion(`accounts:${kept.mandant}`);
  return found.output;
}

type Laid = { readonly kept: KeptForm; readonly also: readonly kv.Op[] };

/** The plan as it will be kept; what does not fit under one key is written before. `undefined`: too big. */
async function layDown(plan: AccountPlan): Promise<Laid | undefined> {
  if (storedBytes(plan) <= BYTES_IN_ONE_KEY) return { kept: plan, also: [] };
  const packed = packPages(plan.accounts);
  if (packed === undefined) return undefined;
  return { kept: { ...plan, v: 2, accounts: packed.at }, also: [await writePages(packed)] };
}

/**
 * Saves under the version the person saw; `conflict` when somebody else saved meanwhile. Every plan is kept under its own
 * number, once, and who wrote it beside it, in the same transaction.
 */
export async function savePlan(
  before: StoredPlan,
  plan: AccountPlan,
): Promise<Result<'done' | 'conflict', Problem>> {
  const laid = await layDown(plan);
  if (laid === undefined)
    return fail({ code: 'accounts.too-big', retry: 'after-fix', values: { count: plan.accounts.length } });
  const { kept } = laid;
  await plannedToo(plan.mandant);
  if (before.data !== null) await keepOnce(before.data);
  const known = before.data === null ? {} : await authorsOfPlan(before.data);
  const by = plan.changedBy ?? '';
  const authors = withAuthor(known, by, plan.version);
  const also: kv.Op[] = [
    { do: 'set', key: versionKey(plan.mandant, plan.version), value: kept },
    { do: 'set', key: authorsKey(plan.mandant), value: authors },
    ...laid.also,
  ];
  const event = planChange(before.data, plan, sha256);
  const change = { before, data: kept, also, by: { kind: 'person', id: by }, event } as const;
  return ok(await saveLogged(kind(plan.mandant), change));
}

/** A plan as it was accepted under its number, and the SHA-256 of its canonical JSON. */
type KeptPlan = { readonly plan: AccountPlan; readonly sha256: string };

/** The plan that a run is made with: the one that is kept under its number. */
export async function planForRun(mandant: string): Promise<KeptPlan | undefined> {
  const { data } = await loadRecord(kind(mandant));
  if (data === null) return undefined;
  await keepOnce(data);
  return planVersion(mandant, data.version);
}

/** A plan as it was accepted under this number. */
export async function planVersion(mandant: string, version: number): Promise<KeptPlan | undefined> {
  const raw = await unwrap(kv.get(versionKey(mandant, version)));
  const found = v.safeParse(KeptForm, raw);
  if (!found.success) return undefined;
  const plan = await whole(found.output);
  return { plan, sha256: sha256(canonical(found.output.v === 1 ? raw : plan)) };
}

/** Everybody who wrote a version of the plan after this one, as far as that was noted. */
export async function planAuthors(mandant: string, after: number): Promise<readonly string[]> {
  const { data } = await loadRecord(kind(mandant));
  return data === null ? [] : authorsAfter(await authorsOfPlan(data), after);
}

async function authorsOfPlan({ mandant, version, changedBy = '' }: KeptForm): Promise<Authors> {
  const noted = v.safeParse(v.record(v.string(), v.number()), await unwrap(kv.get(authorsKey(mandant))));
  return noted.success ? noted.output : withAuthor({}, changedBy, version);
}

/** Plans of an earlier version of the app are kept when they are first needed; those in pages always were. */
async function keepOnce(plan: KeptForm): Promise<void> {
  const key = versionKey(plan.mandant, plan.version);
  if ((await unwrap(kv.get(key))) === undefined) await unwrap(kv.setIfAbsent(key, plan));
}

function versionKey(mandant: string, version: number): string {
  return `plan:${mandant}:${version}`;
}

function authorsKey(mandant: string): string {
  return `plan-authors:${mandant}`;
}

/** Lists need to know only whether there is one: a plan itself may take megabytes. */
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
