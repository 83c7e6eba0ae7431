import type { AdminAnswer } from '../../contract/answers';
import { vendorKey } from '../../datev/call-log-store';
import { allConnections } from '../../datev/login/all-connections-store';
import { loadRegistration } from '../../datev/login/app-store';
import { EXTRA_SERVICES } from '../../datev/login/oidc';
import { callbackUrl } from '../../datev/login/return-api';
import { loadMeter } from '../../datev/meter-store';
import { loadOffers } from '../../datev/offers-store';
import { loadCrossCheck } from '../../discrepancies/cross-check-store';
import { loadHealth } from '../../health/health-store';
import { loadRecount } from '../../health/recount-store';
import { loadSetAside } from '../../health/set-aside-store';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { allWatches } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { peopleToldIn } from '../../settings/notices';
import { accountsIn } from '../../settings/routing';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import { hiddenRows } from '../../submissions/lists/list-store';
import { allTallies } from '../../submissions/lists/tally-store';
import { adminView } from '../../views/admin/admin-view';
import type { Names } from '../../views/person';

/** Of issues that Jira hides so many are read; a page of storage. */
const HIDDEN_SHOWN = 100;

/** Everything an administrator decides about, and how the app is. */
export async function showAdmin(lang: Lang): Promise<AdminAnswer> {
  const [
    decided,
    watched,
    connections,
    health,
    setAside,
    tallies,
    hidden,
    recount,
    meter,
    offers,
    crossCheck,
  ] = await awaitAll([
    ...([withRegistration(), withNames(), allConnections(), loadHealth(), loadSetAside()] as const),
    ...([allTallies(), hiddenRows(HIDDEN_SHOWN), loadRecount(), loadMeter(), loadOffers()] as const),
    loadCrossCheck(),
  ]);
  return adminView({
    ...decided,
    ...watched,
    names: await namesWith(watched.names, decided.settings.data),
    connections,
    health,
    setAside,
    crossCheck: crossCheck.data,
    tallies,
    hidden,
    isCounting: recount.data.doneAt === undefined,
    canSeal: vendorKey() !== undefined,
    meter,
    offers,
    ...present({ cloudId: surroundings().cloudId }),
    now: now(),
    lang,
  });
}

async function withRegistration() {
  const settings = await loadSettings();
  return { settings, registration: await registrationOf(settings.data.environment) };
}

/** Names of whom the routing names besides; asked for only where it names anybody. */
async function namesWith(names: Names, { routing, notices }: Settings): Promise<Names> {
  const more = [...accountsIn(routing), ...peopleToldIn(notices)].filter((id) => !names.has(id));
  return more.length === 0 ? names : new Map([...names, ...(await namesOf(more))]);
}

async function withNames() {
  const [watches, settings] = await awaitAll([allWatches(), loadSettings()]);
  const people = [...watches.map((w) => w.assignee), settings.data.paused?.by];
  const names = await namesOf(people.flatMap((id) => (id === undefined ? [] : [id])));
  return { watches, names };
}

async function registrationOf(environment: Settings['environment']): Promise<AdminAnswer['registration']> {
  const [found, address] = await awaitAll([loadRegistration(environment), callbackUrl()]);
  return {
    callbackUrl: address,
    isConfidential: found?.isConfidential ?? false,
    services: found?.services ?? EXTRA_SERVICES,
    ...present({ clientId: found?.clientId, redirectUri: found?.redirectUri }),
  };
}
