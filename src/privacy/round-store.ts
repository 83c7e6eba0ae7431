import * as v from 'valibot';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import * as kv from '../platform/kv';
import { loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { unknownVersion, unwrap } from '../platform/trouble';
import { accountsIn } from './accounts';
import { KnownAccount, NO_ROUND, type Place, Round } from './round';

const KIND: RecordKind<Round> = { key: 'account-report', schema: Round, fallback: NO_ROUND };

export function loadRound(): Promise<Versioned<Round>> {
  return loadRecord(KIND);
}

export function saveRound(before: Versioned<Round>, round: Round): Promise<'done' | 'conflict'> {
  return saveRecord(KIND, before, round);
}

// ---- what is known of each account

function key(accountId: string): string {
  return `account:${accountId}`;
}

type AccountPage = {
  readonly accounts: readonly { readonly accountId: string; readonly known: KnownAccount }[];
  readonly cursor?: string;
};

/** A page of the accounts that records name; eventually consistent. */
export async function knownAccounts(cursor: string | undefined): Promise<AccountPage> {
  const page = await unwrap(kv.queryKeys(key(''), cursor));
  const accounts = page.rows.map(({ key: stored, value }) => {
    const known = v.safeParse(KnownAccount, value);
    if (!known.success) throw unknownVersion(stored);
    return { accountId: stored.slice(key('').length), known: known.output };
  });
  return page.cursor === undefined ? { accounts } : { accounts, cursor: page.cursor };
}

/** Accounts that a record names; those known before stay as they are. */
export async function rememberAccounts(accountIds: readonly string[], at: string): Promise<void> {
  const known: KnownAccount = { v: 1, updatedAt: at };
  await awaitAll(accountIds.map((id) => unwrap(kv.setIfAbsent(key(id), known))));
}

export async function noteAccount(accountId: string, known: KnownAccount): Promise<void> {
  await unwrap(kv.set(key(accountId), known));
}

// ---- where people are named

type NamedPage = { readonly accountIds: readonly string[]; readonly cursor?: string };
type Query = Omit<kv.EntityQuery, 'cursor'>;

/** A page of stored records: which accounts they name. What cannot change without a newer date is read from `since` on. */
export async function namedAccounts(
  place: Exclude<Place, 'report'>,
  at: { readonly since: string; readonly cursor?: string },
): Promise<NamedPage> {
  const cursor = present({ cursor: at.cursor });
  const page = isKeyed(place)
    ? await unwrap(kv.queryKeys(KEYS[place], at.cursor))
    : await unwrap(kv.queryEntities({ ...queryOf(place, at.since), ...cursor }));
  const values = page.rows.map(({ value }) => (place === 'plan-authors' ? { authors: value } : value));
  const accountIds = accountsIn(values);
  return page.cursor === undefined ? { accountIds } : { accountIds, cursor: page.cursor };
}

const KEYS = { 'pipeline-versions': 'pipeline:', 'plan-authors': 'plan-authors:' } as const;

function isKeyed(place: string): place is keyof typeof KEYS {
  return place in KEYS;
}

function queryOf(place: Exclude<Place, 'report' | keyof typeof KEYS>, since: string): Query {
  const range = { is: 'from', value: since } as const;
  switch (place) {
    case 'submissions-needs-you':
    case 'submissions-moving':
    case 'submissions-delivered':
    case 'submissions-closed': {
      const phase = place.slice('submissions-'.length);
      return { entity: 'submission', index: 'by-changed', partition: [phase], range };
    }
    case 'audit':
      return { entity: 'audit-entry', index: 'at', range };
    case 'mandanten':
      return { entity: 'mandant', index: 'by-due', partition: ['mandant'] };
    case 'pipelines-active':
    case 'pipelines-paused':
    case 'pipelines-removed':
      return { entity: 'pipeline', index: 'by-due', partition: [place.slice('pipelines-'.length)] };
    case 'records':
      return { entity: 'record', index: 'version' };
  }
}
