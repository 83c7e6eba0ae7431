import { connectionsBy, forgetConnector } from '../../datev/login/connection-store';
import { changeHealth } from '../../health/health-store';
import { forgetSecretMaker } from '../../hooks/secret-store';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { forgetConnectionMaker } from '../../looker/login/connection-store';
import { queueLater } from '../../looks/look-queue-store';
import { withAssignee } from '../../mandanten/watch';
import { allWatches, changeWatch } from '../../mandanten/watch-store';
import { forgetDeclined } from '../../notices/declined-store';
import { now } from '../../platform/clock';
import { MAX_ACCOUNTS, reportAccounts as tellAtlassian } from '../../privacy/report-api';
import {
  afterPage,
  begun,
  type Going,
  isDue,
  type KnownAccount,
  type Place,
  sinceOf,
} from '../../privacy/round';
import {
  knownAccounts,
  loadRound,
  namedAccounts,
  noteAccount,
  rememberAccounts,
  saveRound,
} from '../../privacy/round-store';
import { settingsWithout, type Vacancy, vacantInSettings, withVacancies } from '../../privacy/vacancies';
import { changeSettingsAsApp, loadSettings } from '../../settings/settings-store';

type Known = { readonly accountId: string; readonly known: KnownAccount };

/** So many pages of up to 100 records at once: a fraction of the storage that Forge lets an installation read a minute. */
const PAGES_AT_ONCE = 20;

/** The daily run asks whether a week is over since the last report; only then is there anything to do. */
export async function beginReport() {
  const before = await loadRound();
  const round = begun(before.data, now());
  if (round.going === undefined) return;
  if ((await saveRound(before, round)) === 'conflict') return;
  await goOn();
}

/**
 * Goes on with the week's report where it stands: looks for accounts that records name, page by page, then tells Atlassian of
 * them and erases what it calls closed. An invocation that dies leaves the last page to be done again.
 */
export async function reportAccounts(): Promise<Result<void, Problem>> {
  for (let page = 0; ; page++) {
    const before = await loadRound();
    const { going } = before.data;
    if (going === undefined) return DONE;
    if (page === PAGES_AT_ONCE) return later();
    const next = await (going.place === 'report'
      ? reportPage(going)
      : lookPage({ since: sinceOf(before.data), place: going.place, cursor: going.cursor }));
    if (!next.ok) return next;
    const round = afterPage(before.data, going, next.value.cursor);
    // Somebody else is at it: one is enough.
    if ((await saveRound(before, round)) === 'conflict') return DONE;
    // Lists show late: whoever was found just now is in the list of those to be reported in a minute.
    if (going.place !== 'report' && round.going?.place === 'report') return later();
  }
}

async function later(): Promise<Result<void, Problem>> {
  await goOn();
  return DONE;
}

const DONE = { ok: true, value: undefined } as const;
type Next = Result<{ readonly cursor?: string }, Problem>;

type Looking = {
  readonly since: string;
  readonly place: Exclude<Place, 'report'>;
  readonly cursor: string | undefined;
};

async function lookPage({ place, since, cursor }: Looking): Promise<Next> {
  const found = await namedAccounts(place, { since, ...present({ cursor }) });
  await rememberAccounts(found.accountIds, now());
  return { ok: true, value: present({ cursor: found.cursor }) };
}

async function reportPage(going: Going): Promise<Next> {
  const page = await knownAccounts(going.cursor);
  const due = page.accounts.filter(({ known }) => isDue(known, going));
  for (let at = 0; at < due.length; at += MAX_ACCOUNTS) {
    const reported = await reportSome(due.slice(at, at + MAX_ACCOUNTS));
    if (!reported.ok) return reported;
  }
  return { ok: true, value: present({ cursor: page.cursor }) };
}

/** Erased first, noted as reported after: who dies in between reports the account again and erases again. */
async function reportSome(some: readonly Known[]): Promise<Result<void, Problem>> {
  const said = await tellAtlassian(
    some.map(({ accountId, known }) => ({ accountId, updatedAt: known.updatedAt })),
  );
  if (!said.ok) return said;
  const told = new Map(said.value.map(({ accountId, status }) => [accountId, status]));
  const at = now();
  for (const { accountId, known } of some) {
    const status = told.get(accountId);
    if (status === 'closed') await forgetAccount(accountId);
    await noteAccount(accountId, after(known, status, at));
  }
  return DONE;
}

/** Of an account that was changed nothing is kept that could be old: names are read when they are shown. */
function after(known: KnownAccount, status: 'updated' | 'closed' | undefined, at: string): KnownAccount {
  if (status === 'closed') return { ...known, reportedAt: at, closedAt: at };
  return { ...known, reportedAt: at, ...(status === 'updated' ? { updatedAt: at } : {}) };
}

/** Storage is read at most at this pace, and the sites of one hour do not all ask Atlassian in the same second. */
const GAP_SECONDS = 60;

/** Looks again in a minute. */
function goOn(): Promise<void> {
  return queueLater(GAP_SECONDS, { v: 1, look: 'accounts', id: 'week' });
}

/**
 * What settings and connections say of an account goes; chained entries and accepted configurations keep its id as the
 * pseudonym that it is (docs/privacy.md). Who stood where is told before it is gone.
 */
async function forgetAccount(accountId: string): Promise<void> {
  const at = now();
  const assigned = (await allWatches()).filter((w) => w.assignee === accountId);
  const connected = await connectionsBy(accountId);
  const vacant: readonly Vacancy[] = [
    ...vacantInSettings((await loadSettings()).data, accountId, at),
    ...assigned.map((w): Vacancy => ({ at, what: 'assignee', of: w.mandant })),
    ...connected.map((of): Vacancy => ({ at, what: 'connection', of })),
  ];
  await changeHealth((h) => {
    const vacancies = withVacancies(h.vacancies ?? [], vacant);
    return vacancies === h.vacancies || vacancies.length === 0 ? h : { ...h, vacancies };
  });
  await changeSettingsAsApp((settings) => settingsWithout(settings, accountId));
  for (const { mandant } of assigned)
    await changeWatch(mandant, (w) => (w.assignee === accountId ? withAssignee(w, null) : w));
  for (const id of connected) await forgetConnector(id, accountId);
  await forgetConnectionMaker(accountId);
  await forgetSecretMaker(accountId);
  await forgetDeclined(accountId);
}
