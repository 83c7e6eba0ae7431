import { ADMIN_CALLS } from '../contract/admin-calls';
import { sealedPage } from '../datev/call-log-store';
import { dismissOffers } from '../datev/offers-store';
import { showAdmin } from '../flows/pages/show-admin';
import { showMandantChoices } from '../flows/pages/show-mandant-choices';
import { disconnect } from '../flows/people/end-connection';
import { beginLogin, finishLogin, register } from '../flows/people/log-in';
import { offeredFilters, saveFilters } from '../flows/people/offer-filters';
import { previewIssue } from '../flows/people/preview-issue';
import { saveAdminSettings, switchPause, switchStop } from '../flows/people/save-settings';
import { testConnection } from '../flows/people/test-datev-connection';
import { makeTestIssue, removeTestIssues } from '../flows/people/test-issue';
import { countBack, unwatchMandant, watchMandant, watchMandanten } from '../flows/people/watch-mandant';
import { assignable, searchGroups } from '../jira/people-api';
import { createFields, issueTypes, projectStatuses, searchProjects } from '../jira/project-api';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { ADMIN_RIGHTS } from '../security/permissions';
import { loadSettings } from '../settings/settings-store';
import { fieldChoices, statusChoices } from '../views/admin/choices';
import { type Handlers, person, resolverOf } from './answering';
import { configurationCalls } from './configuration-calls';
import { adminScope, crossCheckCalls } from './cross-check-calls';
import { hookCalls } from './hook-calls';
import { lookerCalls } from './looker-calls';
import { parcelCalls } from './parcel-calls';

const chosen = <T, C>(
  found: Result<readonly T[], Problem>,
  make: (one: T) => C,
): Result<readonly C[], Problem> => (found.ok ? ok(found.value.map(make)) : found);

const calls: Handlers<typeof ADMIN_CALLS> = {
  ...lookerCalls,
  ...hookCalls,
  ...configurationCalls,
  ...parcelCalls,
  ...crossCheckCalls(adminScope),
  'admin.view': async ({ lang }) => ok(await showAdmin(lang)),
  'admin.save': (wish, { accountId }) => saveAdminSettings(wish, accountId),
  'admin.stop': (wish, { accountId }) => switchStop(wish, accountId),
  'storms.pause': (wish, { accountId }) => switchPause(wish, accountId),
  'jira.projects': ({ query }) => searchProjects(query),
  'jira.issue-types': ({ projectId }) => issueTypes(projectId),
  'jira.statuses': async ({ projectId, issueTypeIds }) => {
    const found = await projectStatuses(projectId, issueTypeIds);
    const { statuses } = (await loadSettings()).data;
    return found.ok ? ok(statusChoices(found.value, statuses[projectId])) : found;
  },
  'jira.fields': async ({ projectId, issueTypeId }) => {
    const found = await createFields(projectId, issueTypeId);
    return found.ok ? ok(fieldChoices(found.value)) : found;
  },
  'jira.test-issue': () => makeTestIssue(),
  'jira.remove-test-issue': ({ issueId }) => removeTestIssues(issueId),
  'jira.preview-issue': (wish) => previewIssue(wish),
  'jira.filters': ({ lang }) => offeredFilters(lang),
  'jira.save-filters': ({ lang, ...wish }) => saveFilters(wish, lang),
  'jira.users': async ({ query, projectId }) => {
    const of = projectId ?? (await loadSettings()).data.project?.id;
    if (of === undefined) return ok([]);
    return chosen(await assignable(of, query), (p) => ({ id: p.accountId, name: p.name }));
  },
  'jira.groups': ({ query }) => searchGroups(query),
  'datev.mandanten': () => showMandantChoices(),
  'datev.register': (wish, caller) => register({ ...wish, by: person(caller) }),
  'datev.login': ({ environment, mode, mandant }, { accountId }) =>
    beginLogin({ environment, mode, accountId, ...present({ mandant }) }),
  'datev.login-state': ({ state }, { accountId }) => finishLogin({ state, accountId }),
  'datev.disconnect': async ({ connection }, caller) => {
    await disconnect(connection, person(caller));
    return ok(null);
  },
  'datev.test': ({ connection }) => testConnection(connection),
  'support.log': async ({ cursor, withTexts }) => {
    const page = await sealedPage({ withTexts, ...present({ cursor }) });
    return page === undefined ? fail({ code: 'support.no-key', retry: 'after-fix' }) : ok(page);
  },
  'mandant.dismiss': async (_payload, caller) => {
    await dismissOffers(person(caller));
    return ok(null);
  },
  'mandant.look-back': ({ mandant, days }) => countBack(mandant, days),
  'mandant.watch': ({ mandant, lookBackDays, assignee }, caller) =>
    watchMandant({ by: person(caller), mandant, lookBackDays, ...present({ assignee }) }),
  'mandant.watch-many': ({ mandanten }, caller) => watchMandanten(mandanten, person(caller)),
  'mandant.unwatch': async ({ mandant }, caller) => {
    await unwatchMandant(mandant, person(caller));
    return ok(null);
  },
};

/** The admin page. */
export const adminResolver = resolverOf(ADMIN_CALLS, { face: 'admin', rights: ADMIN_RIGHTS }, calls);
