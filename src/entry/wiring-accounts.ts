import { connectionsBy, forgetConnector } from '../datev/login/connection-store';
import { beginReport, type ReportPorts, reportAccounts as tellAccounts } from '../flows/report-accounts';
import { withAssignee } from '../flows/watch-mandant';
import { changeHealth } from '../health/health-store';
import { forgetSecretMaker } from '../hooks/secret-store';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { forgetConnectionMaker } from '../looker/connection-store';
import { allWatches, changeWatch } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { log } from '../platform/log';
import { settingsWithout, type Vacancy, vacantInSettings, withVacancies } from '../privacy/left';
import { MAX_ACCOUNTS, reportAccounts } from '../privacy/report-api';
import * as rounds from '../privacy/round-store';
import { changeSettings, loadSettings } from '../settings/settings-store';
import { queueLater } from './wiring';

/** Once a day: begins the week's report of accounts, or wakes one that fell asleep. */
export function runAccountReport(): Promise<void> {
  return beginReport(ports());
}

/** Goes on with the report. */
export async function lookAccounts(): Promise<Result<void, Problem>> {
  const done = await tellAccounts(ports());
  if (!done.ok) log('accounts.report', { code: done.problem.code, status: done.problem.status });
  return done;
}

function ports(): ReportPorts {
  return {
    now,
    loadRound: rounds.loadRound,
    saveRound: rounds.saveRound,
    namedAccounts: rounds.namedAccounts,
    rememberAccounts: rounds.rememberAccounts,
    knownAccounts: rounds.knownAccounts,
    noteAccount: rounds.noteAccount,
    report: reportAccounts,
    mostAccounts: MAX_ACCOUNTS,
    forget: forgetAccount,
    goOn: () => queueLater(GAP_SECONDS, { v: 1, look: 'accounts', id: 'week' }),
  };
}

/** Storage is read at most at this pace, and the sites of one hour do not all ask Atlassian in the same second. */
const GAP_SECONDS = 60;

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
  await changeSettings((settings) => settingsWithout(settings, accountId));
  for (const { mandant } of assigned)
    await changeWatch(mandant, (w) => (w.assignee === accountId ? withAssignee(w, null) : w));
  for (const id of connected) await forgetConnector(id, accountId);
  await forgetConnectionMaker(accountId);
  await forgetSecretMaker(accountId);
}
