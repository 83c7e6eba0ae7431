import type { AdminAnswer } from '../contract/answers';
import { ADMIN_CALLS } from '../contract/calls';
import { LOCALHOST } from '../contract/return-address';
import { sealedPage, vendorKey } from '../datev/call-log-store';
import { getClient, listClients } from '../datev/clients-api';
import { allConnections } from '../datev/login/all-connections-store';
import { loadRegistration, saveRegistration } from '../datev/login/app-store';
import { EXTRA_SERVICES } from '../datev/login/oidc';
import { callbackUrl } from '../datev/login/return-api';
import { tokenFor } from '../datev/login/token-store';
import { loadMeter } from '../datev/meter-store';
import { dismissOffers, loadOffers } from '../datev/offers-store';
import { SERVICES } from '../datev/preflight';
import { queueReleases } from '../flows/exception/release-held';
import { disconnect } from '../flows/people/end-connection';
import { beginLogin, finishLogin } from '../flows/people/log-in';
import { makeTestIssue, removeTestIssues } from '../flows/people/test-issue';
import { countBack, unwatchMandant, watchMandant, watchMandanten } from '../flows/people/watch-mandant';
import { loadHealth } from '../health/health-store';
import { loadSetAside } from '../health/set-aside-store';
import { forgetFields } from '../jira/own-api';
import { assignable, namesOf, searchGroups } from '../jira/people-api';
import { createFields, issueTypes, projectStatuses, searchProjects } from '../jira/project-api';
import { siteName } from '../jira/site-api';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Lang, Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { allWatches } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import type { Versioned } from '../platform/records';
import { ADMIN_NEEDS } from '../security/permissions';
import type { Settings } from '../settings/settings';
import { loadSettings, saveSettings } from '../settings/settings-store';
import { newestByPhase } from '../submissions/submission-store';
import { adminView } from '../views/admin-view';
import { fieldChoices, statusChoices } from '../views/choices';
import { type Handlers, person, resolverOf } from './answering';
import type { Caller } from './caller';
import { lookerCalls } from './looker-calls';

type Admin = Handlers<typeof ADMIN_CALLS>;

