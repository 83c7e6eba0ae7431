import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import {
  afterPage,
  begun,
  type Going,
  isDue,
  type KnownAccount,
  type Place,
  type Round,
  sinceOf,
} from '../privacy/round';

type Stored = { readonly version: number; readonly data: Round };
type Known = { readonly accountId: string; readonly known: KnownAccount };

export type ReportPorts = {
  now(): string;
  loadRound(): Promise<Stored>;
  saveRound(before: Stored, round: Round): Promise<'done' | 'conflict'>;
  namedAccounts(
    place: Exclude<Place, 'report'>,
    at: { readonly since: string; readonly cursor?: string },
  ): Promise<{ readonly accountIds: readonly string[]; readonly cursor?: string }>;
  rememberAccounts(accountIds: readonly string[], at: string): Promise<void>;
  knownAccounts(
    cursor: string | undefined,
  ): Promise<{ readonly accounts: readonly Known[]; readonly cursor?: string }>;
  noteAccount(accountId: string, known: KnownAccount): Promise<void>;
  /** At most `mostAccounts` of them; repeating it does no harm. */
  report(
    accounts: readonly { readonly accountId: string; readonly updatedAt: string }[],
  ): Promise<
    Result<readonly { readonly accountId: string; readonly status: 'updated' | 'closed' }[], Problem>
  >;
  readonly mostAccounts: number;
  /** Erases what is personal of a closed account and tells the admin what is missing now. Safe to repeat. */
  forget(accountId: string): Promise<void>;
  /** Looks again in a minute. */
  goOn(): Promise<void>;
};

/** So many pages of up to 100 records at once: a fraction of the storage that Forge lets an installation read a minute. */
const PAGES_AT_ONCE = 20;

/** The daily run asks whether a week is over since the last report; only then is there anything to do. */
export async function beginReport(ports: Pick<ReportPorts, 'now' | 'loadRound' | 'saveRound' | 'goOn'>) {
  const before = await ports.loadRound();
  const round = begun(before.data, ports.now());
  if (round.going === undefined) return;
  if (round !== before.data && (await ports.saveRound(before, round)) === 'conflict') return;
  await ports.goOn();
}

/**
 * Goes on with the week's report where it stands: looks for accounts that records name, page by page, then tells Atlassian of
 * them and erases what it calls closed. An invocation that dies leaves the last page to be done again.
 */
export async function reportAccounts(ports: ReportPorts): Promise<Result<void, Problem>> {
  for (let page = 0; ; page++) {
    const before = await ports.loadRound();
    const { going } = before.data;
    if (going === undefined) return DONE;
    if (page === PAGES_AT_ONCE) return later(ports);
    const next = await (going.place === 'report'
      ? reportPage(ports, going)
      : lookPage(ports, { since: sinceOf(before.data), place: going.place, cursor: going.cursor }));
    if (!next.ok) return next;
    const round = afterPage(before.data, going, next.value.cursor);
    // Somebody else is at it: one is enough.
    if ((await ports.saveRound(before, round)) === 'conflict') return DONE;
    // Lists show late: whoever was found just now is in the list of those to be reported in a minute.
    if (going.place !== 'report' && round.going?.place === 'report') return later(ports);
  }
}

async function later(ports: Pick<ReportPorts, 'goOn'>): Promise<Result<void, Problem>> {
  await ports.goOn();
  return DONE;
}

const DONE = { ok: true, value: undefined } as const;
type Next = Result<{ readonly cursor?: string }, Problem>;

type Looking = {
  readonly since: string;
  readonly place: Exclude<Place, 'report'>;
  readonly cursor: string | undefined;
};

async function lookPage(ports: ReportPorts, { place, since, cursor }: Looking): Promise<Next> {
  const found = await ports.namedAccounts(place, { since, ...(cursor === undefined ? {} : { cursor }) });
  await ports.rememberAccounts(found.accountIds, ports.now());
  return { ok: true, value: found.cursor === undefined ? {} : { cursor: found.cursor } };
}

async function reportPage(ports: ReportPorts, going: Going): Promise<Next> {
  const page = await ports.knownAccounts(going.cursor);
  const due = page.accounts.filter(({ known }) => isDue(known, going));
  for (let at = 0; at < due.length; at += ports.mostAccounts) {
    const reported = await reportSome(ports, due.slice(at, at + ports.mostAccounts));
    if (!reported.ok) return reported;
  }
  return { ok: true, value: page.cursor === undefined ? {} : { cursor: page.cursor } };
}

/** Erased first, noted as reported after: who dies in between reports the account again and erases again. */
async function reportSome(ports: ReportPorts, some: readonly Known[]): Promise<Result<void, Problem>> {
  const said = await ports.report(
    some.map(({ accountId, known }) => ({ accountId, updatedAt: known.updatedAt })),
  );
  if (!said.ok) return said;
  const told = new Map(said.value.map(({ accountId, status }) => [accountId, status]));
  const at = ports.now();
  for (const { accountId, known } of some) {
    const status = told.get(accountId);
    if (status === 'closed') await ports.forget(accountId);
    await ports.noteAccount(accountId, after(known, status, at));
  }
  return DONE;
}

/** Of an account that was changed nothing is kept that could be old: names are read when they are shown. */
function after(known: KnownAccount, status: 'updated' | 'closed' | undefined, at: string): KnownAccount {
  if (status === 'closed') return { ...known, reportedAt: at, closedAt: at };
  return { ...known, reportedAt: at, ...(status === 'updated' ? { updatedAt: at } : {}) };
}
