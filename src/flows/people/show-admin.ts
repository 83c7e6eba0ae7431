import type { AdminAnswer } from '../../contract/answers';
import { vendorKey } from '../../datev/call-log-store';
import { allConnections } from '../../datev/login/all-connections-store';
import { loadRegistration } from '../../datev/login/app-store';
import { EXTRA_SERVICES } from '../../datev/login/oidc';
import { callbackUrl } from '../../datev/login/return-api';
import { loadMeter } from '../../datev/meter-store';
import { loadOffers } from '../../datev/offers-store';
import { loadHealth } from '../../health/health-store';
import { loadSetAside } from '../../health/set-aside-store';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import type { Lang } from '../../kernel/problem';
import { allWatches } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import { newestByPhase } from '../../submissions/submission-store';
import { adminView } from '../../views/admin-view';

/** Everything an administrator decides about, and how the app is. */
export async function showAdmin(lang: Lang): Promise<AdminAnswer> {
  const [settings, watches, health] = await awaitAll([loadSettings(), allWatches(), loadHealth()]);
  const connections = await allConnections();
  const { byPhase, isPartial } = await newestByPhase();
  const names = await namesOf(watches.flatMap((w) => (w.assignee === undefined ? [] : [w.assignee])));
  return adminView({
    settings,
    connections,
    registration: await registrationOf(settings.data.environment),
    watches,
    health,
    setAside: await loadSetAside(),
    byPhase,
    isPartial,
    canSeal: vendorKey() !== undefined,
    meter: await loadMeter(),
    offers: await loadOffers(),
    ...present({ cloudId: surroundings().cloudId }),
    names,
    now: now(),
    lang,
  });
}

async function registrationOf(environment: Settings['environment']): Promise<AdminAnswer['registration']> {
  const found = await loadRegistration(environment);
  return {
    callbackUrl: await callbackUrl(),
    isConfidential: found?.isConfidential ?? false,
    services: found?.services ?? EXTRA_SERVICES,
    ...present({ clientId: found?.clientId, redirectUri: found?.redirectUri }),
  };
}