async function view(lang: Lang): Promise<AdminAnswer> {
  const [settings, watches, health] = await awaitAll([loadSettings(), allWatches(), loadHealth()]);
  const connections = await allConnections();
  const { byPhase, isPartial } = await newestByPhase();
  const names = await namesOf(watches.flatMap((w) => (w.assignee === undefined ? [] : [w.assignee])));
  return adminView({
    settings,
    connections,
    registration: await registrationView(settings.data.environment),
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

async function registrationView(environment: Settings['environment']): Promise<AdminAnswer['registration']> {
  const found = await loadRegistration(environment);
  return {
    callbackUrl: await callbackUrl(),
    isConfidential: found?.isConfidential ?? false,
    services: found?.services ?? EXTRA_SERVICES,
    ...present({ clientId: found?.clientId, redirectUri: found?.redirectUri }),
  };
}

/** Saves under the version the admin saw, and lets everything that waited for a setting try again. */
async function save(
  before: Versioned<Settings>,
  settings: Settings,
  caller: Caller,
): Promise<Result<null, Problem>> {
  if ((await saveSettings(before, settings, person(caller))) === 'conflict')
    return { ok: false, problem: { code: 'settings.conflict', retry: 'after-fix' } };
  await forgetFields();
  await queueReleases();
  return { ok: true, value: null };
}

const chosen = <T, C>(
  found: Result<readonly T[], Problem>,
  make: (one: T) => C,
): Result<readonly C[], Problem> => (found.ok ? { ok: true, value: found.value.map(make) } : found);

const calls: Admin = {
  ...lookerCalls,
  'admin.view': async ({ lang }) => ({ ok: true, value: await view(lang) }),
  'admin.save': async ({ version, settings }, caller) => {
    const before = await loadSettings();
    if (before.version !== version)
      return { ok: false, problem: { code: 'settings.conflict', retry: 'after-fix' } };
    // The stop switch has its own call, so that saving a form never starts or stops sending by accident.
    const { stopped: _, ...rest } = settings;
    const { stopped } = before.data;
    return save(before, stopped === undefined ? rest : { ...rest, stopped }, caller);
  },
  'admin.stop': async ({ stopped, reason }, caller) => {
    const before = await loadSettings();
    const { stopped: _, ...rest } = before.data;
    const stop = { at: now(), by: caller.accountId, reason };
    return save(before, stopped ? { ...rest, stopped: stop } : rest, caller);
  },
  'jira.projects': async ({ query }) => chosen(await searchProjects(query), (p) => p),
  'jira.issue-types': async ({ projectId }) => chosen(await issueTypes(projectId), (t) => t),
  'jira.statuses': async ({ projectId, issueTypeId }) => {
    const found = await projectStatuses(projectId, issueTypeId);
    const settings = (await loadSettings()).data;
    return found.ok ? { ok: true, value: statusChoices(found.value, settings.statuses[projectId]) } : found;
  },
  'jira.fields': async ({ projectId, issueTypeId }) => {
    const found = await createFields(projectId, issueTypeId);
    return found.ok ? { ok: true, value: fieldChoices(found.value) } : found;
  },
  'jira.test-issue': () => makeTestIssue(),
  'jira.remove-test-issue': ({ issueId }) => removeTestIssues(issueId),
  'mandant.dismiss': async (_payload, caller) => {
    await dismissOffers(person(caller));
    return { ok: true, value: null };
  },
  'jira.users': async ({ query }) => {
    const { project } = (await loadSettings()).data;
    return project === undefined
      ? { ok: true, value: [] }
      : chosen(await assignable(project.id, query), (p) => ({ id: p.accountId, name: p.name }));
  },
  'jira.groups': async ({ query }) => chosen(await searchGroups(query), (g) => g),
  'datev.mandanten': async () => {
    const { environment } = (await loadSettings()).data;
    const token = await tokenFor(environment);
    if (!token.ok) return token;
    const found = await listClients({ environment, token: token.value });
    if (!found.ok) return { ok: false, problem: found.problem.problem };
    const watched = new Set((await allWatches()).filter((w) => w.watched).map((w) => w.mandant));
    const value = found.value.map(({ id, name, services }) => ({
      id,
      name,
      service: services.includes(SERVICES.extf),
      watched: watched.has(id),
    }));
    return { ok: true, value };
  },
  'datev.register': async ({ environment, clientId, redirectUri, secret, services }, caller) => {
    if (environment === 'production' && redirectUri !== undefined && LOCALHOST.test(redirectUri))
      return { ok: false, problem: { code: 'datev.localhost', retry: 'after-fix' } };
    const registration = { clientId, services, ...present({ redirectUri }) };
    await saveRegistration({ environment, registration, secret, by: person(caller) });
    return { ok: true, value: null };
  },
  'datev.login': async ({ environment, mode, mandant }, { accountId }) => {
    if ((mode === 'long-term') !== (mandant !== undefined))
      return { ok: false, problem: { code: 'platform.bad-payload', retry: 'never' } };
    const [names, site] = await awaitAll([namesOf([accountId]), siteName()]);
    const startedBy = names.get(accountId) || accountId;
    return beginLogin({
      environment,
      mode,
      accountId,
      startedBy,
      site,
      ...present({ mandant }),
    });
  },
  'datev.login-state': async ({ state }, { accountId }) => {
    const progress = await finishLogin({ state, accountId });
    // What waited for the connection goes on at once.
    if (progress.ok && progress.value.is === 'connected') await queueReleases();
    return progress;
  },
  'datev.disconnect': async ({ connection }, caller) => {
    await disconnect(connection, person(caller));
    return { ok: true, value: null };
  },
  'datev.test': async ({ connection }) => {
    const { environment } = (await loadSettings()).data;
    const token = await tokenFor(environment, connection === 'main' ? undefined : connection);
    if (!token.ok) return token;
    // A long-term approval holds for one Mandant and not for the list.
    const access = { environment, token: token.value };
    const found = connection === 'main' ? await listClients(access) : await getClient(access, connection);
    if (!found.ok) return { ok: false, problem: found.problem.problem };
    return {
      ok: true,
      value: Array.isArray(found.value) ? { mandanten: found.value.length } : { mandanten: 1 },
    };
  },
  'support.log': async ({ cursor, withTexts }) => {
    const page = await sealedPage({ withTexts, ...present({ cursor }) });
    return page === undefined
      ? { ok: false, problem: { code: 'support.no-key', retry: 'after-fix' } }
      : { ok: true, value: page };
  },
  'mandant.look-back': ({ mandant, days }) => countBack(mandant, days),
  'mandant.watch': ({ mandant, lookBackDays, assignee }, caller) =>
    watchMandant({ by: person(caller), mandant, lookBackDays, ...present({ assignee }) }),
  'mandant.watch-many': ({ mandanten }, caller) => watchMandanten(mandanten, person(caller)),
  'mandant.unwatch': async ({ mandant }, caller) => {
    await unwatchMandant(mandant, person(caller));
    return { ok: true, value: null };
  },
};

/** The admin page. */
export const adminResolver = resolverOf(ADMIN_CALLS, { face: 'admin', needs: ADMIN_NEEDS }, calls);
